//! The SQL of every area, written once for the databases that Parlance runs on.
//!
//! A store brings a connection ([`Database`]) and says when transactions begin and end; everything that is asked of it
//! stands here. What the databases say differently is told by [`Dialect`].
#![forbid(unsafe_code)]

mod account_health;
mod accounts;
mod agents;
mod alerts;
mod api_keys;
mod approved_templates;
mod attachments;
mod audit;
mod batch;
mod calendars;
mod cases;
mod comments;
mod contact_words;
mod contacts;
mod customer_acts;
mod db;
mod deadlines;
mod drafts;
mod entries;
mod events;
mod floor;
mod health;
mod imports;
mod inbound;
mod interactions;
mod jobs;
mod knowledge;
mod messages;
mod offers;
mod outbox;
mod parked;
mod participants;
mod personas;
mod planned;
mod pool;
mod privacy;
mod privacy_requests;
mod public_profiles;
mod query;
mod reasons;
mod records;
mod remote_uploads;
mod restores;
mod row;
mod said;
mod search;
mod searched_text;
mod second_factors;
mod segments;
mod services;
mod sessions;
mod setup;
mod skills;
mod tables;
mod teams;
mod templates;
mod tenants;
mod threads;
mod tx;
mod unknown_events;
mod users;
mod value;
mod versions;

pub use batch::{Effects, run_unit, settle};
pub use contact_words::{fill_contact_words, fill_first_contact_words};
pub use db::{Columns, Database, Dialect, Each, Scope};
pub use pool::{MAX_BATCH, Pool, Reads, Waiting, caught};
pub use search::fill_message_words;
pub use tx::{Reader, Transaction};
pub use value::{Bind, FromValue, Value};
