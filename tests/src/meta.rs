//! A simulated Meta with one app and one page, set up as the founding guide's steps 1–6 say.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use parlance_simulator::{NewToken, NoAssets, Simulator, SimulatorConfig, Subscription};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::Failure;

/// Verify token of the tests' accounts.
pub const VERIFY_TOKEN: &str = "verify-me-0123456789";

/// What an app must be subscribed to.
const FIELDS: [&str; 11] = [
    "messages",
    "messaging_postbacks",
    "messaging_optins",
    "messaging_referrals",
    "messaging_handovers",
    "message_deliveries",
    "message_reads",
    "message_echoes",
    "message_reactions",
    "message_edits",
    "standby",
];

/// The outside world.
pub struct Meta {
    /// The platform's own memory and controls.
    pub simulator: Simulator,
    /// Where its Graph API is.
    pub address: SocketAddr,
    /// The app.
    pub app_id: String,
    /// Its secret.
    pub app_secret: String,
    /// The page.
    pub page_id: String,
    /// A token of the page.
    pub token: String,
    stop: CancellationToken,
}

impl Meta {
    /// Starts it, with quick retries of failed webhooks so that tests need not wait for Meta's patience.
    pub async fn start() -> Result<Self, Failure> {
        Self::start_in(None).await
    }

    /// The same with a journal: what it accepts and tells is on disk in this folder before anybody learns of it.
    pub async fn start_in(folder: Option<PathBuf>) -> Result<Self, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let mut config = SimulatorConfig::new(format!("http://{address}"));
        config.data_dir = folder;
        config.webhook_retries = vec![Duration::ZERO, Duration::from_millis(200)];
        let simulator = Simulator::start(config).await?;
        let stop = CancellationToken::new();
        tokio::spawn(parlance_simulator::serve(
            simulator.clone(),
            listener,
            Arc::new(NoAssets),
            stop.clone(),
        ));
        let app_id = simulator.create_app("Parlance test").await?;
        let app_secret = simulator.app_secret(&app_id)?;
        let page_id = simulator
            .create_page("Alder & Pine", Some("alderandpine"))
            .await?;
        let token = simulator
            .create_token(&page_id, &app_id, NewToken::default())
            .await?;
        Ok(Self {
            simulator,
            address,
            app_id,
            app_secret,
            page_id,
            token,
            stop,
        })
    }

    /// *Verify and Save*, then subscribes the app and the page.
    pub async fn point_at(&self, server: SocketAddr) -> Result<(), Failure> {
        let callback = format!("http://{server}/clientweb/fb/webhook/{}", self.page_id);
        self.simulator
            .verify_callback(&self.app_id, &callback, VERIFY_TOKEN)
            .await?;
        let fields: Vec<String> = FIELDS.map(str::to_owned).to_vec();
        self.simulator.choose_fields(&self.app_id, fields.clone()).await?;
        let wanted = Subscription {
            app_id: self.app_id.clone(),
            fields,
        };
        self.simulator.subscribe_page(&self.page_id, wanted).await?;
        Ok(())
    }

    /// A contact center with this page, one service and so many agents (`agent0`, `agent1`, …) and a supervisor `vera`.
    /// Nothing follows the end of an interaction.
    pub fn contact_center(&self, agents: usize) -> String {
        self.contact_center_with(agents, r#"after_call_work = "0s""#)
    }

    /// The same with these lines for the service.
    pub fn contact_center_with(&self, agents: usize, service: &str) -> String {
        use std::fmt::Write as _;
        let mut text = format!(
            r#"
[tenant]
slug = "alder"
name = "Alder & Pine Outdoor"
settings = {{ ready_at_sign_in = true, chat_share_percent = 1 }}

[[teams]]
name = "Everyone"

[[services]]
name = "Returns"
teams = ["Everyone"]
{service}

[[accounts]]
name = "Alder & Pine"
channel = "messenger"
settings = {{ page_username = "alderandpine", page_id = "{page}", verify_token = "{VERIFY_TOKEN}" }}
secrets = {{ token = "{token}", app_secret = "{secret}" }}

[[entries]]
name = "Main page chat"
service = "Returns"
accounts = ["Alder & Pine"]

[[users]]
username = "vera"
name = "Vera Supervisor"
roles = ["supervisor", "administrator"]
team = "Everyone"
password = "{password}"
"#,
            page = self.page_id,
            token = self.token,
            secret = self.app_secret,
            password = crate::person::PASSWORD,
        );
        for number in 0..agents {
            let _ = write!(
                text,
                "\n[[users]]\nusername = \"agent{number}\"\nname = \"Agent {number}\"\nroles = [\"agent\"]\nteam = \"Everyone\"\nskills = {{ Returns = 80 }}\nmax_chats = 100\npassword = \"{}\"\n",
                crate::person::PASSWORD
            );
        }
        text
    }
}

impl Drop for Meta {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}
