//! Finding customers.

use parlance_api::{contact::ContactView, page::Page};
use parlance_core::{ContactId, TenantCtx, Timestamp};
use parlance_store::contacts::{ContactFilter, ContactsAfter};
use parlance_words::Query;

use crate::{Engine, Refusal, UseCaseError, views::contact_view};

/// Rows of a page, at most.
const MAX_PAGE: u32 = 100;

/// What customers are looked for by.
#[derive(Debug, Clone, Default)]
pub struct ContactSearch {
    /// Beginnings of words, or an exact address.
    pub q: String,
    /// Only those who are blocked now.
    pub blocked: bool,
    /// Where the page begins.
    pub cursor: Option<String>,
    /// Rows.
    pub limit: u32,
}

impl Engine {
    /// One customer.
    pub async fn contact(&self, ctx: TenantCtx, id: ContactId) -> Result<ContactView, UseCaseError> {
        self.read(move |read, _| super::view(read, &ctx, id)).await
    }

    /// Customers in whose name, mail, phone, company or searchable fields words begin with each word of `q`, and those
    /// with exactly that address; newest first.
    pub async fn search_contacts(
        &self,
        ctx: TenantCtx,
        search: ContactSearch,
    ) -> Result<Page<ContactView>, UseCaseError> {
        let after = search.cursor.as_deref().map(parse_cursor).transpose();
        let mut filter = ContactFilter {
            words: Query::beginnings(&search.q),
            address: Some(search.q.trim().to_owned()),
            after: after.map_err(UseCaseError::Refused)?,
            limit: search.limit.clamp(1, MAX_PAGE),
            ..ContactFilter::default()
        };
        if filter.words.is_none() && !search.q.trim().is_empty() {
            return Ok(Page {
                items: Vec::new(),
                next_cursor: None,
                total: None,
            });
        }
        self.read(move |read, env| {
            filter.blocked_at = search.blocked.then_some(env.now);
            let fields = read.settings(&ctx)?.contact_fields;
            let hidden = fields.into_iter().filter(|field| !field.searchable);
            filter.unsearched = hidden.map(|field| field.key).collect();
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
