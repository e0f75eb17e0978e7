//! Finding customers.

use parlance_api::{contact::ContactView, page::Page};
use parlance_core::{ContactId, TenantCtx, Timestamp};
use parlance_store::contacts::{ContactRow, ContactsAfter};

use crate::{Engine, Refusal, UseCaseError, views::contact_view};

/// Words of a search, at most; more are ignored.
const MAX_WORDS: usize = 8;
/// Rows of a page, at most.
const MAX_PAGE: u32 = 100;

impl Engine {
    /// One customer.
    pub async fn contact(&self, ctx: TenantCtx, id: ContactId) -> Result<ContactView, UseCaseError> {
        self.read(move |read, _| super::view(read, &ctx, id)).await
    }

    /// Customers in whose name, mail, phone, company or address all words of `query` occur, newest first.
    pub async fn search_contacts(
        &self,
        ctx: TenantCtx,
        query: &str,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<ContactView>, UseCaseError> {
        let words: Vec<String> = query
            .split_whitespace()
            .take(MAX_WORDS)
            .map(str::to_owned)
            .collect();
        let after = cursor
            .map(parse_cursor)
            .transpose()
            .map_err(UseCaseError::Refused)?;
        let limit = limit.clamp(1, MAX_PAGE);
        self.read(move |read, _| {
            let mut rows = read.search_contacts(&ctx, &words, after, limit + 1)?;
            let more = rows.len() > limit as usize;
            rows.truncate(limit as usize);
            let next_cursor = rows.last().filter(|_| more).map(cursor_of);
            let items = rows
                .iter()
                .map(|row| contact_view(read, &ctx, row))
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

fn cursor_of(row: &ContactRow) -> String {
    format!("{}.{}", row.created_at.as_millis(), row.id)
}

fn parse_cursor(text: &str) -> Result<ContactsAfter, Refusal> {
    let parse = || {
        let (at, id) = text.split_once('.')?;
        Some(ContactsAfter {
            created_at: Timestamp::from_millis(at.parse().ok()?),
            id: id.parse().ok()?,
        })
    };
    parse().ok_or_else(|| {
        Refusal::field(
            "cursor",
            "malformed",
            "The cursor is not one that this list has given: leave it out to begin at the top.",
        )
    })
}
