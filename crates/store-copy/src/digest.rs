//! A digest over the rows of a table that does not depend on their order: databases sort texts differently.

use parlance_store::tables::Cell;
use sha2::{Digest as _, Sha256};

/// How many rows there are, and the sum of their digests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Digest {
    pub(super) rows: u64,
    sum: [u64; 4],
}

impl Digest {
    pub(super) fn add(&mut self, row: &[Cell]) {
        let mut digest = Sha256::new();
        for cell in row {
            match cell {
                Cell::Null => digest.update([0]),
                Cell::Integer(number) => {
                    digest.update([1]);
                    digest.update(number.to_be_bytes());
                }
                // PostgreSQL's texts cannot hold the character NUL and have another instead.
                Cell::Text(text) => content(&mut digest, 2, text.replace('\0', "\u{FFFD}").as_bytes()),
                Cell::Blob(bytes) => content(&mut digest, 3, bytes),
            }
        }
        self.rows += 1;
        let digest = digest.finalize();
        for (sum, word) in self.sum.iter_mut().zip(digest.chunks_exact(8)) {
            *sum = sum.wrapping_add(u64::from_be_bytes(word.try_into().expect("eight bytes")));
        }
    }
}

fn content(digest: &mut Sha256, kind: u8, bytes: &[u8]) {
    digest.update([kind]);
    digest.update((bytes.len() as u64).to_be_bytes());
    digest.update(bytes);
}
