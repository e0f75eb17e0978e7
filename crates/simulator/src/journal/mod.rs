//! The journal: one JSON line per transaction, fsynced in groups, replayed at the start.
//!
//! Whoever must not answer before the facts are safe waits for a [`Receipt`].

mod facts;
mod replay;
mod writer;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::world::Change;

pub use facts::{Accepted, Facts, Told, facts};
pub(crate) use replay::open;
pub use writer::Writer;

/// One line: all changes of one transaction, or none of them.
#[derive(Serialize, Deserialize)]
pub(crate) struct Line {
    /// The id counter after the transaction.
    pub n: u64,
    pub c: Vec<Change>,
}

/// How far the journal has come.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    durable: u64,
    failed: Option<Arc<str>>,
}

/// Appends lines; keeps nothing when the simulator lives in memory.
pub(crate) struct Journal {
    writer: Option<writer::Writer>,
}

/// Redeemable once a line is on disk.
#[derive(Clone)]
#[must_use]
pub struct Receipt {
    seq: u64,
    progress: Option<watch::Receiver<Progress>>,
}

impl Journal {
    pub fn in_memory() -> Self {
        Self { writer: None }
    }

    /// Hands a line to the writer. The caller holds the world's lock, so lines keep the order of the changes.
    pub fn append(&self, line: &Line) -> Receipt {
        let Some(writer) = &self.writer else {
            return Receipt {
                seq: 0,
                progress: None,
            };
        };
        let mut text = serde_json::to_vec(line).expect("changes are plain data");
        text.push(b'\n');
        writer.append(text)
    }

    /// Waits for everything handed over and stops the writer. Later lines are refused.
    pub fn close(&self) {
        if let Some(writer) = &self.writer {
            writer.close();
        }
    }
}

impl Receipt {
    /// For a transaction that changed nothing.
    pub(crate) fn nothing() -> Self {
        Self {
            seq: 0,
            progress: None,
        }
    }

    /// Waits until the line is safe; tells why if it never will be.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn durable(self) -> Result<(), String> {
        let Some(mut progress) = self.progress else {
            return Ok(());
        };
        let seq = self.seq;
        let now = progress
            .wait_for(|progress| progress.durable >= seq || progress.failed.is_some())
            .await
            .map_err(|_| "the journal is closed".to_owned())?;
        match &now.failed {
            Some(why) if now.durable < seq => Err(why.to_string()),
            _ => Ok(()),
        }
    }
}
