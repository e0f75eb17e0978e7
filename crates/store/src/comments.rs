//! Comments on posts, each beside its message in a transcript, and conversations that began with one.

use parlance_core::{AccountId, ContactId, MessageId, TenantCtx, ThreadId, Timestamp};

use crate::error::StoreError;

/// A customer's comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentRow {
    /// Its message in the transcript.
    pub message_id: MessageId,
    /// The account whose post it stands under.
    pub account_id: AccountId,
    /// The author's conversation.
    pub thread_id: ThreadId,
    /// The comment at the platform.
    pub comment_id: String,
    /// The post at the platform.
    pub post_id: Option<String>,
    /// Written at, by the platform's clock.
    pub at: Timestamp,
    /// Edited at, by the platform's clock: what is older changes no words.
    pub edited_at: Option<Timestamp>,
    /// It can be answered privately until then, with a distance kept because clocks differ.
    pub private_until: Timestamp,
    /// Our newest private answer, whatever became of it.
    pub private_reply: Option<MessageId>,
    /// Why the platform takes no private answer (any more), in a sentence.
    pub private_refused: Option<String>,
}

/// Reads comments.
pub trait CommentsRead {
    /// The comment that the platform knows by this id.
    fn comment(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        comment_id: &str,
    ) -> Result<Option<CommentRow>, StoreError>;
    /// The comment of a message.
    fn comment_of_message(
        &self,
        ctx: &TenantCtx,
        message: MessageId,
    ) -> Result<Option<CommentRow>, StoreError>;
    /// The newest comment under a post.
    fn comment_under_post(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        post_id: &str,
    ) -> Result<Option<CommentRow>, StoreError>;
    /// Whether somebody commented in this conversation.
    fn thread_has_comments(&self, ctx: &TenantCtx, thread: ThreadId) -> Result<bool, StoreError>;
}

/// Writes comments.
pub trait CommentsWrite: CommentsRead {
    /// Stores a comment; its message is there already.
    fn insert_comment(&mut self, ctx: &TenantCtx, comment: &CommentRow) -> Result<(), StoreError>;
    /// Writes what can change of a comment: edited at, private answer, refusal.
    fn save_comment(&mut self, ctx: &TenantCtx, comment: &CommentRow) -> Result<(), StoreError>;
    /// The author of comments turns out to have this address for messages; the old one stays known.
    fn readdress_thread(
        &mut self,
        ctx: &TenantCtx,
        thread: ThreadId,
        external_id: &str,
    ) -> Result<(), StoreError>;
    /// Two conversations turn out to be one: everything of `from` moves to `into`, and its address stays known. The
    /// caller has made sure that at most one of them has an open interaction.
    fn join_threads(&mut self, ctx: &TenantCtx, from: ThreadId, into: ThreadId) -> Result<(), StoreError>;
    /// Two customers turn out to be one: conversations and everything of `from` move to `into`, and `from` is gone.
    fn join_contacts(&mut self, ctx: &TenantCtx, from: ContactId, into: ContactId) -> Result<(), StoreError>;
}
