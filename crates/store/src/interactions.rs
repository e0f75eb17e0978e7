//! Interactions: one contact attempt of a customer, from the first message to the end.

use parlance_api::user::SkillLevel;
use parlance_core::{
    AccountId, ContactId, DispositionId, EntryId, InteractionId, ServiceId, TenantCtx, ThreadId, Timestamp,
    UserId,
    interaction::{EndedBy, InteractionState},
    thread::Owner,
};

use crate::{
    error::StoreError,
    participants::{HelpCall, NamedParticipant},
};

/// An interaction as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InteractionRow {
    /// Id.
    pub id: InteractionId,
    /// Short name for people, unique in the tenant.
    pub number: String,
    /// The conversation it is part of.
    pub thread_id: ThreadId,
    /// The customer.
    pub contact_id: ContactId,
    /// The account it came through.
    pub account_id: AccountId,
    /// The channel.
    pub channel: String,
    /// The scenario entry it came through.
    pub entry_id: Option<EntryId>,
    /// The service.
    pub service_id: ServiceId,
    /// Where it stands.
    pub state: InteractionState,
    /// Who holds it (active, after-call work); the last holder once closed.
    pub agent_id: Option<UserId>,
    /// Handed to this agent: only they may be offered it.
    pub reserved_agent_id: Option<UserId>,
    /// Then it is everybody's; none: reserved without end.
    pub reserved_until: Option<Timestamp>,
    /// What it asks of agents beyond its service's rules: a requirement class; 0: nothing.
    pub class_no: u32,
    /// Priority, higher first.
    pub priority: i32,
    /// First message at.
    pub started_at: Timestamp,
    /// Its place in line: the earlier, the sooner. See `docs/guide/routing.md` for when it is kept.
    pub queued_at: Timestamp,
    /// Taken by the present agent at.
    pub accepted_at: Option<Timestamp>,
    /// First answer of an agent at.
    pub first_answer_at: Option<Timestamp>,
    /// Over for the customer at.
    pub ended_at: Option<Timestamp>,
    /// By whom.
    pub ended_by: Option<EndedBy>,
    /// Over for everyone at.
    pub closed_at: Option<Timestamp>,
    /// After-call work ends at.
    pub after_call_work_until: Option<Timestamp>,
    /// How much the agent has added to it, milliseconds.
    pub after_call_work_extended_ms: i64,
    /// The customer's first words.
    pub first_line: String,
    /// Line of the newest message.
    pub last_line: String,
    /// Whether that line is ours.
    pub last_line_own: bool,
    /// Its moment.
    pub last_message_at: Timestamp,
    /// Customer's messages that the agent has not seen.
    pub unread: u32,
    /// The customer's first unanswered message came at.
    pub waiting_since: Option<Timestamp>,
    /// Outbound messages that failed and were neither retried nor deleted.
    pub failed_messages: u32,
    /// The outcome.
    pub disposition_id: Option<DispositionId>,
    /// Note of the after-call work.
    pub wrap_up_note: String,
    /// Grows with every change.
    pub version: i64,
}

/// Names and facts beside an interaction that its view shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InteractionNames {
    /// The account's name.
    pub account: String,
    /// The service's name.
    pub service: String,
    /// The agent's name.
    pub agent: Option<String>,
    /// The entry's name.
    pub entry: Option<String>,
    /// The chosen outcome's name.
    pub disposition: Option<String>,
    /// The customer's given name, as an agent wrote it.
    pub first_name: Option<String>,
    /// The customer's family name, as an agent wrote it.
    pub last_name: Option<String>,
    /// The customer's name, as the platform says it.
    pub profile_name: Option<String>,
    /// The customer's address on the channel.
    pub external_id: String,
    /// Platform's time of the customer's last act that opens the reply window.
    pub last_customer_at: Option<Timestamp>,
    /// The act after which the platform called the free reply window closed.
    pub free_refused_for: Option<Timestamp>,
    /// The account may answer by hand after the free window.
    pub person_answers: bool,
    /// Who holds the conversation at the platform, since when.
    pub owner: Option<(Owner, Timestamp)>,
    /// The customer has commented and never written a message: only comments can be answered.
    pub only_comments: bool,
    /// An agent calls a supervisor for help.
    pub help: Option<HelpCall>,
    /// Others take part (in lists of records they are not named).
    pub is_shared: bool,
    /// They, in the order in which they came.
    pub participants: Vec<NamedParticipant>,
}

/// An interaction with everything that its view and its audience need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownInteraction {
    /// The row.
    pub row: InteractionRow,
    /// What its view shows beside it.
    pub names: InteractionNames,
    /// The agent at whom it rings.
    pub ringing: Option<UserId>,
}

/// What a service's queue looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueFigures {
    /// The service.
    pub service_id: ServiceId,
    /// Waiting for an agent (ringing ones are not counted).
    pub waiting: u32,
    /// The earliest place in line among them.
    pub oldest: Timestamp,
}

/// Reads interactions.
pub trait InteractionsRead {
    /// One interaction.
    fn interaction(&self, ctx: &TenantCtx, id: InteractionId) -> Result<Option<InteractionRow>, StoreError>;
    /// One interaction with what its view and its audience need.
    fn shown_interaction(
        &self,
        ctx: &TenantCtx,
        id: InteractionId,
    ) -> Result<Option<ShownInteraction>, StoreError>;
    /// Whose desktops show it: of the agent who holds it or held it last, of the one at whom it rings, and of those who
    /// take part.
    fn shown_to(&self, ctx: &TenantCtx, id: InteractionId) -> Result<Vec<UserId>, StoreError>;
    /// The one that is open for the customer in a thread: queued, offered or active.
    fn open_interaction(
        &self,
        ctx: &TenantCtx,
        thread_id: ThreadId,
    ) -> Result<Option<InteractionRow>, StoreError>;
    /// What its view shows beside the row.
    fn interaction_names(
        &self,
        ctx: &TenantCtx,
        id: InteractionId,
    ) -> Result<Option<InteractionNames>, StoreError>;
    /// What an agent holds (active and after-call work), the longest held first.
    fn held_interactions(&self, ctx: &TenantCtx, agent: UserId) -> Result<Vec<InteractionRow>, StoreError>;
    /// Interactions of a contact other than `except`, newest first.
    fn contact_interactions(
        &self,
        ctx: &TenantCtx,
        contact: ContactId,
        except: Option<InteractionId>,
        limit: u32,
    ) -> Result<Vec<InteractionRow>, StoreError>;
    /// Interactions of a contact that began before a moment and id, newest first.
    fn contact_interactions_before(
        &self,
        ctx: &TenantCtx,
        contact: ContactId,
        before: (Timestamp, InteractionId),
        limit: u32,
    ) -> Result<Vec<InteractionRow>, StoreError>;
    /// Who had a contact last and took them not before `since`, when they hold or held that chat themselves; the newest.
    fn last_agent(
        &self,
        ctx: &TenantCtx,
        contact: ContactId,
        since: Timestamp,
    ) -> Result<Option<UserId>, StoreError>;
    /// The queues of all services in which something waits.
    fn queue_figures(&self, ctx: &TenantCtx) -> Result<Vec<QueueFigures>, StoreError>;
}

/// Writes interactions.
pub trait InteractionsWrite: InteractionsRead {
    /// The tenant's next running number.
    fn next_interaction_no(&mut self, ctx: &TenantCtx) -> Result<i64, StoreError>;
    /// The number of the class that asks for these skills; made when there is none. No skills: 0.
    fn requirement_class(&mut self, ctx: &TenantCtx, skills: &[SkillLevel]) -> Result<u32, StoreError>;
    /// Stores a new interaction. A second open one in the same thread is refused with `Conflict`.
    fn insert_interaction(&mut self, ctx: &TenantCtx, row: &InteractionRow) -> Result<(), StoreError>;
    /// Stores all that may change and gives the row its next version. A row that was read before somebody else in
    /// this unit saved it is refused as `Inconsistent`.
    fn save_interaction(&mut self, ctx: &TenantCtx, row: &mut InteractionRow) -> Result<(), StoreError>;
    /// The same for what messages change: lines, unread count, who waits, first answer, failed messages. Nothing else of
    /// the row is looked at, and no index is touched: this is written with every message.
    fn save_talk(&mut self, ctx: &TenantCtx, row: &mut InteractionRow) -> Result<(), StoreError>;
}
