//! Documents name tests as evidence (`path::name` in backticks): each named test must be there.
#![allow(clippy::case_sensitive_file_extension_comparisons)] // this repository's files have small letters

use std::fs;

use crate::files;

const FOLDER: &str = "docs/channels/";

/// Names every test that a channel's document claims and that does not exist.
pub(crate) fn check() -> Result<Vec<String>, String> {
    let mut problems = Vec::new();
    for document in files::all()? {
        if !document.path.starts_with(FOLDER) || !document.has_extension(&["md"]) {
            continue;
        }
        for (path, name) in claims(&document.text) {
            if let Some(problem) = missing(path, name) {
                problems.push(format!("{}: {problem}", document.path));
            }
        }
    }
    Ok(problems)
}

/// What stands in backticks as `file::name`, with a file that can hold tests.
fn claims(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|quoted| quoted.split_once("::"))
        .filter(|(path, _)| path.contains('/') && (path.ends_with(".rs") || path.ends_with(".spec.ts")))
}

fn missing(path: &str, name: &str) -> Option<String> {
    let Ok(text) = fs::read_to_string(files::root().join(path)) else {
        return Some(format!("there is no file {path}"));
    };
    let there = if path.ends_with(".rs") {
        text.contains(&format!("fn {name}("))
    } else {
        text.contains(&format!("test(\"{name}"))
    };
    (!there).then(|| format!("{path} has no test '{name}'"))
}

#[cfg(test)]
mod tests {
    use super::{claims, missing};

    #[test]
    fn claims_are_found_between_backticks() {
        let text =
            "| text | `crates/a/tests/b.rs::it_works`<br>`e2e/x.spec.ts::a title, whole` | `Part::Like` |";
        let found: Vec<_> = claims(text).collect();
        assert_eq!(
            found,
            [
                ("crates/a/tests/b.rs", "it_works"),
                ("e2e/x.spec.ts", "a title, whole")
            ]
        );
    }

    #[test]
    fn a_test_that_is_not_there_is_named() {
        assert_eq!(
            missing("xtask/src/evidence.rs", "a_test_that_is_not_there_is_named"),
            None
        );
        assert!(
            missing("xtask/src/evidence.rs", "nothing_like_it")
                .unwrap()
                .contains("nothing_like_it")
        );
        assert!(missing("xtask/src/nowhere.rs", "x").unwrap().contains("no file"));
    }
}
