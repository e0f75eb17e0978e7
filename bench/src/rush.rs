//! The floor of a rush hour in a database file: 10,000 agents who are Ready and hold as much as fits, 100,000 chats in
//! the queues of 20 services; and an engine over it.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use parlance_channel::{Channels, fetch::NoMedia};
use parlance_core::interaction::InteractionState;
use parlance_core::{Clock, InteractionId, TenantCtx, TenantId, Timestamp, UserId, clock::Random};
use parlance_engine::{Engine, EngineParts, Installation, Refusal, media::MediaLimits, seal::Keyring};
use parlance_store::{CommittedEvent, EventSink, Signal, files::NoFiles};
use parlance_store_sqlite::SqliteStore;
use rusqlite::{Connection, Transaction, params};

use crate::{
    Failure,
    fill::{Id, id},
    payload,
};

pub const AGENTS: usize = 10_000;
pub const WAITING: usize = 100_000;
pub const SERVICES: usize = 20;
pub const TEAMS: usize = 5;
pub const SKILLS: usize = 7;
/// Chats that each agent can hold: a share of 25 % each.
pub const ROOM: usize = 4;

/// How well an agent knows a skill.
pub const fn level(agent: usize, skill: usize) -> u8 {
    1 + ((agent * 31 + skill * 17) % 100) as u8
}

struct Nobody;

impl EventSink for Nobody {
    fn publish(&self, _: Vec<CommittedEvent>) {}
    fn signal(&self, _: Vec<Signal>) {}
}

#[derive(Debug)]
struct Now;

impl Clock for Now {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(payload::now_ms() as i64)
    }
}

/// Ids need to be different, nothing more.
#[derive(Debug, Default)]
struct Counting(AtomicU64);

impl Random for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let next = self
                .0
                .fetch_add(1, Ordering::Relaxed)
                .wrapping_mul(0x9E37_79B9_7F4A_7C15);
            chunk.copy_from_slice(&next.to_le_bytes()[..chunk.len()]);
        }
    }
}

/// An engine over a filled file.
pub struct Rush {
    pub engine: Engine,
    pub ctx: TenantCtx,
    now_ms: i64,
}

impl Rush {
    /// Fills a new file and opens it.
    pub fn open(file: &Path) -> Result<Self, Failure> {
        // Makes the tables.
        drop(SqliteStore::open(file, Arc::new(Nobody))?);
        let now_ms = payload::now_ms() as i64;
        fill(file, now_ms)?;
        let keyring = Keyring::new([("k".to_owned(), secrecy::SecretBox::new(Box::new([7; 32])))])?;
        let engine = Engine::new(EngineParts {
            store: Arc::new(SqliteStore::open(file, Arc::new(Nobody))?),
            clock: Arc::new(Now),
            random: Arc::new(Counting::default()),
            channels: Channels::default(),
            installation: Installation::new("http://127.0.0.1".parse()?, Arc::new(keyring)),
            files: Arc::new(NoFiles),
            media: Arc::new(NoMedia),
            media_limits: MediaLimits::default(),
        });
        Ok(Self {
            engine,
            ctx: TenantCtx::new(TenantId::from_uuid(uuid::Uuid::from_bytes(tenant(now_ms)))),
            now_ms,
        })
    }

    /// One of an agent's chats is over.
    pub async fn free(&self, agent: usize) -> Result<(), Failure> {
        let ctx = self.ctx;
        let user = UserId::from_uuid(uuid::Uuid::from_bytes(user(self.now_ms, agent)));
        let chat =
            InteractionId::from_uuid(uuid::Uuid::from_bytes(chat(self.now_ms, WAITING + agent * ROOM)));
        self.engine
            .write(move |tx, env| {
                let gone = || Refusal::Store("a row of the floor is missing".into());
                let mut row = tx.interaction(&ctx, chat)?.ok_or_else(gone)?;
                row.state = InteractionState::Closed;
                row.closed_at = Some(env.now);
                tx.save_interaction(&ctx, &mut row)?;
                let mut state = tx.agent(&ctx, user)?.ok_or_else(gone)?;
                state.idle_since = env.now;
                let holding = tx.holding(&ctx, user)?;
                tx.save_agent(&ctx, &mut state, holding)?;
                Ok(())
            })
            .await?;
        Ok(())
    }
}

fn tenant(now: i64) -> Id {
    id(now, 1, 1)
}

fn account(now: i64) -> Id {
    id(now, 9, 1)
}

fn user(now: i64, agent: usize) -> Id {
    id(now, 2, agent as u64)
}

fn chat(now: i64, number: usize) -> Id {
    id(now, 3, number as u64)
}

fn fill(file: &Path, now: i64) -> Result<(), Failure> {
    let mut connection = Connection::open(file)?;
    connection
        .execute_batch("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -400000;")?;
    let db = connection.transaction()?;
    rules(&db, now)?;
    for agent in 0..AGENTS {
        person(&db, now, agent)?;
    }
    for number in 0..WAITING + AGENTS * ROOM {
        let holder = number.checked_sub(WAITING).map(|place| place / ROOM);
        conversation(&db, now, number, holder)?;
    }
    db.commit()?;
    connection.execute_batch("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);")?;
    Ok(())
}

/// Teams, skills and services.
fn rules(db: &Transaction<'_>, now: i64) -> Result<(), Failure> {
    let tenant = tenant(now);
    db.execute(
        "INSERT INTO tenant (id, slug, name, settings, created_at) VALUES (?1, 'rush', 'Rush', ?2, ?3)",
        params![tenant, r#"{"chat_share_percent":25}"#, now],
    )?;
    db.execute(
        "INSERT INTO integration_account (tenant_id, id, channel, channel_type, name, created_at, updated_at)
         VALUES (?1, ?2, 'bench', 'bench', 'Page', ?3, ?3)",
        params![tenant, account(now), now],
    )?;
    for number in 0..TEAMS {
        db.execute(
            "INSERT INTO team (tenant_id, id, name, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)",
            params![tenant, id(now, 4, number as u64), format!("Team {number}"), now],
        )?;
    }
    for number in 0..SKILLS {
        db.execute(
            "INSERT INTO skill (tenant_id, id, name, kind, created_at, updated_at)
             VALUES (?1, ?2, ?3, 'auxiliary', ?4, ?4)",
            params![tenant, id(now, 5, number as u64), format!("Skill {number}"), now],
        )?;
    }
    for number in 0..SERVICES {
        let service = id(now, 6, number as u64);
        db.execute(
            "INSERT INTO service (tenant_id, id, name, target_percent, target_wait_ms, after_call_work_ms,
               disposition_required, reply_warn_ms, reply_alarm_ms, created_at, updated_at)
             VALUES (?1, ?2, ?3, 80, 30000, 0, 0, 1, 2, ?4, ?4)",
            params![tenant, service, format!("Service {number}"), now],
        )?;
        db.execute(
            "INSERT INTO service_team (tenant_id, service_id, team_id) VALUES (?1, ?2, ?3)",
            params![tenant, service, id(now, 4, (number % TEAMS) as u64)],
        )?;
        db.execute(
            "INSERT INTO service_skill (tenant_id, service_id, skill_id, level) VALUES (?1, ?2, ?3, 30)",
            params![tenant, service, id(now, 5, (number % SKILLS) as u64)],
        )?;
    }
    Ok(())
}

/// An agent who is Ready at a desktop and holds as much as fits.
fn person(db: &Transaction<'_>, now: i64, number: usize) -> Result<(), Failure> {
    let (tenant, own) = (tenant(now), user(now, number));
    db.prepare_cached(
        "INSERT INTO user (tenant_id, id, username, name, roles, team_id, password_hash, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?3, '[\"agent\"]', ?4, '-', ?5, ?5)",
    )?
    .execute(params![
        tenant,
        own,
        format!("agent{number}"),
        id(now, 4, (number % TEAMS) as u64),
        now
    ])?;
    db.prepare_cached(
        "INSERT INTO agent (tenant_id, user_id, availability, shown_state, since, idle_since, connected, held)
         VALUES (?1, ?2, 'ready', 'busy', ?3, ?4, 1, ?5)",
    )?
    .execute(params![tenant, own, now, now - (number * 37 % 100_000) as i64, ROOM as i64])?;
    for skill in 0..SKILLS {
        db.prepare_cached(
            "INSERT INTO user_skill (tenant_id, user_id, skill_id, level) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            tenant,
            own,
            id(now, 5, skill as u64),
            level(number, skill)
        ])?;
    }
    Ok(())
}

/// A chat that waits, or that an agent holds.
fn conversation(db: &Transaction<'_>, now: i64, number: usize, holder: Option<usize>) -> Result<(), Failure> {
    let tenant = tenant(now);
    let (contact, thread) = (id(now, 7, number as u64), id(now, 8, number as u64));
    db.prepare_cached("INSERT INTO contact (tenant_id, id, created_at) VALUES (?1, ?2, ?3)")?
        .execute(params![tenant, contact, now])?;
    db.prepare_cached(
        "INSERT INTO thread (tenant_id, id, account_id, channel, external_id, contact_id, open_interaction_id, created_at)
         VALUES (?1, ?2, ?7, 'bench', ?3, ?4, ?5, ?6)",
    )?
    .execute(params![tenant, thread, number.to_string(), contact, chat(now, number), now, account(now)])?;
    let queued = now - 600_000 + (number * 13 % 600_000) as i64;
    db.prepare_cached(
        "INSERT INTO interaction (tenant_id, id, number, thread_id, contact_id, account_id, channel, service_id, state,
           agent_id, priority, started_at, queued_at, last_message_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?11, 'bench', ?6, ?7, ?8, ?9, ?10, ?10, ?10)",
    )?
    .execute(params![
        tenant,
        chat(now, number),
        format!("K-RUSH-{number}"),
        thread,
        contact,
        id(now, 6, (number % SERVICES) as u64),
        if holder.is_some() { "active" } else { "queued" },
        holder.map(|agent| user(now, agent)),
        (number % 3) as i64,
        queued,
        account(now),
    ])?;
    Ok(())
}
