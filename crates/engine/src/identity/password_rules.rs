//! Which passwords are refused: too short, too long, or among those that are guessed first.

use parlance_api::error::FieldError;

const MIN_CHARS: usize = 12;
const MAX_CHARS: usize = 128;

/// Some 20 000 words that people build passwords around, sorted by their bytes; `common_words.LICENSE` says where they
/// come from. A password that is one or two of them plus digits, signs or repetition is guessed early.
const COMMON_WORDS: &str = include_str!("common_words.txt");

/// Whether a word stands in the sorted list.
fn is_listed(word: &str) -> bool {
    let (mut from, mut to) = (0, COMMON_WORDS.len());
    while from < to {
        // The whole line around the middle.
        let middle = usize::midpoint(from, to);
        let start = COMMON_WORDS[..middle].rfind('\n').map_or(0, |at| at + 1);
        let end = COMMON_WORDS[middle..]
            .find('\n')
            .map_or(COMMON_WORDS.len(), |at| middle + at);
        match COMMON_WORDS[start..end].cmp(word) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => from = end + 1,
            std::cmp::Ordering::Greater => to = start,
        }
    }
    false
}

/// Why a new password is refused; `None` when it is fine. Never repeats it.
#[must_use]
pub fn refuse(field: &str, password: &str, names: &[&str]) -> Option<FieldError> {
    let length = password.chars().count();
    let (code, message) = if length < MIN_CHARS {
        (
            "too_short",
            format!("The password must have at least {MIN_CHARS} characters; this has {length}."),
        )
    } else if length > MAX_CHARS {
        (
            "too_long",
            format!("The password may have at most {MAX_CHARS} characters; this has {length}."),
        )
    } else if is_guessable(password, names) {
        let message =
            "This password is among those that are guessed first. Choose a longer phrase of your own.";
        ("too_common", message.to_owned())
    } else {
        return None;
    };
    Some(FieldError {
        field: field.into(),
        code: code.into(),
        message,
    })
}

fn is_guessable(password: &str, names: &[&str]) -> bool {
    let plain = password.to_lowercase();
    let plain = plain.trim();
    is_repeated(plain) || is_walk(plain) || is_around_a_common_word(plain, names)
}

/// The same few characters again and again.
fn is_repeated(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (1..=chars.len() / 2)
        .any(|unit| chars.iter().zip(chars.iter().skip(unit)).all(|(a, b)| a == b) && unit <= 8)
}

/// Neighbours on a keyboard, in the alphabet or among the digits, all the way.
fn is_walk(text: &str) -> bool {
    const ROWS: [&str; 7] = [
        "1234567890",
        "abcdefghijklmnopqrstuvwxyz",
        "qwertyuiopasdfghjklzxcvbnm",
        "qwertzuiopasdfghjklyxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
        "q1w2e3r4t5y6u7i8o9p0",
    ];
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let breaks = chars
        .windows(2)
        .filter(|pair| {
            !ROWS.iter().any(|row| {
                let place = |c| row.chars().position(|other| other == c);
                match (place(pair[0]), place(pair[1])) {
                    (Some(a), Some(b)) => a.abs_diff(b) <= 1 || a.abs_diff(b) == row.chars().count() - 1,
                    _ => false,
                }
            })
        })
        .count();
    // Two walks put together are still guessed.
    breaks <= 1
}

/// A common word, a name of the account or two of them, dressed up with digits, signs and the usual replacements.
fn is_around_a_common_word(text: &str, names: &[&str]) -> bool {
    let undressed: String = text
        .chars()
        .map(|c| match c {
            '@' | '4' => 'a',
            '0' => 'o',
            '1' | '!' | '|' => 'i',
            '3' | '€' => 'e',
            '5' | '$' => 's',
            '7' => 't',
            other => other,
        })
        .collect();
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    // Digits at the end are digits, not letters in disguise.
    let stem = text.trim_end_matches(|c: char| !c.is_alphabetic());
    let stem_undressed: String = undressed.chars().take(stem.chars().count()).collect();
    let candidates = [letters(text), letters(&undressed), letters(&stem_undressed)];
    let names: Vec<String> = names
        .iter()
        .flat_map(|name| name.split(['@', '.', '-', '_', '+', ' ']))
        .map(|name| letters(&name.to_lowercase()))
        .filter(|name| name.chars().count() >= 3)
        .collect();
    let is_word = |text: &str| is_listed(text) || names.iter().any(|name| name == text);
    let is_common = |text: &str| {
        text.is_empty()
            || is_word(text)
            || is_repeated(text)
            || text
                .char_indices()
                .skip(1)
                .any(|(at, _)| is_word(&text[..at]) && is_word(&text[at..]))
    };
    candidates.iter().any(|candidate| is_common(candidate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_that_are_guessed_first_are_refused() {
        for bad in [
            "password1234",
            "P@ssw0rd2026!",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "123456789012",
            "qwertyuiop12",
            "1qaz2wsx3edc",
            "Administrator1",
            "welcomewelcome",
            "Welcome-2026!",
            "letmein-please",
            "alder.pine2026",
            "nora-kim-2026!",
            "iloveyou12345",
            "Sunshine-Monkey7",
            "samantha chelsea",
        ] {
            let refused = refuse("password", bad, &["nora.kim", "Alder Pine"]);
            assert_eq!(
                refused.map(|error| error.code),
                Some("too_common".to_owned()),
                "{bad}"
            );
        }
    }

    #[test]
    fn every_word_of_the_list_is_found_and_no_other() {
        let words: Vec<&str> = COMMON_WORDS.lines().collect();
        assert!(words.len() > 10_000 && words.is_sorted());
        assert!(words.iter().all(|word| is_listed(word)));
        for other in ["", "a", "quokkalamp", "zzzzzzzzzzzz", "ÿ"] {
            assert!(!is_listed(other), "{other}");
        }
    }

    #[test]
    fn phrases_are_fine() {
        for good in [
            "correct horse battery staple",
            "mein Hund frisst Socken",
            "vX9-quokka-74-lamp",
            "demo-amber-river-19",
            "пароль из многих слов",
        ] {
            assert_eq!(refuse("password", good, &["nora.kim"]), None, "{good}");
        }
    }

    #[test]
    fn lengths_count_characters() {
        assert_eq!(refuse("password", "short", &[]).unwrap().code, "too_short");
        assert_eq!(
            refuse("password", &"né7k".repeat(40), &[]).unwrap().code,
            "too_long"
        );
        assert_eq!(refuse("new", "ünïcödé-wörds", &[]), None);
    }
}
