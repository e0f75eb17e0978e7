//! Whether a request comes from Meta and is within the limits. Pure.

use parlance_channel::{HandshakeQuery, HandshakeRefusal, Refusal, SignatureRefusal, Unverified, Verified};
use secrecy::SecretString;

use crate::meta;

pub(super) fn handshake(
    query: &HandshakeQuery,
    expected: &[SecretString],
) -> Result<String, HandshakeRefusal> {
    meta::handshake::answer(query, expected)
}

pub(super) fn signature(
    request: Unverified,
    candidates: &[SecretString],
) -> Result<Verified, SignatureRefusal> {
    meta::signature::verify(request, candidates)
}

pub(super) fn admit(body: &Verified) -> Result<(), Refusal> {
    meta::shape::admit(body.body())
}
