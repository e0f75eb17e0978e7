//! Knowledge articles.

use super::diff::{Change, Diff, short};
use crate::apply::{document::Article, present::Present};

pub(super) fn article(wanted: &Article, present: &Present) -> Diff {
    let mut diff = Diff::default();
    let now = present.article(&wanted.name);
    let shown = |path: &Vec<String>| short(&path.join(" / "));
    diff.field(
        "folder",
        wanted.folder.clone(),
        now.map(|article| article.folder.clone()),
        shown,
    );
    let services = now.map(|article| {
        article
            .services
            .iter()
            .map(|id| present.service_name(*id))
            .collect()
    });
    diff.names("services", wanted.services.clone(), services);
    for (language, text) in &wanted.texts {
        let published = now.and_then(|article| article.texts.get(language));
        if published != Some(&text.tidy()) {
            diff.changes.push(Change {
                field: "texts",
                key: Some(language.clone()),
                from: published.map(|text| short(&text.title)),
                to: short(&text.title),
            });
        }
    }
    diff
}
