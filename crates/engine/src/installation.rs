//! What an operator decides for the whole installation.

use std::sync::Arc;

use parlance_api::{config::TenantSettings, session::DemoUser};
use url::Url;

use crate::{
    alerts::{NoOutside, Outside},
    seal::Keyring,
};

/// Settings and secrets of the installation, handed over by the wiring.
#[derive(Debug, Clone)]
pub struct Installation {
    /// The address that links and callbacks begin with. Replace it with [`crate::Engine::set_base_url`] when the
    /// port is known later.
    pub base_url: Url,
    /// Seals secrets at rest.
    pub keyring: Arc<Keyring>,
    /// What a new tenant begins with.
    pub tenant_defaults: TenantSettings,
    /// Passwords, sessions, throttling.
    pub sign_in: SignInSettings,
    /// The ways out that alerts take.
    pub outside: Arc<dyn Outside>,
    /// People of a demonstration whom the sign-in page shows; empty otherwise.
    pub demo_users: Vec<DemoUser>,
}

impl Installation {
    /// The defaults.
    #[must_use]
    pub fn new(base_url: Url, keyring: Arc<Keyring>) -> Self {
        Self {
            base_url,
            keyring,
            tenant_defaults: TenantSettings::default(),
            sign_in: SignInSettings::default(),
            outside: Arc::new(NoOutside),
            demo_users: Vec::new(),
        }
    }
}

/// Who must have a second factor, as the operator decides. A tenant may require more, never less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequireSecondFactor {
    /// Whoever wants one.
    Nobody,
    /// Those who may configure the tenant.
    Administrators,
    /// All people.
    Everyone,
}

/// Lengths and costs that protect accounts.
#[derive(Debug, Clone)]
pub struct SignInSettings {
    /// A session without requests ends after this.
    pub session_idle_ms: i64,
    /// Every session ends after this.
    pub session_lifetime_ms: i64,
    /// Memory of one password hash, KiB.
    pub argon2_memory_kib: u32,
    /// Passes of one password hash.
    pub argon2_passes: u32,
    /// Lanes of one password hash.
    pub argon2_lanes: u32,
    /// Password hashes at the same time.
    pub argon2_concurrency: usize,
    /// Failed sign-ins per minute and account.
    pub per_account: u32,
    /// Failed sign-ins per minute and address.
    pub per_address: u32,
    /// Who must have a second factor.
    pub require_second_factor: RequireSecondFactor,
}

impl Default for SignInSettings {
    fn default() -> Self {
        const HOUR_MS: i64 = 3_600_000;
        Self {
            session_idle_ms: 12 * HOUR_MS,
            session_lifetime_ms: 7 * 24 * HOUR_MS,
            argon2_memory_kib: 47_104,
            argon2_passes: 1,
            argon2_lanes: 1,
            argon2_concurrency: 2,
            per_account: 5,
            per_address: 20,
            require_second_factor: RequireSecondFactor::Administrators,
        }
    }
}
