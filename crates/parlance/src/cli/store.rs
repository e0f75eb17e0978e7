//! `parlance store`: the database as a whole.

use std::{collections::BTreeMap, sync::Arc};

use super::{Common, Failure, block_on, print};
use crate::{
    config::{Config, Problems},
    data_dir, wiring,
};
use clap::Subcommand;

/// Move the database
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: StoreCommand,
}

#[derive(Debug, Subcommand)]
enum StoreCommand {
    /// Copy a whole installation into another, empty database, and compare both. The server must not run. Stopped at any
    /// moment, it goes on when it is run again with the same addresses
    Copy {
        /// Address of the database that is read, e.g. sqlite:/var/lib/parlance/parlance.db
        #[arg(long, value_name = "URL")]
        from: String,
        /// Address of the database that is filled, e.g. postgres://user:password@host:5432/parlance
        #[arg(long, value_name = "URL")]
        to: String,
    },
}

pub(super) fn run(common: &Common, args: Args) -> Result<(), Failure> {
    let StoreCommand::Copy { from, to } = args.command;
    let config = common.load()?;
    if from == to {
        return Err(Failure::new("A database cannot be copied into itself."));
    }
    // The server would go on changing the one and not see the other.
    let _lock = data_dir::lock(&config.storage.data_dir)?;
    let progress = config.storage.data_dir.join("store-copy.json");
    let (from, to) = (address(common, "--from", from)?, address(common, "--to", to)?);
    block_on(async {
        let source = wiring::open_database(&from.storage, Arc::new(wiring::Nobody))?;
        let target = wiring::open_database(&to.storage, Arc::new(wiring::Nobody))?;
        let told = |line: &str| {
            let _ = print(line);
        };
        let copied = parlance_store_copy::copy(&*source, &*target, &progress, &told).await;
        source.close();
        target.close();
        tell(&copied?)
    })
}

/// The configuration with another database.
fn address(common: &Common, flag: &str, url: String) -> Result<Config, Problems> {
    Config::load(&common.sources().flag(flag, "database_url", Some(url)))
}

fn tell(counts: &BTreeMap<String, u64>) -> Result<(), Failure> {
    let rows: u64 = counts.values().sum();
    print(&format!(
        "{rows} rows of {} tables are there, the same on both sides.\nNow set `database_url` to the new database.\n",
        counts.len()
    ))
}
