//! Posts that customers comment on.
//!
//! A private answer is an ordinary send to `Recipient::CommentAuthor`.

use parlance_core::{Timestamp, message::CommentedPost};

use crate::{account::AccountValues, call::BoxFuture, outbound::Sent, send_error::SendError};

/// A platform on which customers comment on the account's posts. Presence is the capability; the limits stand in
/// `Capabilities::comments`.
pub trait Comments: Send + Sync {
    /// Answers a comment under the post, for everybody to see. `Ok` names the new comment.
    fn reply_publicly<'a>(
        &'a self,
        account: &'a AccountValues,
        comment: &'a str,
        text: &'a str,
    ) -> BoxFuture<'a, Result<Sent, SendError>>;

    /// The account's own answers under a comment: settles a public answer that may have arrived.
    fn own_replies<'a>(
        &'a self,
        account: &'a AccountValues,
        comment: &'a str,
    ) -> BoxFuture<'a, Result<Vec<OwnReply>, SendError>>;

    /// What a post says and where it is.
    fn post<'a>(
        &'a self,
        account: &'a AccountValues,
        post: &'a str,
    ) -> BoxFuture<'a, Result<CommentedPost, SendError>>;
}

/// An answer of the account under a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnReply {
    /// The platform's id of it.
    pub provider_id: String,
    /// What it says.
    pub text: String,
    /// When, by the platform's clock.
    pub at: Option<Timestamp>,
}
