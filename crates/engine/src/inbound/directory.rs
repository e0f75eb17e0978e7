//! All integration accounts in memory, with their secrets opened: webhooks are checked without touching the database.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use parlance_channel::{AccountValues, Channels, Descriptor};
use parlance_core::{AccountId, TenantCtx, TenantId};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

/// An account as the pipeline needs it. `Debug` shows no secret.
#[derive(Debug, Clone)]
pub struct LiveAccount {
    /// The tenant.
    pub tenant: TenantId,
    /// Id.
    pub id: AccountId,
    /// The channel.
    pub channel: String,
    /// Name.
    pub name: String,
    /// The id at the platform, once entered.
    pub external_id: Option<String>,
    /// Switched on.
    pub enabled: bool,
    /// Values and opened secrets.
    pub values: AccountValues,
    /// Names the secret that signs its webhooks, see [`fingerprint`]; empty without one.
    pub signed_by: String,
}

impl LiveAccount {
    /// The account's tenant, for queries.
    #[must_use]
    pub const fn ctx(&self) -> TenantCtx {
        TenantCtx::new(self.tenant)
    }

    /// The secret that signs its webhooks.
    #[must_use]
    pub fn signing_secret(&self, descriptor: &Descriptor) -> Option<&SecretString> {
        self.values.secret(&descriptor.signing_secret_field)
    }

    /// The token that its handshake compares. Depending on the channel it is sealed or not.
    #[must_use]
    pub fn verify_token(&self, descriptor: &Descriptor) -> Option<SecretString> {
        let field = &descriptor.verify_token_field;
        self.values.secret(field).cloned().or_else(|| {
            self.values
                .setting(field)
                .map(|token| SecretString::from(token.to_owned()))
        })
    }

    /// Whether an administrator has let unsigned events in, knowingly.
    #[must_use]
    pub fn accepts_unsigned(&self, descriptor: &Descriptor) -> bool {
        self.values.is_ticked(&descriptor.accept_unsigned_field)
    }
}

/// Names a signing secret without telling it: stored beside what it has signed, so that a delivery can speak only
/// for accounts with the same secret.
#[must_use]
pub fn fingerprint(secret: &SecretString) -> String {
    let mut digest = Sha256::new();
    digest.update(b"parlance signing secret\0");
    digest.update(secret.expose_secret().as_bytes());
    hex::encode(&digest.finalize()[..16])
}

/// The accounts at one moment.
#[derive(Default)]
pub struct Accounts {
    by_id: HashMap<AccountId, Arc<LiveAccount>>,
    by_external: HashMap<(String, String), Vec<Arc<LiveAccount>>>,
}

impl Accounts {
    /// From a list. `signed_by` is filled in here.
    #[must_use]
    pub fn new(list: Vec<LiveAccount>, channels: &Channels) -> Self {
        let mut accounts = Self::default();
        for mut account in list {
            account.signed_by = channels
                .get(&account.channel)
                .and_then(|channel| account.signing_secret(channel.descriptor()))
                .map(fingerprint)
                .unwrap_or_default();
            let account = Arc::new(account);
            if let Some(external) = &account.external_id {
                let key = (account.channel.clone(), external.clone());
                accounts
                    .by_external
                    .entry(key)
                    .or_default()
                    .push(Arc::clone(&account));
            }
            accounts.by_id.insert(account.id, account);
        }
        accounts
    }

    /// All of the installation.
    pub fn all(&self) -> impl Iterator<Item = &Arc<LiveAccount>> {
        self.by_id.values()
    }

    /// One account.
    #[must_use]
    pub fn get(&self, id: AccountId) -> Option<&Arc<LiveAccount>> {
        self.by_id.get(&id)
    }

    /// The account that is switched on and has this id at the platform; there is one at most.
    #[must_use]
    pub fn active(&self, channel: &str, external_id: &str) -> Option<&Arc<LiveAccount>> {
        self.with_external(channel, external_id)
            .find(|account| account.enabled)
    }

    /// All accounts that have this id at the platform, also those that are switched off.
    pub fn with_external(&self, channel: &str, external_id: &str) -> impl Iterator<Item = &Arc<LiveAccount>> {
        let key = (channel.to_owned(), external_id.to_owned());
        self.by_external.get(&key).into_iter().flatten()
    }

    /// All accounts of a channel.
    pub fn of_channel<'a>(&'a self, channel: &'a str) -> impl Iterator<Item = &'a Arc<LiveAccount>> {
        self.by_id
            .values()
            .filter(move |account| account.channel == channel)
    }
}

impl fmt::Debug for Accounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Accounts")
            .field("count", &self.by_id.len())
            .finish_non_exhaustive()
    }
}

/// The accounts, exchanged as a whole when one changes.
#[derive(Debug, Default)]
pub struct AccountDirectory(RwLock<Arc<Accounts>>);

impl AccountDirectory {
    /// The accounts now.
    #[must_use]
    pub fn now(&self) -> Arc<Accounts> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Exchanges the accounts.
    pub fn replace(&self, list: Vec<LiveAccount>, channels: &Channels) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Accounts::new(list, channels));
    }
}
