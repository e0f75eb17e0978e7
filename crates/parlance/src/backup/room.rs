//! Whether a disk has room.

use std::path::Path;

use rustix::fs::statvfs;

use super::BackupError;

/// Refuses when less than `least` bytes would stay free below `folder`.
pub(super) fn must_have(folder: &Path, needed: u64, least: u64) -> Result<(), BackupError> {
    let Ok(space) = statvfs(folder) else { return Ok(()) };
    let (free, all) = (space.f_bavail * space.f_frsize, space.f_blocks * space.f_frsize);
    // The server stops writing below the smaller of the two.
    let usable = free.saturating_sub(least.min(all / 20));
    if needed <= usable {
        return Ok(());
    }
    Err(BackupError::NoRoom {
        folder: folder.to_owned(),
        needed_mb: needed.div_ceil(1_000_000),
        free_mb: usable / 1_000_000,
    })
}

/// Whether two folders share one disk.
pub(super) fn same_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let disk = |path: &Path| std::fs::metadata(path).map(|metadata| metadata.dev()).ok();
    disk(one).is_some() && disk(one) == disk(other)
}
