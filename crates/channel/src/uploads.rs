//! Files that a platform keeps for a while, so that the same one need not travel twice.

use std::sync::Arc;

use crate::{
    account::AccountValues,
    call::{BoxFuture, ByteSource},
    outbound::AttachmentKind,
    send_error::SendError,
};

/// A file to be handed to the platform before the message that shows it.
#[derive(Clone)]
pub struct NewUpload {
    /// What the customer's app shows it as.
    pub kind: AttachmentKind,
    /// Its bytes.
    pub source: Arc<dyn ByteSource>,
    /// Its name, as data.
    pub name: String,
    /// Its MIME type, by content.
    pub mime: String,
}

/// A platform that takes files apart from messages. Presence is the capability.
///
/// A repeated upload harms nobody, so a failed one is never uncertain. A message whose file the platform no longer
/// has fails with [`SendErrorKind::UploadForgotten`](crate::SendErrorKind::UploadForgotten).
pub trait Uploads: Send + Sync {
    /// So long an uploaded file can be sent again, milliseconds, with some distance from the platform's own limit.
    fn kept_ms(&self) -> i64;

    /// Hands a file over; `Ok` is the platform's id of it, good for this account alone.
    fn upload<'a>(
        &'a self,
        account: &'a AccountValues,
        file: NewUpload,
    ) -> BoxFuture<'a, Result<String, SendError>>;
}
