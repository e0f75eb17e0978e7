//! Users and the skills they hold.

use parlance_api::user::SkillLevel;
use parlance_core::{SkillId, TeamId, TenantCtx, Timestamp, UserId};
use parlance_store::{
    StoreError,
    users::{PasswordHash, UserRow, UsersRead, UsersWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, json, millis, to_json, uuid, uuid_opt},
    tx::Transaction,
};

const COLUMNS: &str = "id, username, name, email, roles, team_id, max_chats, language, password_hash, disabled_at, \
                       last_sign_in_at, created_at, updated_at";

fn read_user(row: &Row<'_>) -> RowResult<UserRow> {
    Ok(UserRow {
        id: UserId::from_uuid(uuid(row, "id")?),
        username: row.get("username")?,
        name: row.get("name")?,
        email: row.get("email")?,
        roles: json(row, "roles")?,
        team_id: uuid_opt(row, "team_id")?.map(TeamId::from_uuid),
        max_chats: row.get("max_chats")?,
        language: row.get("language")?,
        password_hash: PasswordHash::new(row.get("password_hash")?),
        disabled_at: at_opt(row, "disabled_at")?,
        last_sign_in_at: at_opt(row, "last_sign_in_at")?,
        created_at: at(row, "created_at")?,
        updated_at: at(row, "updated_at")?,
    })
}

fn read_level(row: &Row<'_>) -> RowResult<SkillLevel> {
    Ok(SkillLevel {
        skill_id: SkillId::from_uuid(uuid(row, "skill_id")?),
        level: row.get("level")?,
    })
}

for_both!(UsersRead {
    fn user(&self, ctx: &TenantCtx, id: UserId) -> Result<Option<UserRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM \"user\" WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_user,
        )
    }

    fn user_by_username(&self, ctx: &TenantCtx, username: &str) -> Result<Option<UserRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM \"user\" WHERE tenant_id = ?1 AND username = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), username],
            read_user,
        )
    }

    fn users(&self, ctx: &TenantCtx) -> Result<Vec<UserRow>, StoreError> {
        many(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM \"user\" WHERE tenant_id = ?1 ORDER BY name COLLATE NOCASE, id"),
            params![blob(ctx.tenant_id().as_uuid())],
            read_user,
        )
    }

    fn skill_levels(&self, ctx: &TenantCtx) -> Result<Vec<(UserId, SkillLevel)>, StoreError> {
        many(
            self.db(ctx),
            "SELECT user_id, skill_id, level FROM user_skill WHERE tenant_id = ?1 ORDER BY user_id, skill_id",
            params![blob(ctx.tenant_id().as_uuid())],
            |row| Ok((UserId::from_uuid(uuid(row, "user_id")?), read_level(row)?)),
        )
    }

    fn skill_levels_of(&self, ctx: &TenantCtx, user: UserId) -> Result<Vec<SkillLevel>, StoreError> {
        many(
            self.db(ctx),
            "SELECT skill_id, level FROM user_skill WHERE tenant_id = ?1 AND user_id = ?2 ORDER BY skill_id",
            params![blob(ctx.tenant_id().as_uuid()), blob(user.as_uuid())],
            read_level,
        )
    }

    fn any_user(&self) -> Result<bool, StoreError> {
        one(self.all(), "SELECT 1 FROM \"user\" LIMIT 1", params![], |_| Ok(())).map(|found| found.is_some())
    }
});

impl UsersWrite for Transaction<'_> {
    fn insert_user(&mut self, ctx: &TenantCtx, row: &UserRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO \"user\" (tenant_id, id, username, name, email, roles, team_id, max_chats, language,
               password_hash, disabled_at, last_sign_in_at, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.username,
                row.name,
                row.email,
                to_json(&row.roles)?,
                row.team_id.map(|id| blob(id.as_uuid())),
                row.max_chats,
                row.language,
                row.password_hash.expose(),
                millis(row.disabled_at),
                millis(row.last_sign_in_at),
                row.created_at.as_millis(),
                row.updated_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn update_user(&mut self, ctx: &TenantCtx, row: &UserRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE \"user\" SET username = ?3, name = ?4, email = ?5, roles = ?6, team_id = ?7, max_chats = ?8,
               language = ?9, disabled_at = ?10, updated_at = ?11
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.username,
                row.name,
                row.email,
                to_json(&row.roles)?,
                row.team_id.map(|id| blob(id.as_uuid())),
                row.max_chats,
                row.language,
                millis(row.disabled_at),
                row.updated_at.as_millis(),
            ],
        )?;
        run(
            self.db(ctx),
            "UPDATE agent SET max_chats = ?3 WHERE tenant_id = ?1 AND user_id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.max_chats,
            ],
        )
        .map(drop)
    }

    fn set_password(&mut self, ctx: &TenantCtx, id: UserId, hash: &PasswordHash) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE \"user\" SET password_hash = ?3 WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid()), hash.expose()],
        )
        .map(drop)
    }

    fn note_sign_in(&mut self, ctx: &TenantCtx, id: UserId, at: Timestamp) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE \"user\" SET last_sign_in_at = ?3 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                at.as_millis()
            ],
        )
        .map(drop)
    }

    fn set_skill_level(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        skill: SkillId,
        level: u8,
    ) -> Result<(), StoreError> {
        let key = [ctx.tenant_id().as_uuid(), user.as_uuid(), skill.as_uuid()].map(blob);
        if level == 0 {
            let sql = "DELETE FROM user_skill WHERE tenant_id = ?1 AND user_id = ?2 AND skill_id = ?3";
            return run(self.db(ctx), sql, key).map(drop);
        }
        run(
            self.db(ctx),
            "INSERT INTO user_skill (tenant_id, user_id, skill_id, level) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (tenant_id, user_id, skill_id) DO UPDATE SET level = ?4",
            params![key[0], key[1], key[2], level],
        )
        .map(drop)
    }
}
