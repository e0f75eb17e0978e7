//! The shipped binary with a small contact center inside; no platform is there, nothing is answered.

use std::{fmt::Write as _, path::Path};

use parlance_testkit::{
    person::PASSWORD,
    program::{Program, Setup},
};

use crate::{Failure, payload};

/// Starts it on new data: a tenant, one service, one account and so many agents.
pub async fn start(binary: &Path, agents: usize) -> Result<Program, Failure> {
    Program::start(Setup {
        binary: std::path::absolute(binary)?,
        graph_url: "http://127.0.0.1:9".into(),
        contact_center: contact_center(agents),
        environment: vec![],
    })
    .await
}

fn contact_center(agents: usize) -> String {
    let mut text = format!(
        r#"
[tenant]
slug = "bench"
name = "Bench"
settings = {{ ready_at_sign_in = true, offer_timeout = "10min" }}

[[teams]]
name = "All"

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

"#,
        page = payload::PAGE_ID,
        secret = payload::APP_SECRET,
    );
    for number in 0..agents {
        let _ = writeln!(
            text,
            "[[users]]\nusername = \"agent{number}\"\nname = \"Agent {number}\"\nroles = [\"agent\"]\nteam = \"All\"\nskills = {{ Chat = 100 }}\nmax_chats = 100\npassword = \"{PASSWORD}\"\n"
        );
    }
    text
}
