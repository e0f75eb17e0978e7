//! Accounts with opened secrets, for the webhook layer and the outbox, which must not read the database for each event.

use parlance_core::TenantCtx;
use parlance_store::Read;

use super::{change::is_ready, values};
use crate::{
    Engine, Env, Refusal, UseCaseError, identity::authenticate::is_open, inbound::directory::LiveAccount,
    seal::Keyring,
};

/// All accounts of the installation that are not deleted. One counts as enabled when it is switched on, its required
/// values are there and its tenant is in use; whether its events can be checked is looked at when one comes.
pub async fn load_live_accounts(engine: &Engine) -> Result<Vec<LiveAccount>, UseCaseError> {
    let keyring = engine.installation().keyring.clone();
    engine.read(move |read, env| load(read, env, &keyring)).await
}

fn load(read: &dyn Read, env: &Env<'_>, keyring: &Keyring) -> Result<Vec<LiveAccount>, Refusal> {
    let mut list = Vec::new();
    for (tenant, row) in read.all_accounts()? {
        let Some(channel) = env.channels.get(&row.channel) else {
            tracing::error!(account = %row.id, channel = row.channel, "this build does not have the account's channel");
            continue;
        };
        let opened = values::open(keyring, tenant, &row);
        let usable = is_ready(channel.as_ref(), &opened) && is_open(read, &TenantCtx::new(tenant))?;
        list.push(LiveAccount {
            tenant,
            id: row.id,
            channel: row.channel,
            name: row.name,
            external_id: row.external_id,
            enabled: row.enabled && usable,
            values: opened,
            signed_by: String::new(),
        });
    }
    Ok(list)
}

impl Engine {
    /// Loads all accounts into memory: at start, and after each change before it is answered.
    pub async fn reload_accounts(&self) -> Result<(), UseCaseError> {
        // One after the other, so that an older list never replaces a newer one.
        let _turn = self.live().reloading.lock().await;
        let list = load_live_accounts(self).await?;
        self.directory().replace(list, self.channels());
        Ok(())
    }
}
