//! Every documented event with what it means. The expected meaning of each fixture is a reviewed snapshot.

use std::sync::LazyLock;

use bytes::Bytes;

use super::support::normalise;
use crate::meta::samples;

/// Name and text of every fixture, in order of name.
pub fn all() -> Vec<(String, Bytes)> {
    static READ: LazyLock<Vec<(String, Bytes)>> = LazyLock::new(|| samples::fixtures("messenger"));
    READ.clone()
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
