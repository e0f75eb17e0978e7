//! What is wrong with a template, before a platform rejects it.
//!
//! Source: Meta, "Send a utility message", common rejection reasons: places are `{{1}}` or `{{name}}` and not both kinds,
//! numbers run from 1 without a gap, a text neither begins nor ends with a place, and each place has an example.

use std::collections::BTreeMap;

use super::{
    ApprovedContent, ApprovedLimits,
    places::{Piece, is_number, named, names, read, slots},
    target,
};
use crate::rich::{ButtonAction, Fault};

/// Longest example and value of one place.
const EXAMPLE: usize = 200;

/// Checks what is to be submitted. `examples` are by [`super::Slot::key`]. Empty when it can be.
#[must_use]
pub fn check(
    limits: &ApprovedLimits,
    name: &str,
    language: &str,
    content: &ApprovedContent,
    examples: &BTreeMap<String, String>,
) -> Vec<Fault> {
    let mut faults = Faults(Vec::new());
    faults.name(name, limits.name);
    let parts: Vec<&str> = language.split('_').collect();
    let letters = |part: &str, most: usize| {
        (2..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    if !(letters(parts[0], 3) && parts.len() <= 2 && parts[1..].iter().all(|part| letters(part, 4))) {
        let message = "Name the language by its code, such as en_US or de.";
        faults.add("language", "malformed", message.into());
    }
    faults.text("header", "The line above", &content.header, limits.header);
    faults.text("body", "The text", &content.body, limits.body);
    if content.body.trim().is_empty() {
        faults.add("body", "missing", "Write the text.".into());
    }
    if names(&content.header).len() > 1 {
        let message = "The line above takes one place at most.";
        faults.add("header", "too_many", message.into());
    }
    faults.buttons(limits, content);
    for slot in slots(content) {
        let key = slot.key();
        let example = examples.get(&key).map_or("", |example| example.trim());
        let field = format!("examples.{key}");
        if example.is_empty() {
            let message = "Give an example: whoever reviews the template sees what will stand here.";
            faults.add(&field, "missing", message.into());
        } else if example.chars().count() > EXAMPLE {
            let message = format!("An example has at most {EXAMPLE} characters.");
            faults.add(&field, "too_long", message);
        }
    }
    if named(content) {
        let all = names(&content.header).into_iter().chain(names(&content.body));
        if all.into_iter().any(is_number) {
            let message = "Places have either numbers or names: {{1}} or {{order_number}}, not both.";
            faults.add("body", "malformed", message.into());
        }
    }
    faults.0
}

struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, field: &str, code: &'static str, message: String) {
        self.0.push(Fault {
            field: field.into(),
            code,
            message,
        });
    }

    fn name(&mut self, name: &str, most: u32) {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if name.is_empty() {
            self.add("name", "missing", "Give it a name.".into());
        } else if !name.chars().all(fits) {
            let message = "A name has small letters, digits and _ only, such as order_shipped.";
            self.add("name", "malformed", message.into());
        }
        self.length("name", "The name", name, most);
    }

    fn length(&mut self, field: &str, what: &str, text: &str, most: u32) {
        let length = text.encode_utf16().count();
        if length > most as usize {
            let message = format!("{what} has {length} characters; at most {most} fit.");
            self.add(field, "too_long", message);
        }
    }

    fn text(&mut self, field: &str, what: &str, text: &str, most: u32) {
        self.length(field, what, text, most);
        let pieces = read(text.trim());
        let loose = pieces.iter().any(|piece| match piece {
            Piece::Words(words) => words.contains("{{") || words.contains("}}"),
            Piece::Place(_) => false,
        });
        if loose {
            let message = format!(
                "{what} has braces that are no place. A place is {{{{1}}}} or a name of letters, digits and _: \
                 {{{{order_number}}}}."
            );
            self.add(field, "malformed", message);
        }
        let ends = [pieces.first(), pieces.last()];
        if field == "body" && ends.iter().any(|piece| matches!(piece, Some(Piece::Place(_)))) {
            let message = format!("{what} cannot begin or end with a place: write some words around it.");
            self.add(field, "malformed", message);
        }
        let mut numbers: Vec<u32> = names(text)
            .into_iter()
            .filter(|name| is_number(name))
            .filter_map(|name| name.parse().ok())
            .collect();
        numbers.sort_unstable();
        if !numbers
            .into_iter()
            .eq(1..=u32::try_from(numbers_of(text)).unwrap_or(u32::MAX))
        {
            let message = "The numbers of the places run from {{1}} without a gap.";
            self.add(field, "malformed", message.into());
        }
    }

    fn buttons(&mut self, limits: &ApprovedLimits, content: &ApprovedContent) {
        if content.buttons.len() > limits.buttons as usize {
            let message = format!("At most {} buttons fit.", limits.buttons);
            self.add("buttons", "too_many", message);
        }
        for (at, button) in content.buttons.iter().enumerate() {
            let field = |name: &str| format!("buttons[{at}].{name}");
            if button.title.trim().is_empty() {
                self.add(&field("title"), "missing", "Give the button a label.".into());
            }
            if button.title.contains("{{") {
                let message = "A label has no places: the customer sees it as it was approved.";
                self.add(&field("title"), "malformed", message.into());
            }
            self.length(&field("title"), "The label", &button.title, limits.button_title);
            let twice = content.buttons[..at]
                .iter()
                .any(|other| other.title == button.title);
            if twice && !button.title.is_empty() {
                self.add(&field("title"), "taken", "This label is there twice.".into());
            }
            match &button.action {
                ButtonAction::Link { url }
                    if !(url.starts_with("https://") || url.starts_with("http://")) =>
                {
                    let message = "An address begins with https://.";
                    self.add(&field("url"), "malformed", message.into());
                }
                ButtonAction::Call { number } if !(number.starts_with('+') && number.len() > 4) => {
                    let message = "Write the number with its country, such as +4720123456.";
                    self.add(&field("number"), "malformed", message.into());
                }
                _ => {}
            }
            let pieces = target(button).map(|text| read(text)).unwrap_or_default();
            let places = pieces
                .iter()
                .filter(|piece| matches!(piece, Piece::Place(_)))
                .count();
            let last = matches!(pieces.last(), Some(Piece::Place(_)));
            if places > 1 || (places == 1 && !last) {
                let name = if matches!(button.action, ButtonAction::Link { .. }) {
                    "url"
                } else {
                    "payload"
                };
                let message = "A button takes one place, at the end.";
                self.add(&field(name), "malformed", message.into());
            }
        }
    }
}

fn numbers_of(text: &str) -> usize {
    names(text).into_iter().filter(|name| is_number(name)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rich::Button;

    const LIMITS: ApprovedLimits = ApprovedLimits {
        name: 512,
        header: 60,
        body: 1_024,
        buttons: 3,
        button_title: 20,
    };

    fn said(content: &ApprovedContent, examples: &[(&str, &str)]) -> Vec<(String, &'static str)> {
        let examples = examples
            .iter()
            .map(|(key, value)| ((*key).into(), (*value).into()));
        let faults = check(&LIMITS, "order_shipped", "en_US", content, &examples.collect());
        faults
            .into_iter()
            .map(|fault| (fault.field, fault.code))
            .collect()
    }

    fn body(text: &str) -> ApprovedContent {
        ApprovedContent {
            body: text.into(),
            ..ApprovedContent::default()
        }
    }

    #[test]
    fn what_the_platform_would_reject_is_said_before() {
        let malformed = vec![("body".to_owned(), "malformed")];
        assert_eq!(said(&body("Your order {{1}} is here."), &[("body.1", "7")]), []);
        assert_eq!(
            said(&body("Your order {{order}} is here."), &[("body.order", "7")]),
            []
        );
        assert_eq!(said(&body("{{1}} is here."), &[("body.1", "7")]), malformed);
        assert_eq!(said(&body("Here is {{1}}"), &[("body.1", "7")]), malformed);
        assert_eq!(
            said(&body("Your order {{2}} is here."), &[("body.2", "7")]),
            malformed
        );
        assert_eq!(said(&body("Your order {{no #}} is here."), &[]), malformed);
        assert_eq!(said(&body("Your order {{1} is here."), &[]), malformed);
        let mixed = [("body.1", "7"), ("body.day", "Monday")];
        assert_eq!(said(&body("Order {{1}} comes on {{day}}."), &mixed), malformed);
        assert_eq!(said(&body(" "), &[]), [("body".into(), "missing")]);
        let without = said(&body("Your order {{1}} is here."), &[]);
        assert_eq!(without, [("examples.body.1".into(), "missing")]);
        assert_eq!(
            said(&body(&"long ".repeat(300)), &[]),
            [("body".into(), "too_long")]
        );
    }

    #[test]
    fn a_button_takes_one_place_at_its_end() {
        let button = |url: &str| ApprovedContent {
            buttons: vec![Button {
                title: "Track".into(),
                action: ButtonAction::Link { url: url.into() },
            }],
            ..body("Your order is on its way.")
        };
        assert_eq!(
            said(&button("https://shop.example/{{1}}"), &[("button.0", "7")]),
            []
        );
        let wrong = said(&button("https://shop.example/{{1}}/track"), &[("button.0", "7")]);
        assert_eq!(wrong, [("buttons[0].url".into(), "malformed")]);
        let none = said(&button("shop.example"), &[]);
        assert_eq!(none, [("buttons[0].url".into(), "malformed")]);
    }

    #[test]
    fn names_and_languages_are_the_platforms() {
        let fields = |name: &str, language: &str| {
            let faults = check(&LIMITS, name, language, &body("Hello there."), &BTreeMap::new());
            faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>()
        };
        assert!(fields("order_shipped_2", "de").is_empty());
        assert!(fields("order_shipped", "zh_Hant").is_empty());
        assert_eq!(fields("Order shipped", "English (US)"), ["name", "language"]);
        assert_eq!(fields("", ""), ["name", "language"]);
    }
}
