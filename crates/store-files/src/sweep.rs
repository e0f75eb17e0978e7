//! Looking for files that nobody knows.

use std::{fs, io, path::Path, time::Duration};

use crate::writer::INCOMING;

/// Files looked at in one round, at most; the next goes on where this one ended.
pub(crate) const MOST: usize = 10_000;

/// What a round is about.
pub(crate) struct Round<'a> {
    /// Files last written longer ago.
    pub age: Duration,
    /// Where the round before ended.
    pub after: Option<&'a str>,
    /// Files that are looked at, at most.
    pub most: usize,
}

/// What a round has found.
#[derive(Debug, Default)]
pub(crate) struct Swept {
    /// Keys of finished files that are old enough.
    pub keys: Vec<String>,
    /// Where the next round begins; `None` at the end of all files.
    pub ended: Option<String>,
    seen: usize,
}

/// Looks at finished files in the order of their keys; unfinished ones that are old enough are removed.
pub(crate) fn sweep(root: &Path, round: &Round<'_>) -> io::Result<Swept> {
    let mut swept = Swept::default();
    for (name, entry) in sorted(root)? {
        if name == INCOMING {
            remove_unfinished(&entry.path(), round.age)?;
        } else if entry.file_type()?.is_dir() {
            walk(&entry.path(), &name, round, &mut swept)?;
        }
    }
    if swept.seen < round.most {
        swept.ended = None;
    }
    Ok(swept)
}

fn sorted(folder: &Path) -> io::Result<Vec<(String, fs::DirEntry)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if let Some(name) = entry.file_name().to_str().map(str::to_owned) {
            entries.push((name, entry));
        }
    }
    entries.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    Ok(entries)
}

/// Whether all of a file or folder was looked at in an earlier round. Folders are walked part by part, so keys are
/// compared part by part.
fn is_behind(key: &str, after: &str, is_folder: bool) -> bool {
    let depth = key.split('/').count();
    let order = key.split('/').cmp(after.split('/').take(depth));
    if is_folder { order.is_lt() } else { order.is_le() }
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

fn walk(path: &Path, key: &str, round: &Round<'_>, swept: &mut Swept) -> io::Result<()> {
    for (name, entry) in sorted(path)? {
        if swept.seen >= round.most {
            return Ok(());
        }
        let key = format!("{key}/{name}");
        let is_folder = entry.file_type()?.is_dir();
        if round.after.is_some_and(|after| is_behind(&key, after, is_folder)) {
            continue;
        }
        if is_folder {
            walk(&entry.path(), &key, round, swept)?;
            continue;
        }
        swept.seen += 1;
        if is_older(&entry, round.age) {
            swept.keys.push(key.clone());
        }
        swept.ended = Some(key);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_go_on_where_the_last_one_ended_until_every_file_was_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let keys = ["a/b/1", "a/b-c/2", "a/b/3", "d/4", "d/e/5", "d/e/6", "d/e0/7"];
        for key in keys {
            let path = folder.path().join(key);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        fs::create_dir_all(folder.path().join(INCOMING)).unwrap();
        let (mut found, mut after, mut rounds) = (Vec::new(), None, 0);
        loop {
            let round = Round {
                age: Duration::ZERO,
                after: after.as_deref(),
                most: 2,
            };
            let swept = sweep(folder.path(), &round).unwrap();
            assert!(swept.keys.len() <= 2);
            found.extend(swept.keys);
            rounds += 1;
            after = swept.ended;
            if after.is_none() {
                break;
            }
        }
        found.sort_unstable();
        let mut wanted = keys.map(str::to_owned).to_vec();
        wanted.sort_unstable();
        assert_eq!((found, rounds), (wanted, 4), "each once");
    }
}
