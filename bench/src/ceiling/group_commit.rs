//! The raw group commit: one writer thread, all that waits in one transaction. SQLite with WAL and synchronous FULL, or
//! PostgreSQL with one UNNEST statement.

use std::{path::Path, sync::mpsc, thread};

use axum::body::Bytes;
use tokio::sync::oneshot;

use crate::{Failure, payload};

type Insert = (Bytes, oneshot::Sender<bool>);

/// Bodies in one commit, at most.
const MOST: usize = 512;

/// Where bodies are handed in.
#[derive(Clone)]
pub struct Queue(mpsc::SyncSender<Insert>);

/// Opens a database of its own and starts the writer: SQLite in a folder, or PostgreSQL at an address.
pub fn start(place: &str) -> Result<Queue, Failure> {
    let (queue, inserts) = mpsc::sync_channel::<Insert>(16_384);
    let writer = thread::Builder::new().name("ceiling-writer".into());
    if place.starts_with("postgres://") {
        let place = place.to_owned();
        // The client brings a runtime of its own, which cannot begin inside ours.
        writer.spawn(move || match open_server(&place) {
            Ok(mut client) => write_server(&mut client, &inserts),
            Err(error) => eprintln!("{error}"),
        })?;
    } else {
        let connection = open_file(place.as_ref())?;
        writer.spawn(move || write(&connection, &inserts))?;
    }
    Ok(Queue(queue))
}

fn open_server(place: &str) -> Result<postgres::Client, postgres::Error> {
    let mut client = postgres::Client::connect(place, postgres::NoTls)?;
    client.batch_execute(
        "CREATE TABLE inbound (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at bigint NOT NULL,
           body bytea NOT NULL)",
    )?;
    Ok(client)
}

fn open_file(folder: &Path) -> Result<rusqlite::Connection, Failure> {
    let connection = rusqlite::Connection::open(folder.join("ceiling.db"))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE inbound (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, body BLOB NOT NULL) STRICT;",
    )?;
    Ok(connection)
}

/// One statement for all that waits.
fn write_server(client: &mut postgres::Client, inserts: &mpsc::Receiver<Insert>) {
    let Ok(statement) =
        client.prepare("INSERT INTO inbound (at, body) SELECT * FROM unnest($1::bigint[], $2::bytea[])")
    else {
        return;
    };
    while let Ok(first) = inserts.recv() {
        let mut waiting = vec![first];
        waiting.extend(inserts.try_iter().take(MOST - 1));
        let at = vec![payload::now_ms() as i64; waiting.len()];
        let bodies: Vec<&[u8]> = waiting.iter().map(|(body, _)| &body[..]).collect();
        let stored = client.execute(&statement, &[&at, &bodies]).is_ok();
        for (_, sender) in waiting {
            let _ = sender.send(stored);
        }
    }
}

impl Queue {
    /// `true` once the body is on disk.
    pub async fn store(&self, body: Bytes) -> bool {
        let (sender, stored) = oneshot::channel();
        self.0.try_send((body, sender)).is_ok() && stored.await.unwrap_or(false)
    }
}

fn write(connection: &rusqlite::Connection, inserts: &mpsc::Receiver<Insert>) {
    let mut waiting = Vec::with_capacity(MOST);
    while let Ok((body, sender)) = inserts.recv() {
        let begun = connection.execute_batch("BEGIN IMMEDIATE").is_ok();
        let mut next = Some((body, sender));
        while let Some((body, sender)) = next {
            let stored = connection
                .prepare_cached("INSERT INTO inbound (at, body) VALUES (?1, ?2)")
                .and_then(|mut statement| statement.execute((payload::now_ms() as i64, &body[..])))
                .is_ok();
            waiting.push((sender, stored));
            next = if waiting.len() < MOST {
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
