//! What a journal proves to somebody who reads it afterwards: which sends were accepted, which events were told, and
//! which of them the receiver has acknowledged.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::Line;
use crate::SimulatorError;
use crate::world::{Author, Change};

/// A message of a page's app that the platform has accepted. It was on disk before the sender got its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The message id that the sender was given, or should have been.
    pub mid: String,
    /// The customer.
    pub psid: String,
    /// The app that sent it.
    pub app_id: String,
    /// What the sender put into `metadata`.
    pub metadata: Option<String>,
    /// Its text.
    pub text: Option<String>,
}

/// An event for an app. It was on disk before the first try to tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Number in the journal.
    pub seq: u64,
    /// The platform's word: `message`, `read`, …
    pub kind: String,
    /// The customer, when it concerns one.
    pub psid: Option<String>,
    /// The message it is about, when there is one.
    pub mid: Option<String>,
    /// One element of `entry[].messaging[]`, or a change.
    pub value: Value,
    /// The receiver has answered 200 and the answer was read.
    pub acknowledged: bool,
}

/// A journal's facts, in their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// Accepted sends.
    pub accepted: Vec<Accepted>,
    /// Events.
    pub told: Vec<Told>,
}

/// Reads the journal of a simulator's data folder; a torn last line was never answered and is left out.
///
/// # Errors
/// When the journal cannot be read, is damaged, or was compacted (it is whole only in the first run of a simulator).
pub fn facts(data_dir: &Path) -> Result<Facts, SimulatorError> {
    let path = data_dir.join("journal.jsonl");
    let text = std::fs::read(&path).map_err(|source| SimulatorError::Data {
        path: path.clone(),
        source,
    })?;
    let damaged = |line: usize, reason: String| SimulatorError::Journal {
        path: path.clone(),
        line,
        reason,
    };
    let mut reader = Reader::default();
    let whole = text
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    for (index, line) in text[..whole].split_inclusive(|byte| *byte == b'\n').enumerate() {
        let line: Line =
            serde_json::from_slice(line).map_err(|error| damaged(index + 1, error.to_string()))?;
        for change in line.c {
            if matches!(change, Change::Snapshot(_)) {
                return Err(damaged(
                    index + 1,
                    "it was compacted: what was told before is gone".to_owned(),
                ));
            }
            reader.note(change);
        }
    }
    Ok(reader.facts())
}

#[derive(Default)]
struct Reader {
    facts: Facts,
    known: BTreeSet<String>,
    acknowledged: BTreeSet<u64>,
}

impl Reader {
    fn note(&mut self, change: Change) {
        match change {
            Change::MessagePut { psid, message } => {
                // Later changes of a message are no new sends.
                if let Author::Page { app_id } = message.author
                    && self.known.insert(message.mid.clone())
                {
                    self.facts.accepted.push(Accepted {
                        mid: message.mid,
                        psid,
                        app_id,
                        metadata: message.metadata,
                        text: message.text,
                    });
                }
            }
            Change::EventQueued(event) => self.facts.told.push(Told {
                seq: event.seq,
                kind: event.kind,
                psid: event.psid,
                mid: event.mid,
                value: serde_json::from_str(&event.value).unwrap_or(Value::Null),
                acknowledged: false,
            }),
            Change::EventsDone {
                seqs,
                given_up: false,
            } => self.acknowledged.extend(seqs),
            _ => {}
        }
    }

    fn facts(mut self) -> Facts {
        for told in &mut self.facts.told {
            told.acknowledged = self.acknowledged.contains(&told.seq);
        }
        self.facts
    }
}
