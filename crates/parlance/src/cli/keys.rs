//! `parlance keys`: the keyring that seals secrets at rest.

use std::{
    fs::OpenOptions,
    io::Write as _,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use clap::Subcommand;
use parlance_age::SecretKey;
use parlance_core::clock::Random as _;
use secrecy::ExposeSecret as _;

use super::{Common, Failure, print};
use crate::{
    config::Config,
    keyring_file::{KeyFile, KeyPlace},
    system::SystemRandom,
    wiring::Parlance,
};

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
    /// Make a pair of keys for backups: the secret one goes into a file, the public one is printed
    BackupKey {
        /// File to make for the secret key; it must not exist yet. Keep it apart from this machine
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Put a fresh key in front, seal everything anew with it, and drop the old keys. Stopped half-way, it goes on
    /// when it is run again. The server must not run
    Rotate {
        /// Keep the old keys, e.g. for backups that were sealed with them
        #[arg(long)]
        keep_old: bool,
    },
}

pub(super) fn run(common: &Common, args: Args) -> Result<(), Failure> {
    match args.command {
        KeysCommand::Generate { output } => generate(output),
        KeysCommand::BackupKey { output } => backup_key(&output),
        KeysCommand::Rotate { keep_old } => {
            let config = common.load()?;
            super::block_on(rotate(&config, keep_old))
        }
    }
}

fn generate(output: Option<PathBuf>) -> Result<(), Failure> {
    let keys = KeyFile::generate(&SystemRandom);
    match output {
        None => print(keys.text().expose_secret()),
        Some(path) => {
            keys.write_new(&path)?;
            print(&format!(
                "The keyring {} was made. Keep a copy apart from backups.\n",
                path.display()
            ))
        }
    }
}

fn backup_key(path: &Path) -> Result<(), Failure> {
    let key = SecretKey::generate(&|bytes| SystemRandom.fill(bytes));
    let public = key.public();
    let text = key.text();
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    writeln!(file, "# public key: {public}\n{}", text.expose_secret())?;
    file.sync_all()?;
    print(&format!(
        "The secret key is in {}: keep it apart from this machine. Put the public key into the configuration:\n\n\
         [backup]\nrecipients = [\"{public}\"]\n",
        path.display()
    ))
}

/// Adds a key, unless an earlier rotation was stopped half-way: then that one is brought to its end.
async fn rotate(config: &Config, keep_old: bool) -> Result<(), Failure> {
    let KeyPlace::File(path) = KeyPlace::of(config.storage.keys.as_ref(), &config.storage.data_dir)? else {
        return Err(Failure::new(
            "The keys stand in the setting itself, where they cannot be changed from here. Write them into a file \
             and name the file in `keys` (PARLANCE_KEYS).",
        ));
    };
    // A server would go on sealing with the key that it knows.
    let _lock = crate::data_dir::lock(&config.storage.data_dir)?;
    let mut file = KeyFile::read(&path)?;
    let mut sealed = if file.keys().len() > 1 {
        reseal(config).await?
    } else {
        0
    };
    if sealed == 0 {
        file.add(&SystemRandom);
        file.write(&path)?;
        sealed = reseal(config).await?;
    }
    if !keep_old {
        file.keep_first();
        file.write(&path)?;
    }
    let kid = &file.keys()[0].kid;
    print(&format!(
        "The key `{kid}` seals now; {sealed} integration accounts were sealed anew. Keep a copy of {} apart from \
         backups.\n",
        path.display()
    ))
}

/// Seals with the first key whatever is not; says how many accounts that were.
async fn reseal(config: &Config) -> Result<u64, Failure> {
    Ok(Parlance::open_beside(config).await?.engine().reseal_all().await?)
}
