//! Tenants.

use parlance_api::config::{TenantSettings, TenantSettingsPatch};
use parlance_core::{TenantCtx, TenantId};
use parlance_store::{
    StoreError,
    tenants::{TenantRow, TenantsRead, TenantsWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, json, millis, to_json, uuid},
    tx::Transaction,
};

const COLUMNS: &str = "id, slug, name, settings, disabled_at, created_at";

/// Stored settings may be older than a setting: what is missing has its default.
fn read_settings(row: &Row<'_>) -> RowResult<TenantSettings> {
    let stored: TenantSettingsPatch = json(row, "settings")?;
    Ok(TenantSettings::default().changed_by(&stored))
}

fn read_tenant(row: &Row<'_>) -> RowResult<TenantRow> {
    Ok(TenantRow {
        id: TenantId::from_uuid(uuid(row, "id")?),
        slug: row.get("slug")?,
        name: row.get("name")?,
        settings: read_settings(row)?,
        disabled_at: at_opt(row, "disabled_at")?,
        created_at: at(row, "created_at")?,
    })
}

for_both!(TenantsRead {
    fn tenant(&self, ctx: &TenantCtx) -> Result<Option<TenantRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM tenant WHERE id = ?1"),
            params![blob(ctx.tenant_id().as_uuid())],
            read_tenant,
        )
    }

    fn tenant_by_slug(&self, slug: &str) -> Result<Option<TenantRow>, StoreError> {
        one(self.all(), &format!("SELECT {COLUMNS} FROM tenant WHERE slug = ?1"), params![slug], read_tenant)
    }

    fn tenants(&self) -> Result<Vec<TenantRow>, StoreError> {
        many(self.all(), &format!("SELECT {COLUMNS} FROM tenant ORDER BY name, id"), params![], read_tenant)
    }

    fn settings(&self, ctx: &TenantCtx) -> Result<TenantSettings, StoreError> {
        one(
            self.db(ctx),
            "SELECT settings FROM tenant WHERE id = ?1",
            params![blob(ctx.tenant_id().as_uuid())],
            read_settings,
        )
        .map(Option::unwrap_or_default)
    }
});

impl TenantsWrite for Transaction<'_> {
    fn insert_tenant(&mut self, row: &TenantRow) -> Result<(), StoreError> {
        run(
            self.all(),
            "INSERT INTO tenant (id, slug, name, settings, disabled_at, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                blob(row.id.as_uuid()),
                row.slug,
                row.name,
                to_json(&row.settings)?,
                millis(row.disabled_at),
                row.created_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn update_tenant(&mut self, ctx: &TenantCtx, row: &TenantRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE tenant SET name = ?2, disabled_at = ?3 WHERE id = ?1",
            params![blob(ctx.tenant_id().as_uuid()), row.name, millis(row.disabled_at)],
        )
        .map(drop)
    }

    fn save_settings(&mut self, ctx: &TenantCtx, settings: &TenantSettings) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE tenant SET settings = ?2 WHERE id = ?1",
            params![blob(ctx.tenant_id().as_uuid()), to_json(settings)?],
        )
        .map(drop)
    }
}
