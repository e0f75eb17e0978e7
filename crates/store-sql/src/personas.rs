//! Under which names agents write.

use parlance_core::{AccountId, AttachmentId, TenantCtx, UserId};
use parlance_store::{
    StoreError,
    personas::{PersonaRow, PersonasRead, PersonasWrite, PublicIdentity},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, one, run},
    row::{blob, uuid_opt},
    tx::Transaction,
};

for_both!(PersonasRead {
    fn public_identity(&self, ctx: &TenantCtx, user: UserId) -> Result<Option<PublicIdentity>, StoreError> {
        one(
            self.db(ctx),
            "SELECT name, picture_id FROM public_identity WHERE tenant_id = ?1 AND user_id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(user.as_uuid())],
            |row| {
                Ok(PublicIdentity {
                    name: row.get("name")?,
                    picture_id: uuid_opt(row, "picture_id")?.map(AttachmentId::from_uuid),
                })
            },
        )
    }

    fn persona(&self, ctx: &TenantCtx, account: AccountId, user: UserId) -> Result<Option<PersonaRow>, StoreError> {
        one(
            self.db(ctx),
            "SELECT remote_id, name, picture_id FROM persona
             WHERE tenant_id = ?1 AND account_id = ?2 AND user_id = ?3",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), blob(user.as_uuid())],
            |row| {
                Ok(PersonaRow {
                    remote_id: row.get("remote_id")?,
                    name: row.get("name")?,
                    picture_id: uuid_opt(row, "picture_id")?.map(AttachmentId::from_uuid),
                })
            },
        )
    }
});

impl PersonasWrite for Transaction<'_> {
    fn save_public_identity(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        identity: Option<&PublicIdentity>,
    ) -> Result<(), StoreError> {
        let (tenant, user) = (blob(ctx.tenant_id().as_uuid()), blob(user.as_uuid()));
        let Some(identity) = identity else {
            let gone = "DELETE FROM public_identity WHERE tenant_id = ?1 AND user_id = ?2";
            return run(self.db(ctx), gone, params![tenant, user]).map(drop);
        };
        run(
            self.db(ctx),
            "INSERT INTO public_identity (tenant_id, user_id, name, picture_id) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (tenant_id, user_id) DO UPDATE SET name = excluded.name, picture_id = excluded.picture_id",
            params![
                tenant,
                user,
                identity.name,
                identity.picture_id.map(|id| blob(id.as_uuid())),
            ],
        )
        .map(drop)
    }

    fn save_persona(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        user: UserId,
        row: Option<&PersonaRow>,
    ) -> Result<(), StoreError> {
        let tenant = blob(ctx.tenant_id().as_uuid());
        let (account, user) = (blob(account.as_uuid()), blob(user.as_uuid()));
        let Some(row) = row else {
            let gone = "DELETE FROM persona WHERE tenant_id = ?1 AND account_id = ?2 AND user_id = ?3";
            return run(self.db(ctx), gone, params![tenant, account, user]).map(drop);
        };
        run(
            self.db(ctx),
            "INSERT INTO persona (tenant_id, account_id, user_id, remote_id, name, picture_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (tenant_id, account_id, user_id) DO UPDATE SET remote_id = excluded.remote_id,
               name = excluded.name, picture_id = excluded.picture_id",
            params![
                tenant,
                account,
                user,
                row.remote_id,
                row.name,
                row.picture_id.map(|id| blob(id.as_uuid()))
            ],
        )
        .map(drop)
    }
}
