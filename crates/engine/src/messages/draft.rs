//! The beginning of a message.

use parlance_core::{
    MessageId, Timestamp,
    message::{Author, Direction},
};
use parlance_store::{messages::MessageRow, threads::ThreadRow};

use crate::Env;

/// A message of a thread with nothing in it yet.
pub(crate) fn blank(
    env: &Env<'_>,
    thread: &ThreadRow,
    direction: Direction,
    author: Author,
    at: Timestamp,
) -> MessageRow {
    MessageRow {
        id: MessageId::new(env.now, env.id_bytes()),
        thread_id: thread.id,
        interaction_id: None,
        account_id: thread.account_id,
        direction,
        author,
        author_name: None,
        sent_by: None,
        parts: Vec::new(),
        at,
        provider_id: None,
        client_msg_id: None,
        delivery: None,
        problem: None,
        possible_duplicate: false,
        reply_to_provider_id: None,
        reactions: Vec::new(),
        own_reaction: None,
        imported: false,
        edits: 0,
        taken_back: false,
        deleted_at: None,
        created_at: env.now,
        version: 1,
    }
}
