//! The keyring: there, private, readable.

use super::Finding;
use crate::{
    config::Config,
    keyring_file::{KeyFileError, KeyPlace},
};

pub(super) fn check(config: &Config) -> Vec<Finding> {
    let storage = &config.storage;
    let place = match KeyPlace::of(storage.keys.as_ref(), &storage.data_dir) {
        Ok(place) => place,
        Err(error) => return vec![bad(&error)],
    };
    if let KeyPlace::File(path) = &place
        && !path.exists()
    {
        return vec![without_file(config)];
    }
    match place.read() {
        Ok(keys) => {
            let sealing = &keys.keys()[0].kid;
            vec![Finding::good(format!(
                "The keyring holds {} key(s); `{sealing}` seals.",
                keys.keys().len()
            ))]
        }
        Err(error) => vec![bad(&error)],
    }
}

/// Whether there is a keyring that can be used.
pub(super) fn are_readable(config: &Config) -> bool {
    KeyPlace::of(config.storage.keys.as_ref(), &config.storage.data_dir)
        .is_ok_and(|place| place.read().is_ok())
}

/// A missing keyring is normal before the first start and a disaster afterwards.
fn without_file(config: &Config) -> Finding {
    if config.storage.database_file().is_none_or(|file| file.exists()) {
        Finding::bad(
            "The keyring is missing, but there is a database: its sealed secrets cannot be opened.",
            "Put the keyring back from your copy, or name it with PARLANCE_KEYS.",
        )
    } else {
        Finding::good("There is no keyring yet; the first start makes one in the data folder.")
    }
}

fn bad(error: &KeyFileError) -> Finding {
    Finding::bad(
        format!("{}.", capital(&error.to_string())),
        "Correct the keyring, or name the right one.",
    )
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
