//! The shipped binary as a process, with a data folder of its own, on a free port that it keeps over restarts.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use bytes::Bytes;
use http_body_util::Full;
use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::{Failure, http_client};

/// How a server is started.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The binary.
    pub binary: PathBuf,
    /// Where the Graph API is.
    pub graph_url: String,
    /// The contact center, as an apply file (TOML).
    pub contact_center: String,
    /// More environment.
    pub environment: Vec<(String, String)>,
}

/// A running server.
pub struct Program {
    child: Child,
    setup: Setup,
    folder: TempDir,
    /// Where it listens.
    pub address: SocketAddr,
    /// From the start of the process until it was ready.
    pub ready_after: Duration,
}

impl Program {
    /// Makes a data folder, applies the contact center, starts the server and waits until it is ready.
    pub async fn start(setup: Setup) -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let address = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let file = folder.path().join("contact-center.toml");
        std::fs::write(&file, &setup.contact_center)?;
        let applied = command(&setup, folder.path(), address)
            .arg("apply")
            .arg(&file)
            .output()
            .await?;
        if !applied.status.success() {
            return Err(format!("apply failed: {}", String::from_utf8_lossy(&applied.stderr)).into());
        }
        let (child, ready_after) = spawn(&setup, folder.path(), address).await?;
        Ok(Self {
            child,
            setup,
            folder,
            address,
            ready_after,
        })
    }

    /// `kill -9`, then a new process on the same data.
    pub async fn kill_and_start(&mut self) -> Result<(), Failure> {
        self.kill().await?;
        self.start_again().await
    }

    /// `kill -9`; nothing when it has ended already.
    pub async fn kill(&mut self) -> Result<(), Failure> {
        if self.child.try_wait()?.is_none() {
            self.child.kill().await?;
        }
        Ok(())
    }

    /// Whether it ends within a time.
    pub async fn ends_within(&mut self, patience: Duration) -> bool {
        tokio::time::timeout(patience, self.child.wait()).await.is_ok()
    }

    /// A new process on the same data.
    pub async fn start_again(&mut self) -> Result<(), Failure> {
        (self.child, self.ready_after) = spawn(&self.setup, self.folder.path(), self.address).await?;
        Ok(())
    }

    /// A new process on the same data folder, with this environment besides.
    pub async fn start_again_with(&mut self, environment: Vec<(String, String)>) -> Result<(), Failure> {
        self.setup.environment.extend(environment);
        self.start_again().await
    }

    /// Another command of the same binary on the same data, to be given its words.
    pub fn command(&self) -> Command {
        command(&self.setup, self.folder.path(), self.address)
    }

    /// Its process id; 0 when it has ended.
    pub fn pid(&self) -> u32 {
        self.child.id().unwrap_or(0)
    }

    /// Its data folder.
    pub fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
    }
}

/// The binary to test: `PARLANCE_BIN`, or the one cargo has built beside the tests.
pub fn tested_binary() -> Result<PathBuf, Failure> {
    if let Some(path) = std::env::var_os("PARLANCE_BIN") {
        return Ok(path.into());
    }
    let tests = std::env::current_exe()?;
    let folder = tests
        .parent()
        .and_then(Path::parent)
        .ok_or("the tests' folder is odd")?;
    let binary = folder.join("parlance");
    if binary.exists() {
        return Ok(binary);
    }
    Err(format!(
        "{} is not built: run `cargo build -p parlance` first",
        binary.display()
    )
    .into())
}

fn command(setup: &Setup, folder: &Path, address: SocketAddr) -> Command {
    let mut command = Command::new(&setup.binary);
    command
        .env_remove("PARLANCE_BIN")
        .env("PARLANCE_DATA_DIR", folder.join("data"))
        .env("PARLANCE_LISTEN", address.to_string())
        .env("PARLANCE_PUBLIC_URL", format!("http://{address}"))
        .env("PARLANCE_META__GRAPH_URL", &setup.graph_url)
        .env("PARLANCE_MEDIA__PRIVATE_TARGETS", "true")
        // Many people of one machine sign in at once, with cheap hashes.
        .env("PARLANCE_SECURITY__SIGN_IN_PER_ADDRESS", "10000")
        .env("PARLANCE_SECURITY__SIGN_IN_PER_ACCOUNT", "1000")
        .env("PARLANCE_SECURITY__ARGON2_MEMORY", "19MiB")
        // People sign in with their passwords alone here.
        .env("PARLANCE_SECURITY__REQUIRE_SECOND_FACTOR", "nobody")
        .env("PARLANCE_LOG__LEVEL", "warn")
        .envs(setup.environment.iter().cloned())
        .current_dir(folder)
        .stdin(Stdio::null());
    command
}

async fn spawn(setup: &Setup, folder: &Path, address: SocketAddr) -> Result<(Child, Duration), Failure> {
    let log = std::fs::File::options()
        .create(true)
        .append(true)
        .open(folder.join("server.log"))?;
    let begun = Instant::now();
    let mut child = command(setup, folder, address)
        .arg("serve")
        .stdout(log.try_clone()?)
        .stderr(log)
        .kill_on_drop(true)
        .spawn()?;
    let until = begun + Duration::from_secs(30);
    while Instant::now() < until {
        if let Some(status) = child.try_wait()? {
            let log = std::fs::read_to_string(folder.join("server.log")).unwrap_or_default();
            return Err(format!("the server ended with {status}:\n{log}").into());
        }
        if is_ready(address).await {
            return Ok((child, begun.elapsed()));
        }
        // Another process becomes ready: there is no event to wait for, only to ask again.
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Err("the server was not ready after 30 s".into())
}

async fn is_ready(address: SocketAddr) -> bool {
    let Ok(request) = http::Request::get("/readyz")
        .header("host", "127.0.0.1")
        .body(Full::new(Bytes::new()))
    else {
        return false;
    };
    http_client::call(address, request)
        .await
        .is_ok_and(|answer| answer.status == 200)
}
