//! What an agent has begun to write, kept so that another browser of theirs goes on with it.

use parlance_api::draft::{DraftView, SaveDraft};
use parlance_core::{InteractionId, TenantCtx, UserId, interaction::InteractionState};
use parlance_store::{Tx, drafts::DraftRow};

use super::MAX_TEXT_CHARS;
use crate::{
    Engine, Env, Refusal, UseCaseError,
    identity::{Caller, Person},
    interactions,
};

impl Engine {
    /// What a person has begun to write in an interaction. Nobody else's can be asked for.
    pub async fn draft(&self, person: &Person, id: InteractionId) -> Result<DraftView, UseCaseError> {
        let person = person.clone();
        self.read(move |read, _| {
            interactions::readable(read, &Caller::Person(person.clone()), id)?;
            Ok(read
                .draft(&person.ctx, id, person.user_id)?
                .map_or_else(DraftView::default, view))
        })
        .await
    }

    /// Keeps what a person has begun to write, unless a newer draft is kept; returns what is kept then. Of an
    /// interaction that is over nothing is kept.
    pub async fn save_draft(
        &self,
        person: &Person,
        id: InteractionId,
        draft: SaveDraft,
    ) -> Result<DraftView, UseCaseError> {
        for (field, text) in [("reply", &draft.reply), ("note", &draft.note)] {
            if text.chars().count() > MAX_TEXT_CHARS || text.contains('\0') {
                let message =
                    format!("A draft has at most {MAX_TEXT_CHARS} characters, none of them U+0000.");
                return Err(UseCaseError::Refused(Refusal::field(field, "too_long", message)));
            }
        }
        let person = person.clone();
        self.write(move |tx, env| save(tx, env, &person, id, draft)).await
    }
}

fn view(row: DraftRow) -> DraftView {
    DraftView {
        reply: row.reply,
        note: row.note,
        written_at: Some(row.written_at),
    }
}

fn save(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    person: &Person,
    id: InteractionId,
    draft: SaveDraft,
) -> Result<DraftView, Refusal> {
    let ctx = &person.ctx;
    let interaction = interactions::readable(tx.as_read(), &Caller::Person(person.clone()), id)?;
    if interaction.state == InteractionState::Closed {
        return Ok(DraftView::default());
    }
    // A clock that is ahead must not win for ever.
    let written_at = draft.written_at.min(env.now);
    if let Some(kept) = tx.draft(ctx, id, person.user_id)?
        && kept.written_at > written_at
    {
        return Ok(view(kept));
    }
    let row = DraftRow {
        reply: draft.reply,
        note: draft.note,
        written_at,
    };
    tx.save_draft(ctx, id, person.user_id, &row)?;
    Ok(view(row))
}

/// What was sent is begun no more, also in a browser that has not told so yet.
pub(super) fn sent(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: InteractionId,
    author: UserId,
    text: &str,
) -> Result<(), Refusal> {
    let Some(mut row) = tx.draft(ctx, id, author)? else {
        return Ok(());
    };
    // What is kept may be a little behind what was typed last.
    let is_of = |begun: &str| !begun.trim().is_empty() && text.starts_with(begun.trim());
    if is_of(&row.reply) {
        row.reply.clear();
    } else if is_of(&row.note) {
        row.note.clear();
    } else {
        return Ok(());
    }
    row.written_at = row.written_at.max(env.now);
    tx.save_draft(ctx, id, author, &row)?;
    Ok(())
}
