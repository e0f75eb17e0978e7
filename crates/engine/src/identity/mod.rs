//! Who acts: people with sessions, programs with API keys; signing in, passwords, first set-up.

mod api_keys;
pub(crate) mod authenticate;
pub mod caller;
pub mod limits;
pub mod me;
mod own;
pub mod password_rules;
pub(crate) mod passwords;
pub mod second_factor;
mod secrets;
pub mod setup;
pub(crate) mod sign_in;
mod sudo;
pub(crate) mod throttle;

pub use caller::{Caller, Person, Program};
pub use secrets::Given;
pub use setup::KeyringError;
pub use sign_in::{Origin, SignedIn};
