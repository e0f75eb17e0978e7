//! Rules every channel keeps, as tests it runs. A channel's test calls [`check`] with its samples.

pub mod fuzz;
mod rules;

use bytes::Bytes;
use http::HeaderMap;

use crate::channel::Channel;

/// What a channel brings to be examined.
pub trait Samples {
    /// The app secret that signs.
    fn secret(&self) -> String;
    /// Headers the platform would send with this body, signed with this secret.
    fn sign(&self, secret: &str, body: &[u8]) -> HeaderMap;
    /// Bodies with their names: every documented event.
    fn bodies(&self) -> Vec<(String, Bytes)>;
    /// The query of a correct handshake with this token, and the answer it must get.
    fn handshake(&self, token: &str) -> (Vec<(String, String)>, String);
}

/// Runs every rule; panics with the rule's sentence when one is broken.
pub fn check(channel: &dyn Channel, samples: &dyn Samples) {
    rules::descriptor_is_complete(channel);
    rules::handshake_needs_the_token(channel, samples);
    rules::signature_guards_every_byte(channel, samples);
    rules::bodies_mean_something(channel, samples);
    rules::broken_bodies_do_no_harm(channel, samples);
}
