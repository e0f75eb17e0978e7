//! Stems by the Snowball algorithms (<https://snowballstem.org/algorithms/>).

use std::{cell::RefCell, collections::HashMap, sync::Arc};

use waken_snowball::{SnowballEnv, algorithms as snowball};

use crate::{
    fold::bare,
    language::{Language, by_script, is_latin, latin},
};

/// Shorter words, in characters, have no ending to take away.
const LEAST_CHARS: usize = 3;

/// The folded stems of a word in small letters, different from each other: one for each language of the set that the
/// word may belong to. The word itself when nothing can be taken away.
pub(crate) fn stems(lower: &str, languages: u8) -> Stems {
    KNOWN.with_borrow_mut(|known| {
        if let Some(of_sets) = known.get(lower)
            && let Some((_, stems)) = of_sets.iter().find(|(set, _)| *set == languages)
        {
            return Arc::clone(stems);
        }
        if known.len() >= REMEMBERED {
            known.clear();
        }
        let stems = all_stems(lower, languages);
        known
            .entry(lower.into())
            .or_default()
            .push((languages, Arc::clone(&stems)));
        stems
    })
}

/// A word's stems, shared by all texts that it stands in.
pub type Stems = Arc<[String]>;

/// Words that a thread remembers the stems of: most texts consist of the same few.
const REMEMBERED: usize = 4_096;

thread_local! {
    /// By word and set of languages.
    static KNOWN: RefCell<HashMap<Box<str>, Vec<(u8, Stems)>>> = RefCell::default();
}

fn all_stems(lower: &str, languages: u8) -> Stems {
    let mut found: Vec<String> = Vec::new();
    if lower.chars().nth(LEAST_CHARS - 1).is_some() {
        let mut add = |language| {
            let stem = bare(&stem(lower, language));
            if !stem.is_empty() && found.iter().all(|known| *known != stem) {
                found.push(stem);
            }
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
    found.into()
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
