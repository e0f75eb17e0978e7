//! Sentences for people: an id to translate by, the English text, and the values inside it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One sentence. It never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Sentence {
    /// Names the sentence for translation, for example `messenger.send.window_closed`.
    pub id: String,
    /// The sentence in English, with its values filled in.
    pub text: String,
    /// The values inside it, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}

impl Sentence {
    /// Fills `{name}` in a template with the values. A name without a value stays as it is written.
    #[must_use]
    pub fn new(id: impl Into<String>, template: &str, values: &[(&str, &str)]) -> Self {
        Self {
            id: id.into(),
            text: fill(template, values),
            values: values
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        }
    }
}

/// One pass over the template, so that a value holding braces is never filled again.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let filled = after.find('}').and_then(|close| {
            let value = values.iter().find(|(name, _)| *name == &after[..close])?.1;
            Some((value, &after[close + 1..]))
        });
        if let Some((value, remaining)) = filled {
            text.push_str(value);
            rest = remaining;
        } else {
            text.push('{');
            rest = after;
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_filled_once_and_unknown_names_stay() {
        let sentence = Sentence::new(
            "x",
            "{page} is not {wanted} {odd} {",
            &[("page", "{wanted}"), ("wanted", "B")],
        );
        assert_eq!(sentence.text, "{wanted} is not B {odd} {");
        assert_eq!(sentence.values["wanted"], "B");
    }
}
