//! The channel's sentences: `strings/<language>.json`, one flat object of id and template.

pub(super) const EN: &str = include_str!("strings/en.json");

/// The file of a language.
pub(super) fn file(language: &str) -> Option<&'static str> {
    (language == "en").then_some(EN)
}
