//! Where data lies.

use std::path::{Path, PathBuf};

use parlance_store_objects::S3Settings;
use secrecy::SecretString;

use crate::config::{
    Layers,
    rule::{BaseUrl, FilePath, OneOf, Optional, Rule, Secret, Size, Switch, Text},
};

/// Data folder, database and keys.
#[derive(Debug, Clone)]
pub struct Storage {
    /// The folder of everything that is kept.
    pub data_dir: PathBuf,
    /// The database, when it is not the file in the data folder.
    database: Option<Database>,
    /// The keyring as it was given: a path or the keys themselves.
    pub keys: Option<SecretString>,
    /// Bytes of free space below which nothing is written.
    pub min_free_bytes: u64,
    /// The S3-compatible store that files lie in; `None`: they lie in the data folder.
    pub s3: Option<S3>,
}

/// An S3-compatible store.
#[derive(Debug, Clone)]
pub struct S3 {
    /// Everything but the access key.
    pub settings: S3Settings,
    /// Where the access key is read from, when it was not given.
    pub secret_file: Option<PathBuf>,
}

/// Where files of conversations lie.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Folder,
    S3,
}

const PLACES: &[(&str, Place)] = &[("folder", Place::Folder), ("s3", Place::S3)];

/// Where the database is.
#[derive(Debug, Clone)]
pub enum Database {
    /// A file of SQLite.
    File(PathBuf),
    /// A PostgreSQL server: its address, which may hold a password.
    Server(SecretString),
}

/// Reads the address of a database. It may hold a password, so it is never shown.
struct DatabaseUrl;

impl Rule for DatabaseUrl {
    type Value = Database;

    fn read(&self, value: &toml::Value) -> Option<Database> {
        let address = value.as_str()?.trim();
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Some(Database::Server(SecretString::from(address.to_owned())));
        }
        let file = address
            .strip_prefix("sqlite://")
            .or_else(|| address.strip_prefix("sqlite:"))?;
        (!file.is_empty() && file != ":memory:").then(|| Database::File(PathBuf::from(file)))
    }

    fn allowed(&self) -> String {
        "`sqlite:` and a file, e.g. sqlite:/var/lib/parlance/parlance.db, or the address of a PostgreSQL database, \
         e.g. postgres://user:password@host:5432/parlance"
            .into()
    }

    fn is_secret(&self) -> bool {
        true
    }
}

fn take_s3(layers: &mut Layers) -> Option<S3> {
    let place = layers.take("storage.attachments", OneOf(PLACES));
    let secret = layers.take("storage.s3_secret", Optional(Secret));
    let secret_file = layers.take("storage.s3_secret_file", Optional(FilePath));
    let settings = S3Settings {
        endpoint: layers.take("storage.s3_endpoint", Optional(BaseUrl)),
        bucket: layers.take("storage.s3_bucket", Text),
        prefix: layers.take("storage.s3_prefix", Text),
        region: layers.take("storage.s3_region", Text),
        key_id: layers.take("storage.s3_key_id", Text),
        secret: secret.clone().unwrap_or_default(),
        path_style: layers.take("storage.s3_path_style", Switch),
    };
    if place == Place::Folder {
        return None;
    }
    let needed = [
        ("s3_bucket", settings.bucket.is_empty()),
        ("s3_region", settings.region.is_empty()),
        ("s3_key_id", settings.key_id.is_empty()),
        (
            "s3_secret` or `storage.s3_secret_file",
            secret.is_none() && secret_file.is_none(),
        ),
    ];
    for (name, missing) in needed {
        if missing {
            layers.conflict(format!(
                "`storage.attachments` is s3, and `storage.{name}` is not set; set it"
            ));
        }
    }
    if secret.is_some() && secret_file.is_some() {
        layers.conflict("`storage.s3_secret` and `storage.s3_secret_file` are both set; keep one".into());
    }
    Some(S3 {
        settings,
        secret_file,
    })
}

impl Storage {
    pub(crate) fn take(layers: &mut Layers) -> Self {
        Self {
            data_dir: layers.take("data_dir", FilePath),
            database: layers.take("database_url", Optional(DatabaseUrl)),
            keys: layers.take("keys", Optional(Secret)),
            min_free_bytes: layers.take("storage.min_free_space", Size(1_000_000, 1 << 50)),
            s3: take_s3(layers),
        }
    }

    /// Where the database is.
    #[must_use]
    pub fn database(&self) -> Database {
        self.database
            .clone()
            .unwrap_or_else(|| Database::File(self.data_dir.join("parlance.db")))
    }

    /// The database file; `None` when a server holds the database.
    #[must_use]
    pub fn database_file(&self) -> Option<PathBuf> {
        match self.database() {
            Database::File(file) => Some(file),
            Database::Server(_) => None,
        }
    }

    /// The same configuration with everything in another folder.
    #[must_use]
    pub fn in_folder(mut self, folder: &Path) -> Self {
        folder.clone_into(&mut self.data_dir);
        self
    }
}
