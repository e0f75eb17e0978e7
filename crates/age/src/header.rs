//! The head of a file: the file key for each recipient, and a digest over all of it.

use std::io::{BufRead, Read as _, Write};

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use crate::{
    AgeError, Identity, Random, Recipient,
    stanza::{self, Stanza},
};

pub(crate) const FILE_KEY_BYTES: usize = 16;
const VERSION: &str = "age-encryption.org/v1\n";
/// A header may be this long.
const MOST_BYTES: usize = 256 * 1024;
/// Columns of a wrapped key.
const COLUMNS: usize = 64;

/// Writes the header.
pub(crate) fn write(
    out: &mut impl Write,
    recipients: &[Recipient],
    file_key: &[u8; FILE_KEY_BYTES],
    random: Random<'_>,
) -> Result<(), AgeError> {
    let has_passphrase = recipients
        .iter()
        .any(|recipient| matches!(recipient, Recipient::Passphrase(_)));
    if recipients.is_empty() || (has_passphrase && recipients.len() > 1) {
        return Err(AgeError::Recipients);
    }
    let mut text = VERSION.to_owned();
    for recipient in recipients {
        let stanza = stanza::wrap(recipient, file_key, random)?;
        text.push_str("-> ");
        text.push_str(&stanza.words.join(" "));
        text.push('\n');
        let mut body = STANDARD_NO_PAD.encode(&stanza.body);
        // The last line is shorter than a whole one, if need be empty.
        while body.len() >= COLUMNS {
            let rest = body.split_off(COLUMNS);
            text.push_str(&body);
            text.push('\n');
            body = rest;
        }
        text.push_str(&body);
        text.push('\n');
    }
    text.push_str("---");
    let digest = STANDARD_NO_PAD.encode(digest(file_key, text.as_bytes()));
    writeln!(out, "{text} {digest}")?;
    Ok(())
}

fn digest(file_key: &[u8; FILE_KEY_BYTES], text: &[u8]) -> [u8; 32] {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(None, file_key)
        .expand(b"header", &mut key)
        .expect("32 bytes are not too many");
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("any length is a key");
    mac.update(text);
    mac.finalize().into_bytes().into()
}

/// Reads the header to its end and opens the file key.
pub(crate) fn open(
    input: &mut impl BufRead,
    identities: &[Identity],
) -> Result<[u8; FILE_KEY_BYTES], AgeError> {
    let header = read(input)?;
    let file_key = file_key(&header.stanzas, identities)?;
    if !bool::from(digest(&file_key, &header.signed).ct_eq(&header.digest)) {
        return Err(AgeError::Tampered);
    }
    Ok(file_key)
}

fn file_key(stanzas: &[Stanza], identities: &[Identity]) -> Result<[u8; FILE_KEY_BYTES], AgeError> {
    let has_passphrase = stanzas.iter().any(Stanza::is_passphrase);
    if has_passphrase && stanzas.len() > 1 {
        return Err(AgeError::Header("a passphrase stands beside other recipients"));
    }
    for stanza in stanzas {
        for identity in identities {
            if let Some(file_key) = stanza::unwrap(stanza, identity)? {
                return Ok(file_key);
            }
        }
    }
    let gave_passphrase = identities
        .iter()
        .any(|identity| matches!(identity, Identity::Passphrase(_)));
    Err(match (has_passphrase, gave_passphrase) {
        (true, true) => AgeError::WrongPassphrase,
        (true, false) => AgeError::NeedsPassphrase,
        (false, _) => AgeError::NoKeyFits,
    })
}

struct Header {
    stanzas: Vec<Stanza>,
    /// What the digest is over.
    signed: Vec<u8>,
    digest: [u8; 32],
}

fn read(input: &mut impl BufRead) -> Result<Header, AgeError> {
    let mut signed = Vec::new();
    let mut begin = [0; VERSION.len()];
    input.read_exact(&mut begin).map_err(|_| AgeError::NotAge)?;
    if begin != VERSION.as_bytes() {
        return Err(AgeError::NotAge);
    }
    signed.extend_from_slice(&begin);
    let mut stanzas = Vec::new();
    loop {
        let line = line(input, &signed)?;
        if let Some(words) = line.strip_prefix("-> ") {
            let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
            let is_word =
                |word: &String| !word.is_empty() && word.bytes().all(|byte| (33..=126).contains(&byte));
            if !words.iter().all(is_word) {
                return Err(AgeError::Header("a recipient is malformed"));
            }
            signed.extend_from_slice(line.as_bytes());
            signed.push(b'\n');
            let body = body(input, &mut signed)?;
            stanzas.push(Stanza { words, body });
        } else if let Some(digest) = line.strip_prefix("--- ") {
            signed.extend_from_slice(b"---");
            let digest = STANDARD_NO_PAD
                .decode(digest)
                .ok()
                .and_then(|bytes| bytes.try_into().ok())
                .ok_or(AgeError::Header("its digest is malformed"))?;
            if stanzas.is_empty() {
                return Err(AgeError::Header("it names no recipient"));
            }
            return Ok(Header {
                stanzas,
                signed,
                digest,
            });
        } else {
            return Err(AgeError::Header("a line is none of its own"));
        }
    }
}

/// Lines of the wrapped key: whole ones, then one that is shorter.
fn body(input: &mut impl BufRead, signed: &mut Vec<u8>) -> Result<Vec<u8>, AgeError> {
    let mut body = Vec::new();
    loop {
        let line = line(input, signed)?;
        let wrong = AgeError::Header("a wrapped key is malformed");
        if line.len() > COLUMNS {
            return Err(wrong);
        }
        body.extend(STANDARD_NO_PAD.decode(&line).map_err(|_| wrong)?);
        signed.extend_from_slice(line.as_bytes());
        signed.push(b'\n');
        if line.len() < COLUMNS {
            return Ok(body);
        }
    }
}

/// One line without its end.
fn line(input: &mut impl BufRead, read_already: &[u8]) -> Result<String, AgeError> {
    let room = MOST_BYTES.saturating_sub(read_already.len());
    let mut line = Vec::new();
    input.take(room as u64).read_until(b'\n', &mut line)?;
    if line.pop() != Some(b'\n') {
        return Err(if line.len() + 1 >= room {
            AgeError::Header("it is too long")
        } else {
            AgeError::Truncated
        });
    }
    String::from_utf8(line).map_err(|_| AgeError::Header("a line is not text"))
}
