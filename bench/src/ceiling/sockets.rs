//! Bare sockets: held with small buffers, pushed to with one shared frame.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    extract::{
        State,
        ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade},
    },
    response::Response,
};
use tokio::sync::mpsc;

use super::server::Machine;

/// Every held socket, in the order in which they came.
#[derive(Clone, Default)]
pub struct Sockets(Arc<Mutex<Vec<mpsc::Sender<Utf8Bytes>>>>);

impl Sockets {
    /// Pushes to one; which one, the caller counts.
    pub fn push(&self, number: usize, text: &Utf8Bytes) {
        let sockets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !sockets.is_empty() {
            let _ = sockets[number % sockets.len()].try_send(text.clone());
        }
    }

    /// Pushes to all.
    pub fn broadcast(&self, text: &Utf8Bytes) {
        for socket in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let _ = socket.try_send(text.clone());
        }
    }

    fn enter(&self) -> mpsc::Receiver<Utf8Bytes> {
        let (sender, receiver) = mpsc::channel(256);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(sender);
        receiver
    }
}

/// Holds a socket.
pub async fn hold(upgrade: WebSocketUpgrade, State(machine): State<Machine>) -> Response {
    upgrade
        .read_buffer_size(4_096)
        .write_buffer_size(0)
        .on_upgrade(move |socket| serve(socket, machine.sockets))
}

async fn serve(mut socket: WebSocket, sockets: Sockets) {
    let mut frames = sockets.enter();
    loop {
        tokio::select! {
            frame = frames.recv() => {
                let Some(text) = frame else { return };
                if socket.send(Message::Text(text)).await.is_err() {
                    return;
                }
            }
            heard = socket.recv() => {
                if !matches!(heard, Some(Ok(_))) {
                    return;
                }
            }
        }
    }
}
