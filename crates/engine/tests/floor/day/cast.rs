//! Who works that day: the small contact center of the other stories, with two services and sixteen agents more.

use parlance_api::{
    config::DispositionKind,
    routing::RoutingStep,
    user::{SkillKind, SkillLevel},
};
use parlance_core::{DispositionId, EntryId, ServiceId, SkillId, TeamId, UserId};
use parlance_engine::{Refusal, identity::Person};
use parlance_store::{
    Tx,
    services::{DispositionRow, ServiceRow},
    skills::SkillRow,
    users::UserRow,
};

use crate::{
    harness::START,
    world::{ANA, Cast, ORDERS, RETURNS, World, bytes},
};

pub const AGENTS: usize = 20;
/// Keeps customers for the agent who had them last.
pub const BILLING: usize = 2;
/// Before all others; an outcome is asked for, but no time given for it.
pub const COMPLAINTS: usize = 3;
const FRENCH: u32 = 2;
const BOOKS: u32 = 3;

/// Some customers ask for French.
pub fn french() -> SkillLevel {
    SkillLevel {
        skill_id: SkillId::new(START, bytes(FRENCH)),
        level: 40,
    }
}

/// The outcome that agents choose in a service.
pub fn outcome(service: usize) -> DispositionId {
    DispositionId::new(START, bytes(50 + u32::try_from(service).unwrap()))
}

pub async fn world() -> World {
    let mut world = World::with_settings(|settings| settings.ready_at_sign_in = true).await;
    for place in world.cast.agents.len()..AGENTS {
        let number = 100 + u32::try_from(place).unwrap();
        let agent = Person {
            user_id: UserId::new(START, bytes(number)),
            name: format!("Agent {place:02}"),
            ..world.cast.agents[ANA].clone()
        };
        world.cast.agents.push(agent);
    }
    for place in [BILLING, COMPLAINTS] {
        let number = 1 + u32::try_from(place).unwrap();
        world.cast.services.push(ServiceId::new(START, bytes(number)));
        world.cast.entries.push(EntryId::new(START, bytes(number)));
    }
    let cast = world.cast.clone();
    let made = world
        .harness
        .engine
        .write(move |tx, _| people(tx, &cast).and_then(|()| services(tx, &cast)));
    made.await.unwrap();
    world
}

fn people(tx: &mut dyn Tx, cast: &Cast) -> Result<(), Refusal> {
    let ctx = &cast.ctx;
    let spanish = tx.skill(ctx, cast.spanish)?.unwrap();
    for (number, name, kind) in [
        (FRENCH, "French", SkillKind::Language),
        (BOOKS, "Books", SkillKind::Auxiliary),
    ] {
        tx.insert_skill(
            ctx,
            &SkillRow {
                id: SkillId::new(START, bytes(number)),
                name: name.into(),
                kind,
                ..spanish.clone()
            },
        )?;
    }
    let ana = tx.user(ctx, cast.agents[ANA].user_id)?.unwrap();
    let teams = teams(tx, cast)?;
    for (place, person) in cast.agents.iter().enumerate().skip(4) {
        let row = UserRow {
            id: person.user_id,
            username: format!("agent{place}"),
            name: person.name.clone(),
            team_id: Some(teams[place % 2]),
            max_chats: [None, Some(3), None, Some(5), Some(2)][place % 5],
            ..ana.clone()
        };
        tx.insert_user(ctx, &row)?;
    }
    for (place, person) in cast.agents.iter().enumerate() {
        let level = |step: usize| u8::try_from(20 + place * step % 80).unwrap();
        let late = place >= AGENTS - LATE;
        let skills = [
            (cast.spanish, place % 3 == 0 && place > 3),
            (SkillId::new(START, bytes(FRENCH)), place % 4 == 1),
            (SkillId::new(START, bytes(BOOKS)), place % 2 == 1),
        ];
        for (skill, _) in skills.into_iter().filter(|(_, knows)| *knows || late) {
            let level = if late { 70 } else { level(17) };
            tx.set_skill_level(ctx, person.user_id, skill, level)?;
        }
    }
    Ok(())
}

/// So many, the last ones, know everything and stay until nothing waits any more.
pub const LATE: usize = 4;

fn teams(tx: &dyn Tx, cast: &Cast) -> Result<Vec<TeamId>, Refusal> {
    Ok(tx.service(&cast.ctx, cast.services[ORDERS])?.unwrap().team_ids)
}

fn services(tx: &mut dyn Tx, cast: &Cast) -> Result<(), Refusal> {
    let ctx = &cast.ctx;
    let both = teams(tx, cast)?;
    let skill = |number, level| SkillLevel {
        skill_id: SkillId::new(START, bytes(number)),
        level,
    };
    for (place, id) in cast.services.iter().enumerate() {
        let present = tx.service(ctx, *id)?;
        let is_new = present.is_none();
        let mut row = match present {
            Some(row) => row,
            None => ServiceRow {
                id: *id,
                name: format!("Service {place}"),
                ..tx.service(ctx, cast.services[ORDERS])?.unwrap()
            },
        };
        match place {
            RETURNS => {
                row.steps = vec![
                    step(60_000, vec![], cast.spanish, 25),
                    step(120_000, vec![both[0]], cast.spanish, 0),
                ]
            }
            BILLING => {
                row.required_skills = vec![skill(BOOKS, 40)];
                row.steps = vec![step(90_000, vec![], SkillId::new(START, bytes(BOOKS)), 0)];
                row.last_agent_wait_ms = 45_000;
                row.after_call_work_ms = 45_000;
            }
            COMPLAINTS => row.after_call_work_ms = 0,
            _ => {}
        }
        row.dispositions = dispositions(place, *id, &row.dispositions, is_new);
        if is_new {
            tx.insert_service(ctx, &row)?;
        } else {
            tx.update_service(ctx, &row)?;
        }
    }
    Ok(())
}

fn step(after_ms: i64, team_ids: Vec<TeamId>, skill_id: SkillId, level: u8) -> RoutingStep {
    RoutingStep {
        after_ms,
        team_ids,
        levels: vec![SkillLevel { skill_id, level }],
    }
}

/// One that agents choose, and the one for those who choose none.
fn dispositions(
    place: usize,
    service: ServiceId,
    present: &[DispositionRow],
    is_new: bool,
) -> Vec<DispositionRow> {
    let number = u32::try_from(place).unwrap();
    let chosen = DispositionRow {
        id: outcome(place),
        service_id: service,
        name: "Done".into(),
        folder: None,
        code: None,
        kind: DispositionKind::Final,
        removed_at: None,
    };
    let none_given = DispositionRow {
        id: DispositionId::new(START, bytes(60 + number)),
        name: "None given".into(),
        code: Some("none_given".into()),
        kind: DispositionKind::System,
        ..chosen.clone()
    };
    let has_one = !is_new && present.iter().any(|row| row.kind == DispositionKind::System);
    let kept = present.iter().filter(|_| !is_new).cloned();
    kept.chain([chosen])
        .chain((!has_one).then_some(none_given))
        .collect()
}
