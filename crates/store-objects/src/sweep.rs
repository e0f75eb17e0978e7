//! Looking for files that nobody knows.

use std::{
    io,
    sync::PoisonError,
    time::{Duration, SystemTime},
};

use futures_util::StreamExt as _;
use object_store::{ObjectStore as _, path::Path};

use crate::{ObjectFiles, key::is_key, problem};

/// Names looked at in one round, at most; the next goes on where this one ended.
const MOST: usize = 10_000;

/// Keys of files that were written longer ago, by the store's clock.
pub(crate) async fn older_than(files: &ObjectFiles, seconds: u64) -> io::Result<Vec<String>> {
    let position = || files.swept_to.lock().unwrap_or_else(PoisonError::into_inner);
    let from: Option<Path> = position().clone();
    let mut list = match &from {
        Some(from) => files.store.list_with_offset(None, from),
        None => files.store.list(None),
    };
    let (mut keys, mut seen, mut last) = (Vec::new(), 0, None);
    while seen < MOST {
        let Some(object) = list.next().await else {
            last = None;
            break;
        };
        let object = object.map_err(problem::io)?;
        seen += 1;
        // A file from the future is left alone.
        let age = SystemTime::from(object.last_modified)
            .elapsed()
            .unwrap_or_default();
        if age >= Duration::from_secs(seconds) && is_key(object.location.as_ref()) {
            keys.push(object.location.to_string());
        }
        last = Some(object.location);
    }
    *position() = last;
    Ok(keys)
}
