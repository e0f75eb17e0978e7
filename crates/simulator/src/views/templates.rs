//! Utility templates.

use serde::Serialize;

use crate::platform::Platform;
use crate::world::{ReviewRule, UtilityTemplate};

/// A template of a page.
#[derive(Debug, Clone, Serialize)]
pub struct TemplateView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Language.
    pub language: String,
    /// `PENDING`, `APPROVED`, `REJECTED`, `PAUSED`.
    pub status: String,
    /// Why; `NONE` when there is no reason.
    pub reason: String,
    /// The line above.
    pub header: String,
    /// The text with its places.
    pub body: String,
    /// Labels of its buttons.
    pub buttons: Vec<String>,
    /// When, Unix milliseconds.
    pub created_ms: i64,
}

/// The templates of a page.
#[derive(Debug, Clone, Serialize)]
pub struct TemplatesView {
    /// What becomes of new ones.
    pub rule: ReviewRule,
    /// Newest first.
    pub items: Vec<TemplateView>,
}

/// The templates of a page, newest first.
pub(crate) fn templates(platform: &Platform, page_id: &str) -> TemplatesView {
    platform.read(|world| {
        let page = world.pages.get(page_id);
        let mut list: Vec<TemplateView> = page
            .into_iter()
            .flat_map(|page| page.templates.values())
            .map(view)
            .collect();
        list.sort_by(|a, b| (b.created_ms, &b.id).cmp(&(a.created_ms, &a.id)));
        TemplatesView {
            rule: page.map(|page| page.template_rule).unwrap_or_default(),
            items: list,
        }
    })
}

fn view(template: &UtilityTemplate) -> TemplateView {
    let labels = template
        .buttons()
        .iter()
        .map(|button| button["text"].as_str().unwrap_or_default().to_owned());
    TemplateView {
        id: template.id.clone(),
        name: template.name.clone(),
        language: template.language.clone(),
        status: template.status.clone(),
        reason: template.reason.clone(),
        header: template.text("HEADER").to_owned(),
        body: template.text("BODY").to_owned(),
        buttons: labels.collect(),
        created_ms: template.created_ms,
    }
}
