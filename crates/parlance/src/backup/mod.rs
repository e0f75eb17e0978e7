//! Backups: one encrypted file that holds an installation but for its keys, and the way back.
//!
//! The file is an age file; inside is a tar archive in gzip form, so that it can be opened without Parlance too. What is in it and in
//! which order: `docs/adr/0016-backups.md`.

mod archive;
mod packing;
mod problem;
mod put_back;
mod recipients;
mod room;
mod take;
#[cfg(test)]
mod tests;

pub use archive::{Manifest, StoredFiles};
pub use problem::BackupError;
pub use put_back::{Restored, restore, verify};
pub use recipients::{identities, recipients};
pub use take::{Taken, take};

/// The database inside the archive.
const DATABASE: &str = "parlance.db";
/// Stored files inside the archive, and below the data folder.
const FILES: &str = "files/";
/// Where a restore puts things before they are checked.
const RESTORING: &str = "restoring";
