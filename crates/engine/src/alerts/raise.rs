//! Raising an alert, in the unit that found or resolved the problem.

use parlance_api::alert::{Alert, AlertAccount, AlertOccasion};
use parlance_core::{
    JobId, TenantCtx,
    event::{Audience, EventKind},
    health::Severity,
};
use parlance_store::{
    Tx,
    health::ProblemRow,
    jobs::{Lane, NewJob},
};

use super::send::{Payload, SEND_ALERT};
use crate::{Env, Refusal, health::problem_view, interactions};

/// Tells about a problem, once per problem and occasion. A remark is for those who look, and calls nobody.
pub(crate) fn raise(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    problem: &ProblemRow,
    occasion: AlertOccasion,
) -> Result<(), Refusal> {
    if problem.severity == Severity::Remark {
        return Ok(());
    }
    let Some(account) = tx.account(ctx, problem.account_id)? else {
        return Ok(());
    };
    let alert = Alert {
        id: format!("{}.{}", problem.id, occasion.as_str()),
        occasion,
        at: env.now,
        url: format!("/admin/accounts/{}/health", account.id),
        account: Some(AlertAccount {
            id: account.id,
            name: account.name,
            channel: account.channel,
        }),
        problem: Some(problem_view(problem.clone())),
    };
    let audience = Audience {
        supervisors: true,
        administrators: true,
        ..Audience::default()
    };
    interactions::append(tx, env, ctx, EventKind::HealthAlert, audience, &alert)?;
    for target in tx.alert_targets(ctx)? {
        if target.disabled_at.is_some() {
            continue;
        }
        let payload = Payload {
            target_id: target.id,
            alert: alert.clone(),
        };
        let job = NewJob {
            id: JobId::new(env.now, env.id_bytes()),
            lane: Lane::Live,
            kind: SEND_ALERT,
            unique_key: format!("{SEND_ALERT}:{}:{}", target.id, alert.id),
            payload: serde_json::to_value(payload).map_err(|error| Refusal::Store(error.to_string()))?,
            due_at: env.now,
            created_at: env.now,
        };
        tx.enqueue_job(ctx, &job)?;
    }
    Ok(())
}
