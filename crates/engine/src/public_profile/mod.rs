//! What an account's page shows before anybody writes: read from the platform, compared, published.

use parlance_api::{error::FieldError, public_profile::PublicProfileView};
use parlance_channel::PublicProfilePage;
use parlance_core::{
    AccountId,
    public_profile::{PublicProfile, PublicProfileLimits, check, diff},
};
use parlance_store::public_profiles::PublicProfileRow;
use serde_json::json;

use crate::{
    Engine, Refusal, UseCaseError,
    accounts::AtPlatform,
    audit::{self, Who},
    identity::Caller,
};

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
        let ctx = *caller.ctx();
        let at = self.at_platform(ctx, id).await?;
        let row = self
            .read(move |read, _| Ok(read.public_profile(&ctx, id)?))
            .await?;
        Ok(view(row, page(&at)?.limits()))
    }

    /// Asks the platform what the page shows now. What is there is taken over when nothing was applied yet.
    pub async fn read_public_profile(
        &self,
        caller: &Caller,
        id: AccountId,
    ) -> Result<PublicProfileView, UseCaseError> {
        let ctx = *caller.ctx();
        let at = self.at_platform(ctx, id).await?;
        let limits = page(&at)?.limits();
        let there = at.ask(page(&at)?.read(&at.values)).await?;
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
        let at = self.at_platform(ctx, id).await?;
        let wanted = wanted.tidied();
        must_fit(&page(&at)?.limits(), &wanted)?;
        let kept = wanted.clone();
        self.write(move |tx, _| {
            let mut row = tx.public_profile(&ctx, id)?.unwrap_or_else(empty);
            row.wanted = kept;
            Ok(tx.save_public_profile(&ctx, id, &row)?)
        })
        .await?;
        at.ask(page(&at)?.publish(&at.values, &wanted)).await?;
        self.write(move |tx, env| {
            let mut row = tx.public_profile(&ctx, id)?.unwrap_or_else(empty);
            row.published_at = Some(env.now);
            tx.save_public_profile(&ctx, id, &row)?;
            audit::record(tx, env, &ctx, &who, "account.profile_published", id, json!({}))
        })
        .await?;
        self.read_public_profile(caller, id).await
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

fn page(at: &AtPlatform) -> Result<&dyn PublicProfilePage, UseCaseError> {
    at.channel.public_profile().ok_or_else(|| {
        let message = "Accounts of this channel have no greeting and no menu.";
        UseCaseError::Refused(Refusal::conflict("not_possible", message))
    })
}
