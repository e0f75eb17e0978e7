//! What the machine can do at best: a bare axum POST with the same HMAC and JSON parse, and the same with a raw
//! group commit behind it. Written here from scratch; nothing of the product is in it.

use std::{net::SocketAddr, path::Path, sync::mpsc, thread};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use tokio::sync::oneshot;

use crate::{Failure, payload};

/// Checks and parses, stores nothing.
pub async fn bare_axum() -> Result<SocketAddr, Failure> {
    serve(Router::new().route("/", post(check))).await
}

async fn check(headers: HeaderMap, body: Bytes) -> StatusCode {
    verdict(&headers, &body)
}

fn verdict(headers: &HeaderMap, body: &Bytes) -> StatusCode {
    let signature = headers
        .get("x-hub-signature-256")
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    if !payload::is_signed(body, signature) {
        return StatusCode::FORBIDDEN;
    }
    match serde_json::from_slice::<serde_json::Value>(body) {
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::BAD_REQUEST,
    }
}

type Insert = (Bytes, oneshot::Sender<bool>);

/// Checks, parses, and answers after the body is on disk: one writer thread, WAL, synchronous FULL, group commit.
pub async fn group_commit(folder: &Path) -> Result<SocketAddr, Failure> {
    let connection = rusqlite::Connection::open(folder.join("ceiling.db"))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE inbound (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, body BLOB NOT NULL) STRICT;",
    )?;
    let (queue, inserts) = mpsc::sync_channel::<Insert>(16_384);
    thread::Builder::new()
        .name("ceiling-writer".into())
        .spawn(move || write(&connection, &inserts))?;
    serve(Router::new().route("/", post(store)).with_state(queue)).await
}

async fn store(State(queue): State<mpsc::SyncSender<Insert>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let status = verdict(&headers, &body);
    if status != StatusCode::OK {
        return status;
    }
    let (sender, stored) = oneshot::channel();
    if queue.try_send((body, sender)).is_err() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    if stored.await.unwrap_or(false) {
        StatusCode::OK
    } else {
        StatusCode::INTERNAL_SERVER_ERROR
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

async fn serve(router: Router) -> Result<SocketAddr, Failure> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}
