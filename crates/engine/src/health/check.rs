//! One look at an account: the platform is asked, everything known is judged, and what was found is written.

use std::sync::Arc;

use parlance_api::message::SendProblem;
use parlance_channel::{AccountValues, Channel, Check, PlatformPage};
use parlance_core::{AccountId, TenantCtx, health::hour_of};
use parlance_store::{Read, Tx, accounts::AccountRow};

use super::{
    Facts, KEPT_HOURS, flush, judge, problems,
    repair::{self, Repaired},
};
use crate::{
    Engine, Env, Refusal, UseCaseError, accounts,
    inbound::directory::LiveAccount,
    outbound::{account::account_changed, problem},
};

/// Unknown kinds that are looked at.
const KINDS: u32 = 20;

/// Who looks: a person who asks wants to see what is wrong, the regular look puts right what it can.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Every few minutes.
    Regular,
    /// Somebody asked for it.
    Asked,
}

/// What the platform answered.
struct Answered {
    checks: Vec<Check>,
    /// The same as JSON for the screen.
    report: String,
    repaired: Option<Repaired>,
}

/// Looks at every account that is switched on, one after another.
pub async fn check_all(engine: &Engine) {
    for account in engine.directory().now().all().filter(|account| account.enabled) {
        if let Err(error) = look_at(engine, account.ctx(), account.id, Look::Regular).await {
            tracing::warn!(%error, account = %account.id, "an account's health could not be looked at");
        }
    }
}

/// Looks at one account.
pub(crate) async fn look_at(
    engine: &Engine,
    ctx: TenantCtx,
    id: AccountId,
    look: Look,
) -> Result<(), UseCaseError> {
    flush(engine).await?;
    let (row, before, repairs) = engine
        .read(move |read, _| {
            let row = read.account(&ctx, id)?.filter(|row| row.deleted_at.is_none());
            let row = row.ok_or(Refusal::not_found(accounts::THIS_ACCOUNT))?;
            let before = read.health_report(&ctx, id)?.map(|(_, report)| report);
            Ok((row, before, read.settings(&ctx)?.repair_subscription))
        })
        .await?;
    let channel = engine.channels().get(&row.channel).cloned();
    let live = engine.directory().now().get(id).cloned();
    let values = live.as_ref().map(|live| live.values.clone()).unwrap_or_default();
    let answered = match (&channel, live) {
        (Some(channel), Some(live)) if row.enabled && row.complete => {
            let before = (look == Look::Regular && repairs).then(|| before.unwrap_or_default());
            Some(ask(engine, channel, &live, &row, before.as_deref()).await?)
        }
        _ => None,
    };
    let last_event = row.traffic.last_event_at;
    let was_repaired = answered
        .as_ref()
        .is_some_and(|answered| answered.repaired.is_some());
    engine
        .write(move |tx, env| write(tx, env, &ctx, id, answered, &values))
        .await?;
    if was_repaired {
        repair::restored(engine, ctx, id, last_event).await;
    }
    Ok(())
}

/// Asks the platform, and once more after a repair. `before` is the last report when repairing is allowed.
async fn ask(
    engine: &Engine,
    channel: &Arc<dyn Channel>,
    live: &LiveAccount,
    row: &AccountRow,
    before: Option<&str>,
) -> Result<Answered, UseCaseError> {
    let platform = || engine.ask_platform(live.ctx(), channel.as_ref(), &live.values, row);
    let mut checks = platform().await?;
    let repaired = match before {
        Some(before) => repair::repair(channel, live, row, before, &checks).await,
        None => None,
    };
    if repaired.is_some() {
        checks = platform().await?;
    }
    let views = accounts::check_views(channel.descriptor(), checks.clone());
    let report = serde_json::to_string(&views).expect("checks have text keys");
    Ok(Answered {
        checks,
        report,
        repaired,
    })
}

fn write(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: AccountId,
    answered: Option<Answered>,
    values: &AccountValues,
) -> Result<(), Refusal> {
    // It may have been deleted or switched off while the platform was asked.
    let Some(row) = tx.account(ctx, id)?.filter(|row| row.deleted_at.is_none()) else {
        return Ok(());
    };
    let mut checks = Vec::new();
    let mut changed = false;
    if let Some(answered) = answered {
        tx.save_health_report(ctx, id, env.now, &answered.report)?;
        for check in &answered.checks {
            env.counters.note_usage(id, env.now, &check.usage);
        }
        checks = answered.checks;
        if let Some(repaired) = answered.repaired {
            let found = repair::told(tx, env, ctx, id, repaired)?;
            problems::repaired(tx, env, ctx, id, found)?;
            changed = true;
        }
    }
    let found = if row.enabled {
        let page = |about| {
            let channel = env.channels.get(&row.channel)?;
            channel.platform_page(values, about)
        };
        judge(&Facts {
            routing_page: page(PlatformPage::Routing),
            restrictions_page: page(PlatformPage::Restrictions),
            ..facts(tx.as_read(), env, ctx, &row, checks)?
        })
    } else {
        Vec::new()
    };
    changed |= problems::settle(tx, env, ctx, id, found)?;
    if changed {
        account_changed(tx, env, ctx, id)?;
    }
    Ok(())
}

/// Gathers what is known.
pub(super) fn facts(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &AccountRow,
    checks: Vec<Check>,
) -> Result<Facts, Refusal> {
    let descriptor = env.channels.get(&row.channel).map(|channel| channel.descriptor());
    let hour = hour_of(env.now);
    Ok(Facts {
        now: env.now,
        checks,
        hours: read.account_hours(ctx, row.id, hour - KEPT_HOURS)?,
        failures: read.send_failures(ctx, row.id, hour - 23)?,
        parked: read.count_parked(ctx, row.id)?,
        policy: read.account_policy(ctx, row.id)?,
        held: restriction(read, env, ctx, row)?,
        paused_at: row.traffic.sending_paused_at,
        last_error: row.traffic.last_error.clone(),
        last_refusal: row.traffic.last_refusal.clone(),
        signing_secret_field: descriptor
            .map(|descriptor| descriptor.signing_secret_field.clone())
            .unwrap_or_default(),
        sealed_fields: descriptor
            .iter()
            .flat_map(|descriptor| &descriptor.fields)
            .filter(|field| field.sealed)
            .map(|field| field.name.clone())
            .collect(),
        unknown_kinds: read
            .unknown_events(ctx, row.id, KINDS)?
            .into_iter()
            .map(|row| row.kind)
            .collect(),
        usage: env.counters.usage(row.id, env.now),
        routing_page: None,
        restrictions_page: None,
    })
}

/// What the platform said when it refused a message because it restricts the account, while that holds.
fn restriction(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &AccountRow,
) -> Result<Option<SendProblem>, Refusal> {
    let hold = read
        .sending_hold(ctx, row.id)?
        .filter(|hold| hold.until > env.now);
    let told = hold.and_then(|hold| serde_json::from_str(&hold.problem).ok());
    Ok(told.filter(|told: &SendProblem| told.code == problem::RESTRICTED))
}

/// Forgets hours that nothing is compared with any more.
pub(super) fn forget_old(tx: &mut dyn Tx, env: &Env<'_>) -> Result<u64, Refusal> {
    Ok(tx.prune_hours(hour_of(env.now) - KEPT_HOURS, 1_000)?)
}
