//! Refused webhooks, counted in memory and written to their accounts from time to time: whoever knocks with wrong
//! signatures must not be able to keep the disk busy.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use parlance_core::{AccountId, TenantCtx, Timestamp};
use parlance_store::Tx;

use crate::{Engine, Env, Refusal, UseCaseError, outbound::account::account_changed};

/// What was refused of one account since it was last written.
#[derive(Debug, Clone)]
struct Refused {
    ctx: TenantCtx,
    count: u64,
    reason: String,
    at: Timestamp,
}

/// Refusals that are not written yet; at most one entry per account.
#[derive(Debug, Default)]
pub struct Refusals(Mutex<HashMap<AccountId, Refused>>);

impl Refusals {
    /// Counts a refusal. `reason` is shown to the administrator: no content, no secret.
    pub fn note(&self, ctx: TenantCtx, account: AccountId, reason: impl Into<String>, at: Timestamp) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = waiting.entry(account).or_insert_with(|| Refused {
            ctx,
            count: 0,
            reason: String::new(),
            at,
        });
        entry.count += 1;
        entry.reason = reason.into();
        entry.at = at;
    }

    fn take(&self) -> HashMap<AccountId, Refused> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Writes what was refused since the last time to the accounts.
pub async fn flush_refusals(engine: &Engine) -> Result<(), UseCaseError> {
    let waiting = engine.memory().refusals.take();
    if waiting.is_empty() {
        return Ok(());
    }
    engine.write(move |tx, env| write(tx, env, &waiting)).await
}

fn write(tx: &mut dyn Tx, env: &Env<'_>, waiting: &HashMap<AccountId, Refused>) -> Result<(), Refusal> {
    for (account, refused) in waiting {
        tx.note_refused(&refused.ctx, *account, refused.count, &refused.reason, refused.at)?;
        env.counters.note(refused.ctx, *account, refused.at, |traffic| {
            traffic.refused += refused.count;
        });
        account_changed(tx, env, &refused.ctx, *account)?;
    }
    Ok(())
}
