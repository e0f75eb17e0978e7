//! Whom a backup is for, and who opens it.

use std::{fs, path::Path};

use parlance_age::{Identity, PublicKey, Recipient, SecretKey};

use super::BackupError;
use crate::config::sections::Backup;

/// Those of the command line; without any, those of the configuration.
pub fn recipients(flags: &[PublicKey], config: &Backup) -> Result<Vec<Recipient>, BackupError> {
    let keys = if flags.is_empty() {
        &config.recipients
    } else {
        flags
    };
    if !keys.is_empty() {
        return Ok(keys.iter().copied().map(Recipient::Key).collect());
    }
    let passphrase = config.passphrase.clone().ok_or(BackupError::ForNobody)?;
    Ok(vec![Recipient::Passphrase(passphrase)])
}

/// The secret keys of a file and the passphrase of the configuration, whichever there are.
pub fn identities(file: Option<&Path>, config: &Backup) -> Result<Vec<Identity>, BackupError> {
    let mut identities = Vec::new();
    if let Some(path) = file {
        let text = fs::read_to_string(path).map_err(BackupError::at(path))?;
        identities.extend(SecretKey::parse_file(&text)?.into_iter().map(Identity::Key));
    }
    identities.extend(config.passphrase.clone().map(Identity::Passphrase));
    if identities.is_empty() {
        return Err(BackupError::NoIdentity);
    }
    Ok(identities)
}
