//! The sender of webhooks: what is sent, how it is signed, when it is tried again, when it is given up.

mod backoff;
mod envelope;
mod escape;
pub(crate) mod event;
mod handshake;
mod health;
mod notice;
mod outcome;
mod queue;
mod sender;
mod sign;

pub use escape::{EscapeStyle, escape};
pub use sign::{hmac_sha256_hex, signature_1, signature_256};

pub(crate) use handshake::{VerifyError, verify};
pub(crate) use health::Health;
pub(crate) use notice::send_notice;
pub(crate) use queue::{Item, Queue};
pub(crate) use sender::{explain, run, send_test};
pub(crate) use sign::proof_matches;
