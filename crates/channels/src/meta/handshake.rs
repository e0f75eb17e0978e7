//! The verification request: `hub.mode`, `hub.verify_token`, `hub.challenge`.

use parlance_channel::{HandshakeQuery, HandshakeRefusal};
use secrecy::{ExposeSecret, SecretString};
use subtle::{Choice, ConstantTimeEq as _};

/// A challenge is a short number by the documentation; longer ones are nobody's.
const MAX_CHALLENGE: usize = 256;

/// The challenge to answer with, exactly as it came.
pub fn answer(query: &HandshakeQuery, expected: &[SecretString]) -> Result<String, HandshakeRefusal> {
    let parameter = |name| query.get(name).ok_or(HandshakeRefusal::Malformed);
    let (mode, token, challenge) = (
        parameter("hub.mode")?,
        parameter("hub.verify_token")?,
        parameter("hub.challenge")?,
    );
    let mut right = Choice::from(0);
    for known in expected {
        let known = known.expose_secret();
        // An account without a token must not be verified by an empty one.
        right |= known.as_bytes().ct_eq(token.as_bytes()) & Choice::from(u8::from(!known.is_empty()));
    }
    if mode != "subscribe" || !bool::from(right) {
        return Err(HandshakeRefusal::Forbidden);
    }
    if challenge.is_empty() || challenge.len() > MAX_CHALLENGE {
        return Err(HandshakeRefusal::Malformed);
    }
    Ok(challenge.to_owned())
}
