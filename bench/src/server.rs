//! Starts the shipped binary on a free port with a data folder of its own and a small contact center inside.

use std::{
    fmt::Write as _,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::{Failure, load, payload};

/// Password of everybody in the measured contact center.
pub const PASSWORD: &str = "bench-password-not-secret";

/// A running server.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From the start of the process until `/readyz` said yes.
    pub ready_after: Duration,
    folder: TempDir,
}

impl Server {
    /// A new data folder with a tenant, one service, one account and so many agents.
    pub async fn start(binary: &Path, agents: usize) -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("bench.toml");
        std::fs::write(&file, contact_center(agents))?;
        let applied = command(binary, folder.path(), None)
            .arg("apply")
            .arg(&file)
            .output()
            .await?;
        if !applied.status.success() {
            return Err(format!("apply failed: {}", String::from_utf8_lossy(&applied.stderr)).into());
        }
        Self::start_in(binary, folder).await
    }

    async fn start_in(binary: &Path, folder: TempDir) -> Result<Self, Failure> {
        let address = free_address()?;
        let log = std::fs::File::create(folder.path().join("server.log"))?;
        let begun = Instant::now();
        let child = command(binary, folder.path(), Some(address))
            .arg("serve")
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(true)
            .spawn()?;
        wait_ready(address).await?;
        Ok(Self {
            child,
            address,
            ready_after: begun.elapsed(),
            folder,
        })
    }

    /// Stops it and starts it again on the same data.
    pub async fn restart(mut self, binary: &Path) -> Result<Self, Failure> {
        self.child.kill().await?;
        Self::start_in(binary, self.folder).await
    }

    /// Its process id; 0 when it has ended.
    pub fn pid(&self) -> u32 {
        self.child.id().unwrap_or(0)
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join("data/parlance.db")
    }
}

fn command(binary: &Path, folder: &Path, listen: Option<SocketAddr>) -> Command {
    let mut command = Command::new(binary);
    command
        .env("PARLANCE_DATA_DIR", folder.join("data"))
        .env("PARLANCE_LOG__LEVEL", "warn")
        .current_dir(folder);
    // Hundreds of desktops of one machine sign in at once.
    command
        .env("PARLANCE_SECURITY__SIGN_IN_PER_ADDRESS", "100000")
        .env("PARLANCE_SECURITY__ARGON2_MEMORY", "8MiB");
    command.env("PARLANCE_META__GRAPH_URL", "http://127.0.0.1:9");
    command.stdin(Stdio::null());
    if let Some(address) = listen {
        command
            .env("PARLANCE_LISTEN", address.to_string())
            .env("PARLANCE_PUBLIC_URL", format!("http://{address}"));
    }
    command
}

fn free_address() -> Result<SocketAddr, Failure> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

async fn wait_ready(address: SocketAddr) -> Result<(), Failure> {
    let until = Instant::now() + Duration::from_secs(20);
    while Instant::now() < until {
        if let Ok(mut sender) = load::connect(address).await {
            let request = http::Request::get("/readyz")
                .header("host", "127.0.0.1")
                .body(http_body_util::Full::new(bytes::Bytes::new()))?;
            if sender
                .send_request(request)
                .await
                .is_ok_and(|answer| answer.status().is_success())
            {
                return Ok(());
            }
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Err("the server was not ready after 20 s".into())
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
