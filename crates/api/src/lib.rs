//! What the REST API and the realtime stream say: *views* go out, *commands* come in.
//!
//! The engine builds the views, so a list, an answer and a realtime event can never disagree about an entity.
//! Conventions: ids are prefixed strings; times are UTC milliseconds and end in `_at`; durations end in `_ms`;
//! commands refuse unknown fields; secrets are write-only.
#![forbid(unsafe_code)]

pub mod account;
pub mod agent;
pub mod alert;
pub mod approved;
pub mod audit;
pub mod case;
pub mod config;
pub mod contact;
pub mod day;
pub mod desk;
pub mod draft;
pub mod error;
pub mod found;
pub mod health;
pub mod hours;
pub mod import;
pub mod interaction;
pub mod knowledge;
pub mod message;
pub mod page;
pub mod planned;
pub mod privacy;
pub mod public_profile;
pub mod realtime;
pub mod record;
pub mod routing;
pub mod session;
pub mod set_up;
pub mod template;
pub mod together;
pub mod user;
