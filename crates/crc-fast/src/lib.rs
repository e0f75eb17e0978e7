//! The checksums that S3 knows, with the names that our client of S3 calls them by.
//!
//! The crate that these names come from decides at run time among some hundred checksums, so that the tables of all of
//! them are in every program that links it. Parlance asks S3 for none; what remains is small instead of fast.
#![forbid(unsafe_code)]

/// A checksum, by its name in the catalogue of parametrised CRC algorithms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrcAlgorithm {
    /// CRC-32/ISO-HDLC: the one of gzip.
    Crc32IsoHdlc,
    /// CRC-32/ISCSI: Castagnoli's.
    Crc32Iscsi,
    /// CRC-64/NVME.
    Crc64Nvme,
}

/// All three begin and end with every bit turned over, and take the lowest bit first.
type Table = [u64; 256];

const fn table(polynomial: u64) -> Table {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut rest = byte as u64;
        let mut bit = 0;
        while bit < 8 {
            rest = if rest & 1 == 1 {
                (rest >> 1) ^ polynomial
            } else {
                rest >> 1
            };
            bit += 1;
        }
        table[byte] = rest;
        byte += 1;
    }
    table
}

static ISO_HDLC: Table = table(0xEDB8_8320);
static ISCSI: Table = table(0x82F6_3B78);
static NVME: Table = table(0x9A6C_9329_AC4B_C9B5);

impl CrcAlgorithm {
    const fn table(self) -> &'static Table {
        match self {
            Self::Crc32IsoHdlc => &ISO_HDLC,
            Self::Crc32Iscsi => &ISCSI,
            Self::Crc64Nvme => &NVME,
        }
    }

    const fn ones(self) -> u64 {
        match self {
            Self::Crc32IsoHdlc | Self::Crc32Iscsi => 0xFFFF_FFFF,
            Self::Crc64Nvme => u64::MAX,
        }
    }
}

/// A checksum of bytes that come piece by piece.
#[derive(Debug, Clone, Copy)]
pub struct Digest {
    algorithm: CrcAlgorithm,
    state: u64,
}

impl Digest {
    /// The checksum of nothing yet.
    #[must_use]
    pub const fn new(algorithm: CrcAlgorithm) -> Self {
        Self {
            algorithm,
            state: algorithm.ones(),
        }
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        let table = self.algorithm.table();
        for byte in bytes {
            let [lowest, ..] = self.state.to_le_bytes();
            self.state = (self.state >> 8) ^ table[usize::from(lowest ^ byte)];
        }
    }

    /// The checksum of all bytes so far.
    #[must_use]
    pub const fn finalize(&self) -> u64 {
        self.state ^ self.algorithm.ones()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check values of the catalogue: checksums of these nine digits.
    #[test]
    fn the_checksums_are_those_of_the_catalogue() {
        for (algorithm, check) in [
            (CrcAlgorithm::Crc32IsoHdlc, 0xCBF4_3926),
            (CrcAlgorithm::Crc32Iscsi, 0xE306_9283),
            (CrcAlgorithm::Crc64Nvme, 0xAE8B_1486_0A79_9888),
        ] {
            let mut digest = Digest::new(algorithm);
            digest.update(b"1234");
            digest.update(b"");
            digest.update(b"56789");
            assert_eq!(digest.finalize(), check, "{algorithm:?}");
            assert_eq!(Digest::new(algorithm).finalize(), 0);
        }
    }
}
