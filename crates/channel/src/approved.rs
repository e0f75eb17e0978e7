//! Templates that the platform reviews before they may be sent, where it has them.

use std::collections::BTreeMap;

use parlance_core::approved::{ApprovedContent, ReviewState};

use crate::{account::AccountValues, call::BoxFuture, send_error::SendError};

/// A template to be reviewed. It was checked against `Capabilities::approved`.
#[derive(Debug, Clone, Copy)]
pub struct NewTemplate<'a> {
    /// Its name at the platform; with its language it is unique in the account.
    pub name: &'a str,
    /// Its language, in the platform's word (`en_US`).
    pub language: &'a str,
    /// Its words.
    pub content: &'a ApprovedContent,
    /// What might stand in its places, by `Slot::key`.
    pub examples: &'a BTreeMap<String, String>,
}

/// What became of a submitted template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// The platform's id of it.
    pub remote_id: String,
    /// What the platform says of it already.
    pub state: ReviewState,
}

/// A template as the platform lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedTemplate {
    /// The platform's id of it.
    pub remote_id: String,
    /// Name.
    pub name: String,
    /// Language, in the platform's word.
    pub language: String,
    /// What the platform says of it.
    pub state: ReviewState,
    /// Why, in the platform's words.
    pub reason: Option<String>,
    /// Its words.
    pub content: ApprovedContent,
    /// The examples it was submitted with.
    pub examples: BTreeMap<String, String>,
    /// It can be sent by this channel: every part of it is one that can be filled.
    pub sendable: bool,
}

/// A platform that reviews templates. Presence is the capability.
pub trait ApprovedTemplates: Send + Sync {
    /// All templates of the account.
    fn list<'a>(
        &'a self,
        account: &'a AccountValues,
    ) -> BoxFuture<'a, Result<Vec<ListedTemplate>, SendError>>;

    /// Submits a template for review.
    fn submit<'a>(
        &'a self,
        account: &'a AccountValues,
        template: NewTemplate<'a>,
    ) -> BoxFuture<'a, Result<Submitted, SendError>>;

    /// Takes one language of a template away.
    fn delete<'a>(
        &'a self,
        account: &'a AccountValues,
        name: &'a str,
        remote_id: &'a str,
    ) -> BoxFuture<'a, Result<(), SendError>>;
}
