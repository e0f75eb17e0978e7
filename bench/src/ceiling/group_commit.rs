//! The raw group commit: one writer thread, WAL, synchronous FULL, all that waits in one transaction.

use std::{path::Path, sync::mpsc, thread};

use axum::body::Bytes;
use tokio::sync::oneshot;

use crate::{Failure, payload};

type Insert = (Bytes, oneshot::Sender<bool>);

/// Where bodies are handed in.
#[derive(Clone)]
pub struct Queue(mpsc::SyncSender<Insert>);

/// Opens a database of its own and starts the writer.
pub fn start(folder: &Path) -> Result<Queue, Failure> {
    let connection = rusqlite::Connection::open(folder.join("ceiling.db"))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE inbound (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, body BLOB NOT NULL) STRICT;",
    )?;
    let (queue, inserts) = mpsc::sync_channel::<Insert>(16_384);
    thread::Builder::new()
        .name("ceiling-writer".into())
        .spawn(move || write(&connection, &inserts))?;
    Ok(Queue(queue))
}

impl Queue {
    /// `true` once the body is on disk.
    pub async fn store(&self, body: Bytes) -> bool {
        let (sender, stored) = oneshot::channel();
        self.0.try_send((body, sender)).is_ok() && stored.await.unwrap_or(false)
    }
}

fn write(connection: &rusqlite::Connection, inserts: &mpsc::Receiver<Insert>) {
    let mut waiting = Vec::with_capacity(512);
    while let Ok((body, sender)) = inserts.recv() {
        let begun = connection.execute_batch("BEGIN IMMEDIATE").is_ok();
        let mut next = Some((body, sender));
        while let Some((body, sender)) = next {
            let stored = connection
                .prepare_cached("INSERT INTO inbound (at, body) VALUES (?1, ?2)")
                .and_then(|mut statement| statement.execute((payload::now_ms() as i64, &body[..])))
                .is_ok();
            waiting.push((sender, stored));
            next = if waiting.len() < 512 {
                inserts.try_recv().ok()
            } else {
                None
            };
        }
        let committed = begun && connection.execute_batch("COMMIT").is_ok();
        for (sender, stored) in waiting.drain(..) {
            let _ = sender.send(committed && stored);
        }
    }
}
