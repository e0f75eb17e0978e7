//! Whether a request comes from Meta and is within the limits. Pure.

use parlance_channel::{HandshakeQuery, HandshakeRefusal, Refusal, SignatureRefusal, Unverified, Verified};
use secrecy::SecretString;

use super::{handshake, shape, signature as signatures};

/// The answer to a handshake.
pub(crate) fn handshake(
    query: &HandshakeQuery,
    expected: &[SecretString],
) -> Result<String, HandshakeRefusal> {
    handshake::answer(query, expected)
}

/// The body, once its signature fits.
pub(crate) fn signature(
    request: Unverified,
    candidates: &[SecretString],
) -> Result<Verified, SignatureRefusal> {
    signatures::verify(request, candidates)
}

/// Whether the body is within the limits.
pub(crate) fn admit(body: &Verified) -> Result<(), Refusal> {
    shape::admit(body.body())
}
