//! What differs between the profile that is wanted and the one the platform has.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PublicProfile;

/// A part of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProfilePart {
    /// A greeting.
    Greeting,
    /// The button that begins a chat.
    Start,
    /// First questions.
    Questions,
    /// The menu.
    Menu,
}

/// How a part differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Difference {
    /// The part.
    pub part: ProfilePart,
    /// Its language; empty where the part has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub locale: String,
    /// What is wanted, in words; empty: it is not wanted.
    pub wanted: String,
    /// What the platform has, in words; empty: it has none.
    pub there: String,
}

/// What differs, part by part and language by language; empty when they mean the same.
#[must_use]
pub fn diff(wanted: &PublicProfile, there: &PublicProfile) -> Vec<Difference> {
    let (wanted, there) = (lines(wanted), lines(there));
    let mut keys: Vec<&Key> = wanted.iter().chain(&there).map(|(key, _)| key).collect();
    keys.sort();
    keys.dedup();
    let words = |list: &[(Key, String)], key: &Key| {
        let found = list.iter().find(|(known, _)| known == key);
        found.map(|(_, words)| words.clone()).unwrap_or_default()
    };
    keys.into_iter()
        .map(|key| Difference {
            part: key.0,
            locale: key.1.clone(),
            wanted: words(&wanted, key),
            there: words(&there, key),
        })
        .filter(|difference| difference.wanted != difference.there)
        .collect()
}

type Key = (ProfilePart, String);

/// Each part and language in words that tell everything about it.
fn lines(profile: &PublicProfile) -> Vec<(Key, String)> {
    let profile = profile.clone().tidied();
    let mut lines = Vec::new();
    for greeting in profile.greetings {
        lines.push(((ProfilePart::Greeting, greeting.locale), greeting.text));
    }
    if !profile.start_payload.is_empty() {
        lines.push(((ProfilePart::Start, String::new()), profile.start_payload));
    }
    for questions in profile.questions {
        let words: Vec<String> = questions
            .items
            .into_iter()
            .map(|item| told(item.question, &item.payload))
            .collect();
        lines.push(((ProfilePart::Questions, questions.locale), words.join("\n")));
    }
    for menu in profile.menus {
        let mut words: Vec<String> = menu
            .items
            .into_iter()
            .map(|item| {
                told(
                    item.title,
                    if item.url.is_empty() {
                        &item.payload
                    } else {
                        &item.url
                    },
                )
            })
            .collect();
        if menu.no_writing {
            words.push("⌨ –".into());
        }
        lines.push(((ProfilePart::Menu, menu.locale), words.join("\n")));
    }
    lines
}

/// A label with what it does, when that is not the label itself.
fn told(label: String, does: &str) -> String {
    if label == does {
        label
    } else {
        format!("{label} → {does}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::public_profile::{Greeting, Menu, MenuItem, Question, Questions};

    fn greeting(locale: &str, text: &str) -> Greeting {
        Greeting {
            locale: locale.into(),
            text: text.into(),
        }
    }

    fn menu(titles: &[&str]) -> Menu {
        let item = |title: &&str| MenuItem {
            title: (*title).into(),
            url: String::new(),
            payload: String::new(),
        };
        Menu {
            locale: "default".into(),
            items: titles.iter().map(item).collect(),
            no_writing: false,
        }
    }

    #[test]
    fn profiles_that_mean_the_same_do_not_differ() {
        let wanted = PublicProfile {
            greetings: vec![greeting("de_DE", "Hallo"), greeting("default", "Hello ")],
            menus: vec![menu(&["Orders"])],
            ..PublicProfile::default()
        };
        let mut there = wanted.clone().tidied();
        assert_eq!(diff(&wanted, &there), []);
        there.menus[0].items[0].payload = "OTHER".into();
        assert_eq!(diff(&wanted, &there).len(), 1);
    }

    #[test]
    fn each_part_and_language_is_told_by_itself() {
        let wanted = PublicProfile {
            greetings: vec![greeting("default", "Hello"), greeting("de_DE", "Hallo")],
            start_payload: "START".into(),
            questions: vec![Questions {
                locale: "default".into(),
                items: vec![Question {
                    question: "Where is my order?".into(),
                    payload: "ORDER".into(),
                }],
            }],
            menus: Vec::new(),
        };
        let there = PublicProfile {
            greetings: vec![greeting("default", "Hi")],
            start_payload: "START".into(),
            menus: vec![menu(&["Orders", "Shop"])],
            ..PublicProfile::default()
        };
        let told: Vec<_> = diff(&wanted, &there)
            .into_iter()
            .map(|each| (each.part, each.locale, each.wanted, each.there))
            .collect();
        let line = |part, locale: &str, wanted: &str, there: &str| {
            (part, locale.to_owned(), wanted.to_owned(), there.to_owned())
        };
        assert_eq!(
            told,
            [
                line(ProfilePart::Greeting, "de_DE", "Hallo", ""),
                line(ProfilePart::Greeting, "default", "Hello", "Hi"),
                line(
                    ProfilePart::Questions,
                    "default",
                    "Where is my order? → ORDER",
                    ""
                ),
                line(ProfilePart::Menu, "default", "", "Orders\nShop"),
            ]
        );
    }
}
