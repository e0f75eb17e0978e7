//! Putting a backup back, or only looking whether one could.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufReader, Read},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use parlance_age::{Identity, decrypt};
use parlance_core::{Clock, Timestamp};
use parlance_store::{Store as _, StoreExt as _, Tx, restores::RestoreRow};
use parlance_store_files::path_of;
use parlance_store_sqlite::{SqliteStore, contents, newest_schema};

use super::{
    BackupError, DATABASE, FILES, RESTORING,
    archive::{self, Manifest},
    packing, room,
};
use crate::{config::sections::Storage, data_dir, keyring_file::KeyPlace, wiring};

/// What may lie in a data folder that counts as empty.
const HARMLESS: [&str; 6] = [
    "keys",
    "lock",
    "parlance.toml",
    "lost+found",
    "backup.tmp",
    RESTORING,
];

/// A backup that was put back.
#[derive(Debug)]
pub struct Restored {
    /// What was in it.
    pub manifest: Manifest,
    /// Names of keys that the keyring lacks; without them sealed secrets do not open.
    pub missing_keys: Vec<String>,
}

/// Reads a backup to its end and checks all of it; nothing stays on the disk. `beside` is where the database is
/// unpacked for that.
pub fn verify(file: &Path, identities: &[Identity], beside: &Path) -> Result<Manifest, BackupError> {
    let database = beside.join(format!(".parlance-verify-{}.db", std::process::id()));
    let _removed = Removed(&database);
    let manifest = archive::read(
        open(file, identities)?,
        |manifest| {
            must_be_known(manifest)?;
            room::must_have(beside, manifest.database_bytes, 0)
        },
        |name, content| match name {
            DATABASE => write(&database, content),
            _ => Ok(()),
        },
    )?;
    must_agree(&manifest, &database)?;
    Ok(manifest)
}

/// Puts a backup into an empty data folder. Until all of it was checked, nothing of it is where a server would look.
pub async fn restore(
    file: &Path,
    identities: &[Identity],
    storage: &Storage,
    clock: &dyn Clock,
) -> Result<Restored, BackupError> {
    let input = open(file, identities)?;
    let _lock = data_dir::lock(&storage.data_dir)?;
    let database = storage.database_file().ok_or(BackupError::OnServer)?;
    must_be_empty(&storage.data_dir, &database)?;
    let stage = Stage::begin(storage, &database)?;
    let manifest = archive::read(
        input,
        |manifest| {
            must_be_known(manifest)?;
            room::must_have(&storage.data_dir, manifest.bytes(), storage.min_free_bytes)
        },
        |name, content| stage.unpack(name, content),
    )?;
    must_agree(&manifest, &stage.database)?;
    note(&stage.database, clock.now()).await?;
    stage.finish(storage, &database)?;
    Ok(Restored {
        missing_keys: missing_keys(&manifest, storage),
        manifest,
    })
}

fn open(file: &Path, identities: &[Identity]) -> Result<impl Read + use<>, BackupError> {
    let input = File::open(file).map_err(BackupError::at(file))?;
    packing::unpack(decrypt(input, identities)?).map_err(BackupError::of_archive)
}

fn must_be_known(manifest: &Manifest) -> Result<(), BackupError> {
    let known = newest_schema();
    if manifest.schema > known {
        return Err(BackupError::Newer {
            found: manifest.schema,
            known,
            version: manifest.version.clone(),
        });
    }
    Ok(())
}

fn must_be_empty(folder: &Path, database: &Path) -> Result<(), BackupError> {
    let holds = |found: String| BackupError::NotEmpty {
        folder: folder.to_owned(),
        found,
    };
    if database.exists() {
        return Err(holds(format!("the database {}", database.display())));
    }
    for entry in fs::read_dir(folder).map_err(BackupError::at(folder))? {
        let name = entry.map_err(BackupError::at(folder))?.file_name();
        let name = name.to_string_lossy();
        if !HARMLESS.contains(&name.as_ref()) {
            return Err(holds(format!("'{name}'")));
        }
    }
    Ok(())
}

/// The database is sound and holds what the manifest says.
fn must_agree(manifest: &Manifest, database: &Path) -> Result<(), BackupError> {
    if !database.exists() {
        return Err(BackupError::Damaged("the database is missing".into()));
    }
    let found = contents(database)?;
    if found.schema != manifest.schema || found.tables != manifest.tables {
        return Err(BackupError::Damaged(
            "the database does not hold as many rows as the manifest says".into(),
        ));
    }
    Ok(())
}

/// Brings the schema up to date, ends everybody's session, and notes that this was a backup: what waits in it is held
/// back by the first server that starts.
async fn note(database: &Path, now: Timestamp) -> Result<(), BackupError> {
    let store = SqliteStore::open(database, Arc::new(wiring::Nobody))?;
    let noted = store.write(move |tx: &mut dyn Tx| {
        let end = Timestamp::from_millis(i64::MAX);
        tx.prune_sessions(end, end)?;
        tx.set_restored(&RestoreRow {
            restored_at: now,
            settled: false,
        })
    });
    let noted = noted.await.map_err(|error| BackupError::Store(error.to_string()));
    store.close();
    noted
}

fn missing_keys(manifest: &Manifest, storage: &Storage) -> Vec<String> {
    let held: Vec<String> = KeyPlace::of(storage.keys.as_ref(), &storage.data_dir)
        .and_then(|place| place.read())
        .map(|file| file.keys().iter().map(|key| key.kid.clone()).collect())
        .unwrap_or_default();
    let needed = manifest.keys.iter().chain(&manifest.canary_key);
    let mut missing: Vec<String> = needed.filter(|kid| !held.contains(kid)).cloned().collect();
    missing.sort_unstable();
    missing.dedup();
    missing
}

fn write(path: &Path, content: &mut dyn Read) -> Result<(), BackupError> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(BackupError::at(path))?;
    // Errors of reading and writing come out of one call, and the sentence differs.
    let mut content = BufReader::with_capacity(1 << 20, Marked(content));
    io::copy(&mut content, &mut file).map_err(|error| match error.downcast::<ReadingFailed>() {
        Ok(ReadingFailed(error)) => BackupError::of_archive(error),
        Err(error) => BackupError::at(path)(error),
    })?;
    Ok(())
}

/// Tells errors of reading apart.
struct Marked<'r>(&'r mut dyn Read);

#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct ReadingFailed(io::Error);

impl Read for Marked<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0
            .read(into)
            .map_err(|error| io::Error::new(error.kind(), ReadingFailed(error)))
    }
}

/// Removes the database of a look when it is over, however it ends.
struct Removed<'p>(&'p Path);

impl Drop for Removed<'_> {
    fn drop(&mut self) {
        let _ = parlance_store_sqlite::remove(self.0);
    }
}

/// Beside the places where things belong, on the same disks. Removed when it does not get finished.
struct Stage {
    folder: PathBuf,
    database: PathBuf,
}

impl Stage {
    fn begin(storage: &Storage, database: &Path) -> Result<Self, BackupError> {
        let mut beside = database.as_os_str().to_owned();
        beside.push(".restoring");
        let stage = Self {
            folder: storage.data_dir.join(RESTORING),
            database: beside.into(),
        };
        stage.clear().map_err(BackupError::at(&stage.folder))?;
        fs::create_dir_all(stage.folder.join(FILES)).map_err(BackupError::at(&stage.folder))?;
        Ok(stage)
    }

    fn clear(&self) -> io::Result<()> {
        parlance_store_sqlite::remove(&self.database)?;
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn unpack(&self, name: &str, content: &mut dyn Read) -> Result<(), BackupError> {
        if name == DATABASE {
            return write(&self.database, content);
        }
        let strange = || BackupError::Damaged(format!("{name} has no place"));
        let key = name.strip_prefix(FILES).ok_or_else(strange)?;
        let path = path_of(&self.folder.join(FILES), key).map_err(|_| strange())?;
        let folder = path.parent().ok_or_else(strange)?;
        fs::create_dir_all(folder).map_err(BackupError::at(folder))?;
        write(&path, content)
    }

    /// Flushes everything, then puts files and, last, the database in their places.
    fn finish(self, storage: &Storage, database: &Path) -> Result<(), BackupError> {
        let put = || -> io::Result<()> {
            flush(&self.folder)?;
            flush_disk_of(&self.database)?;
            let files = storage.data_dir.join(FILES);
            fs::rename(self.folder.join(FILES), &files)?;
            fs::create_dir_all(files.join("incoming"))?;
            flush(&storage.data_dir)?;
            fs::rename(&self.database, database)?;
            flush_disk_of(database)
        };
        put().map_err(BackupError::at(&storage.data_dir))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Err(error) = self.clear() {
            tracing::warn!(%error, "what was half restored could not be removed");
        }
    }
}

/// Flushes the whole disk below a folder: one call instead of one for each of a hundred thousand files.
fn flush(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

fn flush_disk_of(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    flush(folder.unwrap_or(Path::new(".")))
}
