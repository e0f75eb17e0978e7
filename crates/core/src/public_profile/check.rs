//! What is wrong with a public profile, before a platform says so.

use super::{DEFAULT_LOCALE, PublicProfile, PublicProfileLimits};
use crate::rich::Fault;

/// Checks a tidied profile against a channel's limits; faults carry the path of their field. Empty when it can be
/// published.
#[must_use]
pub fn check(limits: &PublicProfileLimits, profile: &PublicProfile) -> Vec<Fault> {
    let mut check = Check { faults: Vec::new() };
    check.locales(
        "greetings",
        profile.greetings.iter().map(|each| each.locale.as_str()),
    );
    if limits.greeting == 0 && !profile.greetings.is_empty() {
        check.fault(
            "greetings",
            "out_of_range",
            "This channel shows no greeting.".into(),
        );
    }
    for (at, greeting) in profile
        .greetings
        .iter()
        .enumerate()
        .filter(|_| limits.greeting > 0)
    {
        check.text(&format!("greetings[{at}].text"), &greeting.text, limits.greeting);
    }
    check.fits("start_payload", &profile.start_payload, limits.payload);
    if !limits.start && !profile.start_payload.is_empty() {
        let message = "This channel has no button that begins a chat.";
        check.fault("start_payload", "out_of_range", message.into());
    }
    check.locales(
        "questions",
        profile.questions.iter().map(|each| each.locale.as_str()),
    );
    for (at, questions) in profile.questions.iter().enumerate() {
        let path = format!("questions[{at}].items");
        check.count(&path, questions.items.len(), limits.questions);
        for (place, item) in questions.items.iter().enumerate() {
            check.text(
                &format!("{path}[{place}].question"),
                &item.question,
                limits.question,
            );
            check.fits(&format!("{path}[{place}].payload"), &item.payload, limits.payload);
        }
    }
    check.locales("menus", profile.menus.iter().map(|each| each.locale.as_str()));
    for (at, menu) in profile.menus.iter().enumerate() {
        let path = format!("menus[{at}].items");
        check.count(&path, menu.items.len(), limits.menu_items);
        if menu.no_writing && !limits.no_writing {
            let message = "On this channel customers can always write.";
            check.fault(&format!("menus[{at}].no_writing"), "out_of_range", message.into());
        }
        for (place, item) in menu.items.iter().enumerate() {
            check.text(&format!("{path}[{place}].title"), &item.title, limits.menu_title);
            let url = format!("{path}[{place}].url");
            if !item.url.is_empty() && !is_address(&item.url) {
                check.fault(
                    &url,
                    "malformed",
                    "Write a whole address, beginning with https://.".into(),
                );
            }
            check.fits(&url, &item.url, limits.url);
            check.fits(&format!("{path}[{place}].payload"), &item.payload, limits.payload);
        }
    }
    if limits.start && !profile.menus.is_empty() && profile.start_payload.is_empty() {
        let message = "A menu needs the button that begins a chat: enter what comes back from it.";
        check.fault("start_payload", "missing", message.into());
    }
    check.faults
}

struct Check {
    faults: Vec<Fault>,
}

impl Check {
    /// Each language once, `default` among them.
    fn locales<'l>(&mut self, field: &str, locales: impl Iterator<Item = &'l str>) {
        let locales: Vec<&str> = locales.collect();
        for (at, locale) in locales.iter().enumerate() {
            let path = format!("{field}[{at}].locale");
            if locales[..at].contains(locale) {
                self.fault(&path, "taken", "This language is there twice.".into());
            } else if *locale != DEFAULT_LOCALE && !is_locale(locale) {
                let message = "Write the language with its country, such as de_DE.";
                self.fault(&path, "malformed", message.into());
            }
        }
        if !locales.is_empty() && !locales.contains(&DEFAULT_LOCALE) {
            let message = "There must be one for all other languages.";
            self.fault(field, "missing", message.into());
        }
    }

    fn text(&mut self, field: &str, text: &str, most: u32) {
        if text.is_empty() {
            self.fault(field, "missing", "Enter a value.".into());
        }
        self.fits(field, text, most);
    }

    fn fits(&mut self, field: &str, text: &str, most: u32) {
        let length = text.encode_utf16().count();
        if length > most as usize {
            let message = format!("{length} characters; at most {most} fit.");
            self.fault(field, "too_long", message);
        }
    }

    fn count(&mut self, field: &str, count: usize, most: u32) {
        if count == 0 {
            self.fault(field, "missing", "Add at least one.".into());
        } else if count > most as usize {
            let message = format!("{count} are too many; at most {most} are possible.");
            self.fault(field, "too_many", message);
        }
    }

    fn fault(&mut self, field: &str, code: &'static str, message: String) {
        self.faults.push(Fault {
            field: field.to_owned(),
            code,
            message,
        });
    }
}

fn is_address(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

/// Two or three small letters, an underscore, two capital letters.
fn is_locale(locale: &str) -> bool {
    locale.split_once('_').is_some_and(|(language, country)| {
        (2..=3).contains(&language.len())
            && language.bytes().all(|byte| byte.is_ascii_lowercase())
            && country.len() == 2
            && country.bytes().all(|byte| byte.is_ascii_uppercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::public_profile::{Greeting, Menu, MenuItem, Question, Questions};

    const LIMITS: PublicProfileLimits = PublicProfileLimits {
        greeting: 160,
        start: true,
        questions: 4,
        question: 80,
        menu_items: 20,
        menu_title: 30,
        no_writing: true,
        payload: 1_000,
        url: 2_048,
    };

    fn greeting(locale: &str, length: usize) -> PublicProfile {
        PublicProfile {
            greetings: vec![Greeting {
                locale: locale.into(),
                text: "x".repeat(length),
            }],
            ..PublicProfile::default()
        }
    }

    fn questions(count: usize, length: usize) -> PublicProfile {
        let question = Question {
            question: "x".repeat(length),
            payload: String::new(),
        };
        PublicProfile {
            questions: vec![Questions {
                locale: "default".into(),
                items: vec![question; count],
            }],
            ..PublicProfile::default()
        }
    }

    fn menu(count: usize, length: usize) -> PublicProfile {
        let item = MenuItem {
            title: "x".repeat(length),
            url: String::new(),
            payload: String::new(),
        };
        PublicProfile {
            start_payload: "START".into(),
            menus: vec![Menu {
                locale: "default".into(),
                items: vec![item; count],
                no_writing: false,
            }],
            ..PublicProfile::default()
        }
    }

    fn found(profile: &PublicProfile) -> Vec<(String, &'static str)> {
        check(&LIMITS, profile)
            .into_iter()
            .map(|fault| (fault.field, fault.code))
            .collect()
    }

    #[test]
    fn every_limit_holds_to_the_character() {
        for fits in [greeting("default", 160), questions(4, 80), menu(20, 30)] {
            assert_eq!(found(&fits), []);
        }
        let at = |field: &str, code: &'static str| vec![(field.to_owned(), code)];
        assert_eq!(
            found(&greeting("default", 161)),
            at("greetings[0].text", "too_long")
        );
        assert_eq!(found(&questions(5, 80)), at("questions[0].items", "too_many"));
        assert_eq!(
            found(&questions(1, 81)),
            at("questions[0].items[0].question", "too_long")
        );
        assert_eq!(found(&menu(21, 30)), at("menus[0].items", "too_many"));
        assert_eq!(found(&menu(1, 31)), at("menus[0].items[0].title", "too_long"));
    }

    #[test]
    fn languages_are_named_once_with_one_for_all_others_and_a_menu_needs_a_start() {
        let at = |field: &str, code: &'static str| vec![(field.to_owned(), code)];
        assert_eq!(found(&greeting("de_DE", 5)), at("greetings", "missing"));
        let mut odd = greeting("default", 5);
        odd.greetings.push(Greeting {
            locale: "German".into(),
            text: "Hallo".into(),
        });
        assert_eq!(found(&odd), at("greetings[1].locale", "malformed"));
        let mut bare = menu(1, 5);
        bare.start_payload.clear();
        assert_eq!(found(&bare), at("start_payload", "missing"));
    }

    #[test]
    fn what_a_channel_does_not_have_is_refused_and_not_asked_for() {
        let bare = PublicProfileLimits {
            greeting: 0,
            start: false,
            no_writing: false,
            ..LIMITS
        };
        let found = |profile: &PublicProfile| -> Vec<String> {
            let faults = super::check(&bare, profile);
            faults.into_iter().map(|fault| fault.field).collect()
        };
        assert_eq!(found(&greeting("default", 5)), ["greetings"]);
        let mut menu = menu(1, 5);
        assert_eq!(found(&menu), ["start_payload"]);
        menu.start_payload.clear();
        assert!(found(&menu).is_empty(), "the menu needs no button");
        menu.menus[0].no_writing = true;
        assert_eq!(found(&menu), ["menus[0].no_writing"]);
    }
}
