//! What desktops have been told, in a file that outlives everything that is broken here.

use std::{fs::File, path::Path, sync::Arc};

use parlance_simulator::JournalWriter;
use parlance_testkit::Failure;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::evidence::{Desks, Frame, Reply};

/// One line.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// The server has accepted a reply.
    Reply {
        /// Where it was written.
        interaction_id: String,
        /// The client's own id.
        client_msg_id: String,
        /// The server's id.
        message_id: String,
        /// What it says.
        text: String,
    },
    /// The server says that an offer is accepted.
    Accepted(String),
    /// The server says that an interaction is wrapped up.
    WrappedUp(String),
    /// A numbered event came.
    Frame {
        /// Over this connection.
        connection: String,
        /// Its number.
        seq: i64,
        /// What it is about.
        kind: String,
        /// The entity.
        data: Value,
    },
}

/// The desktops' journal. Clones share it.
#[derive(Clone)]
pub struct Journal {
    writer: Arc<JournalWriter>,
}

impl Journal {
    /// Begins a file.
    pub fn begin(path: &Path) -> Result<Self, Failure> {
        let writer = JournalWriter::start(File::create_new(path)?)?;
        Ok(Self {
            writer: Arc::new(writer),
        })
    }

    /// Notes an acknowledgement, and waits until that is on disk.
    pub async fn acknowledge(&self, entry: Entry) -> Result<(), Failure> {
        Ok(self.writer.append(line(&entry)?).durable().await?)
    }

    /// Notes what came; it is on disk soon.
    pub fn note(&self, entry: Entry) -> Result<(), Failure> {
        let _ = self.writer.append(line(&entry)?);
        Ok(())
    }

    /// Waits for everything noted.
    pub fn close(&self) {
        self.writer.close();
    }
}

fn line(entry: &Entry) -> Result<Vec<u8>, Failure> {
    let mut line = serde_json::to_vec(entry)?;
    line.push(b'\n');
    Ok(line)
}

/// Reads a journal. A torn last line acknowledges nothing.
pub fn read(path: &Path) -> Result<Desks, Failure> {
    let text = std::fs::read_to_string(path)?;
    let mut desks = Desks::default();
    for line in text.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
        match serde_json::from_str(line)? {
            Entry::Reply {
                interaction_id,
                client_msg_id,
                message_id,
                text,
            } => desks.replies.push(Reply {
                interaction_id,
                client_msg_id,
                message_id,
                text,
            }),
            Entry::Accepted(id) => desks.accepted_offers.push(id),
            Entry::WrappedUp(id) => desks.wrapped_up.push(id),
            Entry::Frame {
                connection,
                seq,
                kind,
                data,
            } => desks
                .connections
                .entry(connection)
                .or_default()
                .push(Frame { seq, kind, data }),
        }
    }
    Ok(desks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_was_acknowledged_is_read_again_and_a_torn_end_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desks.jsonl");
        let journal = Journal::begin(&path).unwrap();
        journal
            .acknowledge(Entry::Accepted("off_1".into()))
            .await
            .unwrap();
        let whole = std::fs::read(&path).unwrap();
        journal.note(Entry::Accepted("off_2".into())).unwrap();
        journal.close();
        let mut torn = std::fs::read(&path).unwrap();
        assert!(torn.len() > whole.len());
        torn.pop();
        std::fs::write(&path, torn).unwrap();
        assert_eq!(read(&path).unwrap().accepted_offers, ["off_1"]);
    }
}
