//! What can be asked of a database, and what it promises.
//!
//! A change is a *unit of work*: a closure that gets a transaction ([`Tx`]), reads, decides and writes, and returns a
//! value. The store runs it, commits, and only then lets the caller go on; an error rolls back that unit alone. Many
//! units may share one commit (group commit). Units of work are synchronous and short: no network, no waiting.
//!
//! Rules for implementations, proven by the contract suite (feature `contract`):
//! - when [`StoreExt::write`] returns `Ok`, the change is durable;
//! - units of work of one tenant are serial: what one read is still true when it commits;
//! - events appended in a unit get the tenant's next numbers inside its transaction and are published after its
//!   commit, in order; wake-ups are given after the commit too;
//! - an error of a write ends what it is part of: the unit must end with an error too, or the write stands in
//!   [`Tx::isolated`], which then says `false`;
//! - "not found" is `None`, never an error; another tenant's row is not found.
#![forbid(unsafe_code)]

pub mod account_health;
pub mod accounts;
pub mod agents;
pub mod alerts;
pub mod api_keys;
pub mod approved_templates;
pub mod attachments;
pub mod audit;
pub mod calendars;
pub mod cases;
pub mod comments;
pub mod contacts;
#[cfg(feature = "contract")]
pub mod contract;
pub mod customer_acts;
pub mod deadlines;
pub mod drafts;
pub mod entries;
pub mod error;
pub mod events;
pub mod files;
pub mod floor;
pub mod health;
pub mod imports;
pub mod inbound;
pub mod interactions;
pub mod jobs;
pub mod knowledge;
pub mod messages;
pub mod offers;
pub mod outbox;
pub mod parked;
pub mod participants;
pub mod personas;
pub mod planned;
pub mod privacy;
pub mod privacy_requests;
pub mod public_profiles;
pub mod reasons;
pub mod records;
pub mod remote_uploads;
pub mod restores;
pub mod second_factors;
pub mod segments;
pub mod services;
pub mod sessions;
pub mod setup;
pub mod signal;
pub mod skills;
pub mod tables;
pub mod teams;
pub mod templates;
pub mod tenants;
pub mod threads;
pub mod unit;
pub mod unknown_events;
pub mod users;
pub mod versions;

pub use error::{StoreError, WorkError};
pub use events::{CommittedEvent, EventSink, EventsRead, EventsWrite, NewEvent};
pub use signal::Signal;
pub use unit::{Read, Store, StoreExt, Tx};
