//! What the rules look at: plain data, whoever kept or stored it.

use std::collections::BTreeMap;

use parlance_simulator::Facts;
use serde_json::Value;

/// Everything that is known after a run.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// What the platform has told and accepted, from its journal.
    pub platform: Facts,
    /// What agents were told, from theirs.
    pub desks: Desks,
    /// What the database holds.
    pub stored: Stored,
    /// What people see who come in afterwards.
    pub seen: Seen,
}

/// What the agents' desktops have noted.
#[derive(Debug, Clone, Default)]
pub struct Desks {
    /// Replies that the server has accepted (202).
    pub replies: Vec<Reply>,
    /// Offers that the server has said are accepted (200).
    pub accepted_offers: Vec<String>,
    /// Interactions that the server has said are wrapped up (200).
    pub wrapped_up: Vec<String>,
    /// Frames of the stream, in the order of their coming, by connection.
    pub connections: BTreeMap<String, Vec<Frame>>,
}

/// A reply with its acknowledgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Where it was written.
    pub interaction_id: String,
    /// The client's own id.
    pub client_msg_id: String,
    /// The id that the server gave it.
    pub message_id: String,
    /// What it says.
    pub text: String,
}

/// A numbered event as a desktop has got it.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Its number.
    pub seq: i64,
    /// What it is about.
    pub kind: String,
    /// The whole entity.
    pub data: Value,
}

/// What the database holds. Ids are written as the API writes them.
#[derive(Debug, Clone, Default)]
pub struct Stored {
    /// Messages in the order of the transcript within each conversation.
    pub messages: Vec<StoredMessage>,
    /// Parts of outgoing messages.
    pub outbox: Vec<StoredPart>,
    /// Raw deliveries.
    pub deliveries: Vec<StoredDelivery>,
    /// Offers with their state.
    pub offers: Vec<(String, String)>,
    /// Interactions with their state.
    pub interactions: Vec<(String, String)>,
    /// Background jobs that are neither done nor given up: kind and state.
    pub open_jobs: Vec<(String, String)>,
    /// The stream of each tenant.
    pub streams: Vec<Stream>,
    /// Files of attachments.
    pub files: Vec<StoredFile>,
    /// What the database's own checks complain about.
    pub damage: Vec<String>,
}

/// A row of `message`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredMessage {
    /// Its id.
    pub id: String,
    /// Its conversation.
    pub thread_id: String,
    /// The interaction it was written in.
    pub interaction_id: Option<String>,
    /// `inbound`, `outbound`, `note` or `system`.
    pub direction: String,
    /// The platform's id.
    pub provider_id: Option<String>,
    /// The client's own id.
    pub client_msg_id: Option<String>,
    /// Its first text.
    pub text: Option<String>,
    /// Its place in the transcript, UTC milliseconds.
    pub at: i64,
    /// What people are shown of its way to the platform.
    pub delivery: Option<String>,
    /// The customer may see it twice.
    pub possible_duplicate: bool,
    /// It was edited or taken back: its text is another one now.
    pub changed: bool,
}

/// A row of `outbox`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredPart {
    /// Its id, which the platform gets as `metadata`.
    pub id: String,
    /// The message it is part of.
    pub message_id: String,
    /// `queued`, `sending`, `uncertain`, `sent`, `failed` or `cancelled`.
    pub state: String,
    /// The platform's id.
    pub provider_id: Option<String>,
    /// It was sent again after an uncertain try.
    pub possible_duplicate: bool,
}

/// A row of `inbound_event`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoredDelivery {
    /// Its number.
    pub id: i64,
    /// `new` or `done`.
    pub state: String,
    /// What came.
    pub body: Value,
}

/// A row of `attachment`, and what lies on the disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredFile {
    /// Where it should lie.
    pub key: String,
    /// How long it should be, bytes.
    pub size: u64,
    /// How long it is; nothing when it is not there.
    pub found: Option<u64>,
}

/// A tenant's numbered events.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stream {
    /// The tenant.
    pub tenant: String,
    /// The newest number that was given.
    pub newest: i64,
    /// The events that are kept, by number.
    pub events: Vec<Frame>,
}

/// What fresh clients see.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// Who has read which conversation: the ids of its messages, in the order shown, for each viewer.
    pub transcripts: Vec<Transcript>,
    /// Messages of interactions that were stored before anybody looked.
    pub stored_before: Vec<String>,
    /// For each agent: what their desktop had become by events alone, and what a new snapshot says.
    pub desks: Vec<DeskPair>,
}

/// One viewer's view of one conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Transcript {
    /// Who looked, and how.
    pub viewer: String,
    /// The conversation.
    pub thread_id: String,
    /// Ids of its messages, oldest first. A viewer may see a part of it only.
    pub messages: Vec<String>,
}

/// A desktop that followed the stream beside one that comes in now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeskPair {
    /// Who.
    pub viewer: String,
    /// Snapshot plus events.
    pub followed: Desk,
    /// A new snapshot.
    pub fresh: Desk,
}

/// What a desktop shows, as far as events change it: ids with versions and states.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Desk {
    /// The agent's own availability.
    pub availability: String,
    /// Interactions they hold.
    pub interactions: BTreeMap<String, (i64, String)>,
    /// Offers ringing at them.
    pub offers: BTreeMap<String, i64>,
    /// Messages of the interactions they hold, with their versions.
    pub messages: BTreeMap<String, i64>,
}
