//! The platform warns, blocks or frees the account.

use parlance_core::account::PolicyState;
use parlance_store::{Tx, account_health::PolicyRow};
use serde_json::json;

use super::Arrival;
use crate::{
    Env, Refusal,
    audit::{self, Who},
    outbound::account::{account_blocked, account_changed, account_freed},
};

/// What the platform said is kept on the account until it says otherwise, and written into the audit log. While it
/// blocks, nothing of the account is sent; messages wait and say why.
pub(super) fn policy(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    action: &str,
    reason: Option<&str>,
) -> Result<(), Refusal> {
    if !arrival.first_time(tx)? {
        return Ok(());
    }
    let (ctx, account) = (&arrival.ctx, arrival.account.id);
    let detail = json!({ "action": action, "reason": reason });
    audit::record(tx, env, ctx, &Who::system(), "account.policy", account, detail)?;
    let known = tx.account_policy(ctx, account)?;
    if known.as_ref().is_some_and(|known| known.at > arrival.at) {
        return Ok(());
    }
    let notice = |state| PolicyRow {
        state,
        reason: reason.map(str::to_owned),
        at: arrival.at,
    };
    match action {
        "unblock" => {
            tx.set_account_policy(ctx, account, None)?;
            tx.hold_sending(ctx, account, None)?;
            account_freed(tx, env, ctx, account)
        }
        "block" => {
            tx.set_account_policy(ctx, account, Some(&notice(PolicyState::Blocked)))?;
            account_blocked(tx, env, ctx, account)
        }
        // A warning takes no block away.
        _ if known.is_some_and(|known| known.state == PolicyState::Blocked) => Ok(()),
        _ => {
            tx.set_account_policy(ctx, account, Some(&notice(PolicyState::Warned)))?;
            account_changed(tx, env, ctx, account)
        }
    }
}
