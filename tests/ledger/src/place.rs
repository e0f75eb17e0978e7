//! Where a run keeps its database: in the data folder, or on a real PostgreSQL that can be crashed.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use parlance_testkit::Failure;
use postgres::{Client, NoTls};

use crate::truth::{PostgresTruth, SqliteTruth, Truth, apart};

/// The server's name for `scripts/postgres`: nobody else uses it.
const SERVER: &str = "ledger";

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// The file in the data folder.
    Sqlite,
    /// A database on a server that `scripts/postgres` starts.
    Postgres,
}

/// The database of one run.
pub(crate) enum Place {
    Folder,
    Server { url: String, name: String },
}

impl Place {
    /// An empty place for a seed.
    pub(crate) fn make(store: Store, seed: u64) -> Result<Self, Failure> {
        if store == Store::Sqlite {
            return Ok(Self::Folder);
        }
        let server = script("url")?;
        let name = format!("ledger_{seed}_{}", std::process::id());
        apart(|| -> Result<(), Failure> {
            let mut client = Client::connect(&server, NoTls)?;
            client.batch_execute(&format!(r#"DROP DATABASE IF EXISTS "{name}" WITH (FORCE)"#))?;
            Ok(client.batch_execute(&format!(r#"CREATE DATABASE "{name}""#))?)
        })?;
        let address = server
            .rsplit_once('/')
            .map_or(server.as_str(), |(address, _)| address);
        let url = format!("{address}/{name}");
        Ok(Self::Server { url, name })
    }

    /// What the program is told of it.
    pub(crate) fn environment(&self) -> Vec<(String, String)> {
        match self {
            Self::Folder => Vec::new(),
            Self::Server { url, .. } => vec![("PARLANCE_DATABASE_URL".to_owned(), url.clone())],
        }
    }

    /// Reads it.
    pub(crate) fn truth(&self, data_dir: &Path) -> Box<dyn Truth> {
        match self {
            Self::Folder => Box::new(SqliteTruth::in_folder(data_dir)),
            Self::Server { url, .. } => Box::new(PostgresTruth {
                url: url.clone(),
                files: data_dir.join("files"),
            }),
        }
    }

    /// Takes it away for a while: a lock on the file, a crash of the server.
    pub(crate) async fn take_away(&self, data_dir: &Path, ms: u64) -> Result<(), Failure> {
        if matches!(self, Self::Folder) {
            return crate::faults::lock(data_dir, ms).await;
        }
        tokio::task::spawn_blocking(|| script("crash")).await??;
        tokio::time::sleep(Duration::from_millis(ms)).await;
        tokio::task::spawn_blocking(|| script("url")).await??;
        Ok(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Self::Server { url, name } = self else { return };
        let server = url.replace(name.as_str(), "postgres");
        // What is left over goes with the server.
        let _ = apart(|| {
            Client::connect(&server, NoTls)?
                .batch_execute(&format!(r#"DROP DATABASE IF EXISTS "{name}" WITH (FORCE)"#))
        });
    }
}

fn script(word: &str) -> Result<String, Failure> {
    let script: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/postgres");
    let run = Command::new(script).args([word, SERVER]).output()?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into());
    }
    Ok(String::from_utf8(run.stdout)?.trim().to_owned())
}
