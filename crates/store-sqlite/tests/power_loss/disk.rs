//! A disk that forgets what was not flushed, or a part of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use crate::trace::Event;

/// What reaches a disk whole or not at all.
const SECTOR: usize = 512;

/// Random numbers that can be repeated (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.roll() % bound as u64).unwrap()
    }
}

/// Something that was done to a file and not flushed.
#[derive(Debug, Clone)]
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Cut { to: usize },
}

#[derive(Debug, Clone, Default)]
struct File {
    flushed: Vec<u8>,
    since: Vec<Change>,
}

/// The files of one folder.
#[derive(Debug, Default)]
pub struct Disk {
    files: BTreeMap<String, File>,
    /// Files whose names may not be on the disk yet.
    unnamed: BTreeSet<String>,
    /// Files that were removed, and may still be there.
    ghosts: BTreeMap<String, File>,
}

impl Disk {
    pub fn take(&mut self, event: &Event) {
        match event {
            Event::Made { file } => {
                if !self.files.contains_key(file) {
                    self.files.insert(file.clone(), File::default());
                    self.unnamed.insert(file.clone());
                }
            }
            Event::Written { file, at, bytes } => self.changed(
                file,
                Change::Write {
                    at: *at,
                    bytes: bytes.clone(),
                },
            ),
            Event::Cut { file, to } => self.changed(file, Change::Cut { to: *to }),
            // The folder: its names are on the disk.
            Event::Flushed { file } if file.is_empty() => {
                self.unnamed.clear();
                self.ghosts.clear();
            }
            Event::Flushed { file } => {
                if let Some(file) = self.files.get_mut(file) {
                    for change in std::mem::take(&mut file.since) {
                        change.apply(&mut file.flushed);
                    }
                }
            }
            Event::Removed { file } => {
                self.unnamed.remove(file);
                if let Some(gone) = self.files.remove(file) {
                    self.ghosts.insert(file.clone(), gone);
                }
            }
            Event::Acknowledged(_) => {}
        }
    }

    fn changed(&mut self, file: &str, change: Change) {
        self.files.entry(file.to_owned()).or_default().since.push(change);
    }

    /// Writes one of the disks that a cut of the power may leave now.
    pub fn leave(&self, dice: &mut Dice, into: &Path) {
        let mut left = self.files.clone();
        for name in &self.unnamed {
            if dice.below(4) == 0 {
                left.remove(name);
            }
        }
        for (name, ghost) in &self.ghosts {
            let has_new = left.contains_key(name);
            if dice.below(2) == 0 && (!has_new || self.unnamed.contains(name)) {
                left.insert(name.clone(), ghost.clone());
            }
        }
        for (name, file) in left {
            fs::write(into.join(name), file.left(dice)).unwrap();
        }
    }
}

impl File {
    /// What was flushed, and by chance what was not: nothing, all, all until some moment, or any sectors.
    fn left(self, dice: &mut Dice) -> Vec<u8> {
        let mut bytes = self.flushed;
        let (kind, until) = (dice.below(4), dice.below(self.since.len() + 1));
        for (place, change) in self.since.into_iter().enumerate() {
            match kind {
                1 => change.apply(&mut bytes),
                2 if place < until => change.apply(&mut bytes),
                2 if place == until => change.torn(dice, &mut bytes),
                0 | 2 => {}
                _ => change.torn(dice, &mut bytes),
            }
        }
        bytes
    }
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Cut { to } => bytes.resize(*to, 0),
            Self::Write { at, bytes: new } => put(bytes, *at, new),
        }
    }

    /// Some sectors of it.
    fn torn(&self, dice: &mut Dice, bytes: &mut Vec<u8>) {
        match self {
            Self::Cut { .. } => {
                if dice.below(2) == 0 {
                    self.apply(bytes);
                }
            }
            Self::Write { at, bytes: new } => {
                let mut from = 0;
                while from < new.len() {
                    let to = (((at + from) / SECTOR + 1) * SECTOR - at).min(new.len());
                    if dice.below(2) == 0 {
                        put(bytes, at + from, &new[from..to]);
                    }
                    from = to;
                }
            }
        }
    }
}

fn put(bytes: &mut Vec<u8>, at: usize, new: &[u8]) {
    let end = at + new.len();
    if bytes.len() < end {
        bytes.resize(end, 0);
    }
    bytes[at..end].copy_from_slice(new);
}
