//! Every documented event with what it means. The expected meaning of each fixture is a reviewed snapshot.

use std::{fs, path::Path, sync::LazyLock};

use bytes::Bytes;

use super::support::normalise;

/// Name and text of every fixture, in order of name.
pub fn all() -> Vec<(String, Bytes)> {
    static READ: LazyLock<Vec<(String, Bytes)>> = LazyLock::new(read);
    READ.clone()
}

fn read() -> Vec<(String, Bytes)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/instagram/fixtures");
    let mut found: Vec<(String, Bytes)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, Bytes::from(fs::read(path).unwrap()))
        })
        .collect();
    found.sort();
    assert!(found.len() > 30, "the fixtures are where they should be");
    found
}

#[test]
fn every_fixture_means_what_was_reviewed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        for (name, body) in all() {
            let meaning = normalise(std::str::from_utf8(&body).unwrap());
            insta::assert_debug_snapshot!(name, meaning);
        }
    });
}
