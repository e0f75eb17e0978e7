//! Integration accounts: entered, checked, tested, sealed. Generic over the channels' descriptors.
//!
//! What administrators enter comes as open settings and secrets by the form's keys. Sealed values never leave here but
//! opened into [`parlance_channel::AccountValues`]; views say that a secret is set, never what it is. The one
//! exception is the verify token, which must be copied to the platform.

mod change;
pub mod channels;
mod live;
mod platform;
mod rotate;
mod set_up;
mod test;
mod values;
mod view;

pub use change::{change, create, delete};
pub use channels::views as channel_views;
pub use live::load_live_accounts;
pub(crate) use platform::AtPlatform;
pub(crate) use test::check_views;
pub use values::open as open_values;
pub(crate) use view::status_of;
pub use view::{Shown, view};

use parlance_api::account::{AccountPatch, AccountView, NewAccount};
use parlance_core::AccountId;

use crate::{Engine, Refusal, UseCaseError, audit::Who, identity::Caller};

/// What stands in for an account in refusals.
pub(crate) const THIS_ACCOUNT: &str = "This integration account";

impl Engine {
    /// All accounts with their status.
    pub async fn accounts(&self, caller: &Caller) -> Result<Vec<AccountView>, UseCaseError> {
        let (ctx, shown) = (*caller.ctx(), self.shown());
        self.read(move |read, env| {
            read.accounts(&ctx)?
                .iter()
                .map(|row| view(read, env, &ctx, &shown, row))
                .collect()
        })
        .await
    }

    /// One account.
    pub async fn account(&self, caller: &Caller, id: AccountId) -> Result<AccountView, UseCaseError> {
        let (ctx, shown) = (*caller.ctx(), self.shown());
        self.read(move |read, env| {
            let row = read.account(&ctx, id)?.filter(|row| row.deleted_at.is_none());
            view(
                read,
                env,
                &ctx,
                &shown,
                &row.ok_or(Refusal::not_found(THIS_ACCOUNT))?,
            )
        })
        .await
    }

    /// Makes an account; it may be partial.
    pub async fn create_account(
        &self,
        caller: &Caller,
        command: NewAccount,
    ) -> Result<AccountView, UseCaseError> {
        if !command.secrets.is_empty() {
            caller
                .recently_confirmed(self.now())
                .map_err(UseCaseError::Refused)?;
        }
        let (ctx, who, shown) = (*caller.ctx(), Who::from(caller), self.shown());
        let made = self
            .write(move |tx, env| {
                let row = create(tx, env, &ctx, &who, &shown.keyring, command)?;
                view(tx.as_read(), env, &ctx, &shown, &row)
            })
            .await?;
        self.reload_accounts().await?;
        Ok(made)
    }

    /// Changes an account.
    pub async fn change_account(
        &self,
        caller: &Caller,
        id: AccountId,
        patch: AccountPatch,
    ) -> Result<AccountView, UseCaseError> {
        if !patch.secrets.is_empty() {
            caller
                .recently_confirmed(self.now())
                .map_err(UseCaseError::Refused)?;
        }
        let (ctx, who, shown) = (*caller.ctx(), Who::from(caller), self.shown());
        let changed = self
            .write(move |tx, env| {
                change(tx, env, &ctx, &who, &shown.keyring, id, patch)?;
                // Read anew: a new token sets sending going again, which is written beside the row.
                let row = tx.account(&ctx, id)?.ok_or(Refusal::not_found(THIS_ACCOUNT))?;
                view(tx.as_read(), env, &ctx, &shown, &row)
            })
            .await?;
        self.reload_accounts().await?;
        Ok(changed)
    }

    /// Deletes an account; its secrets are forgotten, its records stay.
    pub async fn delete_account(&self, caller: &Caller, id: AccountId) -> Result<(), UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        self.write(move |tx, env| delete(tx, env, &ctx, &who, id)).await?;
        self.reload_accounts().await
    }

    pub(crate) fn shown(&self) -> view::Shown {
        view::Shown {
            base_url: self.base_url(),
            keyring: self.installation().keyring.clone(),
        }
    }
}
