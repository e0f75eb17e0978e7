//! Filling the gap after an outage.

use parlance_core::{AccountId, TenantCtx, Timestamp};
use parlance_store::imports::ImportKind;

use super::start::start;
use crate::{Engine, UseCaseError};

/// A shorter silence is no outage: what came meanwhile is delivered again by the platform, milliseconds.
const SHORTEST_MS: i64 = 60_000;

/// Looks for what came while this installation did not run, of every account that is switched on. To be called before
/// anything is received.
pub async fn fill_gaps(engine: &Engine) {
    let accounts = engine.directory().now();
    for account in accounts.all().filter(|account| account.enabled) {
        match engine.fill_gap(account.ctx(), account.id).await {
            Ok(true) => tracing::info!(account = %account.id, "messages since the last event are looked for"),
            Ok(false) => {}
            Err(error) => {
                tracing::warn!(%error, account = %account.id, "messages since the last event cannot be looked for");
            }
        }
    }
}

impl Engine {
    /// Fetches what came while nobody could be told, of one account: since its last event. `false` when there is no
    /// gap, or the platform does not tell.
    pub async fn fill_gap(&self, ctx: TenantCtx, account: AccountId) -> Result<bool, UseCaseError> {
        let last = self
            .read(move |read, _| {
                Ok(read
                    .account(&ctx, account)?
                    .and_then(|row| row.traffic.last_event_at))
            })
            .await?;
        // An account that never had an event has no gap: it has a past.
        match last {
            Some(last) => self.fill_gap_since(ctx, account, last).await,
            None => Ok(false),
        }
    }

    /// The same since a moment that was looked up before events could come again.
    pub(crate) async fn fill_gap_since(
        &self,
        ctx: TenantCtx,
        account: AccountId,
        last: Timestamp,
    ) -> Result<bool, UseCaseError> {
        if self.now().as_millis() - last.as_millis() < SHORTEST_MS || self.can_tell(account).is_err() {
            return Ok(false);
        }
        self.write(move |tx, env| {
            if tx
                .account(&ctx, account)?
                .is_none_or(|row| row.deleted_at.is_some())
            {
                return Ok(false);
            }
            Ok(start(tx, env, &ctx, account, ImportKind::Gap, Some(last))?.is_some())
        })
        .await
    }
}
