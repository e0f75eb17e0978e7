//! Asking colleagues to a conversation, and supervisors who come by themselves.

use parlance_api::{agent::TransferAgent, interaction::InteractionView, together::NewParticipant};
use parlance_core::{
    InteractionId, TeamId, TenantCtx, UserId,
    agent::Availability,
    interaction::InteractionState,
    participant::{PartChange, ParticipantRole, ParticipantState},
    permission::Right,
};
use parlance_store::{Read, Tx, interactions::InteractionRow, participants::ParticipantRow};

use super::{change, changed, tell};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    desk::{checked_note, targets},
    identity::{Caller, Person},
    interactions::{get, readable},
    views::interaction_view,
};

/// So many take part beside the owner, at most.
const MOST: usize = 8;

impl Engine {
    /// Asks somebody to a conversation that one holds. Those who supervise may come by themselves, and have joined then.
    ///
    /// Refuses with `not_active`, `not_yours`, `takes_part`, `too_many`, `agent_unavailable` or `nobody_free`.
    pub async fn ask_to_join(
        &self,
        who: &Person,
        id: InteractionId,
        new: NewParticipant,
    ) -> Result<InteractionView, UseCaseError> {
        let who = who.clone();
        self.write(move |tx, env| ask(tx, env, &who, id, &new)).await
    }
}

fn ask(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    who: &Person,
    id: InteractionId,
    new: &NewParticipant,
) -> Result<InteractionView, Refusal> {
    let ctx = &who.ctx;
    let row = readable(tx.as_read(), &Caller::Person(who.clone()), id)?;
    let oneself = new.user_id == Some(who.user_id);
    may_ask(who, &row, new, oneself)?;
    let text = checked_note(new.text.as_deref())?;
    if tx.participants(ctx, id)?.len() >= MOST {
        let message = format!("{MOST} colleagues take part already: somebody has to leave first.");
        return Err(Refusal::conflict("too_many", message));
    }
    let user = match (new.user_id, new.team_id) {
        (Some(user), None) => wanted(tx.as_read(), ctx, &row, new.role, user, oneself)?,
        (None, Some(team)) => free_one(tx.as_read(), ctx, &row, team)?,
        _ => {
            return Err(Refusal::field(
                "user_id",
                "missing",
                "Name either a colleague or a team.",
            ));
        }
    };
    let last = tx.last_part_began(ctx, id, user)?;
    let mut part = ParticipantRow {
        interaction_id: id,
        user_id: user,
        began_at: last.map_or(env.now, |last| env.now.max(last.plus_ms(1))),
        role: new.role,
        state: ParticipantState::Asked,
        asked_by: who.user_id,
        text,
        takes_room: false,
        joined_at: None,
        work_until: None,
        ended_at: None,
    };
    tx.insert_participant(ctx, &part)?;
    if oneself {
        change::join(tx, env, who, &row, &mut part)?;
    } else {
        tell(tx, env, ctx, &row, &part, PartChange::Asked, Some(who.user_id))?;
    }
    changed(tx, env, ctx, row, &[])?;
    let row = get(tx.as_read(), ctx, id)?;
    Ok(interaction_view(tx.as_read(), env, ctx, &row)?)
}

/// The owner asks others; those who supervise come by themselves.
fn may_ask(who: &Person, row: &InteractionRow, new: &NewParticipant, oneself: bool) -> Result<(), Refusal> {
    if row.state != InteractionState::Active {
        return Err(Refusal::conflict(
            "not_active",
            "Others can be asked only to a chat that is active; this one is not.",
        ));
    }
    let owns = row.agent_id == Some(who.user_id);
    if owns && oneself {
        return Err(Refusal::field(
            "user_id",
            "unknown",
            "You hold this chat yourself: choose a colleague.",
        ));
    }
    if !owns && !(oneself && who.can(Right::Supervise)) {
        return Err(Refusal::conflict(
            "not_yours",
            "Only the agent who holds the conversation asks others to it.",
        ));
    }
    if new.role == ParticipantRole::Observer && !oneself {
        return Err(Refusal::field(
            "role",
            "not_allowed",
            "Nobody is asked to read along: ask for advice, or to join.",
        ));
    }
    Ok(())
}

/// The one who is named, if they can be asked.
fn wanted(
    read: &dyn Read,
    ctx: &TenantCtx,
    row: &InteractionRow,
    role: ParticipantRole,
    user: UserId,
    oneself: bool,
) -> Result<UserId, Refusal> {
    let target = targets::agent(read, ctx, user)?.ok_or_else(|| {
        Refusal::field(
            "user_id",
            "unknown",
            "There is no such agent: choose one from the list.",
        )
    })?;
    let name = &target.agent.name;
    if takes_part(read, ctx, row, user)? {
        let message = format!("{name} takes part already.");
        return Err(Refusal::conflict("takes_part", message));
    }
    let takes_room = role == ParticipantRole::Member && read.settings(ctx)?.conference_takes_room;
    let why_not = match &target.why_not {
        Some(why) if takes_room && !oneself => Some(why.clone()),
        _ if oneself => None,
        _ => away(&target),
    };
    match why_not {
        Some(why) => Err(Refusal::conflict(
            "agent_unavailable",
            format!("{name} cannot be asked now: {why}."),
        )),
        None => Ok(user),
    }
}

/// Advice needs no room, but somebody at the desk.
fn away(target: &TransferAgent) -> Option<String> {
    match target.agent.availability {
        Availability::LoggedOut => Some("logged out".into()),
        _ if !target.agent.connected => Some("connection lost".into()),
        _ => None,
    }
}

/// Whoever of a team is free: least held, then longest idle.
fn free_one(read: &dyn Read, ctx: &TenantCtx, row: &InteractionRow, team: TeamId) -> Result<UserId, Refusal> {
    let mut best = None;
    for person in read.agent_people(ctx)? {
        let user = person.user_id;
        if person.team_id != Some(team) || row.agent_id == Some(user) || takes_part(read, ctx, row, user)? {
            continue;
        }
        let available = targets::agent(read, ctx, user)?.is_some_and(|target| target.available);
        let Some(state) = person.state.filter(|_| available) else {
            continue;
        };
        let rank = (person.holding.total(), state.idle_since, user);
        if best.is_none_or(|best| rank < best) {
            best = Some(rank);
        }
    }
    best.map(|(_, _, user)| user).ok_or_else(|| {
        Refusal::conflict(
            "nobody_free",
            "Nobody of this team is free now: choose a colleague, or another team.",
        )
    })
}

fn takes_part(read: &dyn Read, ctx: &TenantCtx, row: &InteractionRow, user: UserId) -> Result<bool, Refusal> {
    Ok(row.agent_id == Some(user) || read.participation(ctx, row.id, user)?.is_some())
}
