//! Words of customers' names, mail addresses, phone numbers and companies, each with the customers that have it.

use std::collections::BTreeSet;

use parlance_core::{ContactId, TenantCtx, TenantId};
use parlance_store::{StoreError, contacts::ContactRow};
use parlance_words::name_tokens;
use uuid::Uuid;

use crate::{
    contacts::{COLUMNS, read_contact},
    db::{Database, Db, Scope, params},
    query::{many, one, run},
    row::{blob, uuid},
    search::{place_of, to_place},
};

/// The columns of the first schema, with nothing in the later ones.
const FIRST_COLUMNS: &str = "id, first_name, last_name, profile_name, email, phone, language, company, notes, \
     picture_id, created_at, version, '{}' AS more, NULL AS blocked";
/// Customers of one batch when the index is filled.
const FILL: u32 = 2_000;

fn forms(contact: &ContactRow) -> BTreeSet<String> {
    name_tokens(&contact.searched_text()).into_iter().collect()
}

/// Stores what a customer is found by now, and takes away what they were found by before.
pub(crate) fn replace(
    db: Db<'_>,
    ctx: &TenantCtx,
    before: Option<&ContactRow>,
    now: &ContactRow,
) -> Result<(), StoreError> {
    let (before, after) = (before.map(forms).unwrap_or_default(), forms(now));
    for word in before.difference(&after) {
        change(
            db,
            ctx,
            "DELETE FROM contact_word WHERE tenant_id = ?1 AND word = ?2 AND contact_id = ?3",
            word,
            now.id,
        )?;
    }
    for word in after.difference(&before) {
        change(
            db,
            ctx,
            "INSERT INTO contact_word (tenant_id, word, contact_id) VALUES (?1, ?2, ?3)",
            word,
            now.id,
        )?;
    }
    Ok(())
}

fn change(db: Db<'_>, ctx: &TenantCtx, sql: &str, word: &str, contact: ContactId) -> Result<(), StoreError> {
    let tenant = blob(ctx.tenant_id().as_uuid());
    run(db, sql, params![tenant, word, blob(contact.as_uuid())]).map(drop)
}

/// Takes away everything that a stored customer is found by.
pub(crate) fn remove(db: Db<'_>, ctx: &TenantCtx, contact: [u8; 16]) -> Result<(), StoreError> {
    let row = one(
        db,
        &format!("SELECT {COLUMNS} FROM contact WHERE tenant_id = ?1 AND id = ?2"),
        [blob(ctx.tenant_id().as_uuid()), contact],
        read_contact,
    )?;
    for word in row.iter().flat_map(forms) {
        run(
            db,
            "DELETE FROM contact_word WHERE tenant_id = ?1 AND word = ?2 AND contact_id = ?3",
            params![blob(ctx.tenant_id().as_uuid()), word, contact],
        )?;
    }
    Ok(())
}

/// Customers with a word that begins so, in no order; at most `limit`.
pub(crate) fn beginning(
    db: Db<'_>,
    ctx: &TenantCtx,
    form: &str,
    limit: u32,
) -> Result<Vec<Uuid>, StoreError> {
    many(
        db,
        "SELECT DISTINCT contact_id FROM contact_word WHERE tenant_id = ?1 AND word >= ?2 AND word < ?3 LIMIT ?4",
        params![
            blob(ctx.tenant_id().as_uuid()),
            form,
            format!("{form}\u{10FFFF}"),
            limit
        ],
        |row| uuid(row, "contact_id"),
    )
}

/// Fills the index for the customers after a place, a bounded number of them, and says how far it came; `None`: nothing
/// is left.
pub fn fill_contact_words(database: &dyn Database, after: &str) -> Result<Option<String>, StoreError> {
    fill(database, COLUMNS, after)
}

/// The same while a schema is brought up to date that knows nothing but this of customers.
pub fn fill_first_contact_words(database: &dyn Database, after: &str) -> Result<Option<String>, StoreError> {
    fill(database, FIRST_COLUMNS, after)
}

fn fill(database: &dyn Database, columns: &str, after: &str) -> Result<Option<String>, StoreError> {
    let db = Db {
        database,
        scope: Scope::Installation,
    };
    let (tenant, id) = place_of(after);
    let batch = many(
        db,
        &format!(
            "SELECT tenant_id, {columns} FROM contact WHERE (tenant_id, id) > (?1, ?2) ORDER BY tenant_id, id LIMIT ?3"
        ),
        params![blob(tenant), blob(id), FILL],
        |row| Ok((TenantId::from_uuid(uuid(row, "tenant_id")?), read_contact(row)?)),
    )?;
    for (tenant, contact) in &batch {
        replace(db, &TenantCtx::new(*tenant), None, contact)?;
    }
    Ok(batch
        .last()
        .map(|(tenant, contact)| to_place(tenant.as_uuid(), contact.id.as_uuid())))
}
