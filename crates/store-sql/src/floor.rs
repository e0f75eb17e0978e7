//! What routing looks at.

use std::collections::HashMap;

use parlance_core::{InteractionId, ServiceId, SkillId, TeamId, TenantCtx, UserId};
use parlance_store::{
    StoreError,
    agents::AgentPerson,
    floor::{FloorRead, FloorService, FloorSkill, FloorWaiting},
};

use crate::{
    agents::ready_people,
    db::params,
    interactions::{moment, tenant},
    query::{Connected as _, for_both, many},
    row::{Row, RowResult, blob, uuid, uuid_opt},
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

for_both! { FloorRead {
    fn services_with_queue(&self, ctx: &TenantCtx) -> Result<Vec<ServiceId>, StoreError> {
        many(
            self.db(ctx),
            "SELECT s.id FROM service s WHERE s.tenant_id = ?1 AND EXISTS (
               SELECT 1 FROM interaction i
               WHERE i.tenant_id = s.tenant_id AND i.service_id = s.id AND i.state = 'queued')",
            params![tenant(ctx)],
            |row| uuid(row, "id").map(ServiceId::from_uuid),
        )
    }

    fn floor_services(
        &self,
        ctx: &TenantCtx,
        only: Option<&[ServiceId]>,
    ) -> Result<Vec<FloorService>, StoreError> {
        let mut services = many(
            self.db(ctx),
            "SELECT id, name FROM service WHERE tenant_id = ?1 ORDER BY name",
            params![tenant(ctx)],
            |row| {
                Ok(FloorService {
                    id: ServiceId::from_uuid(uuid(row, "id")?),
                    name: row.get("name")?,
                    teams: Vec::new(),
                    skills: Vec::new(),
                })
            },
        )?;
        services.retain(|service| only.is_none_or(|only| only.contains(&service.id)));
        let places: HashMap<ServiceId, usize> = services
            .iter()
            .enumerate()
            .map(|(place, service)| (service.id, place))
            .collect();
        let teams = many(
            self.db(ctx),
            "SELECT st.service_id, st.team_id FROM service_team st
             JOIN team t ON t.tenant_id = st.tenant_id AND t.id = st.team_id AND t.disabled_at IS NULL
             WHERE st.tenant_id = ?1",
            params![tenant(ctx)],
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
            self.db(ctx),
            "SELECT ss.service_id, ss.skill_id, ss.level, sk.name FROM service_skill ss
             JOIN skill sk ON sk.tenant_id = ss.tenant_id AND sk.id = ss.skill_id AND sk.disabled_at IS NULL
             WHERE ss.tenant_id = ?1 ORDER BY sk.name",
            params![tenant(ctx)],
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

    fn ready_agents(&self, ctx: &TenantCtx) -> Result<Vec<AgentPerson>, StoreError> {
        ready_people(self.db(ctx), ctx)
    }

    fn skill_holders(
        &self,
        ctx: &TenantCtx,
        skills: &[SkillId],
    ) -> Result<Vec<(UserId, SkillId, u8)>, StoreError> {
        let mut levels = Vec::new();
        for skill in skills {
            levels.extend(many(
            self.db(ctx),
                "SELECT user_id, level FROM user_skill WHERE tenant_id = ?1 AND skill_id = ?2",
                params![tenant(ctx), blob(skill.as_uuid())],
                |row| {
                    Ok((
                        UserId::from_uuid(uuid(row, "user_id")?),
                        *skill,
                        row.get("level")?,
                    ))
                },
            )?);
        }
        Ok(levels)
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

    fn reserved_waiting(&self, ctx: &TenantCtx) -> Result<Vec<FloorWaiting>, StoreError> {
        many(
            self.db(ctx),
            "SELECT id, service_id, priority, queued_at, reserved_agent_id FROM interaction
             WHERE tenant_id = ?1 AND state = 'queued' AND reserved_agent_id IS NOT NULL
             ORDER BY priority DESC, queued_at, id",
            params![tenant(ctx)],
            read_waiting,
        )
    }
}}
