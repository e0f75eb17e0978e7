//! Fetching what a platform's message only points at. `parlance-egress` implements it for the media class.

use crate::call::{BoxFuture, ByteStream};

/// Fetches pictures and files from the platform's own hosts, and from nowhere else.
pub trait MediaFetcher: Send + Sync {
    /// Opens `url`. Nothing of the body is read yet; the stream ends with an error of kind `FileTooLarge` when more
    /// than `max_bytes` come, and with another kind when the connection breaks or time runs out.
    fn fetch<'a>(&'a self, url: &'a str, max_bytes: u64) -> BoxFuture<'a, Result<Fetched, FetchError>>;
}

/// An opened file.
pub struct Fetched {
    /// What the host says it is; decide by content all the same.
    pub content_type: Option<String>,
    /// Name from the host's answer or from the address, as data: never a path.
    pub name: Option<String>,
    /// Size the host announces.
    pub size_bytes: Option<u64>,
    /// The bytes.
    pub stream: ByteStream,
}

/// Fetches nothing: for programs and tests without a network.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoMedia;

impl MediaFetcher for NoMedia {
    fn fetch<'a>(&'a self, _: &'a str, _: u64) -> BoxFuture<'a, Result<Fetched, FetchError>> {
        Box::pin(async { Err(FetchError::Refused("fetching is switched off")) })
    }
}

/// Why a file cannot be fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The address may not be fetched at all.
    #[error("the address is not allowed: {0}")]
    Refused(&'static str),
    /// The host no longer has it, or its signature has expired.
    #[error("the platform no longer has the file (status {0})")]
    Gone(u16),
    /// Larger than allowed, as announced.
    #[error("the file has more than {max_bytes} bytes")]
    TooLarge {
        /// What is allowed.
        max_bytes: u64,
    },
    /// No use now; another try may work.
    #[error("the file could not be fetched now")]
    Unavailable,
}

impl FetchError {
    /// Whether another try later makes sense.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(self, FetchError::Unavailable)
    }
}
