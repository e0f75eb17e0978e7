//! `parlance migrate`

use std::sync::Arc;

use parlance_store::{CommittedEvent, EventSink, Signal, Store as _};
use parlance_store_sqlite::{SqliteStore, inspect};

use super::{Common, Failure, print};
use crate::data_dir;

/// Bring the database's schema up to date; the server does the same at its start
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only say what would be done; ends with code 1 when there is something
    #[arg(long)]
    check: bool,
}

pub(super) fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let config = common.load()?;
    let file = config.storage.database_file();
    let pending = if file.exists() {
        Some(inspect(&file, false)?.pending)
    } else {
        None
    };
    match &pending {
        None => print(&format!("The database {} is not there yet.\n", file.display()))?,
        Some(pending) if pending.is_empty() => return print("The schema is up to date.\n"),
        Some(pending) => {
            for step in pending {
                print(&format!("{}  {}\n", step.version, step.name))?;
            }
        }
    }
    if args.check {
        return Err(Failure::new(
            "The schema is not up to date. Type: parlance migrate",
        ));
    }
    // A server that runs would meet a schema that changes under it.
    let _lock = data_dir::lock(&config.storage.data_dir)?;
    SqliteStore::open(&file, Arc::new(Nobody))?.close();
    print("The schema is up to date now.\n")
}

/// Nobody listens while a command works.
struct Nobody;

impl EventSink for Nobody {
    fn publish(&self, _: Vec<CommittedEvent>) {}
    fn signal(&self, _: Vec<Signal>) {}
}
