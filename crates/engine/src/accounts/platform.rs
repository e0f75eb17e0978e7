//! Calls to an account's platform that somebody waits for.

use std::{sync::Arc, time::Duration};

use parlance_channel::{AccountValues, BoxFuture, Channel, SendError};
use parlance_core::{AccountId, TenantCtx};
use tokio::time::timeout;

use crate::{Engine, Refusal, UseCaseError};

/// Somebody waits in front of the screen, and requests have a limit of their own.
const AT_MOST: Duration = Duration::from_secs(20);
const NOT_FOUND: Refusal = Refusal::not_found("This account");

/// An account with its channel, ready for calls.
pub(crate) struct AtPlatform {
    /// Its channel.
    pub channel: Arc<dyn Channel>,
    /// What was entered, secrets included.
    pub values: AccountValues,
}

impl AtPlatform {
    /// A call that somebody waits for; what the platform says against it is the refusal.
    pub(crate) async fn ask<T>(&self, call: BoxFuture<'_, Result<T, SendError>>) -> Result<T, UseCaseError> {
        let refused = |message: String| UseCaseError::Refused(Refusal::conflict("platform_refused", message));
        timeout(AT_MOST, call)
            .await
            .map_err(|_| refused("The platform did not answer in time. Try again.".into()))?
            .map_err(|error| refused(error.sentence.text))
    }
}

impl Engine {
    /// An account that can be called.
    pub(crate) async fn at_platform(
        &self,
        ctx: TenantCtx,
        id: AccountId,
    ) -> Result<AtPlatform, UseCaseError> {
        let row = self
            .read(move |read, _| {
                let row = read.account(&ctx, id)?.filter(|row| row.deleted_at.is_none());
                row.ok_or(NOT_FOUND)
            })
            .await?;
        let channel = self.channels().get(&row.channel).cloned();
        let values = self
            .directory()
            .now()
            .get(id)
            .map(|account| account.values.clone());
        match (channel, values) {
            (Some(channel), Some(values)) => Ok(AtPlatform { channel, values }),
            _ => Err(UseCaseError::Refused(NOT_FOUND)),
        }
    }
}
