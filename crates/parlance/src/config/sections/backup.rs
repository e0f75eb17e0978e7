//! For whom backups are.

use parlance_age::PublicKey;
use secrecy::SecretString;

use crate::config::{
    Layers,
    rule::{ListOf, Optional, Parsed, Secret},
};

const KEY: Parsed<PublicKey> = Parsed {
    allowed: "public keys of age, which begin with age1",
    parse: |text| text.parse().ok(),
};

/// Who opens backups.
#[derive(Debug, Clone)]
pub struct Backup {
    /// Whoever has the secret key to one of these.
    pub recipients: Vec<PublicKey>,
    /// Whoever knows this, when there are no keys.
    pub passphrase: Option<SecretString>,
}

impl Backup {
    pub(crate) fn take(layers: &mut Layers) -> Self {
        Self {
            recipients: layers.take("backup.recipients", ListOf(KEY)),
            passphrase: layers.take("backup.passphrase", Optional(Secret)),
        }
    }
}
