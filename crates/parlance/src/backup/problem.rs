//! Why a backup cannot be made or put back.

use std::{io, path::PathBuf};

use parlance_age::AgeError;
use parlance_store_sqlite::{CopyError, OpenError};

use crate::{data_dir::DataDirError, keyring_file::KeyFileError};

/// What went wrong, with what to do.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is nothing to back up.
    #[error("there is no database {}: nothing to back up", .0.display())]
    NoDatabase(PathBuf),
    /// A server holds the database.
    #[error(
        "the database is on a PostgreSQL server, whose own tools back it up (pg_basebackup, pg_dump); the files of \
         conversations and the keyring lie in the data folder"
    )]
    OnServer,
    /// Nobody could open it.
    #[error(
        "say for whom the backup is encrypted: `--recipient age1…` or `backup.recipients` (`parlance keys backup-key` \
         makes a pair of keys), or a passphrase in `backup.passphrase` (PARLANCE_BACKUP__PASSPHRASE)"
    )]
    ForNobody,
    /// Nothing to open it with.
    #[error(
        "say how the backup is opened: `--identity FILE` with the secret key, or the passphrase in `backup.passphrase` \
         (PARLANCE_BACKUP__PASSPHRASE)"
    )]
    NoIdentity,
    /// The output is there already.
    #[error("{} exists already; choose another name, or remove it", .0.display())]
    Exists(PathBuf),
    /// Another backup is being made.
    #[error("another backup of this installation is being made: {} is in use", .0.display())]
    Busy(PathBuf),
    /// The target holds something.
    #[error(
        "a backup is only put back into an empty data folder, but {} holds {found}; choose another with --data-dir, or \
         move it away", folder.display()
    )]
    NotEmpty {
        /// The folder.
        folder: PathBuf,
        /// What was found first.
        found: String,
    },
    /// Too little space.
    #[error(
        "{} has too little room: {needed_mb} MB are needed, {free_mb} MB can be used", folder.display()
    )]
    NoRoom {
        /// Where.
        folder: PathBuf,
        /// What it takes.
        needed_mb: u64,
        /// What is free above what must stay free.
        free_mb: u64,
    },
    /// Made by a later Parlance.
    #[error(
        "this backup has schema {found}, but this Parlance knows only up to {known}: use the Parlance that made it \
         ({version}), or a newer one"
    )]
    Newer {
        /// The backup's schema.
        found: i64,
        /// The newest schema of this binary.
        known: i64,
        /// What made it.
        version: String,
    },
    /// What came out of the file contradicts itself.
    #[error("the backup is damaged: {0}")]
    Damaged(String),
    /// It is an age file, but no backup.
    #[error("this file is no backup of Parlance: {0}")]
    NoBackup(String),
    /// Keys and passphrases.
    #[error(transparent)]
    Age(#[from] AgeError),
    /// The database.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// The database cannot be opened after it was put back.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The restored database does not take a note.
    #[error("the restored database does not take changes: {0}")]
    Store(String),
    /// The keyring.
    #[error(transparent)]
    Keys(#[from] KeyFileError),
    /// The data folder.
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    /// A file.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl BackupError {
    /// What reading an archive failed with: an error of the encryption, or of the archive itself.
    pub(super) fn of_archive(error: io::Error) -> Self {
        match error.downcast::<AgeError>() {
            Ok(error) => Self::Age(error),
            Err(error) => find_age(error),
        }
    }

    /// An error at a path.
    pub(super) fn at(path: &std::path::Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}

/// The archive's reader wraps errors in its own: what the encryption said stands in their text only.
fn find_age(error: io::Error) -> BackupError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(deeper) = cause {
        match deeper.downcast_ref::<AgeError>() {
            Some(AgeError::Truncated) => return AgeError::Truncated.into(),
            Some(AgeError::Damaged) => return AgeError::Damaged.into(),
            _ => {}
        }
        cause = match deeper.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inside) => Some(inside),
            None => deeper.source(),
        };
    }
    BackupError::Damaged(error.to_string())
}
