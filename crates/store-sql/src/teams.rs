//! Teams.

use parlance_core::{TeamId, TenantCtx, UserId};
use parlance_store::{
    StoreError,
    teams::{TeamRow, TeamsRead, TeamsWrite},
};

use crate::{
    db::{Db, params},
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, millis, uuid},
    tx::Transaction,
};

const COLUMNS: &str =
    "t.id, t.name, t.disabled_at, t.created_at, t.updated_at, (SELECT count(*) FROM \"user\" u
     WHERE u.tenant_id = t.tenant_id AND u.team_id = t.id AND u.disabled_at IS NULL) AS members";

fn read_team(row: &Row<'_>) -> RowResult<TeamRow> {
    Ok(TeamRow {
        id: TeamId::from_uuid(uuid(row, "id")?),
        name: row.get("name")?,
        supervisor_ids: Vec::new(),
        members: row.get("members")?,
        disabled_at: at_opt(row, "disabled_at")?,
        created_at: at(row, "created_at")?,
        updated_at: at(row, "updated_at")?,
    })
}

fn supervisors(db: Db<'_>, ctx: &TenantCtx) -> Result<Vec<(TeamId, UserId)>, StoreError> {
    many(
        db,
        "SELECT team_id, user_id FROM team_supervisor WHERE tenant_id = ?1 ORDER BY team_id, user_id",
        params![blob(ctx.tenant_id().as_uuid())],
        |row| {
            Ok((
                TeamId::from_uuid(uuid(row, "team_id")?),
                UserId::from_uuid(uuid(row, "user_id")?),
            ))
        },
    )
}

fn with_supervisors(mut team: TeamRow, all: &[(TeamId, UserId)]) -> TeamRow {
    team.supervisor_ids = all
        .iter()
        .filter(|(id, _)| *id == team.id)
        .map(|(_, user)| *user)
        .collect();
    team
}

for_both!(TeamsRead {
    fn team(&self, ctx: &TenantCtx, id: TeamId) -> Result<Option<TeamRow>, StoreError> {
        let found = one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM team t WHERE t.tenant_id = ?1 AND t.id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_team,
        )?;
        let all = supervisors(self.db(ctx), ctx)?;
        Ok(found.map(|team| with_supervisors(team, &all)))
    }

    fn teams(&self, ctx: &TenantCtx) -> Result<Vec<TeamRow>, StoreError> {
        let found = many(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM team t WHERE t.tenant_id = ?1 ORDER BY t.name, t.id"),
            params![blob(ctx.tenant_id().as_uuid())],
            read_team,
        )?;
        let all = supervisors(self.db(ctx), ctx)?;
        Ok(found.into_iter().map(|team| with_supervisors(team, &all)).collect())
    }
});

fn write_supervisors(db: Db<'_>, ctx: &TenantCtx, row: &TeamRow) -> Result<(), StoreError> {
    let key = [ctx.tenant_id().as_uuid(), row.id.as_uuid()].map(blob);
    run(
        db,
        "DELETE FROM team_supervisor WHERE tenant_id = ?1 AND team_id = ?2",
        key,
    )?;
    for user in &row.supervisor_ids {
        run(
            db,
            "INSERT INTO team_supervisor (tenant_id, team_id, user_id) VALUES (?1, ?2, ?3)",
            params![key[0], key[1], blob(user.as_uuid())],
        )?;
    }
    Ok(())
}

impl TeamsWrite for Transaction<'_> {
    fn insert_team(&mut self, ctx: &TenantCtx, row: &TeamRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO team (tenant_id, id, name, disabled_at, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.name,
                millis(row.disabled_at),
                row.created_at.as_millis(),
                row.updated_at.as_millis(),
            ],
        )?;
        write_supervisors(self.db(ctx), ctx, row)
    }

    fn update_team(&mut self, ctx: &TenantCtx, row: &TeamRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE team SET name = ?3, disabled_at = ?4, updated_at = ?5 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.name,
                millis(row.disabled_at),
                row.updated_at.as_millis(),
            ],
        )?;
        write_supervisors(self.db(ctx), ctx, row)
    }
}
