//! What is encrypted, in chunks that are numbered and of which the last is marked.

use std::io::{self, BufRead as _, BufReader, Read, Write};

use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _, aead::AeadInOut as _};
use hkdf::Hkdf;
use sha2::Sha256;

use crate::{AgeError, header::FILE_KEY_BYTES};

pub(crate) const NONCE_BYTES: usize = 16;
/// What is read at once: more than a sealed chunk, so that its end is seen with it.
pub(crate) const READ_AHEAD: usize = 128 * 1024;
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;

pub(crate) fn key(file_key: &[u8; FILE_KEY_BYTES], nonce: &[u8; NONCE_BYTES]) -> [u8; 32] {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(Some(nonce), file_key)
        .expand(b"payload", &mut key)
        .expect("32 bytes are not too many");
    key
}

/// Numbers chunks and seals or opens them.
struct Chunks {
    cipher: ChaCha20Poly1305,
    number: u64,
}

impl Chunks {
    fn new(key: &[u8; 32]) -> Self {
        Self {
            cipher: ChaCha20Poly1305::new(key.into()),
            number: 0,
        }
    }

    /// Eleven bytes of number, one that marks the last.
    fn nonce(&mut self, is_last: bool) -> [u8; 12] {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&self.number.to_be_bytes());
        nonce[11] = u8::from(is_last);
        self.number += 1;
        nonce
    }

    fn seal(&mut self, chunk: &mut Vec<u8>, is_last: bool) {
        let nonce = self.nonce(is_last);
        self.cipher
            .encrypt_in_place(&nonce.into(), b"", chunk)
            .expect("a chunk is not too long");
    }

    fn open(&mut self, chunk: &mut Vec<u8>, is_last: bool) -> Result<(), AgeError> {
        let nonce = self.nonce(is_last);
        self.cipher
            .decrypt_in_place(&nonce.into(), b"", chunk)
            .map_err(|_| AgeError::Damaged)
    }
}

/// Encrypts what is written to it. Without [`Encryptor::finish`] the file has no end and does not open.
pub struct Encryptor<W: Write> {
    out: W,
    chunks: Chunks,
    /// Not sealed yet: more may follow, or it is the last.
    chunk: Vec<u8>,
}

impl<W: Write> Encryptor<W> {
    pub(crate) fn new(out: W, key: &[u8; 32]) -> Self {
        Self {
            out,
            chunks: Chunks::new(key),
            chunk: Vec::with_capacity(CHUNK + TAG),
        }
    }

    /// Seals the end and gives the writer back, not flushed.
    pub fn finish(mut self) -> io::Result<W> {
        self.give(true)?;
        Ok(self.out)
    }

    fn give(&mut self, is_last: bool) -> io::Result<()> {
        self.chunks.seal(&mut self.chunk, is_last);
        self.out.write_all(&self.chunk)?;
        self.chunk.clear();
        Ok(())
    }
}

impl<W: Write> Write for Encryptor<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.chunk.len() == CHUNK && !bytes.is_empty() {
            self.give(false)?;
        }
        let taken = bytes.len().min(CHUNK - self.chunk.len());
        self.chunk.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Gives what was encrypted. Its errors carry an [`AgeError`].
pub struct Decryptor<R: Read> {
    input: BufReader<R>,
    chunks: Chunks,
    /// Opened and not all given yet.
    chunk: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Decryptor<R> {
    pub(crate) fn new(input: BufReader<R>, key: &[u8; 32]) -> Self {
        Self {
            input,
            chunks: Chunks::new(key),
            chunk: Vec::with_capacity(CHUNK + TAG),
            given: 0,
            ended: false,
        }
    }

    fn next_chunk(&mut self) -> Result<(), AgeError> {
        let is_first = self.chunks.number == 0;
        self.chunk.clear();
        self.given = 0;
        (&mut self.input)
            .take((CHUNK + TAG) as u64)
            .read_to_end(&mut self.chunk)?;
        let is_last = self.input.fill_buf()?.is_empty();
        if self.chunk.len() < TAG {
            return Err(AgeError::Truncated);
        }
        // What is whole but not marked as the end was cut off behind it.
        let sealed = is_last.then(|| self.chunk.clone());
        if let Err(error) = self.chunks.open(&mut self.chunk, is_last) {
            let Some(mut sealed) = sealed else {
                return Err(error);
            };
            self.chunks.number -= 1;
            return Err(match self.chunks.open(&mut sealed, false) {
                Ok(()) => AgeError::Truncated,
                // A piece of a chunk cannot be told from a damaged one.
                Err(_) if sealed.len() < CHUNK + TAG => AgeError::Truncated,
                Err(error) => error,
            });
        }
        if is_last && self.chunk.is_empty() && !is_first {
            return Err(AgeError::Damaged);
        }
        self.ended = is_last;
        Ok(())
    }
}

impl<R: Read> Read for Decryptor<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.chunk.len() {
            if self.ended {
                return Ok(0);
            }
            self.next_chunk().map_err(AgeError::into_io)?;
        }
        let piece = &self.chunk[self.given..];
        let given = piece.len().min(into.len());
        into[..given].copy_from_slice(&piece[..given]);
        self.given += given;
        Ok(given)
    }
}
