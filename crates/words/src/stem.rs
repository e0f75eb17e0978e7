//! Stems by the Snowball algorithms (<https://snowballstem.org/algorithms/>).

use std::{cell::RefCell, collections::HashMap};

use waken_snowball::{SnowballEnv, algorithms as snowball};

use crate::{
    fold::bare,
    language::{Language, by_script, is_latin, latin},
};

/// Shorter words, in characters, have no ending to take away.
const LEAST_CHARS: usize = 3;

/// The folded stems of a word in small letters, different from each other: one for each language of the set that the
/// word may belong to. The word itself when nothing can be taken away.
pub(crate) fn stems(lower: &str, languages: u8) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    if lower.chars().nth(LEAST_CHARS - 1).is_some() {
        let mut add = |language| {
            known_stem(lower, language, |stem| {
                if !stem.is_empty() && found.iter().all(|known| known != stem) {
                    found.push(stem.to_owned());
                }
            });
        };
        if let Some(language) = by_script(lower) {
            add(language);
        } else if is_latin(lower) {
            latin(languages).for_each(add);
        }
    }
    if found.is_empty() {
        found.push(bare(lower));
    }
    found
}

/// Words of a language that a thread remembers the stems of: most texts consist of the same few.
const REMEMBERED: usize = 2_048;

type Stems = HashMap<Box<str>, Box<str>>;

thread_local! {
    static STEMS: RefCell<HashMap<Language, Stems>> = RefCell::default();
}

/// The folded stem of a word in a language.
fn known_stem(lower: &str, language: Language, mut with: impl FnMut(&str)) {
    STEMS.with_borrow_mut(|languages| {
        let stems = languages.entry(language).or_default();
        if let Some(known) = stems.get(lower) {
            return with(known);
        }
        let found = bare(&stem(lower, language));
        with(&found);
        if stems.len() >= REMEMBERED {
            stems.clear();
        }
        stems.insert(lower.into(), found.into());
    });
}

fn stem(lower: &str, language: Language) -> String {
    let mut env = SnowballEnv::create(lower);
    match language {
        Language::Arabic => snowball::arabic_stemmer::stem(&mut env),
        Language::Dutch => snowball::dutch_stemmer::stem(&mut env),
        Language::English => snowball::english_stemmer::stem(&mut env),
        Language::French => snowball::french_stemmer::stem(&mut env),
        Language::German => snowball::german_stemmer::stem(&mut env),
        Language::Greek => snowball::greek_stemmer::stem(&mut env),
        Language::Italian => snowball::italian_stemmer::stem(&mut env),
        Language::Portuguese => snowball::portuguese_stemmer::stem(&mut env),
        Language::Russian => snowball::russian_stemmer::stem(&mut env),
        Language::Spanish => snowball::spanish_stemmer::stem(&mut env),
    };
    env.get_current().into_owned()
}
