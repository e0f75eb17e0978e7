//! Wake-ups for workers, given after the commit of the unit that asked for them.

use parlance_core::TenantId;

/// Work that now exists. A wake-up is a hint: every worker also looks by itself from time to time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Signal {
    /// A raw delivery waits to be applied.
    Inbound,
    /// The outbox has work.
    Outbox,
    /// A background job is due.
    Jobs,
    /// Something changed that routing cares about.
    Dispatch(TenantId),
    /// A deadline was set or moved: offer, after-call work, grace.
    Timers,
    /// Sessions ended: open sockets must be looked at.
    Sessions,
}
