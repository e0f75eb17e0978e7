//! The realtime stream: whole entities, numbered per tenant inside the transaction that changed them.

use std::sync::Arc;

use parlance_core::{
    TenantCtx, TenantId, Timestamp,
    event::{Audience, EventKind},
};
use serde_json::value::RawValue;

use crate::error::StoreError;

/// An event to append.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// What it is about.
    pub kind: EventKind,
    /// Who may see it.
    pub audience: Audience,
    /// The entity as JSON text, written once for the stream and for all sockets.
    pub data: Box<RawValue>,
    /// Now.
    pub at: Timestamp,
}

/// An event with its number. `frame` is the finished text of its `EventFrame`, shared by all sockets.
#[derive(Debug, Clone)]
pub struct CommittedEvent {
    /// The tenant.
    pub tenant: TenantId,
    /// Its number in the tenant's stream.
    pub seq: i64,
    /// What it is about.
    pub kind: EventKind,
    /// Who may see it.
    pub audience: Arc<Audience>,
    /// The `EventFrame` as JSON text.
    pub frame: Arc<str>,
}

/// Where committed events and wake-ups go. Called on the writer's thread: must not block.
pub trait EventSink: Send + Sync + 'static {
    /// Events of one commit, in order.
    fn publish(&self, events: Vec<CommittedEvent>);
    /// Wake-ups of one commit, each at most once.
    fn signal(&self, signals: Vec<crate::Signal>);
}

/// Reads the stream.
pub trait EventsRead {
    /// The newest number of the tenant's stream; 0 when there is none.
    fn newest_seq(&self, ctx: &TenantCtx) -> Result<i64, StoreError>;
    /// The oldest number still kept; `None` when the stream is empty.
    fn oldest_seq(&self, ctx: &TenantCtx) -> Result<Option<i64>, StoreError>;
    /// At most `limit` events with a number above `after`, in order.
    fn events_after(
        &self,
        ctx: &TenantCtx,
        after: i64,
        limit: u32,
    ) -> Result<Vec<CommittedEvent>, StoreError>;
}

/// Writes the stream.
pub trait EventsWrite: EventsRead {
    /// Appends an event and returns its number; it is published after the commit.
    fn append_event(&mut self, ctx: &TenantCtx, event: NewEvent) -> Result<i64, StoreError>;
    /// Forgets events older than a moment; returns how many.
    fn prune_events(&mut self, before: Timestamp, limit: u32) -> Result<u64, StoreError>;
    /// Wakes a worker after the commit.
    fn signal(&mut self, signal: crate::Signal);
}
