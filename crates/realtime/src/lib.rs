//! The realtime stream: a hub that gives each committed event to the desktops that may see it.
//!
//! The database is the truth and the stream a hint: an event is numbered and stored in the transaction that changed
//! something, given to the hub after the commit, and found again in the store by whoever was away. A desktop enters the
//! hub *before* it reads what it missed, so nothing falls between the two (see [`cursor`]).
//!
//! The hub is called on the writer's thread and never waits: every desktop has a bounded queue, and one that cannot
//! follow is told to start again from a snapshot.
#![forbid(unsafe_code)]

pub mod cursor;
pub mod guest;
pub mod hub;
mod limit;
mod queue;
mod seats;
pub mod session;
pub mod tickets;
mod viewings;

pub use guest::{Application, Guest};
pub use hub::Hub;
pub use session::{Socket, serve};
pub use tickets::Tickets;
