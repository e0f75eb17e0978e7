//! `parlance migrate`

use std::sync::Arc;

use parlance_store::Store as _;
use parlance_store_sqlite::{SqliteStore, inspect};

use secrecy::ExposeSecret as _;

use super::{Common, Failure, print};
use crate::{config::sections::Database, data_dir, wiring};

/// Bring the database's schema up to date; the server does the same at its start
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only say what would be done; ends with code 1 when there is something
    #[arg(long)]
    check: bool,
}

pub(super) fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let config = common.load()?;
    let database = config.storage.database();
    match pending(&database)? {
        None => print("The database is not there yet.\n")?,
        Some(pending) if pending.is_empty() => return print("The schema is up to date.\n"),
        Some(pending) => {
            for (version, name) in pending {
                print(&format!("{version}  {name}\n"))?;
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
    match database {
        Database::File(file) => SqliteStore::open(&file, Arc::new(wiring::Nobody))?.close(),
        Database::Server(url) => parlance_store_postgres::migrate(url.expose_secret())?,
    }
    print("The schema is up to date now.\n")
}

/// Numbers and names of the migrations that the database lacks; `None`: there is no database.
fn pending(database: &Database) -> Result<Option<Vec<(i64, &'static str)>>, Failure> {
    Ok(match database {
        Database::File(file) if !file.exists() => None,
        Database::File(file) => {
            let pending = inspect(file, false)?.pending;
            Some(pending.iter().map(|step| (step.version, step.name)).collect())
        }
        Database::Server(url) => {
            let pending = parlance_store_postgres::inspect(url.expose_secret())?.pending;
            Some(pending.iter().map(|step| (step.version, step.name)).collect())
        }
    })
}
