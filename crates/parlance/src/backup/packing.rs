//! Compression between the archive and the encryption: gzip, as `tar xz` opens it.
//!
//! A gzip file may have several members, one after another. What shrinks has a compressed member; pictures and
//! documents, which are packed already, go through one that only stores.

use std::io::{self, Cursor, Read, Write};

use flate2::{Compression, read::MultiGzDecoder, write::GzEncoder};

/// How a gzip file begins; a tar archive does not.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// What is worth the processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// Compresses, fast: customers wait meanwhile.
    Compress,
    /// Stores.
    Store,
}

impl Effort {
    fn level(self) -> Compression {
        match self {
            Self::Compress => Compression::fast(),
            Self::Store => Compression::none(),
        }
    }
}

/// Packs what is written to it.
pub(super) struct Packer<W: Write> {
    /// `None` after a failure alone.
    member: Option<GzEncoder<W>>,
    effort: Effort,
}

impl<W: Write> Packer<W> {
    pub(super) fn new(out: W) -> Self {
        let effort = Effort::Compress;
        Self {
            member: Some(GzEncoder::new(out, effort.level())),
            effort,
        }
    }

    /// What follows is packed like this.
    pub(super) fn turn_to(&mut self, effort: Effort) -> io::Result<()> {
        if effort != self.effort {
            let out = self.member.take().ok_or_else(broken)?.finish()?;
            self.member = Some(GzEncoder::new(out, effort.level()));
            self.effort = effort;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        self.member.take().ok_or_else(broken)?.finish()
    }
}

impl<W: Write> Write for Packer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.member.as_mut().ok_or_else(broken)?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.member.as_mut().ok_or_else(broken)?.flush()
    }
}

fn broken() -> io::Error {
    io::Error::other("the backup could not be written before")
}

/// Unpacks what was packed, and reads what never was (backups of versions that did not) as it is.
pub(super) fn unpack(mut input: impl Read + 'static) -> io::Result<Box<dyn Read>> {
    let mut first = Vec::with_capacity(GZIP.len());
    input.by_ref().take(GZIP.len() as u64).read_to_end(&mut first)?;
    let is_packed = first == GZIP;
    let whole = Cursor::new(first).chain(input);
    Ok(if is_packed {
        Box::new(MultiGzDecoder::new(whole))
    } else {
        Box::new(whole)
    })
}
