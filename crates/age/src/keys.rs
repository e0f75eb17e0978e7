//! Keys and how they are written.

use std::{fmt, str::FromStr};

use bech32::{Bech32, Hrp, primitives::decode::CheckedHrpstring};
use secrecy::{ExposeSecret as _, SecretBox, SecretString};

use crate::{AgeError, Random};

const PUBLIC: Hrp = Hrp::parse_unchecked("age");
const SECRET: Hrp = Hrp::parse_unchecked("age-secret-key-");

/// Whom a file is encrypted for.
#[derive(Debug)]
pub enum Recipient {
    /// Whoever has the secret key to it.
    Key(PublicKey),
    /// Whoever knows the words.
    Passphrase(SecretString),
}

/// What opens a file.
#[derive(Debug)]
pub enum Identity {
    /// A secret key.
    Key(SecretKey),
    /// The words.
    Passphrase(SecretString),
}

/// An X25519 public key, written `age1…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(pub(crate) [u8; 32]);

/// An X25519 secret key, written `AGE-SECRET-KEY-1…`.
#[derive(Debug)]
pub struct SecretKey(SecretBox<[u8; 32]>);

impl SecretKey {
    /// A fresh key.
    #[must_use]
    pub fn generate(random: Random<'_>) -> Self {
        Self(SecretBox::init_with_mut(|key: &mut [u8; 32]| random(key)))
    }

    /// The key to give to whoever encrypts.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(x25519_dalek::PublicKey::from(&self.exchange()).to_bytes())
    }

    /// As it stands in a file.
    #[must_use]
    pub fn text(&self) -> SecretString {
        bech32::encode_upper::<Bech32>(SECRET, self.0.expose_secret())
            .expect("32 bytes are short enough")
            .into()
    }

    pub(crate) fn exchange(&self) -> x25519_dalek::StaticSecret {
        x25519_dalek::StaticSecret::from(*self.0.expose_secret())
    }

    /// The keys of a file: one a line; empty lines and those that begin with `#` are skipped.
    pub fn parse_file(text: &str) -> Result<Vec<Self>, AgeError> {
        let keys = lines(text).map(str::parse).collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() {
            return Err(AgeError::NotSecretKey);
        }
        Ok(keys)
    }
}

impl PublicKey {
    /// The keys of a file, as [`SecretKey::parse_file`].
    pub fn parse_file(text: &str) -> Result<Vec<Self>, AgeError> {
        lines(text).map(str::parse).collect()
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl FromStr for PublicKey {
    type Err = AgeError;
    fn from_str(text: &str) -> Result<Self, AgeError> {
        bytes(text, PUBLIC).map(Self).ok_or(AgeError::NotPublicKey)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = bech32::encode::<Bech32>(PUBLIC, &self.0).map_err(|_| fmt::Error)?;
        f.write_str(&text)
    }
}

impl FromStr for SecretKey {
    type Err = AgeError;
    fn from_str(text: &str) -> Result<Self, AgeError> {
        let key = bytes(text, SECRET).ok_or(AgeError::NotSecretKey)?;
        Ok(Self(SecretBox::new(Box::new(key))))
    }
}

fn bytes(text: &str, wanted: Hrp) -> Option<[u8; 32]> {
    let checked = CheckedHrpstring::new::<Bech32>(text).ok()?;
    if checked.hrp() != wanted {
        return None;
    }
    checked.byte_iter().collect::<Vec<u8>>().try_into().ok()
}
