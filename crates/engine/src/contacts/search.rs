//! Finding customers.

use parlance_api::{contact::ContactView, page::Page};
use parlance_core::{ContactId, TenantCtx, Timestamp};
use parlance_store::contacts::{ContactFilter, ContactsAfter};
use parlance_words::Query;

use crate::{Engine, Refusal, UseCaseError, views::contact_view};

/// Rows of a page, at most.
const MAX_PAGE: u32 = 100;

impl Engine {
    /// One customer.
    pub async fn contact(&self, ctx: TenantCtx, id: ContactId) -> Result<ContactView, UseCaseError> {
        self.read(move |read, _| super::view(read, &ctx, id)).await
    }

    /// Customers in whose name, mail, phone or company words begin with each word of `query`, and those with exactly that
    /// address; newest first.
    pub async fn search_contacts(
        &self,
        ctx: TenantCtx,
        query: &str,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<ContactView>, UseCaseError> {
        let after = cursor
            .map(parse_cursor)
            .transpose()
            .map_err(UseCaseError::Refused)?;
        let filter = ContactFilter {
            words: Query::beginnings(query),
            address: Some(query.trim().to_owned()),
            after,
            limit: limit.clamp(1, MAX_PAGE),
        };
        if filter.words.is_none() && !query.trim().is_empty() {
            return Ok(Page {
                items: Vec::new(),
                next_cursor: None,
                total: None,
            });
        }
        self.read(move |read, _| {
            let page = read.search_contacts(&ctx, &filter)?;
            let items = page
                .rows
                .iter()
                .map(|row| contact_view(read, &ctx, row))
                .collect::<Result<_, _>>()?;
            Ok(Page {
                items,
                next_cursor: page.next.map(cursor_of),
                total: None,
            })
        })
        .await
    }
}

fn cursor_of(after: ContactsAfter) -> String {
    format!("{}.{}", after.created_at.as_millis(), after.id)
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
