//! Messages of transcripts.

use parlance_api::message::SendProblem;
use parlance_core::{
    AccountId, InteractionId, MessageId, TenantCtx, ThreadId, Timestamp,
    delivery::Delivery,
    message::{Author, Direction, Part},
    thread::Owner,
};

use crate::error::StoreError;

/// A message.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageRow {
    /// Id.
    pub id: MessageId,
    /// Its thread.
    pub thread_id: ThreadId,
    /// Its interaction.
    pub interaction_id: Option<InteractionId>,
    /// The thread's account.
    pub account_id: AccountId,
    /// Which way it goes.
    pub direction: Direction,
    /// Who wrote it.
    pub author: Author,
    /// The author's name now, when it is a colleague. Read only.
    pub author_name: Option<String>,
    /// Who sent it, when that was not Parlance and the platform says who.
    pub sent_by: Option<Owner>,
    /// Its parts.
    pub parts: Vec<Part>,
    /// Its place in the transcript, UTC.
    pub at: Timestamp,
    /// The platform's id of a customer's message or of one that was sent elsewhere.
    pub provider_id: Option<String>,
    /// The client's own id.
    pub client_msg_id: Option<String>,
    /// Where an outbound message stands.
    pub delivery: Option<Delivery>,
    /// Why it failed or waits.
    pub problem: Option<SendProblem>,
    /// The customer may see it twice.
    pub possible_duplicate: bool,
    /// The platform's id of the message that it answers.
    pub reply_to_provider_id: Option<String>,
    /// The customer's reactions.
    pub reactions: Vec<String>,
    /// The account's reaction to a customer's message.
    pub own_reaction: Option<String>,
    /// From before the account was linked, or from an outage: nobody was told of it.
    pub imported: bool,
    /// The customer has edited it so often.
    pub edits: u32,
    /// The customer took it back.
    pub taken_back: bool,
    /// Deleted before it was sent, at.
    pub deleted_at: Option<Timestamp>,
    /// Stored at, UTC.
    pub created_at: Timestamp,
    /// Grows with each change.
    pub version: i64,
}

/// Where a page of a transcript ends: messages before this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// Its place in the transcript.
    pub at: Timestamp,
    /// Its id.
    pub id: MessageId,
}

/// Whose messages a transcript has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transcript {
    /// All of a conversation.
    Thread(ThreadId),
    /// Those of one interaction.
    Interaction(InteractionId),
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageText {
    /// Its place in the transcript.
    pub place: Before,
    /// Everything that is text in it; empty for lines about what happened and for what was taken back.
    pub text: String,
}

/// Reads messages.
pub trait MessagesRead {
    /// One message, also a deleted one.
    fn message(&self, ctx: &TenantCtx, id: MessageId) -> Result<Option<MessageRow>, StoreError>;
    /// The message that the platform knows by this id: the customer's, one sent elsewhere, or one of our own parts.
    fn message_by_provider(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        provider_id: &str,
    ) -> Result<Option<MessageRow>, StoreError>;
    /// The message that a client made with this id.
    fn message_by_client(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        client_msg_id: &str,
    ) -> Result<Option<MessageRow>, StoreError>;
    /// Messages of a thread that are not deleted, newest first.
    fn messages_of_thread(
        &self,
        ctx: &TenantCtx,
        thread: ThreadId,
        before: Option<Before>,
        limit: u32,
    ) -> Result<Vec<MessageRow>, StoreError>;
    /// Agents' notes of a thread that are not deleted, newest first.
    fn notes_of_thread(
        &self,
        ctx: &TenantCtx,
        thread: ThreadId,
        before: Before,
        limit: u32,
    ) -> Result<Vec<MessageRow>, StoreError>;
    /// Messages of an interaction that are not deleted, newest first.
    fn messages_of_interaction(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        before: Option<Before>,
        limit: u32,
    ) -> Result<Vec<MessageRow>, StoreError>;
    /// What the messages of a transcript say that are not deleted, newest first.
    fn texts_of(
        &self,
        ctx: &TenantCtx,
        transcript: Transcript,
        before: Option<Before>,
        limit: u32,
    ) -> Result<Vec<MessageText>, StoreError>;
    /// Outbound messages of an interaction that failed and were not deleted.
    fn count_failed(&self, ctx: &TenantCtx, interaction: InteractionId) -> Result<u32, StoreError>;
}

/// Writes messages.
pub trait MessagesWrite: MessagesRead {
    /// Stores a message, with its words for the search.
    fn insert_message(&mut self, ctx: &TenantCtx, message: &MessageRow) -> Result<(), StoreError>;
    /// Writes what can change of a message (parts, delivery, problem, marks, place of interaction, platform's id), with
    /// its words for the search, and raises the version; returns the new one.
    fn save_message(&mut self, ctx: &TenantCtx, message: &MessageRow) -> Result<i64, StoreError>;
    /// Messages sent elsewhere in a thread, at or before a moment of the platform's clock, whose receipt is older than
    /// `to`: moves them there and returns their ids.
    fn raise_foreign_receipts(
        &mut self,
        ctx: &TenantCtx,
        thread: ThreadId,
        until: Timestamp,
        to: Delivery,
    ) -> Result<Vec<MessageId>, StoreError>;
}
