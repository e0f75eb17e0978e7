//! Posts and comments.

use super::Simulator;
use crate::views::{self, PostView};
use crate::{ControlError, phone};

impl Simulator {
    /// Publishes a post of a page; returns its id.
    ///
    /// # Errors
    /// When there is no such page, or the text is empty or too long.
    pub async fn publish_post(&self, page_id: &str, text: &str) -> Result<String, ControlError> {
        self.commit(|tx| phone::publish(tx, page_id, text)).await
    }

    /// A customer comments on a post, or answers a comment (`parent`); returns the comment's id.
    ///
    /// # Errors
    /// When there is no such post, customer or comment, or the text is empty or too long.
    pub async fn comment(
        &self,
        post_id: &str,
        person_id: u64,
        text: &str,
        parent: Option<String>,
    ) -> Result<String, ControlError> {
        self.commit(|tx| phone::comment(tx, post_id, person_id, text, parent))
            .await
    }

    /// A comment says something else.
    ///
    /// # Errors
    /// When there is no such post or comment, or the text is empty or too long.
    pub async fn edit_comment(&self, post_id: &str, id: &str, text: &str) -> Result<(), ControlError> {
        self.commit(|tx| phone::edit_comment(tx, post_id, id, text)).await
    }

    /// A comment is gone.
    ///
    /// # Errors
    /// When there is no such post or comment.
    pub async fn remove_comment(&self, post_id: &str, id: &str) -> Result<(), ControlError> {
        self.commit(|tx| phone::remove_comment(tx, post_id, id)).await
    }

    /// The page hides a comment, or shows it again.
    ///
    /// # Errors
    /// When there is no such post or comment.
    pub async fn hide_comment(&self, post_id: &str, id: &str, hidden: bool) -> Result<(), ControlError> {
        self.commit(|tx| phone::hide_comment(tx, post_id, id, hidden))
            .await
    }

    /// Somebody answers a comment on the page itself.
    ///
    /// # Errors
    /// When there is no such post or comment, or the text is empty or too long.
    pub async fn answer_comment(&self, post_id: &str, id: &str, text: &str) -> Result<String, ControlError> {
        self.commit(|tx| phone::answer_comment(tx, post_id, None, text, id))
            .await
    }

    /// The posts of a page, newest first, with their comments.
    pub fn posts(&self, page_id: &str) -> Vec<PostView> {
        views::posts(&self.platform, page_id)
    }
}
