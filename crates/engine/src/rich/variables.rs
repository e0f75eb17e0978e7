//! Variables inside texts: `{{contact.first_name}}`, with other words for when the value is not known:
//! `{{contact.first_name | default: "there"}}`.

/// The variables there are.
pub const VARIABLES: [&str; 7] = [
    "contact.first_name",
    "contact.last_name",
    "contact.name",
    "agent.name",
    "agent.first_name",
    "service.name",
    "interaction.number",
];

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words as they stand.
    Words(&'t str),
    /// A variable.
    Variable {
        /// One of [`VARIABLES`].
        name: &'static str,
        /// What to say when its value is not known.
        default: Option<&'t str>,
    },
}

/// Why a text cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is no variable of this name.
    #[error("There is no variable {{{{{name}}}}}. There are: {}.", VARIABLES.join(", "))]
    Unknown {
        /// What was written instead.
        name: String,
    },
    /// `{{` without `}}`.
    #[error("A variable begins with {{{{ and does not end. Write }}}} behind its name.")]
    Open,
    /// Something stands behind the name that is no default.
    #[error(
        "Behind the name of a variable only a default can stand: {{{{contact.first_name | default: \"there\"}}}}."
    )]
    Malformed,
}

/// Reads a text into words and variables.
pub fn read(text: &str) -> Result<Vec<Piece<'_>>, Unreadable> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(begin) = rest.find("{{") {
        if begin > 0 {
            pieces.push(Piece::Words(&rest[..begin]));
        }
        let inside = &rest[begin + 2..];
        let end = inside.find("}}").ok_or(Unreadable::Open)?;
        pieces.push(variable(&inside[..end])?);
        rest = &inside[end + 2..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    Ok(pieces)
}

fn variable(inside: &str) -> Result<Piece<'_>, Unreadable> {
    let (name, rest) = match inside.split_once('|') {
        Some((name, rest)) => (name.trim(), Some(rest.trim())),
        None => (inside.trim(), None),
    };
    let known = VARIABLES.iter().find(|known| **known == name);
    let name = known.ok_or_else(|| Unreadable::Unknown {
        name: shortened(name),
    })?;
    let default = rest
        .map(|rest| quoted(rest).ok_or(Unreadable::Malformed))
        .transpose()?;
    Ok(Piece::Variable { name, default })
}

/// The words in `default: "words"`.
fn quoted(rest: &str) -> Option<&str> {
    let value = rest
        .strip_prefix("default")?
        .trim_start()
        .strip_prefix(':')?
        .trim();
    value.strip_prefix('"')?.strip_suffix('"')
}

/// Names are repeated in sentences; a whole text is not.
fn shortened(name: &str) -> String {
    name.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_words_and_variables() {
        let pieces =
            read("Hello {{ contact.first_name | default: \"there\" }}, I am {{agent.name}}.").unwrap();
        assert_eq!(
            pieces,
            [
                Piece::Words("Hello "),
                Piece::Variable {
                    name: "contact.first_name",
                    default: Some("there")
                },
                Piece::Words(", I am "),
                Piece::Variable {
                    name: "agent.name",
                    default: None
                },
                Piece::Words("."),
            ]
        );
        assert_eq!(
            read("{not a variable}").unwrap(),
            [Piece::Words("{not a variable}")]
        );
        assert_eq!(read("").unwrap(), []);
    }

    #[test]
    fn what_cannot_be_filled_is_said_with_what_there_is() {
        let said = read("{{customer.name}}").unwrap_err().to_string();
        assert!(
            said.starts_with("There is no variable {{customer.name}}. There are: contact.first_name"),
            "{said}"
        );
        assert_eq!(read("Hi {{contact.name"), Err(Unreadable::Open));
        assert_eq!(read("{{contact.name | upper}}"), Err(Unreadable::Malformed));
        assert_eq!(
            read("{{contact.name | default: there}}"),
            Err(Unreadable::Malformed)
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused_and_nothing_is_lost(text in "[{}a-z|\" .:]{0,60}") {
            if let Ok(pieces) = read(&text) {
                let words: usize = pieces.iter().map(|piece| match piece {
                    Piece::Words(words) => words.len(),
                    Piece::Variable { .. } => 0,
                }).sum();
                proptest::prop_assert!(words <= text.len());
                if !text.contains("{{") {
                    proptest::prop_assert_eq!(words, text.len());
                }
            }
        }
    }
}
