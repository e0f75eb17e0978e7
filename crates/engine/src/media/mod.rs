//! Files in and out: uploads of agents, what customers sent, pictures of customers.

mod fetch;
mod intake;
mod kind;
mod name;
mod open;
pub(crate) mod picture;
mod public;
mod refetch;
mod shown;
mod sweep;
mod upload;

pub(crate) use fetch::{fetch_media, fetch_picture};
pub use kind::{is_shown_inline, of_content};
pub use name::clean_name;
pub use open::{OpenedFile, Wanted};
pub use parlance_channel::fetch::NoMedia;
pub(crate) use public::{no_public_address, proof, publish_picture, publish_pictures};
pub use shown::ShownFile;
pub(crate) use sweep::sweep;
pub use upload::Upload;

/// Limits of attachments.
#[derive(Debug, Clone, Copy)]
pub struct MediaLimits {
    /// Bytes of a file that an agent sends.
    pub max_upload_bytes: u64,
    /// Bytes of a file that a customer sent.
    pub max_download_bytes: u64,
}

impl Default for MediaLimits {
    fn default() -> Self {
        Self {
            max_upload_bytes: 25_000_000,
            max_download_bytes: 25_000_000,
        }
    }
}
