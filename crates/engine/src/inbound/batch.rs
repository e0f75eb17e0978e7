//! One unit of applying: every event of every delivery, each isolated from its neighbours.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use parlance_channel::{InboundEvent, InboundPayload, Verified};
use parlance_core::{AccountId, ParkedEventId, TenantCtx, TenantId, Timestamp};
use parlance_store::{Tx, inbound::RawRow, jobs::Lane, parked::ParkedRow};

use sha2::{Digest, Sha256};

use super::{
    apply::{self, Arrival, told_by, unknown},
    directory::{Accounts, LiveAccount},
    family::Meaning,
};
use crate::{Engine, Env, Refusal, outbound::account::account_changed};

/// Tries of a delivery before what fails in it is parked.
const TRIES: u32 = 5;
/// Bytes of an event that are kept for showing it.
const SHOWN_BYTES: usize = 16 * 1024;

/// A delivery with its meaning. The body has been taken out of the row.
pub(super) struct Delivery {
    pub row: RawRow,
    pub body: Bytes,
    pub meaning: Meaning,
}

/// Reads what the bodies mean, before any unit begins: it is pure and may take its time.
pub(super) fn prepare(engine: &Engine, rows: Vec<RawRow>) -> Vec<Delivery> {
    rows.into_iter()
        .map(|mut row| {
            let body = Verified::from_store(std::mem::take(&mut row.body).into());
            let meaning = Meaning::of(engine.channels(), &row.channel, &body);
            Delivery {
                row,
                body: body.body().clone(),
                meaning,
            }
        })
        .collect()
}

/// What a stored delivery means to the Parlance of today, for trying it again.
pub(super) fn meaning_again(engine: &Engine, raw: &RawRow) -> Meaning {
    let body = Verified::from_store(raw.body.clone().into());
    Meaning::of(engine.channels(), &raw.channel, &body)
}

/// How the events of one unit stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Neighbours {
    /// One failure refuses the whole unit. Nearly always there is none, and a unit without inner walls costs a third
    /// less.
    Together,
    /// Each event is isolated: its failure undoes nothing but itself.
    Apart,
}

/// Applies those of the deliveries that still wait and marks them done, in one unit, until its time is over; says over
/// how many it has gone.
pub(super) fn apply(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    accounts: &Accounts,
    deliveries: &[Delivery],
    neighbours: Neighbours,
    patience: Duration,
) -> Result<usize, Refusal> {
    let begun = Instant::now();
    let ids: Vec<i64> = deliveries.iter().map(|delivery| delivery.row.id).collect();
    let waiting: HashSet<i64> = tx.still_waiting(&ids)?;
    let mut unit = Unit::new(accounts, neighbours);
    let mut gone_over = 0;
    for delivery in deliveries {
        if gone_over > 0 && begun.elapsed() > patience {
            break;
        }
        gone_over += 1;
        parlance_failpoints::point("inbound-between-deliveries");
        if waiting.contains(&delivery.row.id) {
            unit.apply(tx, env, delivery)?;
        }
    }
    unit.end(tx, env)?;
    Ok(gone_over)
}

/// Applies a delivery that is stored as applied in this very unit. Fails when anything in it does.
pub(super) fn apply_stored(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    accounts: &Accounts,
    delivery: &Delivery,
) -> Result<(), Refusal> {
    let mut unit = Unit::new(accounts, Neighbours::Together);
    unit.apply(tx, env, delivery)?;
    unit.seen.write(tx, env)
}

/// What deliveries of one unit have in common.
struct Unit<'a> {
    accounts: &'a Accounts,
    neighbours: Neighbours,
    seen: Seen,
    done: HashMap<TenantId, Vec<i64>>,
}

impl<'a> Unit<'a> {
    fn new(accounts: &'a Accounts, neighbours: Neighbours) -> Self {
        Self {
            accounts,
            neighbours,
            seen: Seen::default(),
            done: HashMap::new(),
        }
    }

    /// Applies what a delivery means.
    fn apply(&mut self, tx: &mut dyn Tx, env: &Env<'_>, delivery: &Delivery) -> Result<(), Refusal> {
        let (row, accounts) = (&delivery.row, self.accounts);
        for problem in delivery.meaning.problems() {
            let raw = Some(problem.raw.as_str());
            park(tx, env, delivery, problem.index, &problem.reason, raw)?;
        }
        let mut failed = Vec::new();
        for found in delivery.meaning.events() {
            // The platform tells of everything the app has; not all of it need be here.
            if found.is_sibling && accounts.active(found.channel, found.external_id).is_none() {
                continue;
            }
            let event = found.event;
            match receiver(accounts, row, found.channel, found.external_id) {
                Ok(account) => {
                    if let Err(reason) = self.apply_event(tx, env, &account, row, event)? {
                        failed.push((event.index, reason));
                    }
                }
                // Time does not cure this: parked at once.
                Err(reason) => park(tx, env, delivery, event.index, &reason, None)?,
            }
        }
        count_ignored(tx, env, accounts, delivery)?;
        if settle(tx, env, delivery, &failed)? {
            self.done.entry(row.tenant).or_default().push(row.id);
        }
        Ok(())
    }

    /// The inner error is why the event failed.
    fn apply_event(
        &mut self,
        tx: &mut dyn Tx,
        env: &Env<'_>,
        account: &LiveAccount,
        row: &RawRow,
        event: &InboundEvent,
    ) -> Result<Result<(), String>, Refusal> {
        self.seen.note(account, row, event);
        match self.neighbours {
            Neighbours::Together => {
                apply::apply(tx, env, &arrival(account, row, event))?;
                parlance_failpoints::point("inbound-between-events");
                Ok(Ok(()))
            }
            Neighbours::Apart => apply_alone(tx, env, account, row, event),
        }
    }

    /// Marks what was applied as done, and notes which accounts had events.
    fn end(self, tx: &mut dyn Tx, env: &Env<'_>) -> Result<(), Refusal> {
        for (tenant, ids) in self.done {
            tx.finish_raw(&TenantCtx::new(tenant), &ids)?;
        }
        self.seen.write(tx, env)
    }
}

/// Applies one event; its failure undoes nothing but itself. The inner error is why it failed.
pub(super) fn apply_alone(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    account: &LiveAccount,
    row: &RawRow,
    event: &InboundEvent,
) -> Result<Result<(), String>, Refusal> {
    let arrival = arrival(account, row, event);
    let mut reason = None;
    let applied = tx.isolated(&mut |tx| match apply::apply(tx, env, &arrival) {
        Ok(()) => true,
        Err(refusal) => {
            reason = Some(refusal.to_string());
            false
        }
    })?;
    Ok(if applied {
        Ok(())
    } else {
        Err(reason.unwrap_or_else(|| "Applying this event failed unexpectedly; the log says more.".into()))
    })
}

/// Counts what a rule left aside and administrators should know of. Only in the first try: a later one saw it already.
fn count_ignored(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    accounts: &Accounts,
    delivery: &Delivery,
) -> Result<(), Refusal> {
    let row = &delivery.row;
    for (channel, ignored) in delivery.meaning.ignored().filter(|_| row.attempts == 0) {
        let (Some(kind), Some(external_id)) = (&ignored.kind, &ignored.external_id) else {
            continue;
        };
        let Ok(account) = receiver(accounts, row, channel, external_id) else {
            continue;
        };
        let seen = unknown::Seen {
            account: account.id,
            kind,
            raw: ignored.raw.as_deref().unwrap_or_default(),
            at: row.received_at,
            delivery: row.id,
            place: ignored.index,
        };
        unknown::count(tx, env, &account.ctx(), &seen)?;
    }
    Ok(())
}

fn arrival<'a>(account: &'a LiveAccount, row: &RawRow, event: &'a InboundEvent) -> Arrival<'a> {
    Arrival {
        ctx: account.ctx(),
        account,
        event,
        at: event
            .provider_at
            .map_or(row.received_at, |at| told_by(row.received_at, at)),
        received_at: row.received_at,
        delivery: row.id,
        lane: Lane::Live,
    }
}

/// The account that an event belongs to: the one that its page id names, if the delivery may speak for it.
///
/// A delivery may speak for the account it came to, and, when it was signed, for all accounts with the same secret:
/// they belong to the same app.
pub(super) fn receiver(
    accounts: &Accounts,
    row: &RawRow,
    channel: &str,
    external_id: &str,
) -> Result<Arc<LiveAccount>, String> {
    let Some(account) = accounts.active(channel, external_id) else {
        return Err(format!(
            "The event is for page {external_id}, but no integration account that is switched on has this Page ID."
        ));
    };
    let same_app = !row.verified_with.is_empty() && row.verified_with == account.signed_by;
    if account.id == row.account_id || same_app {
        Ok(Arc::clone(account))
    } else {
        Err(format!(
            "The event is for page {external_id}, which does not belong to the app that signed it."
        ))
    }
}

/// Says whether the delivery is done; else it is tried again later.
fn settle(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    delivery: &Delivery,
    failed: &[(u32, String)],
) -> Result<bool, Refusal> {
    let row = &delivery.row;
    let Some((_, reason)) = failed.first() else {
        return Ok(true);
    };
    let tries = row.attempts + 1;
    tracing::warn!(
        delivery = row.id,
        tries,
        failed = failed.len(),
        "events of a delivery could not be applied"
    );
    if tries < TRIES {
        let due_at = env.now.plus_ms(1_000 << row.attempts);
        tx.retry_raw(&TenantCtx::new(row.tenant), row.id, due_at, reason)?;
        return Ok(false);
    }
    for (index, reason) in failed {
        park(tx, env, delivery, *index, reason, None)?;
    }
    Ok(true)
}

/// Parks an event. `raw` is the event alone; the whole body when it is not known.
fn park(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    delivery: &Delivery,
    place: u32,
    reason: &str,
    raw: Option<&str>,
) -> Result<(), Refusal> {
    let row = &delivery.row;
    let ctx = TenantCtx::new(row.tenant);
    let shown = raw.map_or(delivery.body.as_ref(), str::as_bytes);
    let digest = Sha256::new()
        .chain_update(shown)
        .chain_update(place.to_be_bytes())
        .finalize();
    let parked = ParkedRow {
        id: ParkedEventId::new(env.now, env.id_bytes()),
        account_id: row.account_id,
        channel: row.channel.clone(),
        inbound_id: row.id,
        place,
        reason: reason.chars().take(500).collect(),
        body: shown[..shown.len().min(SHOWN_BYTES)].to_vec(),
        digest: digest.into(),
        attempts: row.attempts + 1,
        received_at: row.received_at,
        settled_at: None,
    };
    tx.park(&ctx, &parked)?;
    env.counters
        .note(ctx, row.account_id, env.now, |traffic| traffic.parked += 1);
    account_changed(tx, env, &ctx, row.account_id)
}

/// Which accounts had events in this unit: written once each.
#[derive(Default)]
struct Seen(HashMap<AccountId, SeenOf>);

/// What one account had.
struct SeenOf {
    ctx: TenantCtx,
    at: Timestamp,
    signed: bool,
    events: u64,
    messages: u64,
    standby: u64,
}

impl Seen {
    fn note(&mut self, account: &LiveAccount, row: &RawRow, event: &InboundEvent) {
        let entry = self.0.entry(account.id).or_insert_with(|| SeenOf {
            ctx: account.ctx(),
            at: row.received_at,
            signed: false,
            events: 0,
            messages: 0,
            standby: 0,
        });
        entry.at = entry.at.max(row.received_at);
        entry.signed = !row.verified_with.is_empty();
        entry.events += 1;
        let message = matches!(event.payload, InboundPayload::Message(_));
        entry.messages += u64::from(message);
        entry.standby += u64::from(message && event.standby);
    }

    fn write(self, tx: &mut dyn Tx, env: &Env<'_>) -> Result<(), Refusal> {
        for (account, seen) in self.0 {
            let ctx = seen.ctx;
            if tx.note_events(&ctx, account, seen.at, seen.signed)? {
                account_changed(tx, env, &ctx, account)?;
            }
            env.counters.note(ctx, account, seen.at, |traffic| {
                traffic.events += seen.events;
                traffic.messages += seen.messages;
                traffic.standby += seen.standby;
            });
        }
        Ok(())
    }
}
