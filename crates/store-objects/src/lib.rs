//! Attachments in an S3-compatible store.
//!
//! A file is put there in one request when it is small and in parts when it is not; until the last part has been
//! confirmed there is nothing under its key. A bucket (or a prefix in it) belongs to one installation alone: what
//! looks like an attachment and is known to nobody is swept.
#![forbid(unsafe_code)]

mod key;
mod open;
mod problem;
mod reader;
mod sweep;
mod writer;

use std::{
    io,
    sync::{Arc, Mutex},
};

use object_store::{ObjectStore, ObjectStoreExt as _, path::Path};
use parlance_store::files::{BoxFuture, FileReader, FileStore, FileWriter};

pub use open::{OpenError, S3Settings};

/// Files in an object store.
#[derive(Debug)]
pub struct ObjectFiles {
    store: Arc<dyn ObjectStore>,
    /// Where the next look for old files goes on.
    swept_to: Mutex<Option<Path>>,
}

impl ObjectFiles {
    /// Files in this store.
    #[must_use]
    pub fn new(store: Arc<dyn ObjectStore>) -> Self {
        Self {
            store,
            swept_to: Mutex::default(),
        }
    }
}

impl FileStore for ObjectFiles {
    fn create<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<Box<dyn FileWriter>>> {
        Box::pin(async move {
            let writer = writer::begin(Arc::clone(&self.store), key::path(key)?);
            Ok(Box::new(writer) as Box<dyn FileWriter>)
        })
    }

    fn open<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<Box<dyn FileReader>>> {
        Box::pin(async move {
            let reader = reader::open(Arc::clone(&self.store), key::path(key)?).await?;
            Ok(Box::new(reader) as Box<dyn FileReader>)
        })
    }

    fn remove<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<()>> {
        Box::pin(async move {
            match self.store.delete(&key::path(key)?).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
                Err(error) => Err(problem::io(error)),
            }
        })
    }

    fn older_than(&self, seconds: u64) -> BoxFuture<'_, io::Result<Vec<String>>> {
        Box::pin(sweep::older_than(self, seconds))
    }
}
