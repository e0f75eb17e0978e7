//! What the machine can do at best, in a process of its own: written from scratch, nothing of the product is in it.

mod group_commit;
mod server;
mod sockets;

use std::{net::SocketAddr, process::Stdio};

use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::Failure;

pub use server::serve;

/// The argument that makes this program the ceiling.
pub const ARGUMENT: &str = "--be-the-ceiling";

/// A running ceiling. It ends when this is dropped.
pub struct Ceiling {
    child: Child,
    _folder: TempDir,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Ceiling {
    /// Starts it on an empty folder of the disk that the product uses too.
    pub async fn start() -> Result<Self, Failure> {
        Self::start_on(None).await
    }

    /// The same on an empty database of PostgreSQL, when there is an address.
    pub async fn start_on(database: Option<&str>) -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let place = database.map_or_else(|| folder.path().as_os_str(), std::ffi::OsStr::new);
        let mut child = Command::new(std::env::current_exe()?)
            .arg(ARGUMENT)
            .arg(place)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let output = child.stdout.take().ok_or("the ceiling has no output")?;
        let line = BufReader::new(output).lines().next_line().await?;
        let address = line.ok_or("the ceiling did not start")?.parse()?;
        Ok(Self {
            child,
            _folder: folder,
            address,
        })
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id().unwrap_or(0)
    }
}

/// Runs as the ceiling until it is killed.
pub async fn be(place: &str) -> Result<(), Failure> {
    serve(place).await
}
