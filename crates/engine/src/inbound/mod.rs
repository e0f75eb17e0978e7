//! What platforms bring: verified, stored raw, answered, and only then applied.
//!
//! `receive` (one insert, then 200) → `worker` (many deliveries per unit) → `apply` (one event, isolated from its
//! neighbours). In calm hours `express` applies a delivery in the unit that stores it. A crash between any two steps resumes at the first delivery that is not done; repeats change nothing.

mod apply;
mod batch;
pub mod directory;
mod express;
mod family;
mod found;
mod handshake;
mod pace;
mod parked;
mod receive;
pub mod refusals;
mod unknown;
mod worker;

pub(crate) use apply::permission_place;
pub(crate) use found::{apply_found, fetch_files, thread_of};
pub use handshake::HandshakeAnswer;
pub(crate) use handshake::OTHER_TOKEN;
pub use receive::ReceiveError;
pub use worker::{apply_waiting, start_inbound_worker};
