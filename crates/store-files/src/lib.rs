//! Attachments on disk.
//!
//! A file is written under `incoming/`, flushed, renamed to its place, and the folder is flushed too: after `finish`
//! it survives a power cut, before it there is nothing under its key.
#![forbid(unsafe_code)]

mod key;
mod reader;
mod sweep;
mod writer;

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

pub use key::path as path_of;
use parlance_store::files::{BoxFuture, FileReader, FileStore, FileWriter};

/// Files below one folder.
#[derive(Debug)]
pub struct DiskFiles {
    root: PathBuf,
    /// Tells files apart that are being written.
    next: AtomicU64,
    /// Where the last round of looking for unknown files ended.
    swept_to: Arc<Mutex<Option<String>>>,
}

impl DiskFiles {
    /// Files below `root`; makes the folder.
    pub fn open(root: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(root.join(writer::INCOMING))?;
        Ok(Self {
            root: root.to_owned(),
            next: AtomicU64::new(0),
            swept_to: Arc::default(),
        })
    }
}

impl FileStore for DiskFiles {
    fn create<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<Box<dyn FileWriter>>> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move {
            let place = key::path(&self.root, key)?;
            let writer = writer::begin(&self.root, place, number).await?;
            Ok(Box::new(writer) as Box<dyn FileWriter>)
        })
    }

    fn open<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<Box<dyn FileReader>>> {
        Box::pin(async move {
            let reader = reader::open(&key::path(&self.root, key)?).await?;
            Ok(Box::new(reader) as Box<dyn FileReader>)
        })
    }

    fn remove<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<()>> {
        Box::pin(async move {
            match tokio::fs::remove_file(key::path(&self.root, key)?).await {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            }
        })
    }

    fn older_than(&self, seconds: u64) -> BoxFuture<'_, io::Result<Vec<String>>> {
        let (root, swept_to) = (self.root.clone(), self.swept_to.clone());
        Box::pin(async move {
            let look = move || {
                let mut place = swept_to.lock().unwrap_or_else(PoisonError::into_inner);
                let round = sweep::Round {
                    age: Duration::from_secs(seconds),
                    after: place.as_deref(),
                    most: sweep::MOST,
                };
                let swept = sweep::sweep(&root, &round)?;
                *place = swept.ended;
                Ok(swept.keys)
            };
            tokio::task::spawn_blocking(look)
                .await
                .map_err(io::Error::other)?
        })
    }
}
