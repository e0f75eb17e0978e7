//! Putting values where variables stand.

use parlance_core::rich::{Rich, Use};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::variables::{self, Piece};

/// What went wrong in one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unfilled {
    /// Path of the field.
    pub field: String,
    /// `unknown` or `missing`.
    pub code: &'static str,
    /// What to do.
    pub message: String,
}

/// Fills every text of a rich message. `value` gives the value of a variable, `None` when it is not known.
pub(super) fn fill(rich: &mut Rich, value: &dyn Fn(&str) -> Option<String>) -> Vec<Unfilled> {
    let mut problems = Vec::new();
    rich.visit(&mut |field, usage, text| {
        if !text.contains("{{") {
            return;
        }
        match filled(text, usage, value) {
            Ok(new) => *text = new,
            Err((code, message)) => problems.push(Unfilled {
                field: field.to_owned(),
                code,
                message,
            }),
        }
    });
    problems
}

/// Fills one text.
pub(super) fn filled(
    text: &str,
    usage: Use,
    value: &dyn Fn(&str) -> Option<String>,
) -> Result<String, (&'static str, String)> {
    let pieces = variables::read(text).map_err(|problem| ("unknown", problem.to_string()))?;
    let mut filled = String::with_capacity(text.len());
    for piece in pieces {
        match piece {
            Piece::Words(words) => filled.push_str(words),
            Piece::Variable { name, default } => {
                let known = value(name).filter(|value| !value.trim().is_empty());
                let value = known.or_else(|| default.map(str::to_owned)).ok_or_else(|| {
                    let message = format!(
                        "{} is not known here: write it by hand, or give a default: {{{{{name} | default: \"…\"}}}}.",
                        in_words(name)
                    );
                    ("missing", message)
                })?;
                if usage == Use::Address {
                    filled.extend(utf8_percent_encode(value.trim(), NON_ALPHANUMERIC));
                } else {
                    filled.push_str(value.trim());
                }
            }
        }
    }
    Ok(filled)
}

fn in_words(variable: &str) -> &'static str {
    match variable {
        "contact.first_name" => "The customer's first name",
        "contact.last_name" => "The customer's last name",
        "contact.name" => "The customer's name",
        "agent.name" | "agent.first_name" => "The agent's name",
        "service.name" => "The service's name",
        _ => "The number of the conversation",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parlance_core::rich::{Button, ButtonAction};

    fn hello(text: &str, url: &str) -> Rich {
        Rich::Buttons {
            text: text.into(),
            buttons: vec![Button {
                title: "Open".into(),
                action: ButtonAction::Link { url: url.into() },
            }],
        }
    }

    fn marta(name: &str) -> Option<String> {
        match name {
            "contact.first_name" => Some("Marta".into()),
            "contact.name" => Some("Marta Ólsen & Co".into()),
            _ => None,
        }
    }

    #[test]
    fn values_stand_where_variables_stood_and_are_encoded_in_addresses() {
        let mut rich = hello(
            "Hello {{contact.first_name}}, {{agent.name | default: \"your agent\"}} here",
            "https://shop.example/?who={{contact.name}}",
        );
        assert_eq!(fill(&mut rich, &marta), []);
        assert_eq!(
            rich,
            hello(
                "Hello Marta, your agent here",
                "https://shop.example/?who=Marta%20%C3%93lsen%20%26%20Co"
            )
        );
    }

    #[test]
    fn a_value_that_is_not_known_is_the_problem_of_its_field() {
        let mut rich = hello("{{agent.name}}", "https://shop.example/{{order}}");
        let problems = fill(&mut rich, &marta);
        let said: Vec<_> = problems
            .iter()
            .map(|problem| (problem.field.as_str(), problem.code))
            .collect();
        assert_eq!(said, [("text", "missing"), ("buttons[0].url", "unknown")]);
    }

    #[test]
    fn a_customer_cannot_write_variables() {
        let mut rich = hello("Hello {{contact.first_name}}", "https://shop.example");
        fill(&mut rich, &|_| Some("{{agent.name}}".into()));
        assert_eq!(rich, hello("Hello {{agent.name}}", "https://shop.example"));
    }
}
