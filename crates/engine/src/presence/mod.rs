//! Agents' states and whether their desktops are connected.

mod connection;
pub(crate) mod state;
mod worker;

pub use connection::{
    LOGGED_OUT_AFTER_MS, connected, deadline, disconnected, disconnected_by_restart, signed_out,
};
pub(crate) use connection::{log_out, withdraw_offers};
pub(crate) use worker::run;
pub use worker::{PresenceInbox, PresenceQueue, presence_queue, reset_after_start};

use parlance_core::{TenantCtx, UserId};

/// Told by the realtime hub when a user's first desktop connects and when the last one is gone. Calls never block and
/// are applied in the order in which they are made.
pub trait Presence: Send + Sync + 'static {
    /// The first desktop of a user is connected.
    fn connected(&self, ctx: TenantCtx, user: UserId);
    /// The last desktop of a user is gone.
    fn disconnected(&self, ctx: TenantCtx, user: UserId);
}
