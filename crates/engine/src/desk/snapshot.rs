//! What a desktop starts from. Everything is read on one snapshot of the store, so the events after `seq` change exactly
//! this.

use parlance_api::{
    agent::AgentView,
    desk::{DayFigures, DeskSnapshot},
    interaction::{InteractionView, OfferView},
};
use parlance_core::{TenantCtx, Timestamp, UserId, permission::Right};
use parlance_store::{Read, agents::AgentPerson};

use crate::{
    Engine, Env, Refusal, UseCaseError, accounts,
    admin::{reasons, services},
    dispatch::snapshot,
    identity::{Person, me},
    planned,
    views::{agent_view, interaction_view, offer_view},
};

const DAY_MS: i64 = 24 * 3600 * 1000;

/// What an agent has in hand, with its place in the event stream.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnWork {
    /// Events after this number change it.
    pub seq: i64,
    /// Their state.
    pub agent: AgentView,
    /// What rings at them, the earliest first.
    pub offers: Vec<OfferView>,
    /// What they hold, the longest held first, and then that in which they take part.
    pub interactions: Vec<InteractionView>,
}

impl Engine {
    /// Everything a desktop needs to start: for those who handle interactions, and for those who may read all records.
    pub async fn desk(&self, who: &Person) -> Result<DeskSnapshot, UseCaseError> {
        if !who.can(Right::HandleInteractions) && !who.can(Right::ViewAllRecords) {
            return Err(UseCaseError::Refused(Refusal::forbidden(
                "Only agents, and people who may read all records, have a desk. Ask an administrator for the role.",
            )));
        }
        let (ctx, user, demo) = (who.ctx, who.user_id, self.is_demo());
        self.read(move |read, env| desk(read, env, &ctx, user, demo))
            .await
    }

    /// The part of the desk that events change.
    pub async fn own_work(&self, who: &Person) -> Result<OwnWork, UseCaseError> {
        let (ctx, user) = (who.ctx, who.user_id);
        self.read(move |read, env| own_work(read, env, &ctx, &person(read, &ctx, user)?))
            .await
    }
}

fn desk(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: UserId,
    demo: bool,
) -> Result<DeskSnapshot, Refusal> {
    let person = person(read, ctx, user)?;
    let work = own_work(read, env, ctx, &person)?;
    Ok(DeskSnapshot {
        seq: work.seq,
        server_time: env.now,
        me: me::view(read, ctx, user, false, demo)?,
        agent: work.agent,
        offers: work.offers,
        interactions: work.interactions,
        services: read.services(ctx)?.into_iter().map(services::view).collect(),
        reasons: read
            .reasons(ctx)?
            .into_iter()
            .filter(|reason| reason.system.is_none() && reason.disabled_at.is_none())
            .map(reasons::view)
            .collect(),
        channels: accounts::channel_views(env.channels),
        planned: planned::list(read, ctx, user)?,
        undo_send_ms: read.settings(ctx)?.undo_send_ms,
        today: today(read, env, ctx, &person)?,
    })
}

fn person(read: &dyn Read, ctx: &TenantCtx, user: UserId) -> Result<AgentPerson, Refusal> {
    read.agent_person(ctx, user)?
        .ok_or(Refusal::not_found("This user"))
}

fn own_work(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    person: &AgentPerson,
) -> Result<OwnWork, Refusal> {
    let user = person.user_id;
    Ok(OwnWork {
        seq: read.newest_seq(ctx)?,
        agent: agent_view(person, &read.settings(ctx)?),
        offers: read
            .pending_offers(ctx, user)?
            .iter()
            .map(|row| offer_view(read, env, ctx, row))
            .collect::<Result<_, _>>()?,
        interactions: read
            .held_interactions(ctx, user)?
            .iter()
            .chain(&read.shared_interactions(ctx, user)?)
            .map(|row| interaction_view(read, env, ctx, row))
            .collect::<Result<_, _>>()?,
    })
}

/// The agent's own day (UTC), and what waits in the queues whose work they get.
fn today(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    person: &AgentPerson,
) -> Result<DayFigures, Refusal> {
    let now = env.now.as_millis();
    let midnight = Timestamp::from_millis(now - now.rem_euclid(DAY_MS));
    let queues = read.queue_figures(ctx)?;
    let mut waiting = 0;
    if !queues.is_empty() {
        let own = snapshot::services_of(read, ctx, person)?;
        waiting = queues
            .iter()
            .filter(|queue| own.contains(&queue.service_id))
            .map(|queue| queue.waiting)
            .sum();
    }
    Ok(DayFigures {
        handled: read.handled_since(ctx, person.user_id, midnight)?,
        waiting,
    })
}
