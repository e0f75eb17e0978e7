//! Utility templates of pages.

use super::Simulator;
use crate::views::{self, TemplatesView};
use crate::world::ReviewRule;
use crate::{ControlError, phone};

impl Simulator {
    /// A page's templates, newest first.
    pub fn templates(&self, page_id: &str) -> TemplatesView {
        views::templates(&self.platform, page_id)
    }

    /// Reviewers decide about a template (`approved`, `rejected`, `paused`); the apps are told.
    ///
    /// # Errors
    /// When there is no such page or template, or the word is none of these.
    pub async fn review_template(
        &self,
        page_id: &str,
        template_id: &str,
        status: &str,
        reason: Option<&str>,
    ) -> Result<(), ControlError> {
        self.commit(|tx| phone::review(tx, page_id, template_id, status, reason))
            .await
    }

    /// What becomes of new templates of a page.
    ///
    /// # Errors
    /// When there is no such page.
    pub async fn set_template_rule(&self, page_id: &str, rule: ReviewRule) -> Result<(), ControlError> {
        self.commit(|tx| phone::set_rule(tx, page_id, rule)).await
    }
}
