//! Comments on posts: whether they are taken, how they may be answered, and who their author turns out to be.

mod join;
mod post;
mod send;
mod state;

pub(crate) use join::author_is;
pub(crate) use post::{ask as ask_for_post, fetch as fetch_post, known as known_post};
pub(crate) use send::{closed_by_platform, send_public};
pub(crate) use state::{changed, code_of, state, still_possible, why_not};

use parlance_channel::{AccountValues, Channels, descriptor::CommentLimits};

/// How a channel's comments can be answered, when it has any.
pub(crate) fn limits<'c>(channels: &'c Channels, channel: &str) -> Option<&'c CommentLimits> {
    let channel = channels.get(channel)?;
    channel.descriptor().capabilities.comments.as_ref()
}

/// Whether comments on the account's posts are to become work.
pub(crate) fn are_taken(channels: &Channels, channel: &str, values: &AccountValues) -> bool {
    limits(channels, channel).is_some_and(|limits| values.is_ticked(&limits.field))
}
