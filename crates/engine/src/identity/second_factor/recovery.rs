//! Recovery codes: each signs in once in place of the authenticator app. 80 random bits each, so a digest is enough.

use parlance_core::clock::Random;
use parlance_store::sessions::SecretHash;

use crate::identity::secrets;

/// Codes of one set.
pub(crate) const COUNT: usize = 10;
const LETTERS: usize = 16;
/// 32 signs without those that look alike.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// A fresh set, in groups of four as people copy them, with the digests that are kept.
pub(crate) fn fresh(random: &dyn Random) -> (Vec<String>, Vec<SecretHash>) {
    let codes: Vec<String> = (0..COUNT).map(|_| one(random)).collect();
    let hashes = codes.iter().map(|code| hash(&plain(code))).collect();
    (codes, hashes)
}

fn one(random: &dyn Random) -> String {
    let mut bytes = [0; LETTERS];
    random.fill(&mut bytes);
    let letters: Vec<char> = bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// What was typed, without the spaces, hyphens and capitals that people add.
pub(crate) fn plain(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .flat_map(char::to_lowercase)
        .collect()
}

/// What is kept of a plain code.
pub(crate) fn hash(plain: &str) -> SecretHash {
    secrets::hash(plain)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::*;

    struct Counting(AtomicU8);
    impl Random for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for byte in bytes {
                *byte = self.0.fetch_add(7, Ordering::Relaxed);
            }
        }
    }

    #[test]
    fn ten_codes_that_are_found_again_however_they_are_typed() {
        let (codes, hashes) = fresh(&Counting(0.into()));
        assert_eq!((codes.len(), hashes.len()), (COUNT, COUNT));
        for (code, kept) in codes.iter().zip(&hashes) {
            assert_eq!(code.len(), 19, "{code}");
            let typed = format!(" {} ", code.to_uppercase().replace('-', " "));
            assert_eq!(hash(&plain(&typed)), *kept);
        }
        assert!(!ALPHABET.iter().any(|letter| b"oil1".contains(letter)));
    }
}
