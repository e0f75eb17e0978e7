//! Looking at the write-ahead log before SQLite does.
//!
//! SQLite takes the first frame that does not fit for the end of the log: right after a crash, wrong when the disk has
//! lost or changed bytes in the middle. Then commits that were acknowledged would vanish without a word, and pages that
//! a checkpoint had copied already would be mixed with older ones. But no commit begins before the one before it was
//! flushed: a frame that does not fit and has whole commits behind it is no torn end.
//! (The format: <https://sqlite.org/fileformat2.html#walformat>.)

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
};

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
const MAGIC: u32 = 0x377f_0682;

/// A log that cannot be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Damage {
    /// The log.
    pub(crate) log: PathBuf,
    /// The first byte of what does not fit.
    pub(crate) at: u64,
}

/// The log of a database.
pub(crate) fn log_of(database: &Path) -> PathBuf {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    log.into()
}

/// Looks at the log of a database; a log that is missing, empty or torn at its end is fine.
pub(crate) fn damage(database: &Path) -> io::Result<Option<Damage>> {
    let log = log_of(database);
    let Some(first) = look(&log)? else { return Ok(None) };
    // Somebody may be writing it: what was half there is whole at the second look, or somewhere else.
    let again = look(&log)?;
    Ok(again
        .filter(|again| *again == first)
        .map(|(at, _)| Damage { log, at }))
}

/// The place that does not fit, with the salts of the log.
fn look(log: &Path) -> io::Result<Option<(u64, [u8; 8])>> {
    let file = match File::open(log) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    let mut input = BufReader::with_capacity(1 << 20, file);
    let mut header = [0; HEADER];
    if !fill(&mut input, &mut header)? {
        return Ok(None);
    }
    let salts = header[16..24].try_into().expect("eight bytes");
    let Some(mut walk) = Walk::begin(&header) else {
        // A log of which not even the header was flushed holds nothing.
        let mut rest = [0; 1];
        let is_new = header.iter().all(|byte| *byte == 0) || !fill(&mut input, &mut rest)?;
        return Ok((!is_new).then_some((0, salts)));
    };
    let mut frame = vec![0; FRAME_HEADER + walk.page];
    let mut at = HEADER as u64;
    while fill(&mut input, &mut frame)? {
        if walk.step(&frame) {
            let broken = walk.broken_at.unwrap_or(0);
            return Ok(Some((broken, salts)));
        }
        if walk.broken_at.is_none() && !walk.fits {
            walk.broken_at = Some(at);
        }
        at += frame.len() as u64;
    }
    Ok(None)
}

/// Reads all of it, or says that the file ends before.
fn fill(input: &mut impl Read, into: &mut [u8]) -> io::Result<bool> {
    match input.read_exact(into) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// Goes from frame to frame.
struct Walk {
    page: usize,
    big_endian: bool,
    salts: [u8; 8],
    /// The digest that the frame before carries.
    digest: (u32, u32),
    /// The last frame fitted.
    fits: bool,
    /// Where the first one that did not fit begins.
    broken_at: Option<u64>,
    /// A whole commit lies behind the place that does not fit, or that place ends one.
    commit_behind: bool,
}

impl Walk {
    fn begin(header: &[u8; HEADER]) -> Option<Self> {
        let magic = word(header, 0);
        if magic & !1 != MAGIC {
            return None;
        }
        let big_endian = magic & 1 == 1;
        let digest = digest(big_endian, (0, 0), &header[..24]);
        let page = word(header, 8);
        let page = if page == 1 { 65_536 } else { page };
        let sound = digest == (word(header, 24), word(header, 28))
            && page.is_power_of_two()
            && (512..=65_536).contains(&page);
        sound.then(|| Self {
            page: page as usize,
            big_endian,
            salts: header[16..24].try_into().expect("eight bytes"),
            digest,
            fits: true,
            broken_at: None,
            commit_behind: false,
        })
    }

    /// Takes the next frame; `true` when it shows that what did not fit before it was flushed.
    fn step(&mut self, frame: &[u8]) -> bool {
        let ours = frame[8..16] == self.salts;
        let stored = (word(frame, 16), word(frame, 20));
        let counted = digest(self.big_endian, self.digest, &frame[..8]);
        let counted = digest(self.big_endian, counted, &frame[FRAME_HEADER..]);
        // Frames behind a broken one are held against the digest that it carries.
        self.fits = ours && counted == stored && word(frame, 0) != 0;
        self.digest = stored;
        let ends_commit = ours && word(frame, 4) != 0;
        if self.broken_at.is_none() {
            self.commit_behind = !self.fits && ends_commit;
            return false;
        }
        if self.fits && self.commit_behind {
            return true;
        }
        self.commit_behind |= self.fits && ends_commit;
        false
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn digest(big_endian: bool, (mut one, mut two): (u32, u32), bytes: &[u8]) -> (u32, u32) {
    for pair in bytes.chunks_exact(8) {
        let read = |at: usize| {
            let four = [pair[at], pair[at + 1], pair[at + 2], pair[at + 3]];
            if big_endian {
                u32::from_be_bytes(four)
            } else {
                u32::from_le_bytes(four)
            }
        };
        one = one.wrapping_add(read(0)).wrapping_add(two);
        two = two.wrapping_add(read(4)).wrapping_add(one);
    }
    (one, two)
}
