//! Sign-in and sessions.

use std::time::Duration;

use parlance_engine::RequireSecondFactor;

use crate::config::{
    Layers,
    rule::{OneOf, Size, Span, Whole},
};

const WHO: &[(&str, RequireSecondFactor)] = &[
    ("administrators", RequireSecondFactor::Administrators),
    ("everyone", RequireSecondFactor::Everyone),
    ("nobody", RequireSecondFactor::Nobody),
];
const MINUTE: Duration = Duration::from_mins(1);

/// Lengths and costs that protect accounts.
#[derive(Debug, Clone)]
pub struct Security {
    /// A session without requests ends after this.
    pub session_idle: Duration,
    /// Every session ends after this.
    pub session_lifetime: Duration,
    /// Memory of one password hash, KiB.
    pub argon2_memory_kib: u32,
    /// Passes of one password hash.
    pub argon2_passes: u32,
    /// Lanes of one password hash.
    pub argon2_lanes: u32,
    /// Password hashes at the same time.
    pub argon2_concurrency: usize,
    /// Failed sign-ins per minute and account.
    pub sign_in_per_account: u32,
    /// Failed sign-ins per minute and address.
    pub sign_in_per_address: u32,
    /// Who must have a second factor.
    pub require_second_factor: RequireSecondFactor,
}

impl Security {
    pub(crate) fn take(layers: &mut Layers) -> Self {
        let days = |count: u32| MINUTE * 60 * 24 * count;
        let security = Self {
            session_idle: layers.take("security.session_idle", Span(MINUTE * 5, days(30))),
            session_lifetime: layers.take("security.session_lifetime", Span(MINUTE * 5, days(90))),
            // Below the OWASP floor a stolen table is guessed too fast.
            argon2_memory_kib: small(layers.take("security.argon2_memory", Size(19 << 20, 1 << 30)) / 1024),
            argon2_passes: small(layers.take("security.argon2_passes", Whole(1, 16))),
            argon2_lanes: small(layers.take("security.argon2_lanes", Whole(1, 16))),
            argon2_concurrency: small(layers.take("security.argon2_concurrency", Whole(1, 64))) as usize,
            sign_in_per_account: small(layers.take("security.sign_in_per_account", Whole(1, 1000))),
            sign_in_per_address: small(layers.take("security.sign_in_per_address", Whole(1, 10_000))),
            require_second_factor: layers.take("security.require_second_factor", OneOf(WHO)),
        };
        if security.session_idle > security.session_lifetime {
            layers.conflict(
                "`security.session_idle` is longer than `security.session_lifetime`; it cannot be".into(),
            );
        }
        security
    }
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
