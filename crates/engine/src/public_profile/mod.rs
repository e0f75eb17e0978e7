//! What an account's page shows before anybody writes: read from the platform, compared, published.

use std::{sync::Arc, time::Duration};

use parlance_api::{error::FieldError, public_profile::PublicProfileView};
use parlance_channel::{AccountValues, BoxFuture, Channel, PublicProfilePage, SendError};
use parlance_core::{
    AccountId, TenantCtx,
    public_profile::{PublicProfile, PublicProfileLimits, check, diff},
};
use parlance_store::public_profiles::PublicProfileRow;
use serde_json::json;
use tokio::time::timeout;

use crate::{
    Engine, Refusal, UseCaseError,
    audit::{self, Who},
    identity::Caller,
};

/// Somebody waits in front of the screen, and requests have a limit of their own.
const AT_MOST: Duration = Duration::from_secs(20);

fn view(row: Option<PublicProfileRow>, limits: PublicProfileLimits) -> PublicProfileView {
    let row = row.unwrap_or_else(empty);
    let there = row.there.as_ref();
    PublicProfileView {
        differences: there.map(|there| diff(&row.wanted, there)).unwrap_or_default(),
        wanted: row.wanted,
        read_at: row.read_at,
        published_at: row.published_at,
        limits,
    }
}

fn empty() -> PublicProfileRow {
    PublicProfileRow {
        wanted: PublicProfile::default(),
        there: None,
        read_at: None,
        published_at: None,
    }
}

impl Engine {
    /// The public profile of an account as it is known here.
    pub async fn public_profile(
        &self,
        caller: &Caller,
        id: AccountId,
    ) -> Result<PublicProfileView, UseCaseError> {
        let page = self.profile_page(*caller.ctx(), id).await?;
        let ctx = *caller.ctx();
        let row = self
            .read(move |read, _| Ok(read.public_profile(&ctx, id)?))
            .await?;
        Ok(view(row, page.limits()?))
    }

    /// Asks the platform what the page shows now. What is there is taken over when nothing was applied yet.
    pub async fn read_public_profile(
        &self,
        caller: &Caller,
        id: AccountId,
    ) -> Result<PublicProfileView, UseCaseError> {
        let ctx = *caller.ctx();
        let page = self.profile_page(ctx, id).await?;
        let limits = page.limits()?;
        let there = page.ask(|page, account| page.read(account)).await?;
        let row = self
            .write(move |tx, env| {
                let mut row = tx.public_profile(&ctx, id)?.unwrap_or_else(empty);
                if row.published_at.is_none() && row.wanted == PublicProfile::default() {
                    row.wanted = there.clone();
                }
                row.there = Some(there);
                row.read_at = Some(env.now);
                tx.save_public_profile(&ctx, id, &row)?;
                Ok(row)
            })
            .await?;
        Ok(view(Some(row), limits))
    }

    /// Publishes a profile, then reads it back. What was applied is kept also when the platform refuses it.
    pub async fn publish_public_profile(
        &self,
        caller: &Caller,
        id: AccountId,
        wanted: PublicProfile,
    ) -> Result<PublicProfileView, UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        let page = self.profile_page(ctx, id).await?;
        let wanted = wanted.tidied();
        must_fit(&page.limits()?, &wanted)?;
        let kept = wanted.clone();
        self.write(move |tx, _| {
            let mut row = tx.public_profile(&ctx, id)?.unwrap_or_else(empty);
            row.wanted = kept;
            Ok(tx.save_public_profile(&ctx, id, &row)?)
        })
        .await?;
        page.ask(|page, account| page.publish(account, &wanted)).await?;
        self.write(move |tx, env| {
            let mut row = tx.public_profile(&ctx, id)?.unwrap_or_else(empty);
            row.published_at = Some(env.now);
            tx.save_public_profile(&ctx, id, &row)?;
            audit::record(tx, env, &ctx, &who, "account.profile_published", id, json!({}))
        })
        .await?;
        self.read_public_profile(caller, id).await
    }

    async fn profile_page(&self, ctx: TenantCtx, id: AccountId) -> Result<Page, UseCaseError> {
        const NOT_FOUND: Refusal = Refusal::not_found("This account");
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
            (Some(channel), Some(values)) => Ok(Page { channel, values }),
            _ => Err(UseCaseError::Refused(NOT_FOUND)),
        }
    }
}

fn must_fit(limits: &PublicProfileLimits, wanted: &PublicProfile) -> Result<(), UseCaseError> {
    let faults: Vec<FieldError> = check(limits, wanted)
        .into_iter()
        .map(|fault| FieldError {
            field: fault.field,
            code: fault.code.into(),
            message: fault.message,
        })
        .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(UseCaseError::Refused(Refusal::Invalid(faults)))
    }
}

/// The page of an account at its platform.
struct Page {
    channel: Arc<dyn Channel>,
    values: AccountValues,
}

impl Page {
    fn page(&self) -> Result<&dyn PublicProfilePage, UseCaseError> {
        self.channel.public_profile().ok_or_else(|| {
            let message = "Accounts of this channel have no greeting and no menu.";
            UseCaseError::Refused(Refusal::conflict("not_possible", message))
        })
    }

    fn limits(&self) -> Result<PublicProfileLimits, UseCaseError> {
        Ok(self.page()?.limits())
    }

    /// A call that somebody waits for.
    async fn ask<'a, T>(
        &'a self,
        call: impl FnOnce(&'a dyn PublicProfilePage, &'a AccountValues) -> BoxFuture<'a, Result<T, SendError>>,
    ) -> Result<T, UseCaseError> {
        let refused = |message: String| UseCaseError::Refused(Refusal::conflict("platform_refused", message));
        timeout(AT_MOST, call(self.page()?, &self.values))
            .await
            .map_err(|_| refused("The platform did not answer in time. Try again.".into()))?
            .map_err(|error| refused(error.sentence.text))
    }
}
