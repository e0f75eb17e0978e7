//! Reading transcripts.

use parlance_api::{found::TranscriptOf, message::MessageView, page::Page};
use parlance_core::{InteractionId, TenantCtx, Timestamp};
use parlance_store::{
    Read,
    interactions::InteractionRow,
    messages::{Before, MessageRow, Transcript},
};

use crate::{Engine, Refusal, UseCaseError, identity::Caller, interactions, views::message_view};

/// Messages on one page, at most.
pub const MAX_PAGE: u32 = 1_000;

impl Engine {
    /// Messages of an interaction's conversation, for one who may read the interaction: before a cursor (the newest
    /// ones without), oldest first.
    pub async fn transcript(
        &self,
        caller: &Caller,
        interaction_id: InteractionId,
        of: TranscriptOf,
        before: Option<String>,
        limit: u32,
    ) -> Result<Page<MessageView>, UseCaseError> {
        let caller = caller.clone();
        self.read(move |read, _| {
            let interaction = interactions::readable(read, &caller, interaction_id)?;
            page(
                read,
                caller.ctx(),
                transcript_of(&interaction, of),
                before.as_deref(),
                limit,
            )
        })
        .await
    }
}

/// The transcript that is meant, of an interaction.
pub(super) const fn transcript_of(interaction: &InteractionRow, of: TranscriptOf) -> Transcript {
    match of {
        TranscriptOf::Conversation => Transcript::Thread(interaction.thread_id),
        TranscriptOf::Interaction => Transcript::Interaction(interaction.id),
    }
}

/// Messages of a transcript before a cursor (the newest ones without), oldest first. The page's cursor leads to earlier
/// ones.
pub fn page(
    read: &dyn Read,
    ctx: &TenantCtx,
    transcript: Transcript,
    before: Option<&str>,
    limit: u32,
) -> Result<Page<MessageView>, Refusal> {
    let before = before.map(parse_cursor).transpose()?;
    let limit = limit.clamp(1, MAX_PAGE);
    let mut rows = match transcript {
        Transcript::Thread(id) => read.messages_of_thread(ctx, id, before, limit + 1)?,
        Transcript::Interaction(id) => read.messages_of_interaction(ctx, id, before, limit + 1)?,
    };
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next_cursor = rows.last().filter(|_| more).map(cursor);
    Ok(Page {
        items: views(read, ctx, rows)?,
        next_cursor,
        total: None,
    })
}

fn views(
    read: &dyn Read,
    ctx: &TenantCtx,
    newest_first: Vec<MessageRow>,
) -> Result<Vec<MessageView>, Refusal> {
    newest_first
        .iter()
        .rev()
        .map(|row| message_view(read, ctx, row).map_err(Refusal::from))
        .collect()
}

fn cursor(row: &MessageRow) -> String {
    format!("{}.{}", row.at.as_millis(), row.id)
}

fn parse_cursor(text: &str) -> Result<Before, Refusal> {
    let parse = || {
        let (at, id) = text.split_once('.')?;
        Some(Before {
            at: Timestamp::from_millis(at.parse().ok()?),
            id: id.parse().ok()?,
        })
    };
    parse().ok_or_else(|| {
        Refusal::field(
            "before",
            "malformed",
            "The cursor is not one that this list has given: leave it out to begin with the newest messages.",
        )
    })
}
