//! The data folder: made for its owner alone, and used by one server at a time.

use std::{
    fs::{DirBuilder, File, OpenOptions, TryLockError},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

/// Why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataDirError {
    /// It cannot be made or written.
    #[error("the data folder {} cannot be used: {source}; choose another with --data-dir", path.display())]
    Unusable {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another server works on it.
    #[error("another Parlance is running on the data folder {}; stop it first, or choose another folder", .0.display())]
    InUse(PathBuf),
}

/// Makes the folder if it is not there.
pub fn prepare(path: &Path) -> Result<(), DataDirError> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|source| DataDirError::Unusable {
        path: path.into(),
        source,
    })
}

/// Held as long as a server works on a data folder.
#[derive(Debug)]
pub struct DataDirLock {
    _file: File,
}

/// Takes the folder for this server; the system frees it when the process ends, however it ends.
pub fn lock(path: &Path) -> Result<DataDirLock, DataDirError> {
    prepare(path)?;
    let unusable = |source| DataDirError::Unusable {
        path: path.into(),
        source,
    };
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path.join("lock"))
        .map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(DataDirLock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(DataDirError::InUse(path.into())),
        Err(TryLockError::Error(source)) => Err(unusable(source)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_server_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("a/b");
        let first = lock(&data).unwrap();
        assert!(matches!(lock(&data), Err(DataDirError::InUse(_))));
        drop(first);
        assert!(lock(&data).is_ok());
    }

    #[test]
    fn a_file_is_no_folder() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = lock(file.path()).unwrap_err().to_string();
        assert!(error.contains("--data-dir"), "{error}");
    }
}
