//! Checkpoints run beside the writer: they are what the slowest commits would otherwise wait for.
//!
//! A log that is copied whole is written again from its beginning, which spares the file system from finding new blocks
//! with every commit. While the writer writes, the copy never comes to the end; so the last few pages are left to the
//! writer itself, between two groups.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError},
    },
    thread::{Builder, JoinHandle},
    time::{Duration, SystemTime},
};

use rusqlite::Connection;

/// How often the log is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// A log above this size is copied into the database.
const CHECKPOINT_ABOVE_BYTES: u64 = 8 * 1024 * 1024;
/// A log above this size is emptied even if the writer must wait for it.
const RESTART_ABOVE_BYTES: u64 = 512 * 1024 * 1024;
/// So few pages are left to the writer.
const FEW_PAGES: i64 = 256;
/// Copies in a row that try to catch up with the writer: each has less to do than the one before.
const CATCH_UP: usize = 5;

/// Asks the writer to copy the rest of the log.
#[derive(Clone, Default)]
pub(crate) struct Rest(Arc<AtomicBool>);

impl Rest {
    /// Copies the rest, if that was asked for. To be called by the writer, outside any transaction; waits for nobody.
    pub(crate) fn copy(&self, connection: &Connection) {
        if self.0.swap(false, Ordering::Relaxed)
            && let Err(error) = copy(connection, "PASSIVE")
        {
            tracing::debug!(%error, "the rest of the log stays for the next time");
        }
    }
}

/// Starts the thread; it ends when `stop` is closed.
pub(crate) fn start(path: &Path, stop: Receiver<()>, rest: Rest) -> std::io::Result<JoinHandle<()>> {
    let path = path.to_owned();
    Builder::new().name("store-checkpoint".into()).spawn(move || {
        let mut log = path.clone().into_os_string();
        log.push("-wal");
        let log = PathBuf::from(log);
        let mut seen = (0, SystemTime::UNIX_EPOCH);
        while stop.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
            let now = look(&log);
            if now.0 <= CHECKPOINT_ABOVE_BYTES || now == seen {
                continue;
            }
            match checkpoint(&path, now.0, &rest) {
                Ok(()) => seen = now,
                Err(error) => tracing::warn!(%error, "a checkpoint failed; it will be tried again"),
            }
        }
    })
}

/// Size of the log and when it was written last.
fn look(log: &Path) -> (u64, SystemTime) {
    std::fs::metadata(log).map_or((0, SystemTime::UNIX_EPOCH), |found| {
        (found.len(), found.modified().unwrap_or(SystemTime::UNIX_EPOCH))
    })
}

fn checkpoint(path: &Path, size: u64, rest: &Rest) -> rusqlite::Result<()> {
    let connection = Connection::open(path)?;
    connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000;")?;
    if size > RESTART_ABOVE_BYTES {
        return copy(&connection, "RESTART").map(drop);
    }
    for _ in 0..CATCH_UP {
        let left = copy(&connection, "PASSIVE")?;
        if left <= FEW_PAGES {
            rest.0.store(left > 0, Ordering::Relaxed);
            break;
        }
    }
    Ok(())
}

/// Copies what can be copied; says how many pages are left.
fn copy(connection: &Connection, mode: &str) -> rusqlite::Result<i64> {
    connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |row| {
        let (log, copied): (i64, i64) = (row.get(1)?, row.get(2)?);
        Ok(log - copied)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open::open_writer;

    #[test]
    fn the_writer_copies_the_rest_when_it_is_asked_and_the_log_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.db");
        let writer = open_writer(&path).unwrap();
        writer.execute_batch("CREATE TABLE t (x)").unwrap();
        let fill = || {
            writer
                .execute_batch("INSERT INTO t VALUES (randomblob(100000))")
                .unwrap();
        };
        fill();
        let rest = Rest::default();
        rest.copy(&writer);
        let log = folder.path().join("c.db-wal");
        let grown = look(&log).0;
        fill();
        assert!(look(&log).0 > grown, "nobody asked: the log grows");
        let grown = look(&log).0;
        rest.0.store(true, Ordering::Relaxed);
        rest.copy(&writer);
        fill();
        assert_eq!(look(&log).0, grown, "written again from its beginning");
    }
}
