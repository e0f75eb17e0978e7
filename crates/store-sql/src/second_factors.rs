//! Second factors.

use parlance_core::{TenantCtx, TenantId, Timestamp, UserId};
use parlance_store::{
    StoreError,
    second_factors::{SecondFactorRow, SecondFactorsRead, SecondFactorsWrite},
    sessions::SecretHash,
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{at, blob, uuid},
    tx::Transaction,
};

fn key(ctx: &TenantCtx, user: UserId) -> [[u8; 16]; 2] {
    [blob(ctx.tenant_id().as_uuid()), blob(user.as_uuid())]
}

for_both!(SecondFactorsRead {
    fn second_factor(&self, ctx: &TenantCtx, user: UserId) -> Result<Option<SecondFactorRow>, StoreError> {
        one(
            self.db(ctx),
            "SELECT sealed, last_step, enrolled_at FROM second_factor WHERE tenant_id = ?1 AND user_id = ?2",
            key(ctx, user),
            |row| {
                Ok(SecondFactorRow {
                    sealed: row.get("sealed")?,
                    last_step: row.get("last_step")?,
                    enrolled_at: at(row, "enrolled_at")?,
                })
            },
        )
    }

    fn second_factor_draft(
        &self,
        ctx: &TenantCtx,
        user: UserId,
    ) -> Result<Option<(String, Timestamp)>, StoreError> {
        one(
            self.db(ctx),
            "SELECT sealed, begun_at FROM second_factor_draft WHERE tenant_id = ?1 AND user_id = ?2",
            key(ctx, user),
            |row| Ok((row.get("sealed")?, at(row, "begun_at")?)),
        )
    }

    fn second_factor_holders(&self, ctx: &TenantCtx) -> Result<Vec<UserId>, StoreError> {
        many(
            self.db(ctx),
            "SELECT user_id FROM second_factor WHERE tenant_id = ?1 ORDER BY user_id",
            params![blob(ctx.tenant_id().as_uuid())],
            |row| Ok(UserId::from_uuid(uuid(row, "user_id")?)),
        )
    }

    fn all_second_factor_holders(&self) -> Result<Vec<(TenantId, UserId)>, StoreError> {
        many(
            self.all(),
            "SELECT tenant_id, user_id FROM second_factor ORDER BY tenant_id, user_id",
            params![],
            |row| {
                let tenant = TenantId::from_uuid(uuid(row, "tenant_id")?);
                Ok((tenant, UserId::from_uuid(uuid(row, "user_id")?)))
            },
        )
    }

    fn recovery_codes_left(&self, ctx: &TenantCtx, user: UserId) -> Result<u32, StoreError> {
        one(
            self.db(ctx),
            "SELECT count(*) FROM recovery_code WHERE tenant_id = ?1 AND user_id = ?2",
            key(ctx, user),
            |row| row.get(0),
        )
        .map(Option::unwrap_or_default)
    }
});

impl SecondFactorsWrite for Transaction<'_> {
    fn save_second_factor_draft(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        sealed: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let [tenant, user] = key(ctx, user);
        run(
            self.db(ctx),
            "INSERT INTO second_factor_draft (tenant_id, user_id, sealed, begun_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (tenant_id, user_id) DO UPDATE SET sealed = ?3, begun_at = ?4",
            params![tenant, user, sealed, at.as_millis()],
        )
        .map(drop)
    }

    fn save_second_factor(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        row: &SecondFactorRow,
    ) -> Result<(), StoreError> {
        let sql = "DELETE FROM second_factor_draft WHERE tenant_id = ?1 AND user_id = ?2";
        run(self.db(ctx), sql, key(ctx, user))?;
        let [tenant, user] = key(ctx, user);
        run(
            self.db(ctx),
            "INSERT INTO second_factor (tenant_id, user_id, sealed, last_step, enrolled_at)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (tenant_id, user_id) DO UPDATE SET sealed = ?3, last_step = ?4, enrolled_at = ?5",
            params![
                tenant,
                user,
                row.sealed,
                row.last_step,
                row.enrolled_at.as_millis()
            ],
        )
        .map(drop)
    }

    fn use_second_factor_step(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        step: i64,
    ) -> Result<bool, StoreError> {
        let [tenant, user] = key(ctx, user);
        run(
            self.db(ctx),
            "UPDATE second_factor SET last_step = ?3 WHERE tenant_id = ?1 AND user_id = ?2 AND last_step < ?3",
            params![tenant, user, step],
        )
        .map(|count| count > 0)
    }

    fn remove_second_factor(&mut self, ctx: &TenantCtx, user: UserId) -> Result<bool, StoreError> {
        for sql in [
            "DELETE FROM second_factor_draft WHERE tenant_id = ?1 AND user_id = ?2",
            "DELETE FROM recovery_code WHERE tenant_id = ?1 AND user_id = ?2",
        ] {
            run(self.db(ctx), sql, key(ctx, user))?;
        }
        let sql = "DELETE FROM second_factor WHERE tenant_id = ?1 AND user_id = ?2";
        run(self.db(ctx), sql, key(ctx, user)).map(|count| count > 0)
    }

    fn replace_recovery_codes(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        hashes: &[SecretHash],
    ) -> Result<(), StoreError> {
        let sql = "DELETE FROM recovery_code WHERE tenant_id = ?1 AND user_id = ?2";
        run(self.db(ctx), sql, key(ctx, user))?;
        let [tenant, user] = key(ctx, user);
        for hash in hashes {
            run(
                self.db(ctx),
                "INSERT INTO recovery_code (tenant_id, user_id, code_hash) VALUES (?1, ?2, ?3)",
                params![tenant, user, hash],
            )?;
        }
        Ok(())
    }

    fn use_recovery_code(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        hash: &SecretHash,
    ) -> Result<bool, StoreError> {
        let [tenant, user] = key(ctx, user);
        run(
            self.db(ctx),
            "DELETE FROM recovery_code WHERE tenant_id = ?1 AND user_id = ?2 AND code_hash = ?3",
            params![tenant, user, hash],
        )
        .map(|count| count > 0)
    }
}
