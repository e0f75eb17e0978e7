//! Resolved cases close after the days that the tenant set.

use parlance_core::{TenantCtx, case::CaseState};
use parlance_store::Tx;

use super::note;
use crate::{Engine, Env, Refusal, admin::next_update, audit::Who};

const DAY_MS: i64 = 86_400_000;
/// Cases of one tenant that are closed in one unit, at most.
const AT_ONCE: u32 = 200;

/// Closes what is due, a bounded number of each tenant's; says how many.
fn close_due(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx) -> Result<usize, Refusal> {
    let days = i64::from(tx.settings(ctx)?.case_close_days);
    let due = tx.cases_resolved_before(ctx, env.now.plus_ms(-days * DAY_MS), AT_ONCE)?;
    let count = due.len();
    for mut row in due {
        row.state = row.state.aged();
        row.updated_at = next_update(env.now, row.updated_at);
        tx.update_case(ctx, &row)?;
        if row.state == CaseState::Closed {
            note(tx, env, ctx, &Who::system(), row.id, "closed", None)?;
        }
    }
    Ok(count)
}

/// Closes the cases of all tenants that were resolved long enough ago.
pub(crate) async fn close_old(engine: &Engine) {
    let tenants = match engine.read(move |read, _| Ok(read.tenants()?)).await {
        Ok(tenants) => tenants,
        Err(error) => {
            tracing::warn!(%error, "cases could not be closed");
            return;
        }
    };
    for tenant in tenants {
        let ctx = TenantCtx::new(tenant.id);
        loop {
            match engine.write(move |tx, env| close_due(tx, env, &ctx)).await {
                Ok(count) if count >= AT_ONCE as usize => {}
                Ok(_) => break,
                Err(error) => {
                    tracing::warn!(%error, "cases could not be closed");
                    break;
                }
            }
        }
    }
}
