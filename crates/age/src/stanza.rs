//! The file key, wrapped for one recipient.

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _, aead::Aead as _};
use hkdf::Hkdf;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::Sha256;
use x25519_dalek::StaticSecret;

use crate::{AgeError, Identity, PublicKey, Random, Recipient, SecretKey, header::FILE_KEY_BYTES};

const X25519: &str = "X25519";
const SCRYPT: &str = "scrypt";
const X25519_INFO: &[u8] = b"age-encryption.org/v1/X25519";
const SCRYPT_SALT: &[u8] = b"age-encryption.org/v1/scrypt";
/// What one try of a passphrase costs, as a power of two: about a second and 256 MiB.
const SCRYPT_LOG_N: u8 = 18;
/// The most that is tried of somebody else's file: 1 GiB.
const SCRYPT_MOST_LOG_N: u8 = 20;
const SALT_BYTES: usize = 16;

/// One recipient's part of the header.
#[derive(Debug, Clone)]
pub(crate) struct Stanza {
    /// The kind, then its arguments.
    pub words: Vec<String>,
    pub body: Vec<u8>,
}

impl Stanza {
    pub(crate) fn is_passphrase(&self) -> bool {
        self.words.first().is_some_and(|kind| kind == SCRYPT)
    }
}

/// Wraps the file key.
pub(crate) fn wrap(
    recipient: &Recipient,
    file_key: &[u8; FILE_KEY_BYTES],
    random: Random<'_>,
) -> Result<Stanza, AgeError> {
    match recipient {
        Recipient::Key(public) => {
            let mut ephemeral = [0; 32];
            random(&mut ephemeral);
            let ephemeral = StaticSecret::from(ephemeral);
            let share = x25519_dalek::PublicKey::from(&ephemeral).to_bytes();
            let key = exchanged(&ephemeral, public, &share, public).ok_or(AgeError::NotPublicKey)?;
            Ok(Stanza {
                words: vec![X25519.into(), STANDARD_NO_PAD.encode(share)],
                body: seal(&key, file_key),
            })
        }
        Recipient::Passphrase(passphrase) => {
            let mut salt = [0; SALT_BYTES];
            random(&mut salt);
            let key = stretched(passphrase, &salt, SCRYPT_LOG_N)?;
            let words = vec![
                SCRYPT.into(),
                STANDARD_NO_PAD.encode(salt),
                SCRYPT_LOG_N.to_string(),
            ];
            Ok(Stanza {
                words,
                body: seal(&key, file_key),
            })
        }
    }
}

/// The file key, if this identity opens this stanza.
pub(crate) fn unwrap(stanza: &Stanza, identity: &Identity) -> Result<Option<[u8; FILE_KEY_BYTES]>, AgeError> {
    let words: Vec<&str> = stanza.words.iter().map(String::as_str).collect();
    match (words.as_slice(), identity) {
        ([X25519, share], Identity::Key(secret)) => {
            let share = decoded::<32>(share).ok_or(AgeError::Header("a key share is malformed"))?;
            by_key(stanza, secret, share)
        }
        ([SCRYPT, salt, log_n], Identity::Passphrase(passphrase)) => {
            let salt = decoded::<SALT_BYTES>(salt).ok_or(AgeError::Header("a salt is malformed"))?;
            let log_n = cost(log_n).ok_or(AgeError::Header("a cost is malformed"))?;
            if log_n > SCRYPT_MOST_LOG_N {
                return Err(AgeError::TooCostly(log_n));
            }
            open(&stretched(passphrase, &salt, log_n)?, &stanza.body)
        }
        ([X25519 | SCRYPT, ..], _) if words.len() != if words[0] == X25519 { 2 } else { 3 } => {
            Err(AgeError::Header("a recipient is malformed"))
        }
        // Of another kind, or for another kind of key.
        _ => Ok(None),
    }
}

fn by_key(
    stanza: &Stanza,
    secret: &SecretKey,
    share: [u8; 32],
) -> Result<Option<[u8; FILE_KEY_BYTES]>, AgeError> {
    let key = exchanged(&secret.exchange(), &PublicKey(share), &share, &secret.public())
        .ok_or(AgeError::Header("a key share is of no use"))?;
    open(&key, &stanza.body)
}

/// The wrapping key of an exchange; `None` when the other side's point is of low order.
fn exchanged(
    ours: &StaticSecret,
    theirs: &PublicKey,
    share: &[u8; 32],
    recipient: &PublicKey,
) -> Option<[u8; 32]> {
    let shared = ours.diffie_hellman(&x25519_dalek::PublicKey::from(theirs.0));
    if !shared.was_contributory() {
        return None;
    }
    let salt = [*share, recipient.0].concat();
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(Some(&salt), shared.as_bytes())
        .expand(X25519_INFO, &mut key)
        .expect("32 bytes are not too many");
    Some(key)
}

fn stretched(passphrase: &SecretString, salt: &[u8; SALT_BYTES], log_n: u8) -> Result<[u8; 32], AgeError> {
    let cost = scrypt::Params::new(log_n, 8, 1).map_err(|_| AgeError::Header("a cost is malformed"))?;
    let salt = [SCRYPT_SALT, salt].concat();
    let mut key = [0; 32];
    scrypt::scrypt(passphrase.expose_secret().as_bytes(), &salt, &cost, &mut key)
        .expect("32 bytes are a length");
    Ok(key)
}

fn cost(text: &str) -> Option<u8> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits && !text.starts_with('0'))
        .then(|| text.parse().ok())
        .flatten()
}

fn decoded<const N: usize>(text: &str) -> Option<[u8; N]> {
    STANDARD_NO_PAD.decode(text).ok()?.try_into().ok()
}

/// Each key seals one value, so its nonce is zero.
fn seal(key: &[u8; 32], file_key: &[u8; FILE_KEY_BYTES]) -> Vec<u8> {
    ChaCha20Poly1305::new(key.into())
        .encrypt(&[0; 12].into(), file_key.as_slice())
        .expect("16 bytes are not too many")
}

fn open(key: &[u8; 32], body: &[u8]) -> Result<Option<[u8; FILE_KEY_BYTES]>, AgeError> {
    // Checked before it is opened: it keeps one body from fitting several keys.
    if body.len() != FILE_KEY_BYTES + 16 {
        return Err(AgeError::Header("a wrapped key has an odd length"));
    }
    Ok(ChaCha20Poly1305::new(key.into())
        .decrypt(&[0; 12].into(), body)
        .ok()
        .and_then(|opened| opened.try_into().ok()))
}
