//! Stops writing before the disk is full: a database that meets a full disk half-way helps nobody, and reading still
//! does. Platforms get 503 and send again.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use parlance_store::{
    Store, StoreError,
    unit::{ReadUnit, WriteUnit},
};
use rustix::fs::statvfs;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

const LOOK_EVERY: Duration = Duration::from_secs(2);

/// What is known of the disk under the data folder.
#[derive(Debug)]
pub(super) struct Disk {
    folder: PathBuf,
    least: u64,
    free: AtomicU64,
    full: AtomicBool,
}

impl Disk {
    pub(super) fn new(folder: &Path, least: u64) -> Arc<Self> {
        let disk = Self {
            folder: folder.to_owned(),
            least,
            free: AtomicU64::new(u64::MAX),
            full: AtomicBool::new(false),
        };
        disk.look();
        Arc::new(disk)
    }

    #[cfg(test)]
    pub(super) fn fill_for_tests(&self) {
        self.full.store(true, Ordering::Relaxed);
    }

    /// Free bytes at the last look.
    pub(super) fn free(&self) -> u64 {
        self.free.load(Ordering::Relaxed)
    }

    /// Why nothing is written, if so.
    pub(super) fn trouble(&self) -> Option<String> {
        self.full.load(Ordering::Relaxed).then(|| {
            let free_mb = self.free() / 1_000_000;
            format!(
                "only {free_mb} MB are free in the data folder; nothing is written until there is more room"
            )
        })
    }

    fn must_have_room(&self) -> Result<(), StoreError> {
        self.trouble()
            .map_or(Ok(()), |trouble| Err(StoreError::Unavailable(trouble)))
    }

    fn look(&self) {
        let Ok(space) = statvfs(&self.folder) else { return };
        let free = space.f_bavail * space.f_frsize;
        let bound = self.least.min(space.f_blocks * space.f_frsize / 20);
        self.free.store(free, Ordering::Relaxed);
        let full = free < bound;
        if self.full.swap(full, Ordering::Relaxed) != full {
            if full {
                tracing::error!(
                    free,
                    bound,
                    "the disk is nearly full: nothing is written any more"
                );
            } else {
                tracing::info!(free, "there is room on the disk again: writing goes on");
            }
        }
    }

    /// Looks again and again.
    pub(super) fn start_watch(self: Arc<Self>, stop: CancellationToken) -> JoinHandle<()> {
        tokio::spawn(async move {
            let mut looks = tokio::time::interval(LOOK_EVERY);
            loop {
                tokio::select! {
                    () = stop.cancelled() => return,
                    _ = looks.tick() => self.look(),
                }
            }
        })
    }
}

/// A store that refuses to write while the disk is nearly full.
pub(super) struct Guarded {
    pub(super) store: Box<dyn Store>,
    pub(super) disk: Arc<Disk>,
}

impl Store for Guarded {
    fn submit(&self, unit: Box<dyn WriteUnit>) -> Result<(), StoreError> {
        self.disk.must_have_room()?;
        self.store.submit(unit)
    }
    fn submit_delivery(&self, unit: Box<dyn WriteUnit>) -> Result<(), StoreError> {
        self.disk.must_have_room()?;
        self.store.submit_delivery(unit)
    }
    fn submit_read(&self, unit: Box<dyn ReadUnit>) -> Result<(), StoreError> {
        self.store.submit_read(unit)
    }
    fn close(&self) {
        self.store.close();
    }
    fn kind(&self) -> &'static str {
        self.store.kind()
    }
}

#[cfg(test)]
mod tests;
