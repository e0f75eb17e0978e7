//! Where in a JSON text a reader stopped, as a path of names and numbers: what is wrong can be said with its place,
//! without reading code that keeps track of it for every type there is.

use std::fmt::Write as _;

/// What is open around a place.
enum Around<'t> {
    /// An object, and the name of the field that was begun last.
    Object(Option<&'t [u8]>),
    /// An array, and the number of the element that was begun last.
    Array(usize),
}

/// The path to the value that ends at, or holds, the place in `text` that a reader names by line (from 1) and column
/// (bytes of it that were read). `.` is the whole.
///
/// `text` is valid JSON up to there.
pub(super) fn path_at(text: &[u8], line: usize, column: usize) -> String {
    let begin = match line {
        0 | 1 => 0,
        _ => nth_line(text, line),
    };
    let mut around = Vec::new();
    let read = &text[..(begin + column).min(text.len())];
    let mut at = 0;
    while at < read.len() {
        let next = at + 1;
        at = match (read[at], around.last_mut()) {
            (b'"', open) => {
                let end = end_of_text(read, next);
                if let Some(Around::Object(name @ None)) = open {
                    *name = Some(&read[next..end]);
                }
                end + 1
            }
            (b'{', _) => {
                around.push(Around::Object(None));
                next
            }
            (b'[', _) => {
                around.push(Around::Array(0));
                next
            }
            (b'}' | b']', _) => {
                around.pop();
                next
            }
            (b',', Some(Around::Object(name))) => {
                *name = None;
                next
            }
            (b',', Some(Around::Array(number))) => {
                *number += 1;
                next
            }
            _ => next,
        };
    }
    written(&around)
}

/// Where a line begins.
fn nth_line(text: &[u8], line: usize) -> usize {
    let ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    ends.map(|(at, _)| at + 1).nth(line - 2).unwrap_or(text.len())
}

/// Where the quote stands that ends a text; the end of what was read, if it breaks off.
fn end_of_text(read: &[u8], mut at: usize) -> usize {
    while at < read.len() && read[at] != b'"' {
        at += if read[at] == b'\\' { 2 } else { 1 };
    }
    at.min(read.len())
}

fn written(around: &[Around<'_>]) -> String {
    let mut path = String::new();
    for open in around {
        match open {
            Around::Object(Some(name)) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&String::from_utf8_lossy(name));
            }
            Around::Object(None) => {}
            Around::Array(number) => {
                let _ = write!(path, "[{number}]");
            }
        }
    }
    if path.is_empty() { ".".to_owned() } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Outer {
        name: String,
        inner: Vec<Inner>,
        count: Option<u8>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Inner {
        word: Word,
        deep: Option<Box<Inner>>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Word {
        Yes,
        No,
    }

    fn place(text: &str) -> String {
        let error = serde_json::from_str::<Outer>(text).unwrap_err();
        path_at(text.as_bytes(), error.line(), error.column())
    }

    #[test]
    fn a_place_is_that_of_the_value() {
        for (text, path) in [
            (r#"{"name":7,"inner":[]}"#, "name"),
            (r#"{"name":["a"],"inner":[]}"#, "name"),
            (r#"{"name":{"a":1},"inner":[]}"#, "name"),
            (r#"{"name":"a","inner":{}}"#, "inner"),
            (
                r#"{"name":"a\"},{","inner":[{"word":"yes"},{"word":"maybe"}]}"#,
                "inner[1].word",
            ),
            (
                "{\n \"name\": \"a\",\n \"inner\": [\n  {\"word\": 3}\n ]}",
                "inner[0].word",
            ),
            (
                r#"{"name":"a","inner":[{"word":"yes","deep":{"word":"no","more":1}}]}"#,
                "inner[0].deep.more",
            ),
            (
                r#"{"name":"a","inner":[{"word":"yes","deep":{}}]}"#,
                "inner[0].deep",
            ),
            (r#"{"name":"a","inner":[{}]}"#, "inner[0]"),
            (r#"{"name":"a","inner":[],"count":256}"#, "count"),
            (r#"{"name":"a","inner":[],"count":-1}"#, "count"),
            (r#"{"inner":[]}"#, "."),
            ("7", "."),
        ] {
            assert_eq!(place(text), path, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_place_of_any_text_has_a_path(text: Vec<u8>, line in 0_usize..9, column in 0_usize..99) {
            proptest::prop_assert!(!path_at(&text, line, column).is_empty());
        }
    }
}
