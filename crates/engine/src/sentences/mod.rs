//! The application's own sentences about health, and those of all channels, by id: what a web app translates by.

use std::{collections::BTreeMap, sync::LazyLock};

use parlance_core::sentence::Sentence;

use crate::Engine;

const EN: &str = include_str!("en.json");
const DE: &str = include_str!("de.json");

static TEMPLATES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| read(EN));

fn read(file: &str) -> BTreeMap<String, String> {
    serde_json::from_str(file).expect("the files are a test's business")
}

/// A sentence by its id, its values filled in.
pub(crate) fn say(id: &str, values: &[(&str, &str)]) -> Sentence {
    let template = TEMPLATES.get(id).map_or(id, String::as_str);
    Sentence::new(id, template, values)
}

/// Words that came from elsewhere: they stand as they are.
pub(crate) fn verbatim(text: &str) -> Sentence {
    say("health.verbatim", &[("text", text)])
}

impl Engine {
    /// All sentences of a language by id; a sentence that nobody has translated is missing.
    #[must_use]
    pub fn sentences(&self, language: &str) -> BTreeMap<String, String> {
        let mut all = match language {
            "en" => TEMPLATES.clone(),
            "de" => read(DE),
            _ => BTreeMap::new(),
        };
        for channel in self.channels().iter() {
            let id = &channel.descriptor().id;
            // A channel's file is held to be readable by its own tests.
            let own: BTreeMap<String, String> = channel
                .strings(language)
                .and_then(|file| serde_json::from_str(file).ok())
                .unwrap_or_default();
            all.extend(own.into_iter().map(|(name, text)| (format!("{id}.{name}"), text)));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn names(template: &str) -> BTreeSet<&str> {
        template
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(name, _)| name)
            .collect()
    }

    #[test]
    fn every_language_has_every_sentence_with_the_same_values() {
        let german = read(DE);
        for (id, text) in TEMPLATES.iter() {
            let other = german.get(id).unwrap_or_else(|| panic!("{id} is not translated"));
            assert_eq!(names(text), names(other), "{id}");
        }
        for id in german.keys().filter(|id| !id.starts_with("check.")) {
            assert!(TEMPLATES.contains_key(id), "{id} is said nowhere");
        }
    }
}
