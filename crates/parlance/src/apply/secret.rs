//! Secrets of an apply file: written there, or named by an environment variable or a file.

use std::{env, fs, path::PathBuf};

use secrecy::SecretString;
use serde::Deserialize;

/// Where a secret is.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "a text, { env = \"NAME\" } or { file = \"PATH\" }")]
pub enum SecretSource {
    /// In the apply file itself.
    Here(SecretString),
    /// In an environment variable.
    Variable(FromVariable),
    /// In a file; white space around it does not count.
    File(FromFile),
}

/// `{ env = "NAME" }`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FromVariable {
    env: String,
}

/// `{ file = "PATH" }`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FromFile {
    file: PathBuf,
}

impl SecretSource {
    /// The secret; the error says where it was looked for.
    pub fn resolve(&self) -> Result<SecretString, String> {
        match self {
            Self::Here(secret) => Ok(secret.clone()),
            Self::Variable(FromVariable { env: name }) => env::var(name)
                .map(SecretString::from)
                .map_err(|_| format!("the environment variable {name}, which holds a secret, is not set")),
            Self::File(FromFile { file }) => fs::read_to_string(file)
                .map(|text| SecretString::from(text.trim().to_owned()))
                .map_err(|error| format!("the secret's file {} cannot be read: {error}", file.display())),
        }
    }
}
