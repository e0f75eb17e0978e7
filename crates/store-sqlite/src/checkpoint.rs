//! Checkpoints run beside the writer: they are what the slowest commits would otherwise wait for.
//!
//! A log that is copied whole is written again from its beginning, which spares the file system from finding new blocks
//! with every commit. While the writer writes, the copy never comes to the end: it copies what was there when it began.
//! So what was written meanwhile is left to the writer itself, between two groups.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError},
    },
    thread::{Builder, JoinHandle},
    time::{Duration, Instant, SystemTime},
};

use rusqlite::Connection;

/// How often the log is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// A log above this size is copied into the database.
const CHECKPOINT_ABOVE_BYTES: u64 = 8 * 1024 * 1024;
/// A log above this size is copied to its end even if the writer needs long for it.
const RESTART_ABOVE_BYTES: u64 = 512 * 1024 * 1024;
/// A copy that took no longer left little to the writer: what was written meanwhile.
const SHORT: Duration = Duration::from_millis(20);
/// Copies in a row that try to catch up with the writer: each has less to do than the one before.
const CATCH_UP: usize = 5;
/// How long the writer waits for readers that still need the log, milliseconds.
const READERS_WAIT_MS: u64 = 5;

/// Asks the writer to copy the rest of the log.
#[derive(Clone, Default)]
pub(crate) struct Rest(Arc<AtomicBool>);

impl Rest {
    /// Copies the rest, if that was asked for, so that the next commit begins the log anew. To be called by the
    /// writer, outside any transaction. Readers that need the log longer than a moment keep it as it is.
    pub(crate) fn copy(&self, connection: &Connection) {
        if self.0.swap(false, Ordering::Relaxed)
            && let Err(error) = copy_patiently(connection)
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
    for _ in 0..CATCH_UP {
        let begun = Instant::now();
        let kept_by_readers = copy(&connection, "PASSIVE")? > 0;
        if !kept_by_readers && begun.elapsed() <= SHORT {
            rest.0.store(true, Ordering::Relaxed);
            return Ok(());
        }
    }
    rest.0.store(size > RESTART_ABOVE_BYTES, Ordering::Relaxed);
    Ok(())
}

fn copy_patiently(connection: &Connection) -> rusqlite::Result<()> {
    let usual: u32 = connection.query_row("PRAGMA busy_timeout", [], |row| row.get(0))?;
    connection.busy_timeout(Duration::from_millis(READERS_WAIT_MS))?;
    let copied = copy(connection, "RESTART");
    connection.busy_timeout(Duration::from_millis(usual.into()))?;
    copied.map(drop)
}

/// Copies what can be copied; says how many of the pages that were there at its beginning are left, because somebody
/// reads an older state.
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

    const FILL: &str = "INSERT INTO t VALUES (randomblob(1000000))";

    #[test]
    fn a_log_that_is_written_all_the_time_begins_anew_and_does_not_grow() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.db");
        let writer = open_writer(&path).unwrap();
        writer.execute_batch("CREATE TABLE t (x)").unwrap();
        let log = folder.path().join("c.db-wal");
        let rest = Rest::default();
        let mut largest = 0;
        for _ in 0..100 {
            writer.execute_batch(FILL).unwrap();
            let size = look(&log).0;
            if size > CHECKPOINT_ABOVE_BYTES {
                checkpoint(&path, size, &rest).unwrap();
                // What a copy beside the writer cannot know of.
                writer.execute_batch(FILL).unwrap();
                rest.copy(&writer);
            }
            largest = largest.max(size);
        }
        assert!(
            largest < 2 * CHECKPOINT_ABOVE_BYTES,
            "200 MB were written and the log has {largest} bytes"
        );
    }

    #[test]
    fn a_reader_keeps_the_log_but_not_the_writer() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.db");
        let writer = open_writer(&path).unwrap();
        writer
            .execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
            .unwrap();
        let reader = Connection::open(&path).unwrap();
        reader.execute_batch("BEGIN; SELECT * FROM t;").unwrap();
        writer.execute_batch(FILL).unwrap();
        let rest = Rest(Arc::new(AtomicBool::new(true)));
        rest.copy(&writer);
        writer.execute_batch(FILL).unwrap();
        let seen: i64 = reader
            .query_row("SELECT count(*) FROM t", [], |row| row.get(0))
            .unwrap();
        assert_eq!(seen, 1, "it sees what it began with");
    }
}
