//! Use cases and workers: what Parlance does. Knows ports (store, channel), never their implementations.
//!
//! Every use case has the same shape: an `async` function on [`Engine`] that runs one unit of work, and a plain
//! function below it that takes the transaction, the tenant, the present moment and the command, decides, and writes
//! the change together with everything that must follow it (messages, outbox, events, wake-ups, audit).
#![forbid(unsafe_code)]

pub mod context;
pub mod error;
pub mod identity;
pub mod wake;

pub use context::{Engine, EngineParts, Env};
pub use error::{Refusal, UseCaseError};
