//! Stems by the Snowball algorithms (<https://snowballstem.org/algorithms/>).

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
            let stem = bare(&stem(lower, language));
            if !stem.is_empty() && !found.contains(&stem) {
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
    found
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
