//! `parlance keys`: the keyring that seals secrets at rest.

use std::path::PathBuf;

use clap::Subcommand;
use secrecy::ExposeSecret as _;

use super::{Common, Failure};
use crate::{keyring_file::KeyFile, system::SystemRandom};

/// Make and change the keys that seal secrets at rest
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: KeysCommand,
}

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// Make a keyring with one fresh key; without a file it is printed, to be put into PARLANCE_KEYS
    Generate {
        /// File to make; it must not exist yet
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

pub(super) fn run(_: &Common, args: Args) -> Result<(), Failure> {
    match args.command {
        KeysCommand::Generate { output } => generate(output),
    }
}

fn generate(output: Option<PathBuf>) -> Result<(), Failure> {
    let keys = KeyFile::generate(&SystemRandom);
    match output {
        None => super::print(keys.text().expose_secret()),
        Some(path) => {
            keys.write_new(&path)?;
            super::print(&format!(
                "The keyring {} was made. Keep a copy apart from backups.\n",
                path.display()
            ))
        }
    }
}
