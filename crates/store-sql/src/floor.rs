//! What routing looks at.

use std::collections::HashMap;

use parlance_api::routing::step_mut;
use parlance_core::{InteractionId, ServiceId, SkillId, TeamId, TenantCtx, Timestamp, UserId};
use parlance_store::{
    StoreError,
    agents::AgentPerson,
    floor::{FloorClass, FloorRead, FloorService, FloorSkill, FloorWaiting, Queue},
};

use crate::{
    agents::{people_with_room, ready_people},
    db::{Db, params},
    interactions::{moment, moment_opt, tenant},
    query::{Connected as _, for_both, many, one},
    row::{Row, RowResult, blob, uuid, uuid_opt},
    search::id_list,
    services::read_level,
    value::Bind,
};

/// Every column of [`FloorWaiting`].
const WAITING: &str = "id, service_id, class_no, priority, queued_at, reserved_agent_id, reserved_until";
/// What stands in a queue.
const IN_QUEUE: &str = "tenant_id = ?1 AND service_id = ?2 AND class_no = ?3 AND state = 'queued'";

fn read_waiting(row: &Row<'_>) -> RowResult<FloorWaiting> {
    Ok(FloorWaiting {
        id: InteractionId::from_uuid(uuid(row, "id")?),
        service_id: ServiceId::from_uuid(uuid(row, "service_id")?),
        class_no: row.get("class_no")?,
        priority: row.get("priority")?,
        queued_at: moment(row, "queued_at")?,
        reserved_agent_id: uuid_opt(row, "reserved_agent_id")?.map(UserId::from_uuid),
        reserved_until: moment_opt(row, "reserved_until")?,
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
                steps: Vec::new(),
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
            "SELECT st.service_id, st.team_id, st.after_ms FROM service s
             JOIN service_team st ON st.tenant_id = s.tenant_id AND st.service_id = s.id
             JOIN team t ON t.tenant_id = st.tenant_id AND t.id = st.team_id AND t.disabled_at IS NULL
             WHERE s.tenant_id = ?1 AND {condition}"
        ),
        values,
        |row| {
            Ok((
                ServiceId::from_uuid(uuid(row, "service_id")?),
                TeamId::from_uuid(uuid(row, "team_id")?),
                row.get("after_ms")?,
            ))
        },
    )?;
    for (service, team, after_ms) in teams {
        if let Some(place) = places.get(&service) {
            match after_ms {
                0 => services[*place].teams.push(team),
                _ => step_mut(&mut services[*place].steps, after_ms)
                    .team_ids
                    .push(team),
            }
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
    let levels = many(
        db,
        &format!(
            "SELECT ss.service_id, ss.after_ms, ss.skill_id, ss.level FROM service s
             JOIN service_step_skill ss ON ss.tenant_id = s.tenant_id AND ss.service_id = s.id
             WHERE s.tenant_id = ?1 AND {condition} ORDER BY ss.skill_id"
        ),
        values,
        |row| {
            Ok((
                ServiceId::from_uuid(uuid(row, "service_id")?),
                row.get("after_ms")?,
                read_level(row)?,
            ))
        },
    )?;
    for (service, after_ms, level) in levels {
        if let Some(place) = places.get(&service) {
            step_mut(&mut services[*place].steps, after_ms).levels.push(level);
        }
    }
    Ok(services)
}

/// The highest priority in a queue below another one.
fn priority_below(db: Db<'_>, ctx: &TenantCtx, queue: Queue, than: i64) -> Result<Option<i64>, StoreError> {
    one(
        db,
        &format!(
            "SELECT priority FROM interaction WHERE {IN_QUEUE} AND priority < ?4 ORDER BY priority DESC LIMIT 1"
        ),
        params![
            tenant(ctx),
            blob(queue.service_id.as_uuid()),
            queue.class_no,
            than
        ],
        |row| row.get("priority"),
    )
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

    fn queues_with_class(&self, ctx: &TenantCtx, services: &[ServiceId]) -> Result<Vec<Queue>, StoreError> {
        let db = self.db(ctx);
        let then = db.dialect().join_in_order();
        many(
            db,
            &format!(
                "SELECT s.id, c.number FROM requirement_class c
                 {then} service s ON s.tenant_id = c.tenant_id AND {}
                 WHERE c.tenant_id = ?1 AND EXISTS (
                   SELECT 1 FROM interaction i WHERE i.tenant_id = ?1 AND i.service_id = s.id
                     AND i.class_no = c.number AND i.state = 'queued')",
                db.dialect().is_one_of("s.id", "?2")
            ),
            params![tenant(ctx), id_list(services.iter().map(ServiceId::as_uuid))],
            |row| {
                Ok(Queue {
                    service_id: ServiceId::from_uuid(uuid(row, "id")?),
                    class_no: row.get("number")?,
                })
            },
        )
    }

    fn classes(&self, ctx: &TenantCtx, numbers: &[u32]) -> Result<Vec<FloorClass>, StoreError> {
        let mut classes = Vec::new();
        for number in numbers {
            let skills = many(
                self.db(ctx),
                "SELECT cs.skill_id, cs.level, sk.name FROM requirement_class_skill cs
                 JOIN skill sk ON sk.tenant_id = cs.tenant_id AND sk.id = cs.skill_id AND sk.disabled_at IS NULL
                 WHERE cs.tenant_id = ?1 AND cs.number = ?2 ORDER BY sk.name",
                params![tenant(ctx), *number],
                |row| {
                    Ok(FloorSkill {
                        id: SkillId::from_uuid(uuid(row, "skill_id")?),
                        name: row.get("name")?,
                        level: row.get("level")?,
                    })
                },
            )?;
            classes.push(FloorClass {
                number: *number,
                skills,
            });
        }
        Ok(classes)
    }

    fn waiting(&self, ctx: &TenantCtx, queue: Queue, limit: u32) -> Result<Vec<FloorWaiting>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {WAITING} FROM interaction WHERE {IN_QUEUE} AND reserved_agent_id IS NULL
                 ORDER BY priority DESC, queued_at, id LIMIT ?4"
            ),
            params![tenant(ctx), blob(queue.service_id.as_uuid()), queue.class_no, limit],
            read_waiting,
        )
    }

    fn waiting_since(
        &self,
        ctx: &TenantCtx,
        queue: Queue,
        at: Timestamp,
        limit: u32,
    ) -> Result<Vec<FloorWaiting>, StoreError> {
        let db = self.db(ctx);
        let mut found = Vec::new();
        let mut priority = i64::MAX;
        while let Some(next) = priority_below(db, ctx, queue, priority)? {
            priority = next;
            let wanted = limit.saturating_sub(u32::try_from(found.len()).unwrap_or(u32::MAX));
            if wanted == 0 {
                break;
            }
            found.extend(many(
                db,
                &format!(
                    "SELECT {WAITING} FROM interaction WHERE {IN_QUEUE} AND priority = ?4 AND queued_at <= ?5
                       AND reserved_agent_id IS NULL ORDER BY queued_at, id LIMIT ?6"
                ),
                params![
                    tenant(ctx),
                    blob(queue.service_id.as_uuid()),
                    queue.class_no,
                    priority,
                    at.as_millis(),
                    wanted
                ],
                read_waiting,
            )?);
        }
        Ok(found)
    }

    fn first_after(&self, ctx: &TenantCtx, queue: Queue, at: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let db = self.db(ctx);
        let mut first = None;
        let mut priority = i64::MAX;
        while let Some(next) = priority_below(db, ctx, queue, priority)? {
            priority = next;
            let here = one(
                db,
                &format!(
                    "SELECT queued_at FROM interaction WHERE {IN_QUEUE} AND priority = ?4 AND queued_at > ?5
                     ORDER BY queued_at LIMIT 1"
                ),
                params![
                    tenant(ctx),
                    blob(queue.service_id.as_uuid()),
                    queue.class_no,
                    priority,
                    at.as_millis()
                ],
                |row| moment(row, "queued_at"),
            )?;
            first = first.into_iter().chain(here).min();
        }
        Ok(first)
    }

    fn all_reserved(&self, ctx: &TenantCtx, limit: u32) -> Result<Vec<FloorWaiting>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {WAITING} FROM interaction
                 WHERE tenant_id = ?1 AND state = 'queued' AND reserved_agent_id IS NOT NULL
                 ORDER BY priority DESC, queued_at, id LIMIT ?2"
            ),
            params![tenant(ctx), limit],
            read_waiting,
        )
    }

    fn reserved_waiting(&self, ctx: &TenantCtx, agents: &[UserId]) -> Result<Vec<FloorWaiting>, StoreError> {
        let db = self.db(ctx);
        many(
            db,
            &format!(
                "SELECT {WAITING} FROM interaction
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
