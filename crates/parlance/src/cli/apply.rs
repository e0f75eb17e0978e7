//! `parlance apply`

use std::path::PathBuf;

use super::{Common, Failure, print};
use crate::{
    apply::{self, read::read},
    wiring::Parlance,
};

/// Create or update a tenant from one declarative file (TOML, YAML or JSON); again changes nothing
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file; `-` is standard input
    file: PathBuf,
    /// Only print what would be done
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let config = common.load()?;
    let document = read(&args.file)?;
    super::block_on(async {
        let parlance = Parlance::open_beside(&config).await?;
        let steps = apply::run(parlance.engine(), document, args.dry_run).await?;
        for step in &steps {
            print(&format!("{step}\n"))?;
        }
        print(&match (steps.len(), args.dry_run) {
            (0, _) => "Everything is as the file says.\n".to_owned(),
            (count, true) => format!("{count} changes would be made.\n"),
            (count, false) => format!("{count} changes were made.\n"),
        })
    })
}
