//! Scenario entries.

use parlance_core::{AccountId, EntryId, ServiceId, TenantCtx};
use parlance_store::{
    StoreError,
    entries::{EntriesRead, EntriesWrite, EntryRow},
};

use crate::{
    db::{Db, params},
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, millis, uuid, uuid_opt},
    services::read_level,
    tx::Transaction,
};

const COLUMNS: &str =
    "e.id, e.name, e.service_id, e.priority, e.greeting_text, e.disabled_at, e.created_at, e.updated_at";

fn read_entry(row: &Row<'_>) -> RowResult<EntryRow> {
    Ok(EntryRow {
        id: EntryId::from_uuid(uuid(row, "id")?),
        name: row.get("name")?,
        service_id: uuid_opt(row, "service_id")?.map(ServiceId::from_uuid),
        account_ids: Vec::new(),
        priority: row.get("priority")?,
        required_skills: Vec::new(),
        greeting_text: row.get("greeting_text")?,
        disabled_at: at_opt(row, "disabled_at")?,
        created_at: at(row, "created_at")?,
        updated_at: at(row, "updated_at")?,
    })
}

fn fill(db: Db<'_>, ctx: &TenantCtx, mut entry: EntryRow) -> Result<EntryRow, StoreError> {
    entry.account_ids = many(
        db,
        "SELECT account_id FROM scenario_entry_account WHERE tenant_id = ?1 AND entry_id = ?2 ORDER BY account_id",
        params![blob(ctx.tenant_id().as_uuid()), blob(entry.id.as_uuid())],
        |row| Ok(AccountId::from_uuid(uuid(row, "account_id")?)),
    )?;
    entry.required_skills = many(
        db,
        "SELECT skill_id, level FROM scenario_entry_skill WHERE tenant_id = ?1 AND entry_id = ?2 ORDER BY skill_id",
        params![blob(ctx.tenant_id().as_uuid()), blob(entry.id.as_uuid())],
        read_level,
    )?;
    Ok(entry)
}

for_both!(EntriesRead {
    fn entry(&self, ctx: &TenantCtx, id: EntryId) -> Result<Option<EntryRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM scenario_entry e WHERE e.tenant_id = ?1 AND e.id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_entry,
        )?
        .map(|entry| fill(self.db(ctx), ctx, entry))
        .transpose()
    }

    fn entry_of_account(&self, ctx: &TenantCtx, account: AccountId) -> Result<Option<EntryRow>, StoreError> {
        one(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM scenario_entry_account a
                 JOIN scenario_entry e ON e.tenant_id = a.tenant_id AND e.id = a.entry_id
                 WHERE a.tenant_id = ?1 AND a.account_id = ?2"
            ),
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            read_entry,
        )?
        .map(|entry| fill(self.db(ctx), ctx, entry))
        .transpose()
    }

    fn entries(&self, ctx: &TenantCtx) -> Result<Vec<EntryRow>, StoreError> {
        many(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM scenario_entry e WHERE e.tenant_id = ?1 ORDER BY e.name, e.id"),
            params![blob(ctx.tenant_id().as_uuid())],
            read_entry,
        )?
        .into_iter()
        .map(|entry| fill(self.db(ctx), ctx, entry))
        .collect()
    }
});

fn write_parts(db: Db<'_>, ctx: &TenantCtx, row: &EntryRow) -> Result<(), StoreError> {
    let key = [ctx.tenant_id().as_uuid(), row.id.as_uuid()].map(blob);
    run(
        db,
        "DELETE FROM scenario_entry_account WHERE tenant_id = ?1 AND entry_id = ?2",
        key,
    )?;
    for account in &row.account_ids {
        run(
            db,
            "INSERT INTO scenario_entry_account (tenant_id, account_id, entry_id) VALUES (?1, ?2, ?3)",
            params![key[0], blob(account.as_uuid()), key[1]],
        )?;
    }
    run(
        db,
        "DELETE FROM scenario_entry_skill WHERE tenant_id = ?1 AND entry_id = ?2",
        key,
    )?;
    for skill in &row.required_skills {
        run(
            db,
            "INSERT INTO scenario_entry_skill (tenant_id, entry_id, skill_id, level) VALUES (?1, ?2, ?3, ?4)",
            params![key[0], key[1], blob(skill.skill_id.as_uuid()), skill.level],
        )?;
    }
    Ok(())
}

impl EntriesWrite for Transaction<'_> {
    fn insert_entry(&mut self, ctx: &TenantCtx, row: &EntryRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO scenario_entry (tenant_id, id, name, service_id, priority, greeting_text, disabled_at,
               created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.name,
                row.service_id.map(|id| blob(id.as_uuid())),
                row.priority,
                row.greeting_text,
                millis(row.disabled_at),
                row.created_at.as_millis(),
                row.updated_at.as_millis(),
            ],
        )?;
        write_parts(self.db(ctx), ctx, row)
    }

    fn update_entry(&mut self, ctx: &TenantCtx, row: &EntryRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE scenario_entry SET name = ?3, service_id = ?4, priority = ?5, greeting_text = ?6,
               disabled_at = ?7, updated_at = ?8
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.name,
                row.service_id.map(|id| blob(id.as_uuid())),
                row.priority,
                row.greeting_text,
                millis(row.disabled_at),
                row.updated_at.as_millis(),
            ],
        )?;
        write_parts(self.db(ctx), ctx, row)
    }

    fn delete_entry(&mut self, ctx: &TenantCtx, id: EntryId) -> Result<(), StoreError> {
        let key = [ctx.tenant_id().as_uuid(), id.as_uuid()].map(blob);
        run(
            self.db(ctx),
            "DELETE FROM scenario_entry_account WHERE tenant_id = ?1 AND entry_id = ?2",
            key,
        )?;
        run(
            self.db(ctx),
            "DELETE FROM scenario_entry_skill WHERE tenant_id = ?1 AND entry_id = ?2",
            key,
        )?;
        run(
            self.db(ctx),
            "DELETE FROM scenario_entry WHERE tenant_id = ?1 AND id = ?2",
            key,
        )
        .map(drop)
    }

    fn detach_account(&mut self, ctx: &TenantCtx, account: AccountId) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "DELETE FROM scenario_entry_account WHERE tenant_id = ?1 AND account_id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
        )
        .map(drop)
    }
}
