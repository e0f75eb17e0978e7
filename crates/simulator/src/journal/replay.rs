//! Opening a data folder: lock it, replay the journal, repair a torn end, compact a long one.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::writer::Writer;
use super::{Journal, Line};
use crate::SimulatorError;
use crate::world::{Change, World};

/// A journal longer than this is rewritten as one snapshot when the simulator starts.
const COMPACT_BYTES: u64 = 16 << 20;

/// The world as the journal tells it, the journal ready for more, and the lock on the folder.
pub(crate) struct Opened {
    pub world: World,
    pub journal: Journal,
    pub lock: File,
}

/// Opens (or begins) the journal in `dir`.
pub(crate) fn open(dir: &Path) -> Result<Opened, SimulatorError> {
    let data = |path: &Path| {
        let path = path.to_owned();
        move |source| SimulatorError::Data { path, source }
    };
    std::fs::create_dir_all(dir).map_err(data(dir))?;
    let lock_path = dir.join("lock");
    let lock = File::create(&lock_path).map_err(data(&lock_path))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(SimulatorError::InUse(dir.to_owned())),
        Err(TryLockError::Error(source)) => {
            return Err(SimulatorError::Data {
                path: lock_path,
                source,
            });
        }
    }
    let path = dir.join("journal.jsonl");
    let (world, good_bytes) = read(&path)?;
    let file = if good_bytes > COMPACT_BYTES {
        compact(&path, &world).map_err(data(&path))?
    } else {
        continue_at(&path, good_bytes).map_err(data(&path))?
    };
    sync_dir(dir).map_err(data(dir))?;
    let writer = Writer::start(file).map_err(data(&path))?;
    Ok(Opened {
        world,
        journal: Journal { writer: Some(writer) },
        lock,
    })
}

/// Replays the journal; returns the world and how many bytes were whole lines.
fn read(path: &PathBuf) -> Result<(World, u64), SimulatorError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok((World::default(), 0)),
        Err(source) => {
            return Err(SimulatorError::Data {
                path: path.clone(),
                source,
            });
        }
    };
    let mut world = World::default();
    let mut good = 0;
    for (index, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let whole = line.last() == Some(&b'\n');
        let last = good + line.len() == bytes.len();
        match serde_json::from_slice::<Line>(line) {
            Ok(line) if whole => {
                for change in line.c {
                    world.apply(change);
                }
                world.next = world.next.max(line.n);
            }
            // The last transaction was being written when the machine stopped: it was never answered.
            _ if last => {
                tracing::warn!(
                    line = index + 1,
                    "the journal's last line is torn and was dropped"
                );
                break;
            }
            Ok(_) => unreachable!("only the last line can lack its end"),
            Err(error) => {
                let reason = error.to_string();
                return Err(SimulatorError::Journal {
                    path: path.clone(),
                    line: index + 1,
                    reason,
                });
            }
        }
        good += line.len();
    }
    Ok((world, good as u64))
}

fn continue_at(path: &Path, good_bytes: u64) -> std::io::Result<File> {
    let mut file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)?;
    file.set_len(good_bytes)?;
    file.seek(SeekFrom::End(0))?;
    file.sync_all()?;
    Ok(file)
}

fn compact(path: &Path, world: &World) -> std::io::Result<File> {
    let fresh = path.with_extension("jsonl.new");
    let line = Line {
        n: world.next,
        c: vec![Change::Snapshot(Box::new(world.clone()))],
    };
    let mut text = serde_json::to_vec(&line).map_err(std::io::Error::other)?;
    text.push(b'\n');
    let mut file = File::create(&fresh)?;
    file.write_all(&text)?;
    file.sync_all()?;
    std::fs::rename(&fresh, path)?;
    Ok(file)
}

fn sync_dir(dir: &Path) -> std::io::Result<()> {
    File::open(dir)?.sync_all()
}
