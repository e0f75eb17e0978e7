//! Our own accept loop over hyper: limits that `axum::serve` does not have (security rules, "Limits").
//!
//! A head must arrive within a time and a size; connections are capped in all and per address, sockets that were
//! upgraded included; TLS comes from files that can be read again; stopping lets requests finish until a deadline.

mod connection;
mod gate;
mod guarded;
mod tls;

use std::{io, sync::Arc, time::Duration};

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use connection::Connection;
use gate::Gate;
pub use tls::{Tls, TlsError};

/// What a connection may cost.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections at the same time; the next ones wait in the system's queue.
    pub connections: usize,
    /// Connections at the same time from one address (IPv6: one /64); more are closed at once.
    pub per_address: usize,
    /// Whether loopback is free of the cap per address.
    pub loopback_exempt: bool,
    /// Time for the TLS handshake, for the head of a request, and between two requests.
    pub header_timeout: Duration,
    /// Bytes of the head of a request, at least 8 KiB.
    pub header_bytes: usize,
    /// Time that requests under way get at the end.
    pub shutdown: Duration,
}

/// Serves until `stop`, then lets requests under way finish. Returns when every connection is over or the deadline
/// has passed; the number is that of connections that had to be cut.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    tls: Option<Arc<Tls>>,
    limits: Limits,
    stop: CancellationToken,
) -> usize {
    let connection = Arc::new(Connection {
        router,
        tls,
        limits: limits.clone(),
        stop: stop.clone(),
        cut: CancellationToken::new(),
    });
    let gate = Gate::new(&limits);
    let tracker = TaskTracker::new();
    loop {
        let permit = tokio::select! {
            () = stop.cancelled() => break,
            permit = gate.enter() => permit,
        };
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => match gate.admit(permit, peer.ip()) {
                Some(pass) => {
                    tracker.spawn(connection.clone().run(stream, peer, pass));
                }
                None => refuse(stream),
            },
            Err(error) => wait_after(&error).await,
        }
    }
    drop(listener);
    tracker.close();
    finish(&tracker, &connection.cut, limits.shutdown).await
}

/// Waits for connections until the deadline, then cuts what is left.
async fn finish(tracker: &TaskTracker, cut: &CancellationToken, deadline: Duration) -> usize {
    if tokio::time::timeout(deadline, tracker.wait()).await.is_ok() {
        return 0;
    }
    let left = tracker.len();
    cut.cancel();
    tracker.wait().await;
    left
}

/// Too many from this address: closed without a word, which costs nothing.
fn refuse(stream: TcpStream) {
    tracing::debug!("connection refused: too many from its address");
    drop(stream);
}

/// A peer that went away while it was accepted is nothing; no file handles left needs a pause, not a busy loop.
async fn wait_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        return;
    }
    tracing::error!(%error, "no connection can be accepted; next try in 200 ms");
    tokio::time::sleep(Duration::from_millis(200)).await;
}

#[cfg(test)]
mod tests;
