//! Where the bytes of files lie: in the data folder, or in an S3-compatible store.

use std::{path::Path, sync::Arc};

use parlance_egress::operators_client;
use parlance_store::files::FileStore;
use parlance_store_files::DiskFiles;
use parlance_store_objects::{ObjectFiles, S3Settings};

use super::RunError;
use crate::config::{Config, sections::S3};

/// Opens the place. A server asks an S3-compatible store at once whether it takes files; commands beside it do not.
pub(crate) async fn open(config: &Config, ask: bool) -> Result<Arc<dyn FileStore>, RunError> {
    let Some(s3) = &config.storage.s3 else {
        let folder = config.storage.data_dir.join("files");
        return Ok(Arc::new(DiskFiles::open(&folder)?));
    };
    let settings = settings(s3)?;
    let client = operators_client(concat!("Parlance/", env!("CARGO_PKG_VERSION")))?;
    Ok(Arc::new(if ask {
        ObjectFiles::open(&settings, client).await?
    } else {
        ObjectFiles::connect(&settings, client)?
    }))
}

/// The settings with the access key.
fn settings(s3: &S3) -> Result<S3Settings, RunError> {
    let mut settings = s3.settings.clone();
    if let Some(file) = &s3.secret_file {
        settings.secret = read_secret(file)?.into();
    }
    Ok(settings)
}

fn read_secret(file: &Path) -> Result<String, RunError> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| RunError::SecretFile(file.display().to_string(), error.to_string()))?;
    let secret = text.lines().next().unwrap_or_default().trim();
    if secret.is_empty() {
        let reason = "its first line is empty";
        return Err(RunError::SecretFile(file.display().to_string(), reason.into()));
    }
    Ok(secret.to_owned())
}
