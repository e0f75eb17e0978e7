//! Checkpoints run beside the writer: they are what the slowest commits would otherwise wait for.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError},
    thread::{Builder, JoinHandle},
    time::Duration,
};

use rusqlite::Connection;

/// How often the size of the log is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// A log above this size is copied into the database.
const CHECKPOINT_ABOVE_BYTES: u64 = 8 * 1024 * 1024;
/// A log above this size is emptied even if the writer must wait for it.
const RESTART_ABOVE_BYTES: u64 = 512 * 1024 * 1024;

/// Starts the thread; it ends when `stop` is closed.
pub(crate) fn start(path: &Path, stop: Receiver<()>) -> std::io::Result<JoinHandle<()>> {
    let path = path.to_owned();
    Builder::new().name("store-checkpoint".into()).spawn(move || {
        let mut log = path.clone().into_os_string();
        log.push("-wal");
        let log = PathBuf::from(log);
        while stop.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
            let size = std::fs::metadata(&log).map_or(0, |metadata| metadata.len());
            if size > CHECKPOINT_ABOVE_BYTES {
                checkpoint(
                    &path,
                    if size > RESTART_ABOVE_BYTES {
                        "RESTART"
                    } else {
                        "PASSIVE"
                    },
                );
            }
        }
    })
}

fn checkpoint(path: &Path, mode: &str) {
    let done = Connection::open(path).and_then(|connection| {
        connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000;")?;
        connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |_| Ok(()))
    });
    if let Err(error) = done {
        tracing::warn!(%error, mode, "a checkpoint failed; it will be tried again");
    }
}
