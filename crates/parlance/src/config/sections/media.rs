//! Pictures and files.

use crate::config::{
    Layers,
    rule::{Size, Switch},
};

/// Limits of attachments.
#[derive(Debug, Clone)]
pub struct Media {
    /// Bytes of a file that an agent sends.
    pub max_upload_bytes: u64,
    /// Bytes of a file that a customer sent.
    pub max_download_bytes: u64,
    /// Whether private addresses may be fetched.
    pub private_targets: bool,
}

impl Media {
    pub(crate) fn take(layers: &mut Layers) -> Self {
        Self {
            max_upload_bytes: layers.take("media.max_upload", Size(1_000, 1 << 30)),
            max_download_bytes: layers.take("media.max_download", Size(1_000, 1 << 30)),
            private_targets: layers.take("media.private_targets", Switch),
        }
    }
}
