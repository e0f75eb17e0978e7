//! Where the bytes of attachments lie.

use std::{future::Future, io, pin::Pin};

/// A future behind a trait object.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A place for files. Keys are made by the application, never taken from outside.
///
/// Rules: a finished file is on disk, also after a power cut; an unfinished one leaves no trace under its key.
pub trait FileStore: Send + Sync + 'static {
    /// Begins a file.
    fn create<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<Box<dyn FileWriter>>>;
    /// Opens a file from the beginning; `NotFound` when there is none.
    fn open<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<Box<dyn FileReader>>>;
    /// Removes a file; no error when there is none.
    fn remove<'a>(&'a self, key: &'a str) -> BoxFuture<'a, io::Result<()>>;
    /// Keys of finished files that are older than this many seconds, and removes unfinished ones that are: a bounded
    /// number at a time.
    fn older_than(&self, seconds: u64) -> BoxFuture<'_, io::Result<Vec<String>>>;
}

/// No place for files: for programs and tests that have none.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFiles;

impl FileStore for NoFiles {
    fn create<'a>(&'a self, _: &'a str) -> BoxFuture<'a, io::Result<Box<dyn FileWriter>>> {
        Box::pin(async { Err(io::ErrorKind::Unsupported.into()) })
    }
    fn open<'a>(&'a self, _: &'a str) -> BoxFuture<'a, io::Result<Box<dyn FileReader>>> {
        Box::pin(async { Err(io::ErrorKind::NotFound.into()) })
    }
    fn remove<'a>(&'a self, _: &'a str) -> BoxFuture<'a, io::Result<()>> {
        Box::pin(async { Ok(()) })
    }
    fn older_than(&self, _: u64) -> BoxFuture<'_, io::Result<Vec<String>>> {
        Box::pin(async { Ok(Vec::new()) })
    }
}

/// A file being written. Dropped without `finish`, it is gone.
pub trait FileWriter: Send {
    /// Appends bytes.
    fn write<'a>(&'a mut self, bytes: &'a [u8]) -> BoxFuture<'a, io::Result<()>>;
    /// Flushes to disk and puts the file in its place.
    fn finish(self: Box<Self>) -> BoxFuture<'static, io::Result<()>>;
}

/// A file being read.
pub trait FileReader: Send {
    /// Size in bytes.
    fn size_bytes(&self) -> u64;
    /// The next piece; `None` at the end.
    fn next(&mut self) -> BoxFuture<'_, io::Result<Option<Vec<u8>>>>;
    /// Continues at this byte.
    fn seek(&mut self, to: u64) -> BoxFuture<'_, io::Result<()>>;
}
