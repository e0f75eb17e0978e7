//! A channel of the family, as the code that all of them share sees it.

use std::collections::BTreeMap;

use parlance_channel::Sentence;
use parlance_core::{message::Media, rich::RichLimits};

use super::check::AccountChecks;

/// What the shared code must know of a channel. The channels do not know each other.
pub(crate) struct Member {
    /// `object` of its notifications, and of the app's subscription to them.
    pub object: &'static str,
    /// Its messages' `platform` in the Conversations API.
    pub platform: &'static str,
    /// The app that stands for the people in the platform's own inbox.
    pub inbox: &'static str,
    /// The same app as some pages of the documentation spell it. Only its name hangs on it.
    pub inbox_misspelled: Option<&'static str>,
    /// Settings that hold ids of the business itself: whoever has one of them is no customer.
    pub own_ids: &'static [&'static str],
    /// Permissions that its token needs, the one for messages first.
    pub scopes: &'static [&'static str],
    /// Permissions that comments on posts need, where they are taken.
    pub comment_scopes: &'static [&'static str],
    /// Permissions that something needs which an account may be told to do.
    pub more_scopes: &'static [MoreScope],
    /// What it takes of rich messages.
    pub rich: fn() -> RichLimits,
    /// What becomes of a picture, sound or film of the customer: fetched and kept, or only shown.
    pub media: fn(String) -> Media,
    /// The platform's word for a reaction.
    pub reaction: fn(&str) -> &str,
    /// What *Test Connection* asks about the account, once the token is known to be the page's.
    pub checks: AccountChecks,
    /// Its sentences.
    pub words: Words,
}

/// A permission for something that not every account does.
pub(crate) struct MoreScope {
    /// The checkbox that says whether the account does it.
    pub field: &'static str,
    /// The permission.
    pub scope: &'static str,
    /// What is said when the token lacks it.
    pub sentence: &'static str,
    /// What that means and what to do.
    pub detail: &'static str,
}

/// A channel's sentences: one flat object of id and template.
pub(crate) struct Words {
    channel: &'static str,
    templates: BTreeMap<String, String>,
}

impl Words {
    /// From the channel's file.
    pub fn new(channel: &'static str, file: &str) -> Self {
        Self {
            channel,
            templates: serde_json::from_str(file).expect("the file is a test's business"),
        }
    }

    /// A sentence by its id (without the channel's prefix), its values filled in.
    pub fn say(&self, id: &str, values: &[(&str, &str)]) -> Sentence {
        let template = self.templates.get(id).map_or(id, String::as_str);
        Sentence::new(format!("{}.{id}", self.channel), template, values)
    }

    /// All of them.
    #[cfg(test)]
    pub const fn templates(&self) -> &BTreeMap<String, String> {
        &self.templates
    }
}
