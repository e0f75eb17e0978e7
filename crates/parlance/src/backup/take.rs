//! Making a backup, beside a server that runs.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, BufWriter, Write as _},
    ops::ControlFlow,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use parlance_age::{Recipient, encrypt};
use parlance_core::{Clock, clock::Random};
use parlance_store::attachments::small_key;
use parlance_store_files::path_of;
use parlance_store_sqlite::{contents, copy, each_stored_file};

use super::{
    BackupError, DATABASE, FILES,
    archive::{Manifest, StoredFiles, Writer},
    room,
};
use crate::{
    config::{Config, sections::Storage},
    keyring_file::KeyPlace,
};

/// A backup that was made.
#[derive(Debug)]
pub struct Taken {
    /// What is in it.
    pub manifest: Manifest,
    /// Bytes of the file.
    pub bytes: u64,
    /// Files that were deleted between the copy of the database and their turn.
    pub gone: u64,
}

/// Writes a backup to a new file. A server may run meanwhile: what it has committed until now is in the backup.
pub fn take(
    config: &Config,
    output: &Path,
    recipients: &[Recipient],
    clock: &dyn Clock,
    random: &dyn Random,
) -> Result<Taken, BackupError> {
    let storage = &config.storage;
    let database = storage.database_file().ok_or(BackupError::OnServer)?;
    let size = match fs::metadata(&database) {
        Ok(metadata) => metadata.len() + fs::metadata(with_end(&database, "-wal")).map_or(0, |log| log.len()),
        Err(_) => return Err(BackupError::NoDatabase(database)),
    };
    if output.exists() {
        return Err(BackupError::Exists(output.to_owned()));
    }
    let folder = parent(output);
    let shares = room::same_disk(&storage.data_dir, folder);
    let at_least = if shares { 2 * size } else { size };
    room::must_have(&storage.data_dir, at_least, storage.min_free_bytes)?;

    let workplace = Workplace::open(&storage.data_dir)?;
    let mut manifest = Manifest::new(clock.now());
    copy(&database, &workplace.database)?;
    let found = contents(&workplace.database)?;
    manifest.schema = found.schema;
    manifest.tables = found.tables;
    manifest.canary_key = found.canary_key;
    manifest.keys = key_names(storage)?;
    manifest.database_bytes = fs::metadata(&workplace.database)
        .map_err(BackupError::at(&workplace.database))?
        .len();
    manifest.files = count_files(storage, &workplace.database)?;
    room::must_have(
        folder,
        manifest.bytes(),
        if shares { storage.min_free_bytes } else { 0 },
    )?;

    let part = Part::begin(output)?;
    let fill = |byte: &mut [u8]| random.fill(byte);
    let out = encrypt(BufWriter::with_capacity(1 << 20, &part.file), recipients, &fill)?;
    let mut writer = Writer::begin(out, &manifest).map_err(BackupError::at(&part.path))?;
    let copied = File::open(&workplace.database).map_err(BackupError::at(&workplace.database))?;
    writer
        .add(DATABASE, manifest.database_bytes, copied)
        .map_err(BackupError::at(&part.path))?;
    let gone = match manifest.files {
        StoredFiles::Inside { .. } => add_files(&mut writer, storage, &workplace.database, &part.path)?,
        StoredFiles::Objects { .. } => 0,
    };
    let end = || -> io::Result<()> { writer.finish()?.finish()?.flush() };
    end().map_err(BackupError::at(&part.path))?;
    let bytes = part.finish(output)?;
    Ok(Taken {
        manifest,
        bytes,
        gone,
    })
}

fn parent(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Names alone: the keys stay where they are.
fn key_names(storage: &Storage) -> Result<Vec<String>, BackupError> {
    let place = KeyPlace::of(storage.keys.as_ref(), &storage.data_dir)?;
    if matches!(&place, KeyPlace::File(path) if !path.exists()) {
        return Ok(Vec::new());
    }
    Ok(place.read()?.keys().iter().map(|key| key.kid.clone()).collect())
}

fn count_files(storage: &Storage, database: &Path) -> Result<StoredFiles, BackupError> {
    let (mut count, mut bytes) = (0, 0);
    each_stored_file(database, |file| {
        count += 1 + u64::from(file.has_small);
        bytes += file.size_bytes;
        ControlFlow::<()>::Continue(())
    })?;
    Ok(match &storage.s3 {
        None => StoredFiles::Inside { count, bytes },
        Some(s3) => StoredFiles::Objects {
            count,
            bucket: s3.settings.bucket.clone(),
            prefix: s3.settings.prefix.clone(),
        },
    })
}

/// Adds every file that the database speaks of; says how many are gone.
fn add_files<W: io::Write>(
    writer: &mut Writer<W>,
    storage: &Storage,
    database: &Path,
    part: &Path,
) -> Result<u64, BackupError> {
    let root = storage.data_dir.join(FILES);
    let mut gone = 0;
    let failed = each_stored_file(database, |stored| {
        let small = stored.has_small.then(|| small_key(&stored.key));
        for key in small.into_iter().chain([stored.key]) {
            let path = match path_of(&root, &key) {
                Ok(path) => path,
                Err(error) => return ControlFlow::Break(BackupError::at(&root)(error)),
            };
            match File::open(&path).and_then(|file| Ok((file.metadata()?.len(), file))) {
                // A customer was erased, or a file replaced, since the database was copied.
                Err(error) if error.kind() == io::ErrorKind::NotFound => gone += 1,
                Err(error) => return ControlFlow::Break(BackupError::at(&path)(error)),
                Ok((size, file)) => {
                    if let Err(error) = writer.add(&format!("{FILES}{key}"), size, file) {
                        return ControlFlow::Break(BackupError::at(part)(error));
                    }
                }
            }
        }
        ControlFlow::Continue(())
    })?;
    failed.map_or(Ok(gone), Err)
}

/// Where the copy of the database lies while it is packed. It vanishes with this.
struct Workplace {
    folder: PathBuf,
    database: PathBuf,
    _lock: File,
}

impl Workplace {
    fn open(data_dir: &Path) -> Result<Self, BackupError> {
        let folder = data_dir.join("backup.tmp");
        let made = DirBuilder::new().recursive(true).mode(0o700).create(&folder);
        made.map_err(BackupError::at(&folder))?;
        let lock = File::open(&folder).map_err(BackupError::at(&folder))?;
        if lock.try_lock().is_err() {
            return Err(BackupError::Busy(folder));
        }
        let database = folder.join(DATABASE);
        // Of a backup that was killed.
        parlance_store_sqlite::remove(&database).map_err(BackupError::at(&database))?;
        Ok(Self {
            folder,
            database,
            _lock: lock,
        })
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        let removed =
            parlance_store_sqlite::remove(&self.database).and_then(|()| fs::remove_dir(&self.folder));
        if let Err(error) = removed {
            tracing::warn!(%error, folder = %self.folder.display(), "the backup's working copy could not be removed");
        }
    }
}

/// The file while it is written; removed when it does not get finished.
struct Part {
    path: PathBuf,
    file: File,
    finished: bool,
}

impl Part {
    fn begin(output: &Path) -> Result<Self, BackupError> {
        let path = with_end(output, ".part");
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&path)
            .map_err(BackupError::at(&path))?;
        Ok(Self {
            path,
            file,
            finished: false,
        })
    }

    /// Flushed, then put in its place: what has the name is whole.
    fn finish(mut self, output: &Path) -> Result<u64, BackupError> {
        let put = || -> io::Result<u64> {
            self.file.sync_all()?;
            let bytes = self.file.metadata()?.len();
            fs::rename(&self.path, output)?;
            File::open(parent(output))?.sync_all()?;
            Ok(bytes)
        };
        let bytes = put().map_err(BackupError::at(output))?;
        self.finished = true;
        Ok(bytes)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.finished {
            let _ = fs::remove_file(&self.path);
        }
    }
}
