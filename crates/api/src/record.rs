//! Records: finished and running interactions, searched and opened.

use parlance_core::{
    AccountId, InteractionId, ServiceId, Timestamp, UserId,
    interaction::{EndedBy, InteractionState, SegmentKind},
    offer::OfferState,
    routing_reason::RoutingReason,
    wait_reason::Waits,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    contact::ContactView,
    interaction::{EarlierInteraction, InteractionView},
    message::MessageView,
};

/// One row of a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RecordRow {
    /// Id.
    pub id: InteractionId,
    /// Short name for people.
    pub number: String,
    /// Channel.
    pub channel: String,
    /// Customer's name.
    pub contact_name: String,
    /// Service.
    pub service: String,
    /// Last agent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// State.
    pub state: InteractionState,
    /// Began at.
    pub started_at: Timestamp,
    /// Over at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// Waited in the queue in all.
    pub waited_ms: i64,
    /// Held by agents in all.
    pub talk_ms: i64,
    /// Outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposition: Option<String>,
    /// The customer's first words, or a piece of the message that says what was searched for.
    pub line: String,
    /// The searched words in that piece.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<LineMark>,
}

/// A stretch of a line, in UTF-16 code units, as browsers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LineMark {
    /// Its first unit.
    pub from: u32,
    /// The first unit after it.
    pub to: u32,
}

/// A page of records, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RecordPage {
    /// The rows.
    pub items: Vec<RecordRow>,
    /// Give this as `cursor` for the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// The page is not full because few records meet the conditions: so far back (UTC milliseconds) they were searched.
    /// `next_cursor` goes on from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub searched_to: Option<Timestamp>,
}

/// How records are searched (query parameters). All given conditions must hold.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RecordSearch {
    /// Words that one message says, or the customer's name. All must occur, in any inflection, the last one may be the
    /// beginning of a word; `"in quotes"` side by side as written; `-word` must not occur. Rows come by the newest such
    /// message.
    #[serde(default)]
    pub q: Option<String>,
    /// Customer's name, mail address, phone number or company: each word as a beginning.
    #[serde(default)]
    pub contact: Option<String>,
    /// An agent who held it.
    #[serde(default)]
    pub agent_id: Option<UserId>,
    /// Its service.
    #[serde(default)]
    pub service_id: Option<ServiceId>,
    /// The integration account it came by.
    #[serde(default)]
    pub account_id: Option<AccountId>,
    /// Only those with an answer that waits or could not be sent.
    #[serde(default)]
    pub unsent: Option<bool>,
    /// Its state.
    #[serde(default)]
    pub state: Option<InteractionState>,
    /// Began at or after (UTC milliseconds); with `q`, the message was written then.
    #[serde(default)]
    pub from: Option<Timestamp>,
    /// Began before (UTC milliseconds).
    #[serde(default)]
    pub to: Option<Timestamp>,
    /// From the page before.
    #[serde(default)]
    pub cursor: Option<String>,
    /// Rows per page, 1–200 (default 50).
    #[serde(default)]
    pub limit: Option<u32>,
}

/// One interaction with everything that is kept about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecordDetail {
    /// The interaction.
    pub interaction: InteractionView,
    /// The entry it came through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The customer.
    pub contact: ContactView,
    /// The newest messages of the transcript, oldest first.
    pub messages: Vec<MessageView>,
    /// Asks for earlier messages of it; absent: these are all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier_cursor: Option<String>,
    /// Stretches, in order.
    pub segments: Vec<SegmentView>,
    /// Routing decisions, in order.
    pub decisions: Vec<DecisionView>,
    /// Times.
    pub times: RecordTimes,
    /// Outcome's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposition: Option<String>,
    /// Ended by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<EndedBy>,
    /// Earlier and later interactions of the contact, newest first.
    pub others: Vec<EarlierInteraction>,
    /// Why it still waits, in one sentence; only while it is queued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_because: Option<String>,
    /// The same as data, with its numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits: Option<Waits>,
}

/// One stretch of an interaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SegmentView {
    /// What it was.
    pub kind: SegmentKind,
    /// Service at that time.
    pub service: String,
    /// Agent, except in the queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// From.
    pub started_at: Timestamp,
    /// To; absent: still running.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// How it ended: `offered`, `accepted`, `rejected`, `no_answer`, `connection_lost`, `logged_out`,
    /// `transferred`, `ended`, `finished`, `time_up`, `abandoned`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

/// One routing decision with its explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DecisionView {
    /// When.
    pub at: Timestamp,
    /// To whom.
    pub agent: String,
    /// How the offer ended.
    pub state: OfferState,
    /// Why.
    pub reason: RoutingReason,
}

/// Times of a record, milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RecordTimes {
    /// In queues.
    pub waited_ms: i64,
    /// From the first acceptance to the first answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_answer_ms: Option<i64>,
    /// Held by agents.
    pub talk_ms: i64,
    /// After-call work.
    pub after_call_work_ms: i64,
    /// From first message to end.
    pub total_ms: i64,
}
