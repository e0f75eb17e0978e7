//! `parlance restore`

use std::path::{Path, PathBuf};

use super::{Common, Failure, backup::what_is_in, block_on, print};
use crate::{backup, system::SystemClock};

/// Put a backup back into an empty data folder, or check one
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// File with the secret key (AGE-SECRET-KEY-1…) that opens it; without one, the passphrase in `backup.passphrase`
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// Only check it, all of it; nothing is put back. The database is unpacked beside the backup for that
    #[arg(long)]
    verify: bool,
}

pub(super) fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let config = common.load()?;
    let identities = backup::identities(args.identity.as_deref(), &config.backup)?;
    if args.verify {
        let beside = args.file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let manifest = backup::verify(&args.file, &identities, beside.unwrap_or(Path::new(".")))?;
        print("The backup is whole.\n")?;
        return print(&what_is_in(&manifest));
    }
    block_on(async {
        let restored = backup::restore(&args.file, &identities, &config.storage, &SystemClock).await?;
        print(&format!(
            "The backup was put back into {}.\n{}",
            config.storage.data_dir.display(),
            what_is_in(&restored.manifest)
        ))?;
        if !restored.missing_keys.is_empty() {
            print(&format!(
                "The keyring lacks: {}. Put your copy of it where it belongs before you start the server.\n",
                restored.missing_keys.join(", ")
            ))?;
        }
        print(
            "Everybody must sign in again. What waited to be sent is held back for agents to decide. At its start the \
             server looks for messages that came since the backup, where the platform tells them.\n",
        )
    })
}
