//! Looking for files that nobody knows.

use std::{fs, io, path::Path, time::Duration};

use crate::writer::INCOMING;

/// Keys told in one round, at most.
const MOST: usize = 10_000;

/// Keys of finished files that were last written longer ago; unfinished ones that old are removed.
pub(crate) fn older_than(root: &Path, seconds: u64) -> io::Result<Vec<String>> {
    let mut keys = Vec::new();
    let age = Duration::from_secs(seconds);
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            continue;
        };
        if name == INCOMING {
            remove_unfinished(&entry.path(), age)?;
        } else {
            walk(&entry.path(), &name, age, &mut keys)?;
        }
    }
    Ok(keys)
}

fn remove_unfinished(folder: &Path, age: Duration) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if is_older(&entry, age) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn walk(path: &Path, key: &str, age: Duration, keys: &mut Vec<String>) -> io::Result<()> {
    if keys.len() >= MOST {
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            continue;
        };
        let key = format!("{key}/{name}");
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &key, age, keys)?;
        } else if is_older(&entry, age) {
            keys.push(key);
        }
    }
    Ok(())
}

/// Age by the file system's own clock. A file that cannot be asked is left alone.
fn is_older(entry: &fs::DirEntry, age: Duration) -> bool {
    entry
        .metadata()
        .and_then(|metadata| metadata.modified())
        .ok()
        .and_then(|written| written.elapsed().ok())
        .is_some_and(|elapsed| elapsed >= age)
}
