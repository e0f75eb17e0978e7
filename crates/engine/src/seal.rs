//! Secrets at rest: XChaCha20-Poly1305, stored as `v1.kid.nonce.ciphertext` (base64 without padding).
//!
//! The associated data is `table|column|tenant|row`, so a ciphertext that is moved to another row or tenant does not
//! open. The first key of the ring seals, all keys open; a value names its key.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use parlance_core::{TenantId, clock::Random};
use secrecy::{ExposeSecret as _, SecretBox, SecretString};

const VERSION: &str = "v1";
const NONCE_BYTES: usize = 24;

/// Why a sealed value does not open. Never shows the value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The text does not look like a sealed value.
    #[error("a stored secret is not in the form v1.kid.nonce.ciphertext")]
    Malformed,
    /// The keyring lacks the key.
    #[error("a stored secret was sealed with the key '{0}', which the keyring does not hold")]
    UnknownKey(String),
    /// The key is another one, or the value was changed or moved.
    #[error("a stored secret does not open: the key is another one, or the value was changed or moved")]
    Wrong,
    /// A keyring without keys.
    #[error("the keyring holds no key")]
    Empty,
}

/// Where a sealed value lives; it opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Table.
    pub table: &'static str,
    /// Column, or the key inside a column's document.
    pub column: &'a str,
    /// Tenant; absent for what belongs to the installation.
    pub tenant: Option<TenantId>,
    /// Row, as text.
    pub row: &'a str,
}

impl Place<'_> {
    fn aad(&self) -> String {
        let tenant = self.tenant.map(|tenant| tenant.to_string()).unwrap_or_default();
        format!("{}|{}|{tenant}|{}", self.table, self.column, self.row)
    }
}

/// The keys of an installation.
pub struct Keyring(Vec<(String, SecretBox<[u8; 32]>)>);

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(kid, _)| kid)).finish()
    }
}

impl Keyring {
    /// Keys with their names; the first one seals.
    pub fn new(keys: impl IntoIterator<Item = (String, SecretBox<[u8; 32]>)>) -> Result<Self, SealError> {
        let keys: Vec<_> = keys.into_iter().collect();
        if keys.is_empty() {
            Err(SealError::Empty)
        } else {
            Ok(Self(keys))
        }
    }

    /// Seals a secret for a place.
    pub fn seal(
        &self,
        random: &dyn Random,
        place: Place<'_>,
        secret: &SecretString,
    ) -> Result<String, SealError> {
        let (kid, key) = self.0.first().ok_or(SealError::Empty)?;
        let mut nonce = [0; NONCE_BYTES];
        random.fill(&mut nonce);
        let aad = place.aad();
        let payload = Payload {
            msg: secret.expose_secret().as_bytes(),
            aad: aad.as_bytes(),
        };
        let ciphertext = XChaCha20Poly1305::new(key.expose_secret().into())
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| SealError::Wrong)?;
        let (nonce, ciphertext) = (URL_SAFE_NO_PAD.encode(nonce), URL_SAFE_NO_PAD.encode(ciphertext));
        Ok(format!("{VERSION}.{kid}.{nonce}.{ciphertext}"))
    }

    /// Opens a sealed value of a place.
    pub fn open(&self, place: Place<'_>, sealed: &str) -> Result<SecretString, SealError> {
        let mut pieces = sealed.split('.');
        let (Some(VERSION), Some(kid), Some(nonce), Some(ciphertext), None) = (
            pieces.next(),
            pieces.next(),
            pieces.next(),
            pieces.next(),
            pieces.next(),
        ) else {
            return Err(SealError::Malformed);
        };
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| SealError::Malformed);
        let nonce: [u8; NONCE_BYTES] = decode(nonce)?.try_into().map_err(|_| SealError::Malformed)?;
        let ciphertext = decode(ciphertext)?;
        let (_, key) = self
            .0
            .iter()
            .find(|(name, _)| name == kid)
            .ok_or_else(|| SealError::UnknownKey(kid.to_owned()))?;
        let aad = place.aad();
        let payload = Payload {
            msg: &ciphertext,
            aad: aad.as_bytes(),
        };
        let bytes = XChaCha20Poly1305::new(key.expose_secret().into())
            .decrypt(&XNonce::from(nonce), payload)
            .map_err(|_| SealError::Wrong)?;
        String::from_utf8(bytes)
            .map(SecretString::from)
            .map_err(|_| SealError::Wrong)
    }

    /// Keyed digests of some bytes for one purpose: of the key that seals now first, then of the older ones.
    #[must_use]
    pub(crate) fn proofs(&self, purpose: &[u8], bytes: &[u8]) -> Vec<[u8; 32]> {
        self.0
            .iter()
            .map(|(_, key)| crate::media::proof(key.expose_secret(), purpose, bytes))
            .collect()
    }

    /// Whether a value is sealed with the key that seals now.
    #[must_use]
    pub fn is_current(&self, sealed: &str) -> bool {
        let kid = sealed.split('.').nth(1);
        self.0.first().is_some_and(|(first, _)| kid == Some(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Counting(std::sync::atomic::AtomicU8);
    impl Random for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        }
    }

    fn ring(keys: &[(&str, u8)]) -> Keyring {
        let boxed = |byte| SecretBox::new(Box::new([byte; 32]));
        Keyring::new(keys.iter().map(|(kid, byte)| ((*kid).to_owned(), boxed(*byte)))).unwrap()
    }

    fn random() -> Counting {
        Counting(0.into())
    }

    const HERE: Place<'_> = Place {
        table: "integration_account",
        column: "token",
        tenant: None,
        row: "acc_1",
    };

    proptest! {
        #[test]
        fn what_was_sealed_opens_in_its_place_and_nowhere_else(secret in ".*", row in "[a-z0-9|]{0,12}") {
            let keys = ring(&[("k1", 1)]);
            let sealed = keys.seal(&random(), HERE, &secret.clone().into()).unwrap();
            prop_assert!(secret.len() < 4 || !sealed.contains(&secret));
            let opened = keys.open(HERE, &sealed).unwrap();
            prop_assert_eq!(opened.expose_secret(), &secret);
            let elsewhere = Place { row: &row, ..HERE };
            prop_assert!(keys.open(elsewhere, &sealed).is_err());
        }

        #[test]
        fn broken_values_are_refused(text in "[a-zA-Z0-9._-]{0,80}") {
            prop_assert!(ring(&[("k1", 1)]).open(HERE, &text).is_err());
        }
    }

    #[test]
    fn a_rotated_ring_opens_the_old_and_seals_with_the_new() {
        let old = ring(&[("k1", 1)])
            .seal(&random(), HERE, &"s".to_owned().into())
            .unwrap();
        let rotated = ring(&[("k2", 2), ("k1", 1)]);
        assert_eq!(rotated.open(HERE, &old).unwrap().expose_secret(), "s");
        assert!(!rotated.is_current(&old));
        let new = rotated.seal(&random(), HERE, &"s".to_owned().into()).unwrap();
        assert!(rotated.is_current(&new) && new.starts_with("v1.k2."));
        assert_eq!(
            ring(&[("k1", 1)]).open(HERE, &new).unwrap_err(),
            SealError::UnknownKey("k2".into())
        );
        assert_eq!(ring(&[("k2", 3)]).open(HERE, &new).unwrap_err(), SealError::Wrong);
    }

    #[test]
    fn the_same_secret_is_sealed_differently_each_time() {
        let (keys, random) = (ring(&[("k1", 1)]), random());
        let secret = SecretString::from("s".to_owned());
        assert_ne!(
            keys.seal(&random, HERE, &secret).unwrap(),
            keys.seal(&random, HERE, &secret).unwrap()
        );
    }
}
