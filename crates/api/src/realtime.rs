//! The realtime stream `/api/v1/events` (WebSocket, JSON text frames).
//!
//! 1. `GET /api/v1/desk` gives a snapshot and `seq`.
//! 2. `POST /api/v1/events/ticket` gives a single-use ticket.
//! 3. `GET /api/v1/events?ticket=…&after=SEQ` upgrades. The server says `hello`, then every event after `SEQ` that
//!    this person may see, in order, then new ones as they are committed.
//! 4. After a break, connect again with the last `seq` seen. If that is too old the server says `reset`: fetch a
//!    snapshot and start again.

use parlance_core::{AccountId, ContactId, InteractionId, MessageId, Timestamp, UserId, event::EventKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::together::Viewer;

/// A numbered event. `data` is the entity named by `kind` (see `EventKind`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EventFrame {
    /// Number in the tenant's stream; has gaps where one may not see.
    pub seq: i64,
    /// What it is about.
    pub kind: EventKind,
    /// Committed at.
    pub at: Timestamp,
    /// The entity: `InteractionView`, `MessageView`, `OfferView`, `AgentView`, `ContactView`, or a small object.
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
}

/// What the server says besides events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ServerFrame {
    /// Connected.
    Hello {
        /// Newest number of the tenant's stream.
        seq: i64,
        /// The server's clock.
        server_time: Timestamp,
        /// A ping comes this often; three missed mean the connection is dead.
        ping_every_ms: i64,
    },
    /// Too far behind, or overwhelmed: fetch a snapshot.
    Reset {
        /// Why, for the log.
        reason: String,
    },
    /// Everything up to this number has been sent (also keeps the connection alive).
    Ping {
        /// Newest number whose events have been sent on this connection.
        seq: i64,
        /// The server's clock.
        server_time: Timestamp,
    },
    /// The customer types or stopped; not stored, not numbered.
    CustomerTyping {
        /// In this interaction.
        interaction_id: InteractionId,
        /// Types.
        typing: bool,
    },
    /// Who has a conversation open that this desktop shows; not stored, not numbered.
    Viewers {
        /// The conversation's interaction.
        interaction_id: InteractionId,
        /// Everybody who has it open, oneself too.
        people: Vec<Viewer>,
    },
    /// The session has ended: sign in again.
    SignedOut,
}

/// What a desktop says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientFrame {
    /// Answers a ping.
    Pong {},
    /// The desktop shows this conversation now, or none.
    Viewing {
        /// The conversation's interaction.
        #[serde(default)]
        interaction_id: Option<InteractionId>,
    },
    /// The agent types or stopped.
    Typing {
        /// In this interaction.
        interaction_id: InteractionId,
        /// Types.
        typing: bool,
    },
}

/// Data of `window.closing`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WindowClosing {
    /// The interaction.
    pub interaction_id: InteractionId,
    /// The customer's shown name.
    pub contact_name: String,
    /// Who holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<UserId>,
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// When the time is over.
    pub until: Timestamp,
    /// It is the free time that ends: agents may go on by hand.
    pub by_hand_after: bool,
}

/// Data of `config.changed`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConfigChanged {
    /// `services`, `users`, `teams`, `skills`, `entries`, `accounts`, `reasons`, `settings`.
    pub what: String,
}

/// Data of `contact.erased`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactErased {
    /// The contact that was erased.
    pub id: ContactId,
}

/// Data of `account.changed`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccountChanged {
    /// The account.
    pub account_id: AccountId,
}

/// Data of `message.deleted`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MessageDeleted {
    /// The message.
    pub id: MessageId,
    /// Where it stood.
    pub interaction_id: InteractionId,
}

/// Reserved for merges: data of `contact.changed` when a contact became part of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactReference {
    /// The contact.
    pub id: ContactId,
}
