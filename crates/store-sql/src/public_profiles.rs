//! Public profiles of accounts.

use parlance_core::{AccountId, TenantCtx};
use parlance_store::{
    StoreError,
    public_profiles::{PublicProfileRow, PublicProfilesRead, PublicProfilesWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, one, run},
    row::{Row, RowResult, at_opt, blob, json, json_opt, millis, to_json},
    tx::Transaction,
};

fn read_profile(row: &Row<'_>) -> RowResult<PublicProfileRow> {
    Ok(PublicProfileRow {
        wanted: json(row, "wanted")?,
        there: json_opt(row, "there")?,
        read_at: at_opt(row, "read_at")?,
        published_at: at_opt(row, "published_at")?,
    })
}

for_both!(PublicProfilesRead {
    fn public_profile(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
    ) -> Result<Option<PublicProfileRow>, StoreError> {
        one(
            self.db(ctx),
            "SELECT wanted, there, read_at, published_at FROM public_profile
             WHERE tenant_id = ?1 AND account_id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            read_profile,
        )
    }
});

impl PublicProfilesWrite for Transaction<'_> {
    fn save_public_profile(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        row: &PublicProfileRow,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO public_profile (tenant_id, account_id, wanted, there, read_at, published_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (tenant_id, account_id) DO UPDATE SET wanted = excluded.wanted, there = excluded.there,
                 read_at = excluded.read_at, published_at = excluded.published_at",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                to_json(&row.wanted)?,
                row.there.as_ref().map(to_json).transpose()?,
                millis(row.read_at),
                millis(row.published_at),
            ],
        )
        .map(drop)
    }
}
