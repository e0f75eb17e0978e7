//! Instagram accounts and what customers do with stories.

use super::Simulator;
use crate::phone::Writing;
use crate::world::{Attachment, World};
use crate::{ControlError, instagram};

impl Simulator {
    /// Connects an Instagram account to a page; its id.
    ///
    /// # Errors
    /// When there is no such page, it has one already, or the username is none.
    pub async fn connect_instagram(&self, page_id: &str, username: &str) -> Result<String, ControlError> {
        self.commit(|tx| instagram::connect(tx, page_id, username.trim()))
            .await
    }

    /// The Instagram account that is connected to a page.
    pub fn instagram_of(&self, page_id: &str) -> Option<String> {
        let account = |world: &World| instagram::account_of(world, page_id).map(|account| account.id.clone());
        self.platform.read(account)
    }

    /// The customer answers a story of the account.
    ///
    /// # Errors
    /// When there is no such chat, it is a page's, or nothing is written.
    pub async fn answer_story(&self, psid: &str, text: &str) -> Result<String, ControlError> {
        if text.trim().is_empty() {
            return Err(ControlError::invalid("an answer to a story needs words"));
        }
        let writing = Writing {
            attachments: vec![Attachment::Story { mention: false }],
            ..Writing::text(text)
        };
        self.with_story(psid, writing).await
    }

    /// The customer mentions the account in a story of theirs.
    ///
    /// # Errors
    /// When there is no such chat, or it is a page's.
    pub async fn mention_in_story(&self, psid: &str) -> Result<String, ControlError> {
        self.with_story(psid, Writing::attachment(Attachment::Story { mention: true }))
            .await
    }

    async fn with_story(&self, psid: &str, writing: Writing) -> Result<String, ControlError> {
        let page = self.chat(psid)?.page_id;
        if !instagram::is_account(&page) {
            return Err(ControlError::invalid("only Instagram accounts have stories"));
        }
        self.write(psid, writing).await
    }
}
