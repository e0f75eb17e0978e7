//! Subscribing an account again whose subscription at the platform was lost: platforms end them by themselves after
//! an outage, and nothing comes until somebody notices.

use std::{sync::Arc, time::Duration};

use parlance_api::account::{Check as CheckView, CheckResult};
use parlance_channel::{Channel, Check, CheckStatus, Fix};
use parlance_core::{AccountId, TenantCtx, Timestamp};
use parlance_store::{Tx, accounts::AccountRow};
use serde_json::json;
use tokio::time::timeout;

use super::{Facts, judge, judge::Found};
use crate::{
    Engine, Env, Refusal,
    audit::{self, Who},
    inbound::directory::LiveAccount,
    sentences::say,
};

/// The platform gets so long to answer.
const AT_MOST: Duration = Duration::from_secs(8);
/// The check about the subscription of the account.
const SUBSCRIPTION: &str = "subscription";

/// A repair that succeeded.
pub(super) struct Repaired {
    /// What was wrong.
    pub found: Found,
    /// The fields in force now.
    pub in_force: Vec<String>,
}

/// Subscribes the account again when its subscription is lost. One that was never there is not lost: setting up is for
/// people.
pub(super) async fn repair(
    channel: &Arc<dyn Channel>,
    live: &LiveAccount,
    row: &AccountRow,
    before: &str,
    checks: &[Check],
) -> Option<Repaired> {
    let lost = checks
        .iter()
        .find(|check| check.id == SUBSCRIPTION && check.status != CheckStatus::Ok)?;
    let Some(Fix::Subscribe { fields }) = &lost.fix else {
        return None;
    };
    if row.traffic.last_event_at.is_none() && !was_subscribed(before) {
        return None;
    }
    let found = judge(&Facts {
        checks: vec![lost.clone()],
        ..Facts::default()
    })
    .pop()?;
    match timeout(AT_MOST, channel.subscribe(&live.values, fields)).await {
        Ok(Ok(in_force)) => Some(Repaired { found, in_force }),
        Ok(Err(error)) => {
            tracing::info!(account = %row.id, %error, "a lost subscription could not be repaired");
            None
        }
        Err(_) => None,
    }
}

/// The last report said that the subscription was there.
fn was_subscribed(report: &str) -> bool {
    // No report is no subscription.
    let checks: Vec<CheckView> = serde_json::from_str(report).unwrap_or_default();
    checks
        .iter()
        .any(|check| check.id == SUBSCRIPTION && check.result == CheckResult::Ok)
}

/// Writes a repair to the audit log; the problem is told as found and resolved.
pub(super) fn told(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    account: AccountId,
    repaired: Repaired,
) -> Result<Found, Refusal> {
    let detail = json!({ "problem": repaired.found.kind, "fields": repaired.in_force });
    audit::record(tx, env, ctx, &Who::system(), "health.repaired", account, detail)?;
    let mut found = repaired.found;
    found.detail = Some(say("health.repaired_detail", &[]));
    Ok(found)
}

/// Call it after an account was subscribed again, by a person or by the regular look: what came meanwhile is fetched,
/// where the platform tells the past.
///
/// `last_event` is when the last event came before, UTC, looked up before the subscription was there again.
pub(crate) async fn restored(
    engine: &Engine,
    ctx: TenantCtx,
    account: AccountId,
    last_event: Option<Timestamp>,
) {
    let Some(last_event) = last_event else { return };
    match engine.fill_gap_since(ctx, account, last_event).await {
        Ok(begun) => tracing::debug!(%account, begun, "a gap may have to be filled"),
        Err(error) => tracing::warn!(%account, %error, "a gap could not be filled"),
    }
}
