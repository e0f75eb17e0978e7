//! Units of work.

use std::future::Future;

use tokio::sync::oneshot;

use crate::{
    account_health::{AccountHealthRead, AccountHealthWrite},
    accounts::{AccountsRead, AccountsWrite},
    agents::{AgentsRead, AgentsWrite},
    alerts::{AlertsRead, AlertsWrite},
    api_keys::{ApiKeysRead, ApiKeysWrite},
    approved_templates::{ApprovedTemplatesRead, ApprovedTemplatesWrite},
    attachments::{AttachmentsRead, AttachmentsWrite},
    audit::{AuditRead, AuditWrite},
    calendars::{CalendarsRead, CalendarsWrite},
    cases::{CasesRead, CasesWrite},
    comments::{CommentsRead, CommentsWrite},
    contacts::{ContactsRead, ContactsWrite},
    customer_acts::{CustomerActsRead, CustomerActsWrite},
    deadlines::DeadlinesRead,
    drafts::{DraftsRead, DraftsWrite},
    entries::{EntriesRead, EntriesWrite},
    error::{StoreError, WorkError},
    events::{EventsRead, EventsWrite},
    floor::FloorRead,
    health::{HealthRead, HealthWrite},
    imports::{ImportsRead, ImportsWrite},
    inbound::{InboundRead, InboundWrite},
    interactions::{InteractionsRead, InteractionsWrite},
    jobs::{JobsRead, JobsWrite},
    knowledge::{KnowledgeRead, KnowledgeWrite},
    messages::{MessagesRead, MessagesWrite},
    offers::{OffersRead, OffersWrite},
    outbox::{OutboxRead, OutboxWrite},
    parked::{ParkedRead, ParkedWrite},
    participants::{ParticipantsRead, ParticipantsWrite},
    personas::{PersonasRead, PersonasWrite},
    planned::{PlannedRead, PlannedWrite},
    privacy::{PrivacyRead, PrivacyWrite},
    privacy_requests::{PrivacyRequestsRead, PrivacyRequestsWrite},
    public_profiles::{PublicProfilesRead, PublicProfilesWrite},
    reasons::{ReasonsRead, ReasonsWrite},
    records::RecordsRead,
    remote_uploads::{RemoteUploadsRead, RemoteUploadsWrite},
    restores::{RestoresRead, RestoresWrite},
    second_factors::{SecondFactorsRead, SecondFactorsWrite},
    segments::{SegmentsRead, SegmentsWrite},
    services::{ServicesRead, ServicesWrite},
    sessions::{SessionsRead, SessionsWrite},
    setup::{SetupRead, SetupWrite},
    skills::{SkillsRead, SkillsWrite},
    tables::{TablesRead, TablesWrite},
    teams::{TeamsRead, TeamsWrite},
    templates::{TemplatesRead, TemplatesWrite},
    tenants::{TenantsRead, TenantsWrite},
    threads::{ThreadsRead, ThreadsWrite},
    unknown_events::{UnknownEventsRead, UnknownEventsWrite},
    users::{UsersRead, UsersWrite},
    versions::{VersionsRead, VersionsWrite},
};

/// Everything that can be read. Each area of the product adds its trait here.
pub trait Read:
    EventsRead
    + AccountsRead
    + ApiKeysRead
    + AuditRead
    + EntriesRead
    + PublicProfilesRead
    + ReasonsRead
    + RestoresRead
    + SecondFactorsRead
    + ServicesRead
    + SessionsRead
    + SetupRead
    + SkillsRead
    + TablesRead
    + TeamsRead
    + TemplatesRead
    + ApprovedTemplatesRead
    + AlertsRead
    + TenantsRead
    + UsersRead
    + AccountHealthRead
    + AttachmentsRead
    + CalendarsRead
    + CasesRead
    + CommentsRead
    + ContactsRead
    + CustomerActsRead
    + UnknownEventsRead
    + VersionsRead
    + ImportsRead
    + InboundRead
    + JobsRead
    + KnowledgeRead
    + MessagesRead
    + OutboxRead
    + ParkedRead
    + ParticipantsRead
    + PersonasRead
    + PlannedRead
    + PrivacyRead
    + PrivacyRequestsRead
    + RemoteUploadsRead
    + ThreadsRead
    + AgentsRead
    + DeadlinesRead
    + DraftsRead
    + FloorRead
    + HealthRead
    + InteractionsRead
    + OffersRead
    + RecordsRead
    + SegmentsRead
{
}

/// Everything that can be read and written inside a transaction. Each area of the product adds its trait here.
pub trait Tx:
    Read
    + AccountsWrite
    + ApiKeysWrite
    + AuditWrite
    + EntriesWrite
    + PublicProfilesWrite
    + ReasonsWrite
    + RestoresWrite
    + SecondFactorsWrite
    + ServicesWrite
    + SessionsWrite
    + SetupWrite
    + SkillsWrite
    + TablesWrite
    + TeamsWrite
    + TemplatesWrite
    + ApprovedTemplatesWrite
    + AlertsWrite
    + TenantsWrite
    + UsersWrite
    + AccountHealthWrite
    + AttachmentsWrite
    + CalendarsWrite
    + CasesWrite
    + CommentsWrite
    + ContactsWrite
    + CustomerActsWrite
    + DraftsWrite
    + UnknownEventsWrite
    + VersionsWrite
    + ImportsWrite
    + InboundWrite
    + JobsWrite
    + KnowledgeWrite
    + MessagesWrite
    + OutboxWrite
    + ParkedWrite
    + ParticipantsWrite
    + PersonasWrite
    + PlannedWrite
    + PrivacyWrite
    + PrivacyRequestsWrite
    + RemoteUploadsWrite
    + ThreadsWrite
    + EventsWrite
    + HealthWrite
    + AgentsWrite
    + InteractionsWrite
    + OffersWrite
    + SegmentsWrite
{
    /// The same transaction, seen by functions that only read.
    fn as_read(&self) -> &dyn Read;
    /// Runs a part of the unit so that its failure undoes nothing of the rest: when `work` says `false` or panics,
    /// its changes, events and wake-ups are taken back. Returns what `work` said, `false` after a panic.
    fn isolated(&mut self, work: &mut dyn FnMut(&mut dyn Tx) -> bool) -> Result<bool, StoreError>;
}

/// A unit of work, erased: runs in the transaction and says whether to keep its changes; `finish` is called after the
/// commit (or its failure).
pub trait WriteUnit: Send {
    /// Whether it makes one change at most, so that there is nothing to take back when it fails.
    fn is_delivery(&self) -> bool;
    /// Runs; `false` rolls back.
    fn run(&mut self, tx: &mut dyn Tx) -> bool;
    /// Tells the caller, after the commit: `Err` means that the commit itself failed.
    fn finish(self: Box<Self>, committed: Result<(), StoreError>);
}

/// A read, erased.
pub trait ReadUnit: Send {
    /// Runs on a read-only snapshot and tells the caller.
    fn run(self: Box<Self>, read: &dyn Read);
    /// Tells the caller that it could not run.
    fn fail(self: Box<Self>, error: StoreError);
}

/// A database.
pub trait Store: Send + Sync + 'static {
    /// Queues a unit of work; refuses at once with [`StoreError::Busy`] when too much is waiting.
    fn submit(&self, unit: Box<dyn WriteUnit>) -> Result<(), StoreError>;
    /// The same for a unit that does nothing but keep a delivery. Where the database lets several write, it does not
    /// wait for the units of [`submit`](Self::submit).
    fn submit_delivery(&self, unit: Box<dyn WriteUnit>) -> Result<(), StoreError>;
    /// Queues a read on a consistent snapshot.
    fn submit_read(&self, unit: Box<dyn ReadUnit>) -> Result<(), StoreError>;
    /// Finishes what is queued, flushes, closes. Later calls are refused.
    fn close(&self);
    /// One word for `/metrics` and `doctor`: `sqlite`, `postgres`.
    fn kind(&self) -> &'static str;
}

/// What callers use.
pub trait StoreExt: Store {
    /// Runs a unit of work and waits until it is durable.
    fn write<T, E, F>(&self, work: F) -> impl Future<Output = Result<T, WorkError<E>>> + Send
    where
        T: Send + 'static,
        E: Send + 'static,
        F: FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    {
        written(work, Kind::Unit, |unit| self.submit(unit))
    }

    /// The same for work that does nothing but keep a delivery: one insert, and no refusal after it.
    fn keep_delivery<T, E, F>(&self, work: F) -> impl Future<Output = Result<T, WorkError<E>>> + Send
    where
        T: Send + 'static,
        E: Send + 'static,
        F: FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    {
        written(work, Kind::Delivery, |unit| self.submit_delivery(unit))
    }

    /// Runs a read on a consistent snapshot.
    fn read<T, E, F>(&self, work: F) -> impl Future<Output = Result<T, WorkError<E>>> + Send
    where
        T: Send + 'static,
        E: Send + 'static,
        F: FnOnce(&dyn Read) -> Result<T, E> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let submitted = self.submit_read(Box::new(Reading { work, sender }));
        async move {
            submitted.map_err(WorkError::Store)?;
            receiver
                .await
                .unwrap_or_else(|_| Err(WorkError::Store(StoreError::Unavailable("closed".into()))))
        }
    }
}

impl<S: Store + ?Sized> StoreExt for S {}

/// Submits a unit at once; the future waits until it is durable.
fn written<T, E, F>(
    work: F,
    kind: Kind,
    submit: impl FnOnce(Box<dyn WriteUnit>) -> Result<(), StoreError>,
) -> impl Future<Output = Result<T, WorkError<E>>> + Send
where
    T: Send + 'static,
    E: Send + 'static,
    F: FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
{
    let (sender, receiver) = oneshot::channel();
    let submitted = submit(Box::new(Writing {
        kind,
        work: Some(work),
        result: None,
        sender: Some(sender),
    }));
    async move {
        submitted.map_err(WorkError::Store)?;
        receiver
            .await
            .unwrap_or_else(|_| Err(WorkError::Store(StoreError::Unavailable("closed".into()))))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unit,
    Delivery,
}

struct Writing<F, T, E> {
    kind: Kind,
    work: Option<F>,
    result: Option<Result<T, E>>,
    sender: Option<oneshot::Sender<Result<T, WorkError<E>>>>,
}

impl<F, T, E> WriteUnit for Writing<F, T, E>
where
    F: FnOnce(&mut dyn Tx) -> Result<T, E> + Send,
    T: Send,
    E: Send,
{
    fn is_delivery(&self) -> bool {
        self.kind == Kind::Delivery
    }

    fn run(&mut self, tx: &mut dyn Tx) -> bool {
        if let Some(work) = self.work.take() {
            self.result = Some(work(tx));
        }
        matches!(self.result, Some(Ok(_)))
    }

    fn finish(mut self: Box<Self>, committed: Result<(), StoreError>) {
        let answer = match (self.result.take(), committed) {
            (Some(Ok(value)), Ok(())) => Ok(value),
            (Some(Err(refusal)), _) => Err(WorkError::Refused(refusal)),
            (_, Err(error)) => Err(WorkError::Store(error)),
            (None, Ok(())) => Err(WorkError::Store(StoreError::Unavailable(
                "the unit of work did not run".into(),
            ))),
        };
        if let Some(sender) = self.sender.take() {
            // The caller may have gone; the change stays.
            let _ = sender.send(answer);
        }
    }
}

struct Reading<F, T, E> {
    work: F,
    sender: oneshot::Sender<Result<T, WorkError<E>>>,
}

impl<F, T, E> ReadUnit for Reading<F, T, E>
where
    F: FnOnce(&dyn Read) -> Result<T, E> + Send,
    T: Send,
    E: Send,
{
    fn run(self: Box<Self>, read: &dyn Read) {
        let answer = (self.work)(read).map_err(WorkError::Refused);
        let _ = self.sender.send(answer);
    }

    fn fail(self: Box<Self>, error: StoreError) {
        let _ = self.sender.send(Err(WorkError::Store(error)));
    }
}
