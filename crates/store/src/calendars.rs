//! Calendars, what services do with what waits, and what customers have been told while they wait.

use parlance_api::hours::WaitingRules;
use parlance_core::{
    CalendarId, InteractionId, ServiceId, TenantCtx, ThreadId, Timestamp, hours::OpeningHours,
};

use crate::error::StoreError;

/// A calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarRow {
    /// Id.
    pub id: CalendarId,
    /// Name, unique in the tenant without case.
    pub name: String,
    /// What it says.
    pub hours: OpeningHours,
    /// Made at.
    pub created_at: Timestamp,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// A service with rules for what waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuledService {
    /// The service.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// The rules.
    pub rules: WaitingRules,
    /// The hours of its calendar.
    pub hours: Option<OpeningHours>,
}

/// What a customer was told last, of one kind of thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldRow {
    /// What about: the same is not told twice.
    pub about: String,
    /// When.
    pub at: Timestamp,
}

/// One that waits, and what its customer was told last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InLine {
    /// Its id.
    pub id: InteractionId,
    /// Its place in line.
    pub queued_at: Timestamp,
    /// What the customer was told.
    pub told: Option<ToldRow>,
}

/// How fast a service's chats have been taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// Chats that agents took.
    pub chats: u32,
    /// Those of them that are over.
    pub over: u32,
    /// How long those took together, milliseconds.
    pub handling_ms: i64,
}

/// Reads calendars and rules.
pub trait CalendarsRead {
    /// One calendar.
    fn calendar(&self, ctx: &TenantCtx, id: CalendarId) -> Result<Option<CalendarRow>, StoreError>;
    /// All calendars, by name.
    fn calendars(&self, ctx: &TenantCtx) -> Result<Vec<CalendarRow>, StoreError>;
    /// All services that have rules for what waits, by name.
    fn ruled_services(&self, ctx: &TenantCtx) -> Result<Vec<RuledService>, StoreError>;
    /// What the customer of a conversation was told last of a kind of thing.
    fn told(&self, ctx: &TenantCtx, thread: ThreadId, what: &str) -> Result<Option<ToldRow>, StoreError>;
    /// The first `limit` that wait in a service's queues, kept for nobody, whose customers were not told just this; by
    /// place in line.
    fn untold(
        &self,
        ctx: &TenantCtx,
        service: ServiceId,
        what: &str,
        about: &str,
        limit: u32,
    ) -> Result<Vec<InteractionId>, StoreError>;
    /// The first `limit` that wait in a service's queues, kept for nobody, in the order in which they are served, with
    /// what their customers were told last of a kind of thing.
    fn in_line(
        &self,
        ctx: &TenantCtx,
        service: ServiceId,
        what: &str,
        limit: u32,
    ) -> Result<Vec<InLine>, StoreError>;
    /// The chats of a service that agents have taken since a moment.
    fn taken_since(&self, ctx: &TenantCtx, service: ServiceId, since: Timestamp)
    -> Result<Taken, StoreError>;
}

/// Writes calendars.
pub trait CalendarsWrite: CalendarsRead {
    /// Makes a calendar.
    fn insert_calendar(&mut self, ctx: &TenantCtx, row: &CalendarRow) -> Result<(), StoreError>;
    /// Changes name and hours.
    fn update_calendar(&mut self, ctx: &TenantCtx, row: &CalendarRow) -> Result<(), StoreError>;
    /// Deletes a calendar that no service follows.
    fn delete_calendar(&mut self, ctx: &TenantCtx, id: CalendarId) -> Result<(), StoreError>;
    /// Remembers what a customer was told, in the place of what was told before of that kind.
    fn save_told(
        &mut self,
        ctx: &TenantCtx,
        thread: ThreadId,
        what: &str,
        told: &ToldRow,
    ) -> Result<(), StoreError>;
}
