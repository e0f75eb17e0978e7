//! After a new key was put in front of the keyring: seal everything with it. Can be stopped and run again.

use super::values::{open, place};
use crate::{
    Engine, Refusal, alerts,
    identity::{KeyringError, second_factor::reseal},
};

impl Engine {
    /// Seals every stored secret with the first key of the keyring; returns how many accounts and people were touched. When it
    /// ends well, the older keys are not needed any more. It refuses when a secret does not open.
    pub async fn reseal_all(&self) -> Result<u64, KeyringError> {
        let keyring = self.installation().keyring.clone();
        let accounts = self.read(|read, _| Ok(read.all_accounts()?)).await?;
        let mut touched = 0;
        for (tenant, account) in accounts {
            if account
                .sealed
                .values()
                .all(|value| keyring.is_current(&value.sealed))
            {
                continue;
            }
            let keyring = keyring.clone();
            self.write(move |tx, env| {
                let ctx = parlance_core::TenantCtx::new(tenant);
                // Read anew: somebody may have entered another value since.
                let Some(mut row) = tx
                    .account(&ctx, account.id)?
                    .filter(|row| row.deleted_at.is_none())
                else {
                    return Ok(());
                };
                let opened = open(&keyring, tenant, &row);
                let id = row.id.to_string();
                for (key, value) in &mut row.sealed {
                    let secret = opened.secrets.get(key).ok_or_else(|| {
                        Refusal::Store(format!(
                            "the secret '{key}' of account {id} does not open; nothing was changed"
                        ))
                    })?;
                    value.sealed = keyring
                        .seal(env.random, place(tenant, &id, key), secret)
                        .map_err(|error| Refusal::Store(error.to_string()))?;
                }
                Ok(tx.update_account(&ctx, &row)?)
            })
            .await?;
            touched += 1;
        }
        touched += self.reseal_alert_targets().await?;
        touched += self.reseal_second_factors().await?;
        self.seal_canary().await?;
        Ok(touched)
    }

    async fn reseal_alert_targets(&self) -> Result<u64, KeyringError> {
        let keyring = self.installation().keyring.clone();
        let mut touched = 0;
        for (tenant, target) in self.read(|read, _| Ok(read.all_sealed_alert_targets()?)).await? {
            if target
                .secret
                .as_deref()
                .is_none_or(|sealed| keyring.is_current(sealed))
            {
                continue;
            }
            let keyring = keyring.clone();
            self.write(move |tx, env| alerts::reseal(tx, env, &keyring, tenant, target.id))
                .await?;
            touched += 1;
        }
        Ok(touched)
    }

    async fn reseal_second_factors(&self) -> Result<u64, KeyringError> {
        let keyring = self.installation().keyring.clone();
        let mut touched = 0;
        for (tenant, user) in self.read(|read, _| Ok(read.all_second_factor_holders()?)).await? {
            let keyring = keyring.clone();
            let anew = self
                .write(move |tx, env| reseal(tx, env, &keyring, &parlance_core::TenantCtx::new(tenant), user))
                .await?;
            touched += u64::from(anew);
        }
        Ok(touched)
    }
}
