//! The places of a template, and filling them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ApprovedContent, target};
use crate::rich::ButtonAction;

/// Where a place stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the line above.
    Header,
    /// In the text.
    Body,
    /// In the address that a button opens.
    Link,
    /// In what comes back of a button.
    Tap,
}

/// A place to be filled.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
pub struct Slot {
    /// Where it stands.
    pub place: Place,
    /// Its number or name; of a button, the button's number from 0.
    pub name: String,
}

impl Slot {
    /// One word for it, the same for as long as the template lives: `body.order_number`, `button.0`.
    #[must_use]
    pub fn key(&self) -> String {
        let place = match self.place {
            Place::Header => "header",
            Place::Body => "body",
            Place::Link | Place::Tap => "button",
        };
        format!("{place}.{}", self.name)
    }
}

/// What stands in a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// The place.
    pub slot: Slot,
    /// What stands there.
    pub text: String,
}

/// A piece of a text with places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    Words(&'t str),
    /// Its number or name, as it is written between the braces.
    Place(&'t str),
}

/// Reads a text. What is no place, such as a brace without its partner, is words.
pub(super) fn read(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((begin, name, end)) = next(rest) {
        if begin > 0 {
            pieces.push(Piece::Words(&rest[..begin]));
        }
        pieces.push(Piece::Place(name));
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// The next place: where it begins, its name, where it ends.
fn next(text: &str) -> Option<(usize, &str, usize)> {
    let mut from = 0;
    loop {
        let begin = from + text[from..].find("{{")?;
        let inside = &text[begin + 2..];
        let close = inside.find("}}")?;
        let name = inside[..close].trim();
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if !name.is_empty() && name.chars().all(fits) {
            return Some((begin, name, begin + 2 + close + 2));
        }
        from = begin + 2;
    }
}

pub(super) fn names(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for piece in read(text) {
        if let Piece::Place(name) = piece
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// The places of a template in the order in which the platform wants them filled: each once.
#[must_use]
pub fn slots(content: &ApprovedContent) -> Vec<Slot> {
    let mut slots = Vec::new();
    for (place, text) in [(Place::Header, &content.header), (Place::Body, &content.body)] {
        let mut names = names(text);
        // Numbers are filled by their order, wherever they stand.
        if names.iter().all(|name| is_number(name)) {
            names.sort_by_key(|name| name.parse::<u32>().unwrap_or(u32::MAX));
        }
        slots.extend(names.into_iter().map(|name| Slot {
            place,
            name: name.to_owned(),
        }));
    }
    for (at, button) in content.buttons.iter().enumerate() {
        if target(button).is_some_and(|text| !names(text).is_empty()) {
            let place = match button.action {
                ButtonAction::Link { .. } => Place::Link,
                _ => Place::Tap,
            };
            slots.push(Slot {
                place,
                name: at.to_string(),
            });
        }
    }
    slots
}

pub(super) fn is_number(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the places of line and text have names instead of numbers.
#[must_use]
pub fn named(content: &ApprovedContent) -> bool {
    let texts = [&content.header, &content.body];
    texts
        .into_iter()
        .any(|text| names(text).iter().any(|name| !is_number(name)))
}

/// The words with every place filled; a place without a value keeps its braces.
#[must_use]
pub fn fill(content: &ApprovedContent, values: &BTreeMap<String, String>) -> ApprovedContent {
    let text = |place: Place, text: &str| {
        put(text, |name| {
            let slot = Slot {
                place,
                name: name.to_owned(),
            };
            values.get(&slot.key())
        })
    };
    let mut filled = ApprovedContent {
        header: text(Place::Header, &content.header),
        body: text(Place::Body, &content.body),
        buttons: content.buttons.clone(),
    };
    for (at, button) in filled.buttons.iter_mut().enumerate() {
        let value = values.get(&format!("button.{at}"));
        match &mut button.action {
            ButtonAction::Link { url: text } | ButtonAction::Postback { payload: text } => {
                *text = put(text, |_| value);
            }
            ButtonAction::Call { .. } => {}
        }
    }
    filled
}

fn put<'v>(text: &str, value: impl Fn(&str) -> Option<&'v String>) -> String {
    let mut filled = String::with_capacity(text.len());
    for piece in read(text) {
        match piece {
            Piece::Words(words) => filled.push_str(words),
            Piece::Place(name) => {
                if let Some(value) = value(name) {
                    filled.push_str(value);
                } else {
                    filled.push_str("{{");
                    filled.push_str(name);
                    filled.push_str("}}");
                }
            }
        }
    }
    filled
}

/// A value as the platform takes it: one line, single spaces.
#[must_use]
pub fn tidied(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rich::Button;

    fn order() -> ApprovedContent {
        ApprovedContent {
            header: "{{kind}} update".into(),
            body: "Hello {{ name }}, your order {{order}} is on its way, {{name}}.".into(),
            buttons: vec![
                Button {
                    title: "Call us".into(),
                    action: ButtonAction::Call {
                        number: "+4720123456".into(),
                    },
                },
                Button {
                    title: "Track".into(),
                    action: ButtonAction::Link {
                        url: "https://shop.example/orders/{{1}}".into(),
                    },
                },
            ],
        }
    }

    #[test]
    fn places_come_once_and_in_the_platforms_order() {
        let keys: Vec<_> = slots(&order()).iter().map(Slot::key).collect();
        assert_eq!(keys, ["header.kind", "body.name", "body.order", "button.1"]);
        assert!(named(&order()));
        let numbers = ApprovedContent {
            body: "From {{2}} to {{1}}, and {{10}}.".into(),
            ..ApprovedContent::default()
        };
        let keys: Vec<_> = slots(&numbers).iter().map(Slot::key).collect();
        assert_eq!(keys, ["body.1", "body.2", "body.10"]);
        assert!(!named(&numbers));
    }

    #[test]
    fn values_stand_in_their_places_and_are_not_read_again() {
        let values = [
            ("header.kind", "Order"),
            ("body.name", "{{order}}"),
            ("body.order", "7"),
            ("button.1", "7-b"),
        ];
        let values = values
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into();
        let filled = fill(&order(), &values);
        assert_eq!(filled.header, "Order update");
        assert_eq!(
            filled.body,
            "Hello {{order}}, your order 7 is on its way, {{order}}."
        );
        let url = "https://shop.example/orders/7-b".to_owned();
        assert_eq!(filled.buttons[1].action, ButtonAction::Link { url });
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_nothing_is_lost(text in "[{}a-z0-9_ .]{0,60}") {
            let words: usize = read(&text).iter().map(|piece| match piece {
                Piece::Words(words) => words.len(),
                Piece::Place(name) => {
                    assert!(!name.is_empty());
                    0
                }
            }).sum();
            prop_assert!(words <= text.len());
            if !text.contains("{{") {
                prop_assert_eq!(words, text.len());
            }
        }
    }
}
