//! Why a send or another call did not succeed, and what to do about it.

use crate::sentence::Sentence;

/// A failed call, with everything a person or a support desk needs and no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence.text)]
pub struct SendError {
    /// What to do.
    pub kind: SendErrorKind,
    /// What an agent reads.
    pub sentence: Sentence,
    /// HTTP status, when there was an answer.
    pub status: Option<u16>,
    /// The platform's code.
    pub code: Option<i64>,
    /// The platform's second code.
    pub subcode: Option<i64>,
    /// The platform's id of the failure, for its support.
    pub trace_id: Option<String>,
}

/// What to believe of a message that was tried in vain for the last time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Exhausted {
    /// Nobody knows whether the platform has it.
    Unconfirmed,
    /// The customer cannot be reached.
    Recipient,
    /// The platform does not take this content.
    Content,
}

/// What to do about a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SendErrorKind {
    /// Nothing was sent; try again later with backoff, within the reply window.
    Retry {
        /// Not before so many milliseconds.
        after_ms: Option<u64>,
        /// At most so many tries of this part in all, then it has failed with this sentence. `None`: until the
        /// message's time is over.
        max_tries: Option<u32>,
        /// What is true when all tries were in vain.
        then: Exhausted,
    },
    /// Stop all calls of this account for a while; the message stays queued.
    SlowDown {
        /// So many milliseconds from now.
        wait_ms: u64,
    },
    /// It may have been sent. Wait for the echo; see the rule of uncertain sends.
    Uncertain,
    /// This content will never be accepted.
    Permanent,
    /// The platform no longer has the file that was uploaded before: upload it again. Nothing was sent.
    UploadForgotten,
    /// The platform no longer lets anybody answer until the customer acts again.
    WindowClosed,
    /// This customer cannot be reached now: gone, blocked the page, unknown.
    RecipientUnavailable,
    /// The token is dead: pause the account until an administrator enters a new one. The message stays queued.
    Reauth,
    /// A permission or feature is missing: an administrator must act at the platform.
    Permission,
    /// The platform restricts the account: stop its queue and alert the administrator.
    Policy,
    /// The platform warns the account about writing to this customer: the message is not sent, an administrator should
    /// know, and the account works on.
    Warned,
    /// This comment cannot be answered privately (any more).
    CommentClosed {
        /// It has its one private answer already.
        answered: bool,
    },
    /// Another app controls the conversation.
    ThreadControlled {
        /// Control is expected back soon: try again after so many milliseconds.
        retry_after_ms: Option<u64>,
    },
}

impl SendErrorKind {
    /// Stable word for storage and metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            SendErrorKind::Retry { .. } => "retry",
            SendErrorKind::SlowDown { .. } => "slow_down",
            SendErrorKind::Uncertain => "uncertain",
            SendErrorKind::Permanent => "permanent",
            SendErrorKind::UploadForgotten => "upload_forgotten",
            SendErrorKind::WindowClosed => "window_closed",
            SendErrorKind::RecipientUnavailable => "recipient_unavailable",
            SendErrorKind::Reauth => "reauth",
            SendErrorKind::Permission => "permission",
            SendErrorKind::Policy => "policy",
            SendErrorKind::Warned => "warned",
            SendErrorKind::CommentClosed { .. } => "comment_closed",
            SendErrorKind::ThreadControlled { .. } => "thread_controlled",
        }
    }
}
