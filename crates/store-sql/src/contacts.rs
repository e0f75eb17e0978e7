//! Customers.

use parlance_core::{AttachmentId, ContactId, TenantCtx, Timestamp};
use parlance_store::{
    StoreError,
    contacts::{ContactRow, ContactsAfter, ContactsRead, ContactsWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, blob, to_json, uuid, uuid_opt},
    tx::Transaction,
};

const COLUMNS: &str = "id, first_name, last_name, profile_name, email, phone, language, company, notes, \
     picture_id, created_at, version";

fn read_contact(row: &Row<'_>) -> RowResult<ContactRow> {
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
    })
}

/// Every word must occur somewhere in what is known of the customer. A word comes as a JSON array of its spellings,
/// because SQLite folds the case of ASCII letters only. `instr` and not `LIKE`: the words are data, not patterns.
const SEARCH: &str = "FROM contact WHERE tenant_id = ?1 AND (created_at, id) < (?2, ?3)
     AND NOT EXISTS (
       SELECT 1 FROM json_each(?4) AS word
       WHERE NOT EXISTS (
               SELECT 1 FROM json_each(word.value) AS spelling
               WHERE instr(lower(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' ||
                                 coalesce(profile_name, '') || ' ' || coalesce(email, '') || ' ' ||
                                 coalesce(phone, '') || ' ' || coalesce(company, '')), spelling.value) > 0)
         AND NOT EXISTS (
               SELECT 1 FROM thread
               WHERE thread.tenant_id = contact.tenant_id AND thread.contact_id = contact.id
                 AND thread.external_id = word.value ->> 0))
     ORDER BY created_at DESC, id DESC LIMIT ?5";

/// How a word may be written in a name: as it is, in small letters, with a capital, in capitals.
fn spellings(word: &str) -> Vec<String> {
    let small = word.to_lowercase();
    let mut letters = small.chars();
    let capital: String = letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default();
    [word.to_owned(), small, capital, word.to_uppercase()]
        .into_iter()
        .map(|spelling| spelling.to_ascii_lowercase())
        .collect()
}

for_both!(ContactsRead {
    fn contact(&self, ctx: &TenantCtx, id: ContactId) -> Result<Option<ContactRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM contact WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_contact,
        )
    }

    fn search_contacts(
        &self,
        ctx: &TenantCtx,
        words: &[String],
        after: Option<ContactsAfter>,
        limit: u32,
    ) -> Result<Vec<ContactRow>, StoreError> {
        let words: Vec<Vec<String>> = words.iter().map(|word| spellings(word)).collect();
        let (before_at, before_id) = after.map_or((i64::MAX, [255; 16]), |after| {
            (after.created_at.as_millis(), blob(after.id.as_uuid()))
        });
        many(
            self.db(ctx),
            &format!("SELECT {COLUMNS} {SEARCH}"),
            params![
                blob(ctx.tenant_id().as_uuid()),
                before_at,
                before_id,
                to_json(&words)?,
                limit
            ],
            read_contact,
        )
    }
});

impl ContactsWrite for Transaction<'_> {
    fn insert_contact(&mut self, ctx: &TenantCtx, contact: &ContactRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO contact (tenant_id, id, first_name, last_name, profile_name, email, phone, language, company,
                                  notes, picture_id, created_at, version)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
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
            ],
        )
        .map(drop)
    }

    fn save_contact(&mut self, ctx: &TenantCtx, contact: &ContactRow) -> Result<i64, StoreError> {
        one(
            self.db(ctx),
            "UPDATE contact SET first_name = ?3, last_name = ?4, profile_name = ?5, email = ?6, phone = ?7,
                    language = ?8, company = ?9, notes = ?10, picture_id = ?11, version = version + 1
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
            ],
            |row| row.get(0),
        )
        .map(|version| version.unwrap_or(contact.version))
    }
}
