//! Encrypted files in the format of age, version 1 (<https://age-encryption.org/v1>), so that the tools `age` and `rage`
//! open them too. Recipients are X25519 keys, or one passphrase (scrypt).
//!
//! Streams in, streams out: at most two chunks of 64 KiB are held. What comes out of [`Decryptor`] is authentic, chunk by
//! chunk; a file that was cut off ends with an error, never with a silent end.
//!
//! Why not the crate `age`: see `docs/adr/0016-backups.md`.
#![forbid(unsafe_code)]

mod error;
mod header;
mod keys;
mod payload;
mod stanza;

use std::io::{Read, Write};

pub use error::AgeError;
pub use keys::{Identity, PublicKey, Recipient, SecretKey};
pub use payload::{Decryptor, Encryptor};

/// Where random bytes come from.
pub type Random<'a> = &'a dyn Fn(&mut [u8]);

/// Begins a file for its recipients: writes the header; what is written to the result is encrypted.
/// A passphrase must be the only recipient.
pub fn encrypt<W: Write>(
    mut out: W,
    recipients: &[Recipient],
    random: Random<'_>,
) -> Result<Encryptor<W>, AgeError> {
    let mut file_key = [0; header::FILE_KEY_BYTES];
    random(&mut file_key);
    header::write(&mut out, recipients, &file_key, random)?;
    let mut nonce = [0; payload::NONCE_BYTES];
    random(&mut nonce);
    out.write_all(&nonce)?;
    Ok(Encryptor::new(out, &payload::key(&file_key, &nonce)))
}

/// Opens a file with whichever identity fits.
pub fn decrypt<R: Read>(input: R, identities: &[Identity]) -> Result<Decryptor<R>, AgeError> {
    let mut input = std::io::BufReader::with_capacity(payload::READ_AHEAD, input);
    let file_key = header::open(&mut input, identities)?;
    let mut nonce = [0; payload::NONCE_BYTES];
    input.read_exact(&mut nonce).map_err(|_| AgeError::Truncated)?;
    Ok(Decryptor::new(input, &payload::key(&file_key, &nonce)))
}
