//! The archive inside a backup: a manifest, the database, stored files, and the digests of all of them.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Read, Write},
};

use parlance_core::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{
    BackupError, DATABASE, FILES,
    packing::{Effort, Packer},
};

/// The form of the archive.
const FORM: u32 = 1;
const MANIFEST: &str = "manifest.json";
/// As `sha256sum --check` reads it.
const DIGESTS: &str = "SHA256SUMS";
/// Manifests and lists of digests are held in memory.
const MOST_TEXT: u64 = 512 * 1024 * 1024;

/// What a backup is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    form: u32,
    /// What is in it was committed at.
    pub made_at: Timestamp,
    /// The Parlance that made it.
    pub version: String,
    /// The schema of its database.
    pub schema: i64,
    /// Names of the keys that were in the keyring; the keys are not in it.
    pub keys: Vec<String>,
    /// The name of the key that the database's canary needs.
    pub canary_key: Option<String>,
    /// Bytes of the database.
    pub database_bytes: u64,
    /// Rows of each table.
    pub tables: BTreeMap<String, u64>,
    /// Pictures and files.
    pub files: StoredFiles,
}

/// Where pictures and files are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "where", rename_all = "snake_case")]
pub enum StoredFiles {
    /// In the backup.
    Inside {
        /// How many, at most: one that is deleted meanwhile is not in it.
        count: u64,
        /// Bytes of all, about.
        bytes: u64,
    },
    /// In an S3-compatible store, which needs a backup of its own.
    Objects {
        /// How many rows speak of.
        count: u64,
        /// The bucket.
        bucket: String,
        /// The folder inside the bucket.
        prefix: String,
    },
}

impl Manifest {
    pub(super) fn new(made_at: Timestamp) -> Self {
        Self {
            form: FORM,
            made_at,
            version: env!("CARGO_PKG_VERSION").into(),
            schema: 0,
            keys: Vec::new(),
            canary_key: None,
            database_bytes: 0,
            tables: BTreeMap::new(),
            files: StoredFiles::Inside { count: 0, bytes: 0 },
        }
    }

    /// Bytes that all of it takes when it is put back, about.
    pub(super) fn bytes(&self) -> u64 {
        let files = match self.files {
            StoredFiles::Inside { bytes, .. } => bytes,
            StoredFiles::Objects { .. } => 0,
        };
        self.database_bytes + files
    }
}

/// Writes an archive.
pub(super) struct Writer<W: Write> {
    tar: tar::Builder<Packer<W>>,
    made_at: Timestamp,
    digests: String,
}

impl<W: Write> Writer<W> {
    pub(super) fn begin(out: W, manifest: &Manifest) -> io::Result<Self> {
        let mut writer = Self {
            tar: tar::Builder::new(Packer::new(out)),
            made_at: manifest.made_at,
            digests: String::new(),
        };
        let text = serde_json::to_vec_pretty(manifest).map_err(io::Error::other)?;
        writer.add(MANIFEST, text.len() as u64, text.as_slice())?;
        Ok(writer)
    }

    /// Adds an entry of exactly `size` bytes.
    pub(super) fn add(&mut self, name: &str, size: u64, content: impl Read) -> io::Result<()> {
        let digest = self.put(name, size, content)?;
        let _ = writeln!(self.digests, "{digest}  {name}");
        Ok(())
    }

    fn put(&mut self, name: &str, size: u64, content: impl Read) -> io::Result<String> {
        // Pictures and documents are packed already.
        let is_file = name.starts_with(FILES);
        let effort = if is_file { Effort::Store } else { Effort::Compress };
        self.tar.get_mut().turn_to(effort)?;
        let mut header = tar::Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(self.made_at.as_millis().unsigned_abs() / 1_000);
        let mut content = Digesting::new(content.take(size));
        self.tar.append_data(&mut header, name, &mut content)?;
        if content.bytes == size {
            Ok(content.digest())
        } else {
            Err(io::Error::other(format!(
                "{name} became shorter while it was read"
            )))
        }
    }

    /// Adds the digests and ends the archive.
    pub(super) fn finish(mut self) -> io::Result<W> {
        let digests = std::mem::take(&mut self.digests);
        self.put(DIGESTS, digests.len() as u64, digests.as_bytes())?;
        self.tar.into_inner()?.finish()
    }
}

/// Counts and digests what is read.
struct Digesting<R> {
    content: R,
    digest: Sha256,
    bytes: u64,
}

impl<R: Read> Digesting<R> {
    fn new(content: R) -> Self {
        Self {
            content,
            digest: Sha256::new(),
            bytes: 0,
        }
    }

    fn digest(self) -> String {
        hex::encode(self.digest.finalize())
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.content.read(into)?;
        self.digest.update(&into[..count]);
        self.bytes += count as u64;
        Ok(count)
    }
}

/// Reads an archive to its end: first `begin` sees the manifest and may refuse, then every entry is given to `each`,
/// which must read it whole. At the end all digests must be right.
pub(super) fn read(
    input: impl Read,
    begin: impl FnOnce(&Manifest) -> Result<(), BackupError>,
    mut each: impl FnMut(&str, &mut dyn Read) -> Result<(), BackupError>,
) -> Result<Manifest, BackupError> {
    let mut tar = tar::Archive::new(input);
    let mut found = BTreeMap::new();
    let mut manifest = None;
    let mut begin = Some(begin);
    for entry in tar.entries().map_err(BackupError::of_archive)? {
        let mut entry = entry.map_err(|error| unlike(error, manifest.is_none()))?;
        let name = entry
            .path()
            .ok()
            .and_then(|path| path.to_str().map(str::to_owned))
            .ok_or_else(|| BackupError::Damaged("a name in it is not text".into()))?;
        if !entry.header().entry_type().is_file() {
            return Err(BackupError::Damaged(format!("{name} is not a file")));
        }
        if name == DIGESTS {
            let text = text(&mut entry)?;
            compare(&text, &found)?;
            // To its last byte: the end of the encryption is behind it.
            drop(entry);
            let mut rest = tar.into_inner();
            io::copy(&mut rest, &mut io::sink()).map_err(BackupError::of_archive)?;
            return manifest.ok_or_else(|| BackupError::NoBackup("it has no manifest".into()));
        }
        must_be_as_large(&name, entry.size(), manifest.as_ref())?;
        let mut content = Digesting::new(&mut entry);
        if let Some(begin) = begin.take() {
            let read = parse(&name, &mut content)?;
            begin(&read)?;
            manifest = Some(read);
        } else {
            each(&name, &mut content)?;
            io::copy(&mut content, &mut io::sink()).map_err(BackupError::of_archive)?;
        }
        if found.insert(name.clone(), content.digest()).is_some() {
            return Err(BackupError::Damaged(format!("{name} is in it twice")));
        }
    }
    Err(BackupError::Damaged("its end is missing".into()))
}

/// A few packed bytes may become as many as they like: room was made for what the manifest says.
fn must_be_as_large(name: &str, size: u64, manifest: Option<&Manifest>) -> Result<(), BackupError> {
    match manifest {
        Some(manifest) if name == DATABASE && size != manifest.database_bytes => {
            let why = format!("{name} has {size} bytes, not {}", manifest.database_bytes);
            Err(BackupError::Damaged(why))
        }
        _ => Ok(()),
    }
}

fn unlike(error: io::Error, at_begin: bool) -> BackupError {
    match BackupError::of_archive(error) {
        BackupError::Damaged(why) if at_begin => BackupError::NoBackup(why),
        other => other,
    }
}

fn text(entry: &mut impl Read) -> Result<String, BackupError> {
    let mut text = String::new();
    entry
        .take(MOST_TEXT)
        .read_to_string(&mut text)
        .map_err(BackupError::of_archive)?;
    Ok(text)
}

fn parse(name: &str, content: &mut impl Read) -> Result<Manifest, BackupError> {
    #[derive(Deserialize)]
    struct Form {
        form: u32,
    }
    if name != MANIFEST {
        return Err(BackupError::NoBackup(format!("it begins with {name}")));
    }
    let text = text(content)?;
    let strange = |error: serde_json::Error| BackupError::NoBackup(format!("its manifest: {error}"));
    let Form { form } = serde_json::from_str(&text).map_err(strange)?;
    if form != FORM {
        return Err(BackupError::NoBackup(format!(
            "it has form {form}, and this Parlance knows form {FORM} only; use the Parlance that made it"
        )));
    }
    serde_json::from_str(&text).map_err(strange)
}

fn compare(digests: &str, found: &BTreeMap<String, String>) -> Result<(), BackupError> {
    let wanted: BTreeMap<String, String> = digests
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(digest, name)| (name.to_owned(), digest.to_owned()))
        .collect();
    for (name, digest) in &wanted {
        match found.get(name) {
            None => return Err(BackupError::Damaged(format!("{name} is missing"))),
            Some(found) if found != digest => {
                return Err(BackupError::Damaged(format!("{name} is not what was put in")));
            }
            Some(_) => {}
        }
    }
    match found.keys().find(|name| !wanted.contains_key(*name)) {
        Some(name) => Err(BackupError::Damaged(format!("{name} does not belong to it"))),
        None => Ok(()),
    }
}
