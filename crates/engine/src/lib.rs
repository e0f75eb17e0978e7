//! Use cases and workers: what Parlance does. Knows ports (store, channel), never their implementations.
//!
//! Every use case has the same shape: an `async` function on [`Engine`] that runs one unit of work, and a plain
//! function below it that takes the transaction, the tenant, the present moment and the command, decides, and writes
//! the change together with everything that must follow it (messages, outbox, events, wake-ups, audit).
#![forbid(unsafe_code)]

pub mod accounts;
pub mod admin;
pub mod alerts;
mod approved;
pub mod audit;
pub mod cases;
mod comments;
pub mod contacts;
pub mod context;
mod control;
pub mod desk;
pub mod dispatch;
pub mod error;
pub mod floor;
pub mod health;
pub mod history;
mod id_order;
pub mod identity;
pub mod inbound;
pub mod installation;
pub mod interactions;
pub mod jobs;
pub mod knowledge;
mod live;
pub mod media;
mod memory;
pub mod messages;
pub mod outbound;
mod personas;
mod planned;
pub mod presence;
pub mod privacy;
pub mod public_profile;
mod queueing;
pub mod records;
pub mod rich;
pub mod seal;
mod sentences;
pub mod tenants;
pub mod timers;
pub mod together;
pub mod views;
mod waiting;
pub mod wake;

pub use context::{Engine, EngineParts, Env};
pub use error::{Refusal, UseCaseError};
pub use installation::{Installation, RequireSecondFactor, SignInSettings};
