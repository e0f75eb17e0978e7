//! One look at an account: the platform is asked, everything known is judged, and what was found is written.

use std::sync::Arc;

use parlance_channel::Channel;
use parlance_core::{AccountId, TenantCtx, health::hour_of};
use parlance_store::{Read, Tx, accounts::AccountRow};

use super::{Facts, KEPT_HOURS, flush, judge, problems};
use crate::{
    Engine, Env, Refusal, UseCaseError, accounts, inbound::directory::LiveAccount,
    outbound::account::account_changed,
};

/// Looks at every account that is switched on, one after another.
pub async fn check_all(engine: &Engine) {
    for account in engine.directory().now().all().filter(|account| account.enabled) {
        if let Err(error) = look_at(engine, account.ctx(), account.id).await {
            tracing::warn!(%error, account = %account.id, "an account's health could not be looked at");
        }
    }
}

/// Looks at one account.
pub(super) async fn look_at(engine: &Engine, ctx: TenantCtx, id: AccountId) -> Result<(), UseCaseError> {
    flush(engine).await?;
    let row = engine
        .read(move |read, _| {
            let row = read.account(&ctx, id)?.filter(|row| row.deleted_at.is_none());
            row.ok_or(Refusal::not_found(accounts::THIS_ACCOUNT))
        })
        .await?;
    let channel = engine.channels().get(&row.channel).cloned();
    let live = engine.directory().now().get(id).cloned();
    let asked = match (&channel, live) {
        (Some(channel), Some(live)) if row.enabled => ask(engine, channel, &live, &row).await?,
        _ => None,
    };
    engine
        .write(move |tx, env| {
            // It may have been deleted or switched off while the platform was asked.
            let Some(row) = tx.account(&ctx, id)?.filter(|row| row.deleted_at.is_none()) else {
                return Ok(());
            };
            if let Some((_, report)) = &asked {
                tx.save_health_report(&ctx, id, env.now, report)?;
            }
            let checks = asked.map(|(checks, _)| checks).unwrap_or_default();
            let found = if row.enabled {
                judge(&facts(tx.as_read(), env, &ctx, &row, checks)?)
            } else {
                Vec::new()
            };
            if problems::settle(tx, env, &ctx, id, found)? {
                account_changed(tx, env, &ctx, id)?;
            }
            Ok(())
        })
        .await
}

/// The platform's answers, and the same as JSON for the screen. `None` while values are missing: the account says so
/// itself, and the platform has nothing to add.
async fn ask(
    engine: &Engine,
    channel: &Arc<dyn Channel>,
    live: &LiveAccount,
    row: &AccountRow,
) -> Result<Option<(Vec<parlance_channel::Check>, String)>, UseCaseError> {
    if !row.complete {
        return Ok(None);
    }
    let checks = engine
        .ask_platform(live.ctx(), channel.as_ref(), &live.values, row)
        .await?;
    let views = accounts::check_views(channel.descriptor(), checks.clone());
    let report = serde_json::to_string(&views).expect("checks have text keys");
    Ok(Some((checks, report)))
}

/// Gathers what is known.
pub(super) fn facts(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &AccountRow,
    checks: Vec<parlance_channel::Check>,
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
    })
}

/// Forgets hours that nothing is compared with any more.
pub(super) fn forget_old(tx: &mut dyn Tx, env: &Env<'_>) -> Result<u64, Refusal> {
    Ok(tx.prune_hours(hour_of(env.now) - KEPT_HOURS, 1_000)?)
}
