//! The store of pictures and files.

use super::Finding;
use crate::{config::Config, wiring::attachments};

/// Asks an S3-compatible store whether it takes files; a folder has been looked at already.
pub(super) async fn check(config: &Config) -> Option<Finding> {
    let s3 = config.storage.s3.as_ref()?;
    Some(match attachments::open(config, true).await {
        Ok(_) => Finding::good(format!(
            "The S3 store takes and gives files (bucket '{}').",
            s3.settings.bucket
        )),
        Err(error) => Finding::bad(
            format!("Pictures and files cannot be stored: {error}."),
            "Correct the settings below `storage.s3_` and run this again.",
        ),
    })
}
