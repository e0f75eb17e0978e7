//! The shipped binary with a small contact center inside.

use std::{fmt::Write as _, path::Path};

use parlance_testkit::{
    person::PASSWORD,
    program::{Program, Setup},
};

use crate::{Failure, payload};

/// Where nobody answers: for everything that sends nothing.
pub const NOBODY: &str = "http://127.0.0.1:9";

/// Who works in the contact center.
#[derive(Debug, Clone, Copy)]
pub struct Staff {
    /// `agent0`, `agent1`, …, who get chats.
    pub agents: usize,
    /// Chats that each may hold.
    pub max_chats: usize,
    /// `idle0`, …: people whose desktops are open and get nothing.
    pub idle: usize,
}

/// Starts it on new data with so many agents; no platform is there, nothing is answered.
pub async fn start(binary: &Path, agents: usize) -> Result<Program, Failure> {
    let staff = Staff {
        agents,
        max_chats: 100,
        idle: 0,
    };
    start_with(binary, staff, NOBODY).await
}

/// Starts it on new data: a tenant, one service, one account, an administrator `vera` and the staff.
pub async fn start_with(binary: &Path, staff: Staff, graph_url: &str) -> Result<Program, Failure> {
    start_on(binary, staff, graph_url, None).await
}

/// The same on an empty database of PostgreSQL, when there is an address.
pub async fn start_on(
    binary: &Path,
    staff: Staff,
    graph_url: &str,
    database: Option<&str>,
) -> Result<Program, Failure> {
    Program::start(Setup {
        binary: std::path::absolute(binary)?,
        graph_url: graph_url.into(),
        contact_center: contact_center(staff),
        environment: database.map(on_database).unwrap_or_default(),
    })
    .await
}

/// The environment of a server on this database.
pub fn on_database(url: &str) -> Vec<(String, String)> {
    vec![("PARLANCE_DATABASE_URL".to_owned(), url.to_owned())]
}

fn contact_center(staff: Staff) -> String {
    let mut text = format!(
        r#"
[tenant]
slug = "bench"
name = "Bench"
settings = {{ ready_at_sign_in = true, offer_timeout = "10min" }}

[[teams]]
name = "All"

[[teams]]
name = "Others"

[[services]]
name = "Chat"
teams = ["All"]
after_call_work = "0s"

[[accounts]]
name = "Page"
channel = "messenger"
settings = {{ page_username = "bench", page_id = "{page}", verify_token = "bench-verify" }}
secrets = {{ token = "EAABench", app_secret = "{secret}" }}

[[entries]]
name = "Page chat"
service = "Chat"
accounts = ["Page"]

[[users]]
username = "vera"
name = "Vera Bench"
roles = ["supervisor", "administrator"]
team = "Others"
password = "{PASSWORD}"
"#,
        page = payload::PAGE_ID,
        secret = payload::APP_SECRET,
    );
    // Searches are limited for each person: measurements take turns.
    for number in 0..10 {
        let _ = writeln!(
            text,
            "[[users]]\nusername = \"supervisor{number}\"\nname = \"Supervisor {number}\"\nroles = [\"supervisor\"]\nteam = \"Others\"\npassword = \"{PASSWORD}\"\n"
        );
    }
    for number in 0..staff.agents {
        let _ = writeln!(
            text,
            "[[users]]\nusername = \"agent{number}\"\nname = \"Agent {number}\"\nroles = [\"agent\"]\nteam = \"All\"\nskills = {{ Chat = 100 }}\nmax_chats = {}\npassword = \"{PASSWORD}\"\n",
            staff.max_chats
        );
    }
    for number in 0..staff.idle {
        let _ = writeln!(
            text,
            "[[users]]\nusername = \"idle{number}\"\nname = \"Idle {number}\"\nroles = [\"agent\"]\nteam = \"Others\"\npassword = \"{PASSWORD}\"\n"
        );
    }
    text
}
