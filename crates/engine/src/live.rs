//! What the running application keeps in memory. Losing it costs nothing but a little patience.

use std::sync::RwLock;

use url::Url;

use crate::{
    identity::{limits, passwords::Passwords, throttle::Throttle},
    installation::Installation,
};

/// State of this process.
pub(crate) struct Live {
    pub(crate) base_url: RwLock<Url>,
    pub(crate) passwords: Passwords,
    pub(crate) reloading: tokio::sync::Mutex<()>,
    pub(crate) sign_in_by_account: Throttle,
    pub(crate) sign_in_by_address: Throttle,
    pub(crate) codes_by_user: Throttle,
    pub(crate) calls_by_key: Throttle,
    pub(crate) calls_by_tenant: Throttle,
    pub(crate) refusals_noted: Throttle,
    pub(crate) searches: Throttle,
    pub(crate) uploads: Throttle,
}

/// Calls per minute and API key.
const CALLS_PER_KEY: u32 = 600;
/// Calls of programs per minute and tenant.
const CALLS_PER_TENANT: u32 = 3_000;

/// Refused accesses written to the audit log, per minute and actor.
const REFUSALS_NOTED: u32 = 5;

impl Live {
    pub(crate) fn new(installation: &Installation) -> Self {
        let sign_in = &installation.sign_in;
        Self {
            base_url: RwLock::new(installation.base_url.clone()),
            passwords: Passwords::new(sign_in),
            reloading: tokio::sync::Mutex::default(),
            sign_in_by_account: Throttle::growing(sign_in.per_account),
            sign_in_by_address: Throttle::growing(sign_in.per_address),
            codes_by_user: Throttle::growing(sign_in.per_account),
            calls_by_key: Throttle::per_minute(CALLS_PER_KEY),
            calls_by_tenant: Throttle::per_minute(CALLS_PER_TENANT),
            refusals_noted: Throttle::per_minute(REFUSALS_NOTED),
            searches: Throttle::per_minute(limits::SEARCHES),
            uploads: Throttle::per_minute(limits::UPLOADS),
        }
    }
}
