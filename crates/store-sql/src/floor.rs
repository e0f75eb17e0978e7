//! What routing looks at.

use std::collections::HashMap;

use parlance_core::{InteractionId, ServiceId, SkillId, TeamId, TenantCtx, UserId};
use parlance_store::{
    StoreError,
    agents::AgentPerson,
    floor::{FloorRead, FloorService, FloorSkill, FloorWaiting},
};

use crate::{
    agents::{people_with_room, ready_people},
    db::{Db, params},
    interactions::{moment, tenant},
    query::{Connected as _, for_both, many, one},
    row::{Row, RowResult, blob, uuid, uuid_opt},
    search::id_list,
    value::Bind,
};

fn read_waiting(row: &Row<'_>) -> RowResult<FloorWaiting> {
    Ok(FloorWaiting {
        id: InteractionId::from_uuid(uuid(row, "id")?),
        service_id: ServiceId::from_uuid(uuid(row, "service_id")?),
        priority: row.get("priority")?,
        queued_at: moment(row, "queued_at")?,
        reserved_agent_id: uuid_opt(row, "reserved_agent_id")?.map(UserId::from_uuid),
    })
}

/// Services selected by a condition on `service s`, with what they ask for.
fn services(db: Db<'_>, condition: &str, values: &[&dyn Bind]) -> Result<Vec<FloorService>, StoreError> {
    let mut services = many(
        db,
        &format!("SELECT s.id, s.name FROM service s WHERE s.tenant_id = ?1 AND {condition} ORDER BY s.name"),
        values,
        |row| {
            Ok(FloorService {
                id: ServiceId::from_uuid(uuid(row, "id")?),
                name: row.get("name")?,
                teams: Vec::new(),
                skills: Vec::new(),
            })
        },
    )?;
    let places: HashMap<ServiceId, usize> = services
        .iter()
        .enumerate()
        .map(|(place, service)| (service.id, place))
        .collect();
    let teams = many(
        db,
        &format!(
            "SELECT st.service_id, st.team_id FROM service s
             JOIN service_team st ON st.tenant_id = s.tenant_id AND st.service_id = s.id
             JOIN team t ON t.tenant_id = st.tenant_id AND t.id = st.team_id AND t.disabled_at IS NULL
             WHERE s.tenant_id = ?1 AND {condition}"
        ),
        values,
        |row| {
            Ok((
                ServiceId::from_uuid(uuid(row, "service_id")?),
                TeamId::from_uuid(uuid(row, "team_id")?),
            ))
        },
    )?;
    for (service, team) in teams {
        if let Some(place) = places.get(&service) {
            services[*place].teams.push(team);
        }
    }
    let skills = many(
        db,
        &format!(
            "SELECT ss.service_id, ss.skill_id, ss.level, sk.name FROM service s
             JOIN service_skill ss ON ss.tenant_id = s.tenant_id AND ss.service_id = s.id
             JOIN skill sk ON sk.tenant_id = ss.tenant_id AND sk.id = ss.skill_id AND sk.disabled_at IS NULL
             WHERE s.tenant_id = ?1 AND {condition} ORDER BY sk.name"
        ),
        values,
        |row| {
            Ok((
                ServiceId::from_uuid(uuid(row, "service_id")?),
                FloorSkill {
                    id: SkillId::from_uuid(uuid(row, "skill_id")?),
                    name: row.get("name")?,
                    level: row.get("level")?,
                },
            ))
        },
    )?;
    for (service, skill) in skills {
        if let Some(place) = places.get(&service) {
            services[*place].skills.push(skill);
        }
    }
    Ok(services)
}

for_both! { FloorRead {
    fn something_waits(&self, ctx: &TenantCtx) -> Result<bool, StoreError> {
        let first = one(
            self.db(ctx),
            "SELECT 1 FROM interaction WHERE tenant_id = ?1 AND state = 'queued' LIMIT 1",
            params![tenant(ctx)],
            |_| Ok(()),
        )?;
        Ok(first.is_some())
    }

    fn floor_services(&self, ctx: &TenantCtx) -> Result<Vec<FloorService>, StoreError> {
        services(self.db(ctx), "1 = 1", params![tenant(ctx)])
    }

    fn services_of_teams(
        &self,
        ctx: &TenantCtx,
        teams: &[TeamId],
        also: &[ServiceId],
    ) -> Result<Vec<FloorService>, StoreError> {
        let db = self.db(ctx);
        let then = db.dialect().join_in_order();
        let mut ids = many(
            db,
            &format!(
                "SELECT DISTINCT s.id FROM service_team st
                 {then} service s ON s.tenant_id = st.tenant_id AND s.id = st.service_id
                 WHERE st.tenant_id = ?1 AND {} AND EXISTS (
                   SELECT 1 FROM interaction i
                   WHERE i.tenant_id = ?1 AND i.service_id = s.id AND i.state = 'queued')",
                db.dialect().is_one_of("st.team_id", "?2")
            ),
            params![tenant(ctx), id_list(teams.iter().map(TeamId::as_uuid))],
            |row| uuid(row, "id"),
        )?;
        ids.extend(also.iter().map(ServiceId::as_uuid));
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let condition = db.dialect().is_one_of("s.id", "?2");
        services(db, &condition, params![tenant(ctx), id_list(ids)])
    }

    fn ready_agents(&self, ctx: &TenantCtx) -> Result<Vec<AgentPerson>, StoreError> {
        ready_people(self.db(ctx), ctx)
    }

    fn agents_with_room(&self, ctx: &TenantCtx, room: u32) -> Result<Vec<AgentPerson>, StoreError> {
        people_with_room(self.db(ctx), ctx, room)
    }

    fn skill_levels_among(
        &self,
        ctx: &TenantCtx,
        users: &[UserId],
        skills: &[SkillId],
    ) -> Result<Vec<(UserId, SkillId, u8)>, StoreError> {
        if users.is_empty() || skills.is_empty() {
            return Ok(Vec::new());
        }
        let db = self.db(ctx);
        many(
            db,
            &format!(
                "SELECT user_id, skill_id, level FROM user_skill
                 WHERE tenant_id = ?1 AND {} AND {}",
                db.dialect().is_one_of("user_id", "?2"),
                db.dialect().is_one_of("skill_id", "?3")
            ),
            params![
                tenant(ctx),
                id_list(users.iter().map(UserId::as_uuid)),
                id_list(skills.iter().map(SkillId::as_uuid)),
            ],
            |row| {
                Ok((
                    UserId::from_uuid(uuid(row, "user_id")?),
                    SkillId::from_uuid(uuid(row, "skill_id")?),
                    row.get("level")?,
                ))
            },
        )
    }

    fn waiting(
        &self,
        ctx: &TenantCtx,
        service: ServiceId,
        limit: u32,
    ) -> Result<Vec<FloorWaiting>, StoreError> {
        many(
            self.db(ctx),
            "SELECT id, service_id, priority, queued_at, reserved_agent_id FROM interaction
             WHERE tenant_id = ?1 AND service_id = ?2 AND state = 'queued' AND reserved_agent_id IS NULL
             ORDER BY priority DESC, queued_at, id LIMIT ?3",
            params![tenant(ctx), blob(service.as_uuid()), limit],
            read_waiting,
        )
    }

    fn reserved_waiting(&self, ctx: &TenantCtx, agents: &[UserId]) -> Result<Vec<FloorWaiting>, StoreError> {
        let db = self.db(ctx);
        many(
            db,
            &format!(
                "SELECT id, service_id, priority, queued_at, reserved_agent_id FROM interaction
                 WHERE tenant_id = ?1 AND state = 'queued' AND {}
                   AND reserved_agent_id IS NOT NULL
                 ORDER BY priority DESC, queued_at, id",
                db.dialect().is_one_of("reserved_agent_id", "?2")
            ),
            params![tenant(ctx), id_list(agents.iter().map(UserId::as_uuid))],
            read_waiting,
        )
    }
}}
