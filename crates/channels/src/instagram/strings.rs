//! The channel's sentences: `strings/<language>.json`, one flat object of id and template.

pub(super) const EN: &str = include_str!("strings/en.json");
pub(super) const DE: &str = include_str!("strings/de.json");

/// The file of a language.
pub(super) fn file(language: &str) -> Option<&'static str> {
    match language {
        "en" => Some(EN),
        "de" => Some(DE),
        _ => None,
    }
}
