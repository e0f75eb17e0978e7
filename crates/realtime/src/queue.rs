//! A desktop's queue: bounded, filled without waiting. Whoever cannot follow is told so once.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::extract::ws::Utf8Bytes;
use tokio::sync::mpsc::{self, Receiver, Sender, error::TrySendError};

/// Frames that may wait for one desktop.
pub(crate) const CAPACITY: usize = 256;

/// A frame on its way to a desktop; its text is shared by all of them.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// Number of the event; `None` for what is not stored.
    pub(crate) seq: Option<i64>,
    /// The JSON text.
    pub(crate) text: Utf8Bytes,
}

/// The hub's end.
#[derive(Debug, Clone)]
pub(crate) struct Inlet {
    sender: Sender<Frame>,
    overflowed: Arc<AtomicBool>,
}

/// The session's end.
#[derive(Debug)]
pub(crate) struct Outlet {
    receiver: Receiver<Frame>,
    overflowed: Arc<AtomicBool>,
}

/// What the session's end gives.
#[derive(Debug)]
pub(crate) enum Next {
    /// The next frame.
    Frame(Frame),
    /// Frames were left out: start again from a snapshot.
    Overflowed,
}

pub(crate) fn queue() -> (Inlet, Outlet) {
    let (sender, receiver) = mpsc::channel(CAPACITY);
    let overflowed = Arc::new(AtomicBool::new(false));
    (
        Inlet {
            sender,
            overflowed: Arc::clone(&overflowed),
        },
        Outlet { receiver, overflowed },
    )
}

impl Inlet {
    /// Hands over a frame; a full queue is given up.
    pub(crate) fn push(&self, frame: Frame) {
        if self.overflowed.load(Ordering::Acquire) {
            return;
        }
        if let Err(TrySendError::Full(_)) = self.sender.try_send(frame) {
            self.overflowed.store(true, Ordering::Release);
        }
    }
}

impl Outlet {
    /// The next frame, as soon as there is one. Safe to cancel.
    pub(crate) async fn next(&mut self) -> Next {
        if self.overflowed.load(Ordering::Acquire) {
            return Next::Overflowed;
        }
        match self.receiver.recv().await {
            Some(frame) => Next::Frame(frame),
            None => Next::Overflowed,
        }
    }

    /// A frame that waits already.
    pub(crate) fn waiting(&mut self) -> Option<Frame> {
        self.receiver.try_recv().ok()
    }
}
