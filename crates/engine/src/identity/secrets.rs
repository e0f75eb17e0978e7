//! Random secrets that are shown once and kept as their SHA-256 alone.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use parlance_core::clock::Random;
use parlance_store::sessions::SecretHash;
use secrecy::SecretString;
use sha2::{Digest as _, Sha256};

/// A secret of 32 random bytes in URL-safe characters, after a prefix.
pub(crate) fn fresh(random: &dyn Random, prefix: &str) -> String {
    let mut bytes = [0; 32];
    random.fill(&mut bytes);
    format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes))
}

/// What is kept of a secret. It is random, so a fast digest is enough.
pub(crate) fn hash(secret: &str) -> SecretHash {
    Sha256::digest(secret.as_bytes()).into()
}

/// A session that was just given: the secret goes into the cookie and nowhere else.
#[derive(Debug)]
pub struct Given<T> {
    /// The cookie's value.
    pub token: SecretString,
    /// The cookie lives so long, seconds.
    pub max_age_s: i64,
    /// What is answered.
    pub answer: T,
}
