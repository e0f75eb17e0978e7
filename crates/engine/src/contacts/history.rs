//! A customer's interactions.

use parlance_api::{interaction::EarlierInteraction, page::Page};
use parlance_core::{ContactId, InteractionId, TenantCtx, Timestamp};

use super::NOT_FOUND;
use crate::{Engine, Refusal, UseCaseError, views::earlier_interaction};

/// Rows of a page, at most.
const MAX_PAGE: u32 = 200;

impl Engine {
    /// A customer's interactions, newest first.
    pub async fn contact_interactions(
        &self,
        ctx: TenantCtx,
        id: ContactId,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<EarlierInteraction>, UseCaseError> {
        let before = place(cursor).map_err(UseCaseError::Refused)?;
        let limit = limit.clamp(1, MAX_PAGE);
        self.read(move |read, _| {
            let contact = read.contact(&ctx, id)?.ok_or(NOT_FOUND)?.id;
            let mut rows = read.contact_interactions_before(&ctx, contact, before, limit + 1)?;
            let more = rows.len() > limit as usize;
            rows.truncate(limit as usize);
            let last = rows.last().filter(|_| more);
            let next_cursor = last.map(|row| cursor_of((row.started_at, row.id)));
            let items = rows
                .iter()
                .map(|row| earlier_interaction(read, &ctx, row))
                .collect::<Result<_, _>>()?;
            Ok(Page {
                items,
                next_cursor,
                total: None,
            })
        })
        .await
    }
}

/// A place in time as the next page's beginning.
pub(super) fn cursor_of((at, id): (Timestamp, InteractionId)) -> String {
    format!("{}.{id}", at.as_millis())
}

/// Where a page begins: behind the cursor, or at the top.
pub(super) fn place(cursor: Option<&str>) -> Result<(Timestamp, InteractionId), Refusal> {
    let Some(cursor) = cursor else {
        return Ok((Timestamp::from_millis(i64::MAX), InteractionId::LAST));
    };
    let read = || {
        let (at, id) = cursor.split_once('.')?;
        Some((Timestamp::from_millis(at.parse().ok()?), id.parse().ok()?))
    };
    read().ok_or_else(|| {
        Refusal::field(
            "cursor",
            "malformed",
            "The cursor is not one that this list has given: leave it out to begin at the top.",
        )
    })
}
