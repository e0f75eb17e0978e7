//! Interactions and offers as the desk sees them.

use parlance_core::{
    AccountId, ContactId, DispositionId, InteractionId, OfferId, ServiceId, ThreadId, Timestamp, UserId,
    interaction::{EndedBy, InteractionState},
    offer::OfferState,
    routing_reason::RoutingReason,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    contact::ContactView,
    together::{HelpView, ParticipantView},
};

/// Whose turn it is in an active interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// The customer waits for an answer.
    Agent,
    /// The agent has answered.
    Customer,
}

/// An interaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InteractionView {
    /// Id.
    pub id: InteractionId,
    /// Short name for people, e.g. `K-7F3Q-20941`.
    pub number: String,
    /// Channel, e.g. `messenger`.
    pub channel: String,
    /// The account it came through.
    pub account_id: AccountId,
    /// The account's name.
    pub account: String,
    /// The endless conversation it is part of.
    pub thread_id: ThreadId,
    /// The customer.
    pub contact_id: ContactId,
    /// The customer's shown name.
    pub contact_name: String,
    /// Where it stands.
    pub state: InteractionState,
    /// The service.
    pub service_id: ServiceId,
    /// The service's name.
    pub service: String,
    /// Who holds it (active or after-call work).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<UserId>,
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// Priority, higher first.
    pub priority: i32,
    /// First message at.
    pub started_at: Timestamp,
    /// Waiting in the queue since; kept when an offer comes back.
    pub queued_at: Timestamp,
    /// Taken by the present agent at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_at: Option<Timestamp>,
    /// Over for the customer at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<EndedBy>,
    /// After-call work ends at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_call_work_until: Option<Timestamp>,
    /// Line of the newest message.
    pub last_line: String,
    /// Whether that line is ours.
    pub last_line_own: bool,
    /// Its moment.
    pub last_message_at: Timestamp,
    /// Customer's messages the agent has not seen.
    pub unread: u32,
    /// Whose turn it is.
    pub turn: Turn,
    /// The customer's first unanswered message came at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting_since: Option<Timestamp>,
    /// Answers are free until; absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_until: Option<Timestamp>,
    /// After `window_until`, agents may answer by hand until; absent: they may not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_until: Option<Timestamp>,
    /// Another app, or people in the platform's inbox, hold the conversation: nothing can be sent from here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OwnerView>,
    /// The customer has commented on a post and never written a message: only comments can be answered.
    #[serde(default, skip_serializing_if = "is_false")]
    pub only_comments: bool,
    /// Who takes part beside the agent who holds it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<ParticipantView>,
    /// An agent calls a supervisor for help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<HelpView>,
    /// Outbound messages that failed and were neither retried nor deleted.
    pub failed_messages: u32,
    /// The outcome, as far as chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposition_id: Option<DispositionId>,
    /// Note of the after-call work.
    #[serde(default)]
    pub wrap_up_note: String,
    /// Newer versions replace older ones.
    pub version: i64,
}

/// Who holds a conversation at the platform instead of us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnerView {
    /// `inbox` (people in the platform's own inbox) or `app`.
    pub kind: String,
    /// The app's name or id, when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Since when.
    pub since: Timestamp,
}

/// An offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OfferView {
    /// Id.
    pub id: OfferId,
    /// What is offered.
    pub interaction: InteractionView,
    /// To whom.
    pub agent_id: UserId,
    /// Where it stands.
    pub state: OfferState,
    /// Rings since.
    pub offered_at: Timestamp,
    /// Taken back at.
    pub expires_at: Timestamp,
    /// First words of the customer.
    pub first_words: String,
    /// Why this agent.
    pub reason: RoutingReason,
    /// Newer versions replace older ones.
    pub version: i64,
}

/// An interaction with all that the desk shows beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InteractionDetail {
    /// The interaction.
    pub interaction: InteractionView,
    /// The customer.
    pub contact: ContactView,
    /// The newest messages of the thread, oldest first (this interaction whole, at most 200).
    pub messages: Vec<crate::message::MessageView>,
    /// Give this as `before` to get earlier ones; absent: there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier_cursor: Option<String>,
    /// Earlier interactions of the contact, newest first (at most 20).
    pub earlier: Vec<EarlierInteraction>,
    /// Where the customer came from, when an ad or link brought them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came_from: Option<CameFrom>,
}

/// How the customer arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CameFrom {
    /// `ad`, `link`, `plugin`.
    pub source: String,
    /// Title of the ad or reference of the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// An earlier interaction in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EarlierInteraction {
    /// Id.
    pub id: InteractionId,
    /// Channel.
    pub channel: String,
    /// The customer's first words.
    pub title: String,
    /// Service.
    pub service: String,
    /// Outcome, if one was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposition: Option<String>,
    /// The last agent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// Began at.
    pub started_at: Timestamp,
}

/// Changes who holds the conversation at the platform.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ThreadControl {
    /// What to do.
    pub step: ControlStep,
}

/// A change of who holds a conversation at the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ControlStep {
    /// Take it from its holder.
    Take,
    /// Give it back to its former holder, else to the platform's own inbox.
    HandBack,
    /// Ask its holder for it.
    Ask,
}

/// Hands an interaction over.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// To this agent (they get an offer) …
    #[serde(default)]
    pub agent_id: Option<UserId>,
    /// … or to this service's queue; exactly one of the two.
    #[serde(default)]
    pub service_id: Option<ServiceId>,
    /// For the colleague, at most 500 characters.
    #[serde(default)]
    pub note: Option<String>,
}

/// Writes the outcome; may be repeated until finished.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrapUp {
    /// The outcome; must belong to the service.
    #[serde(default)]
    pub disposition_id: Option<DispositionId>,
    /// Note, at most 4000 characters.
    #[serde(default)]
    pub note: Option<String>,
    /// Adds this much time (once per click, at most 10 minutes in all).
    #[serde(default)]
    pub extend_ms: Option<i64>,
    /// Finishes the after-call work.
    #[serde(default)]
    pub finish: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
const fn is_false(value: &bool) -> bool {
    !*value
}
