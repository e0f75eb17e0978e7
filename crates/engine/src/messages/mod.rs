//! Transcripts: reading them, lines about what happened, and the events that tell desks.

mod commands;
mod comment;
mod draft;
mod early;
mod find;
mod history;
mod notify;
mod own_draft;
mod publish;
mod quote;
mod react;
mod transcript;

pub use commands::MAX_TEXT_CHARS;
pub(crate) use commands::visible;
pub(crate) use comment::must_have_address;
pub(crate) use draft::blank;
pub(crate) use early::{attach_reaction, reaction_key};
pub(crate) use publish::publish_to;
pub use publish::{publish, publish_deleted};
pub(crate) use react::show as show_reaction;
pub use transcript::page;

use parlance_core::{
    InteractionId, MessageId, TenantCtx, ThreadId, Timestamp,
    event::Audience,
    message::{Author, Direction, Part, SystemLine},
};
use parlance_store::{Tx, messages::MessageRow, threads::ThreadRow};

use crate::{Env, Refusal};

/// Writes a line about what happened into a transcript, with its event. `at` is its place in the transcript.
pub fn system_line(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread_id: ThreadId,
    interaction_id: impl Into<Option<InteractionId>>,
    line: SystemLine,
    at: Timestamp,
) -> Result<MessageId, Refusal> {
    let thread = tx
        .thread(ctx, thread_id)?
        .ok_or(Refusal::not_found("This conversation"))?;
    let message = insert_line(tx, env, ctx, &thread, interaction_id.into(), line, at)?;
    publish(tx, env, ctx, &message)?;
    Ok(message.id)
}

/// Writes the first line of an interaction that waits in a queue: nobody holds it yet.
pub(crate) fn first_line(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    interaction_id: InteractionId,
    line: SystemLine,
    at: Timestamp,
) -> Result<(), Refusal> {
    let message = insert_line(tx, env, ctx, thread, Some(interaction_id), line, at)?;
    publish_to(tx, env, ctx, &message, Audience::people([]))
}

fn insert_line(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    interaction_id: Option<InteractionId>,
    line: SystemLine,
    at: Timestamp,
) -> Result<MessageRow, Refusal> {
    let mut message = blank(env, thread, Direction::System, Author::System, at);
    message.interaction_id = interaction_id;
    message.parts = vec![Part::System(line)];
    tx.insert_message(ctx, &message)?;
    Ok(message)
}
