//! Where data lies.

use std::path::{Path, PathBuf};

use secrecy::SecretString;

use crate::config::{
    Layers,
    rule::{FilePath, Optional, Parsed, Secret, Size},
};

/// Data folder, database and keys.
#[derive(Debug, Clone)]
pub struct Storage {
    /// The folder of everything that is kept.
    pub data_dir: PathBuf,
    /// The database file, when it lies elsewhere.
    database: Option<PathBuf>,
    /// The keyring as it was given: a path or the keys themselves.
    pub keys: Option<SecretString>,
    /// Bytes of free space below which nothing is written.
    pub min_free_bytes: u64,
}

const DATABASE: Parsed<PathBuf> = Parsed {
    allowed: "`sqlite:` and a file, e.g. sqlite:/var/lib/parlance/parlance.db",
    parse: sqlite_file,
};

fn sqlite_file(address: &str) -> Option<PathBuf> {
    let file = address
        .strip_prefix("sqlite://")
        .or_else(|| address.strip_prefix("sqlite:"))?;
    (!file.is_empty() && file != ":memory:").then(|| PathBuf::from(file))
}

impl Storage {
    pub(crate) fn take(layers: &mut Layers) -> Self {
        Self {
            data_dir: layers.take("data_dir", FilePath),
            database: layers.take("database_url", Optional(DATABASE)),
            keys: layers.take("keys", Optional(Secret)),
            min_free_bytes: layers.take("storage.min_free_space", Size(1_000_000, 1 << 50)),
        }
    }

    /// The database file.
    #[must_use]
    pub fn database_file(&self) -> PathBuf {
        self.database
            .clone()
            .unwrap_or_else(|| self.data_dir.join("parlance.db"))
    }

    /// The same configuration with everything in another folder.
    #[must_use]
    pub fn in_folder(mut self, folder: &Path) -> Self {
        folder.clone_into(&mut self.data_dir);
        self
    }
}
