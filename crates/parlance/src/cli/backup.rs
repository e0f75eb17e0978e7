//! `parlance backup`

use std::path::PathBuf;

use parlance_age::PublicKey;

use super::{Common, Failure, print};
use crate::{
    backup::{self, Manifest, StoredFiles},
    system::{SystemClock, SystemRandom},
};

/// Write an encrypted backup of everything but the keys; the server may run
#[derive(Debug, clap::Args)]
pub struct Args {
    /// File to write; it must not exist yet
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// Public key (age1…) that opens it, instead of those in `backup.recipients`; may be repeated
    #[arg(long = "recipient", value_name = "KEY")]
    recipients: Vec<PublicKey>,
}

pub(super) fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let config = common.load()?;
    let recipients = backup::recipients(&args.recipients, &config.backup)?;
    let taken = backup::take(&config, &args.output, &recipients, &SystemClock, &SystemRandom)?;
    print(&format!(
        "The backup {} was made: {} MB.\n{}",
        args.output.display(),
        taken.bytes.div_ceil(1_000_000),
        what_is_in(&taken.manifest)
    ))?;
    if taken.gone > 0 {
        print(&format!(
            "{} files were deleted meanwhile and are not in it.\n",
            taken.gone
        ))?;
    }
    print("Now look whether it opens: parlance restore --verify FILE\n")
}

/// A manifest in sentences.
pub(super) fn what_is_in(manifest: &Manifest) -> String {
    let rows: u64 = manifest.tables.values().sum();
    let files = match &manifest.files {
        StoredFiles::Inside { count, .. } => format!("{count} stored files"),
        StoredFiles::Objects {
            count,
            bucket,
            prefix,
        } => format!(
            "not the {count} stored files: they are in the bucket '{bucket}' ('{prefix}'), which needs a backup of its \
             own"
        ),
    };
    let keys = if manifest.keys.is_empty() {
        "It needs no keys.".into()
    } else {
        format!(
            "It needs the keys {} of the keyring, which are not in it.",
            manifest.keys.join(", ")
        )
    };
    format!(
        "Made by Parlance {} with schema {}: {rows} rows, {files}.\n{keys}\n",
        manifest.version, manifest.schema
    )
}
