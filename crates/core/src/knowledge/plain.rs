//! An article's text without its signs.
//!
//! Authors write headings (`# `), lists (`- `, `1. `), `**strong**` and `*stressed*` words and `[words](address)`.
//! A conversation takes none of these: what is inserted there keeps its lines and its addresses.

/// The text as a message takes it.
#[must_use]
pub fn plain_text(body: &str) -> String {
    let lines: Vec<String> = body.lines().map(line).collect();
    lines.join("\n").trim().to_owned()
}

fn line(text: &str) -> String {
    let begin = text.trim_start();
    let heading = begin.trim_start_matches('#');
    let level = begin.len() - heading.len();
    if (1..=6).contains(&level) && heading.starts_with(' ') {
        return inline(heading.trim());
    }
    match begin.strip_prefix("- ").or_else(|| begin.strip_prefix("* ")) {
        Some(item) => format!("• {}", inline(item.trim())),
        None => inline(text.trim_end()),
    }
}

fn inline(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.find(['*', '[']) {
        plain.push_str(&rest[..sign]);
        rest = &rest[sign..];
        if let Some((words, address, after)) = link(rest) {
            plain.push_str(&inline(words));
            if words != address {
                plain.push_str(" (");
                plain.push_str(address);
                plain.push(')');
            }
            rest = after;
        } else if let Some((words, after)) = between(rest, "**").or_else(|| between(rest, "*")) {
            plain.push_str(&inline(words));
            rest = after;
        } else {
            // A sign that closes nothing is only a sign.
            plain.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    plain + rest
}

/// `[words](address)` at the beginning, and what follows.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (words, after) = text.strip_prefix('[')?.split_once("](")?;
    let (address, after) = after.split_once(')')?;
    let fine = !words.is_empty()
        && !words.contains(['[', ']'])
        && !address.is_empty()
        && !address.contains(char::is_whitespace);
    fine.then_some((words, address, after))
}

/// What stands between two signs at the beginning, without blanks beside them, and what follows.
fn between<'t>(text: &'t str, sign: &str) -> Option<(&'t str, &'t str)> {
    let (words, after) = text.strip_prefix(sign)?.split_once(sign)?;
    (!words.is_empty() && words.trim() == words).then_some((words, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn signs_go_and_lines_and_addresses_stay() {
        let body = "# Returns\n\nSend it **within 30 days**, *unused*:\n- in its box\n- with the [label](https://a.example/label)\n\n1. Wait\n2 * 3 * 4 and a_b_c";
        assert_eq!(
            plain_text(body),
            "Returns\n\nSend it within 30 days, unused:\n• in its box\n• with the label (https://a.example/label)\n\n1. Wait\n2 * 3 * 4 and a_b_c"
        );
    }

    #[test]
    fn an_address_is_not_said_twice() {
        assert_eq!(
            plain_text("[https://a.example](https://a.example)"),
            "https://a.example"
        );
    }

    #[test]
    fn what_is_no_sign_stays() {
        for text in ["#5 is late", "[x] done", "a ** b", "**", "[]()", "x [y"] {
            assert_eq!(plain_text(text), text);
        }
    }

    proptest! {
        #[test]
        fn any_text_becomes_plain(text in "[ a-z*#\\[\\]()\n🙂-]{0,60}") {
            let _ = plain_text(&text);
        }
    }
}
