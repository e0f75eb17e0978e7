//! Which languages a text may be in, by its function words. Only languages with Latin letters need guessing.

use std::{collections::HashMap, sync::LazyLock};

/// Languages whose words are reduced to stems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Language {
    Arabic,
    Dutch,
    English,
    French,
    German,
    Greek,
    Italian,
    Portuguese,
    Russian,
    Spanish,
}

/// Those with Latin letters, each with words that show it. A word may show several.
const LATIN: [(Language, &[&str]); 7] = [
    (
        Language::English,
        &[
            "a", "an", "and", "are", "as", "at", "be", "but", "can", "did", "do", "does", "for", "from",
            "had", "has", "have", "hello", "how", "i", "if", "is", "it", "me", "my", "not", "of", "on", "or",
            "our", "please", "so", "thank", "thanks", "that", "the", "their", "they", "this", "to", "was",
            "we", "what", "when", "where", "which", "who", "why", "will", "with", "would", "yes", "you",
            "your",
        ],
    ),
    (
        Language::German,
        &[
            "aber", "am", "an", "auch", "auf", "aus", "bei", "bitte", "danke", "das", "dass", "dem", "den",
            "der", "des", "die", "ein", "eine", "einen", "er", "es", "fur", "guten", "habe", "haben",
            "hallo", "ich", "ihr", "ihre", "im", "in", "ist", "ja", "kann", "kein", "keine", "konnen", "man",
            "mein", "meine", "mir", "mit", "nach", "nein", "nicht", "noch", "nur", "oder", "sie", "sind",
            "uber", "um", "und", "uns", "von", "wann", "war", "warum", "was", "wenn", "werden", "wie", "wir",
            "wird", "wo", "zu", "zum", "zur",
        ],
    ),
    (
        Language::French,
        &[
            "a", "au", "aux", "avec", "bonjour", "ce", "cette", "dans", "de", "des", "du", "elle", "en",
            "est", "et", "il", "ils", "je", "la", "le", "les", "leur", "mais", "merci", "mes", "moi", "mon",
            "ne", "non", "notre", "nous", "on", "ou", "oui", "par", "pas", "plus", "pour", "pourquoi", "que",
            "quel", "qui", "sa", "sans", "se", "ses", "son", "sont", "sur", "un", "une", "votre", "vous",
        ],
    ),
    (
        Language::Spanish,
        &[
            "al", "buenos", "como", "con", "cuando", "de", "del", "donde", "el", "ella", "en", "es", "esta",
            "este", "gracias", "ha", "hay", "hola", "la", "las", "lo", "los", "mas", "me", "mi", "mis",
            "muy", "no", "nos", "o", "para", "pero", "por", "porque", "que", "quiero", "se", "si", "sin",
            "son", "su", "sus", "tengo", "un", "una", "y", "yo",
        ],
    ),
    (
        Language::Italian,
        &[
            "al",
            "alla",
            "anche",
            "buongiorno",
            "che",
            "ci",
            "ciao",
            "come",
            "con",
            "da",
            "dal",
            "dei",
            "del",
            "della",
            "di",
            "dove",
            "e",
            "gli",
            "grazie",
            "ha",
            "ho",
            "i",
            "il",
            "in",
            "io",
            "la",
            "le",
            "lo",
            "ma",
            "mi",
            "mia",
            "mio",
            "nel",
            "non",
            "per",
            "perche",
            "piu",
            "quando",
            "questo",
            "si",
            "sono",
            "su",
            "un",
            "una",
            "vorrei",
        ],
    ),
    (
        Language::Portuguese,
        &[
            "a", "ao", "as", "bom", "com", "como", "da", "das", "de", "do", "dos", "e", "em", "esta", "eu",
            "foi", "isso", "mais", "mas", "meu", "minha", "na", "nao", "no", "nos", "o", "obrigada",
            "obrigado", "ola", "onde", "os", "ou", "para", "por", "porque", "quando", "que", "quero", "se",
            "sem", "seu", "sua", "tem", "um", "uma", "voce",
        ],
    ),
    (
        Language::Dutch,
        &[
            "aan", "als", "bij", "dan", "dank", "dat", "de", "deze", "die", "dit", "een", "en", "er", "geen",
            "goed", "graag", "hallo", "heb", "heeft", "het", "hoe", "ik", "in", "is", "ja", "je", "kan",
            "maar", "met", "mij", "mijn", "naar", "nee", "niet", "nog", "of", "om", "ook", "op", "te", "tot",
            "u", "uw", "van", "voor", "waar", "waarom", "wanneer", "was", "wat", "we", "wel", "wij",
            "worden", "ze", "zijn",
        ],
    ),
];

/// All that a word with Latin letters may belong to.
pub(crate) const ALL_LATIN: u8 = 0b111_1111;

/// The languages that a set stands for, one bit each.
pub(crate) fn latin(set: u8) -> impl Iterator<Item = Language> {
    LATIN
        .iter()
        .enumerate()
        .filter(move |(place, _)| set & (1 << place) != 0)
        .map(|(_, (language, _))| *language)
}

/// Every function word with the languages it shows.
static FUNCTION_WORDS: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for (place, (_, words)) in LATIN.iter().enumerate() {
        for word in *words {
            *known.entry(*word).or_default() |= 1 << place;
        }
    }
    known
});

/// The languages with the most function words among these (folded) words; all of them when there is none.
pub(crate) fn guess<'w>(words: impl Iterator<Item = &'w str>) -> u8 {
    let mut votes = [0_u32; LATIN.len()];
    for shown in words.filter_map(|word| FUNCTION_WORDS.get(word)) {
        for (place, vote) in votes.iter_mut().enumerate() {
            *vote += u32::from(shown >> place & 1);
        }
    }
    let most = votes.iter().max().copied().unwrap_or_default();
    if most == 0 {
        return ALL_LATIN;
    }
    votes
        .iter()
        .enumerate()
        .filter(|(_, vote)| **vote == most)
        .fold(0, |set, (place, _)| set | (1 << place))
}

/// The language that a word's letters leave no doubt about.
pub(crate) fn by_script(word: &str) -> Option<Language> {
    match word.chars().next()? {
        '\u{0370}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}' => Some(Language::Greek),
        '\u{0400}'..='\u{052F}' => Some(Language::Russian),
        '\u{0620}'..='\u{06FF}' => Some(Language::Arabic),
        _ => None,
    }
}

/// Whether a word is written with Latin letters.
pub(crate) fn is_latin(word: &str) -> bool {
    word.chars()
        .all(|c| c.is_ascii_alphabetic() || matches!(c, '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order_and_folded() {
        for (_, words) in LATIN {
            let mut sorted = words.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            let out = words.iter().zip(&sorted).find(|(a, b)| a != b);
            assert_eq!(out, None);
            assert_eq!(sorted.len(), words.len());
            assert!(words.iter().all(|word| word.is_ascii() && word.len() <= 10));
        }
    }
}
