//! The life of a problem: opened once, kept while it is found, resolved when it is gone.

use parlance_api::alert::AlertOccasion;
use parlance_core::{AccountId, ProblemId, TenantCtx};
use parlance_store::{Tx, health::ProblemRow};
use serde_json::json;

use super::judge::Found;
use crate::{
    Env, Refusal,
    alerts::raise,
    audit::{self, Who},
};

/// Brings an account's problems in line with what was found. Returns whether anything changed that people see.
pub(super) fn settle(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    account: AccountId,
    found: Vec<Found>,
) -> Result<bool, Refusal> {
    let mut open = tx.open_problems(ctx, account)?;
    let mut changed = false;
    for found in found {
        if let Some(place) = open.iter().position(|row| row.kind == found.kind) {
            let row = open.swap_remove(place);
            let kept = kept(&row, found, env);
            changed |= kept.sentence != row.sentence || kept.fix != row.fix || kept.severity != row.severity;
            tx.save_problem(ctx, &kept)?;
        } else {
            let row = opened(env, account, found);
            tx.insert_problem(ctx, &row)?;
            log(tx, env, ctx, &row, "health.problem_found")?;
            raise(tx, env, ctx, &row, AlertOccasion::Found)?;
            changed = true;
        }
    }
    for mut gone in open {
        gone.resolved_at = Some(env.now);
        tx.save_problem(ctx, &gone)?;
        log(tx, env, ctx, &gone, "health.problem_resolved")?;
        raise(tx, env, ctx, &gone, AlertOccasion::Resolved)?;
        changed = true;
    }
    Ok(changed)
}

/// A problem that was found and repaired in the same look; one that was open already is resolved by it.
pub(super) fn repaired(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    account: AccountId,
    found: Found,
) -> Result<(), Refusal> {
    let open = tx.open_problems(ctx, account)?;
    let known = open.into_iter().find(|row| row.kind == found.kind);
    let is_known = known.is_some();
    let row = match known {
        Some(row) => kept(&row, found, env),
        None => opened(env, account, found),
    };
    let row = ProblemRow {
        resolved_at: Some(env.now),
        repaired: true,
        ..row
    };
    if is_known {
        tx.save_problem(ctx, &row)?;
    } else {
        tx.insert_problem(ctx, &row)?;
    }
    log(tx, env, ctx, &row, "health.problem_resolved")?;
    raise(tx, env, ctx, &row, AlertOccasion::Repaired)
}

fn opened(env: &Env<'_>, account: AccountId, found: Found) -> ProblemRow {
    ProblemRow {
        id: ProblemId::new(env.now, env.id_bytes()),
        account_id: account,
        kind: found.kind,
        severity: found.severity,
        sentence: found.sentence,
        detail: found.detail,
        said: found.said,
        fix: found.fix,
        url: found.url,
        repaired: false,
        since: env.now,
        seen_at: env.now,
        resolved_at: None,
    }
}

fn kept(row: &ProblemRow, found: Found, env: &Env<'_>) -> ProblemRow {
    ProblemRow {
        id: row.id,
        since: row.since,
        ..opened(env, row.account_id, found)
    }
}

fn log(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &ProblemRow,
    action: &str,
) -> Result<(), Refusal> {
    let detail = json!({ "problem": row.kind });
    audit::record(tx, env, ctx, &Who::system(), action, row.account_id, detail)
}
