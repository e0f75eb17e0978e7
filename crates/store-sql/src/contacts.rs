//! Customers.

use parlance_core::{AttachmentId, ContactId, TenantCtx, Timestamp};
use parlance_store::{
    StoreError,
    contacts::{ContactFilter, ContactPage, ContactRow, ContactsAfter, ContactsRead, ContactsWrite},
};

use parlance_words::Query;

use crate::{
    contact_words,
    db::{Db, params},
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, blob, json, json_opt, to_json, uuid, uuid_opt},
    tx::Transaction,
};

pub(crate) const COLUMNS: &str = "id, first_name, last_name, profile_name, email, phone, language, company, notes, \
     picture_id, created_at, version, more, blocked";

pub(crate) fn read_contact(row: &Row<'_>) -> RowResult<ContactRow> {
    Ok(ContactRow {
        id: ContactId::from_uuid(uuid(row, "id")?),
        first_name: row.get("first_name")?,
        last_name: row.get("last_name")?,
        profile_name: row.get("profile_name")?,
        email: row.get("email")?,
        phone: row.get("phone")?,
        language: row.get("language")?,
        company: row.get("company")?,
        notes: row.get("notes")?,
        picture_id: uuid_opt(row, "picture_id")?.map(AttachmentId::from_uuid),
        created_at: Timestamp::from_millis(row.get("created_at")?),
        version: row.get("version")?,
        more: json(row, "more")?,
        blocked: json_opt(row, "blocked")?,
    })
}

/// Customers with the rarest word of a search, at most: all of them are looked at. When there are more, the word is so
/// common that a page is soon full of the newest customers.
const FEW: u32 = 500;
/// Customers that are read at once when all are gone through.
const STRIDE: u32 = 500;
/// Customers that are gone through for one page, at most.
const MOST_LOOKED_AT: usize = 10_000;

fn key(contact: &ContactRow) -> ContactsAfter {
    ContactsAfter {
        created_at: contact.created_at,
        id: contact.id,
    }
}

fn by_id(db: Db<'_>, ctx: &TenantCtx, id: ContactId) -> Result<Option<ContactRow>, StoreError> {
    one(
        db,
        &format!("SELECT {COLUMNS} FROM contact WHERE tenant_id = ?1 AND id = ?2"),
        params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
        read_contact,
    )
}

/// The newest customers: all, or only those with a block, which may be over.
fn newest(
    db: Db<'_>,
    ctx: &TenantCtx,
    blocked: bool,
    after: Option<ContactsAfter>,
    limit: u32,
) -> Result<Vec<ContactRow>, StoreError> {
    let only = if blocked { "AND blocked IS NOT NULL" } else { "" };
    let (before_at, before_id) = after.map_or((i64::MAX, [255; 16]), |after| {
        (after.created_at.as_millis(), blob(after.id.as_uuid()))
    });
    many(
        db,
        &format!(
            "SELECT {COLUMNS} FROM contact WHERE tenant_id = ?1 {only} AND (created_at, id) < (?2, ?3)
             ORDER BY created_at DESC, id DESC LIMIT ?4"
        ),
        params![blob(ctx.tenant_id().as_uuid()), before_at, before_id, limit],
        read_contact,
    )
}

/// Customers with exactly this address at any account.
fn with_address(db: Db<'_>, ctx: &TenantCtx, address: &str) -> Result<Vec<ContactId>, StoreError> {
    many(
        db,
        "SELECT th.contact_id FROM integration_account ac
         JOIN thread th ON th.tenant_id = ac.tenant_id AND th.account_id = ac.id AND th.external_id = ?2
         WHERE ac.tenant_id = ?1",
        params![blob(ctx.tenant_id().as_uuid()), address],
        |row| uuid(row, "contact_id").map(ContactId::from_uuid),
    )
}

/// Customers by the rarest word, or none when all are common.
fn by_rare_word(db: Db<'_>, ctx: &TenantCtx, query: &Query) -> Result<Option<Vec<ContactId>>, StoreError> {
    let mut rarest: Option<Vec<ContactId>> = None;
    for term in query.clauses().iter().flat_map(|clause| &clause.terms) {
        let found = contact_words::beginning(db, ctx, &term.form, FEW + 1)?;
        if found.len() <= FEW as usize && rarest.as_ref().is_none_or(|known| found.len() < known.len()) {
            rarest = Some(found.into_iter().map(ContactId::from_uuid).collect());
        }
    }
    Ok(rarest)
}

/// Whether a customer is among those whom the filter is about, whatever its words.
fn stands(filter: &ContactFilter, row: &ContactRow) -> bool {
    filter.blocked_at.is_none_or(|now| row.is_blocked(now))
}

fn found(filter: &ContactFilter, query: &Query, row: &ContactRow) -> bool {
    stands(filter, row) && query.finds_name(&row.searched_text_without(&filter.unsearched))
}

pub(crate) fn search(db: Db<'_>, ctx: &TenantCtx, filter: &ContactFilter) -> Result<ContactPage, StoreError> {
    let limit = filter.limit as usize;
    let Some(query) = &filter.words else {
        let mut rows = newest(
            db,
            ctx,
            filter.blocked_at.is_some(),
            filter.after,
            filter.limit + 1,
        )?;
        let next = (rows.len() > limit).then(|| key(&rows[limit - 1]));
        rows.truncate(limit);
        rows.retain(|row| stands(filter, row));
        return Ok(ContactPage { rows, next });
    };
    let Some(ids) = by_rare_word(db, ctx, query)? else {
        return go_through(db, ctx, filter, query);
    };
    let mut rows = Vec::new();
    for id in ids {
        rows.extend(by_id(db, ctx, id)?.filter(|row| found(filter, query, row)));
    }
    if let Some(address) = &filter.address {
        for id in with_address(db, ctx, address)? {
            if rows.iter().all(|row| row.id != id) {
                rows.extend(by_id(db, ctx, id)?.filter(|row| stands(filter, row)));
            }
        }
    }
    let place = |row: &ContactRow| (row.created_at, row.id);
    rows.retain(|row| {
        filter
            .after
            .is_none_or(|after| place(row) < (after.created_at, after.id))
    });
    rows.sort_unstable_by_key(|row| std::cmp::Reverse(place(row)));
    let next = (rows.len() > limit).then(|| key(&rows[limit - 1]));
    rows.truncate(limit);
    Ok(ContactPage { rows, next })
}

/// Looks at the newest customers until the page is full.
fn go_through(
    db: Db<'_>,
    ctx: &TenantCtx,
    filter: &ContactFilter,
    query: &Query,
) -> Result<ContactPage, StoreError> {
    let mut page = ContactPage {
        rows: Vec::new(),
        next: filter.after,
    };
    for _ in 0..MOST_LOOKED_AT / STRIDE as usize {
        let batch = newest(db, ctx, filter.blocked_at.is_some(), page.next, STRIDE)?;
        let more = batch.len() == STRIDE as usize;
        for row in batch {
            page.next = Some(key(&row));
            if found(filter, query, &row) {
                page.rows.push(row);
                if page.rows.len() == filter.limit as usize {
                    return Ok(page);
                }
            }
        }
        if !more {
            page.next = None;
            break;
        }
    }
    Ok(page)
}

for_both!(ContactsRead {
    fn contact(&self, ctx: &TenantCtx, id: ContactId) -> Result<Option<ContactRow>, StoreError> {
        by_id(self.db(ctx), ctx, id)
    }

    fn search_contacts(&self, ctx: &TenantCtx, filter: &ContactFilter) -> Result<ContactPage, StoreError> {
        search(self.db(ctx), ctx, filter)
    }
});

impl ContactsWrite for Transaction<'_> {
    fn insert_contact(&mut self, ctx: &TenantCtx, contact: &ContactRow) -> Result<(), StoreError> {
        contact_words::replace(self.db(ctx), ctx, None, contact)?;
        run(
            self.db(ctx),
            "INSERT INTO contact (tenant_id, id, first_name, last_name, profile_name, email, phone, language, company,
                                  notes, picture_id, created_at, version, more, blocked)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(contact.id.as_uuid()),
                contact.first_name,
                contact.last_name,
                contact.profile_name,
                contact.email,
                contact.phone,
                contact.language,
                contact.company,
                contact.notes,
                contact.picture_id.map(|id| blob(id.as_uuid())),
                contact.created_at.as_millis(),
                contact.version,
                to_json(&contact.more)?,
                contact.blocked.as_ref().map(to_json).transpose()?,
            ],
        )
        .map(drop)
    }

    fn save_contact(&mut self, ctx: &TenantCtx, contact: &ContactRow) -> Result<i64, StoreError> {
        let before = by_id(self.db(ctx), ctx, contact.id)?;
        contact_words::replace(self.db(ctx), ctx, before.as_ref(), contact)?;
        one(
            self.db(ctx),
            "UPDATE contact SET first_name = ?3, last_name = ?4, profile_name = ?5, email = ?6, phone = ?7,
                    language = ?8, company = ?9, notes = ?10, picture_id = ?11, more = ?12, blocked = ?13,
                    version = version + 1
             WHERE tenant_id = ?1 AND id = ?2 RETURNING version",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(contact.id.as_uuid()),
                contact.first_name,
                contact.last_name,
                contact.profile_name,
                contact.email,
                contact.phone,
                contact.language,
                contact.company,
                contact.notes,
                contact.picture_id.map(|id| blob(id.as_uuid())),
                to_json(&contact.more)?,
                contact.blocked.as_ref().map(to_json).transpose()?,
            ],
            |row| row.get(0),
        )
        .map(|version| version.unwrap_or(contact.version))
    }
}
