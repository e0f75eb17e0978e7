//! A customer's interactions.

use parlance_api::{interaction::EarlierInteraction, page::Page};
use parlance_core::{ContactId, TenantCtx};

use super::NOT_FOUND;
use crate::{Engine, Refusal, UseCaseError, views::earlier_interaction};

/// Interactions that can be paged through.
const MOST: u32 = 1_000;
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
        let skip: u32 = match cursor {
            None => 0,
            Some(cursor) => cursor.parse().map_err(|_| UseCaseError::Refused(malformed()))?,
        };
        let limit = limit.clamp(1, MAX_PAGE);
        self.read(move |read, _| {
            read.contact(&ctx, id)?.ok_or(NOT_FOUND)?;
            let until = skip.saturating_add(limit).min(MOST);
            let rows = read.contact_interactions(&ctx, id, None, until + 1)?;
            let next_cursor = (rows.len() > until as usize && until < MOST).then(|| until.to_string());
            let items = rows
                .iter()
                .take(until as usize)
                .skip(skip as usize)
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

fn malformed() -> Refusal {
    Refusal::field(
        "cursor",
        "malformed",
        "The cursor is not one that this list has given: leave it out to begin at the top.",
    )
}
