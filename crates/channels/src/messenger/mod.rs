//! Facebook Messenger: a page's chats through Meta's Messenger Platform.
//!
//! The rules come from Meta's public documentation of the Messenger Platform; `README.md` beside this file names
//! what was decided where that is silent.

mod approved;
mod check;
mod comments;
mod descriptor;
mod feed;
mod forms;
mod normalise;
mod notices;
mod personas;
mod profile_page;
mod rich;
mod set_up;
mod strings;
mod template_review;
#[cfg(test)]
mod tests;
mod uploads;

use parlance_channel::notices::Notices;
use parlance_channel::{
    AccountValues, ApprovedTemplates, BoxFuture, Channel, Check, Comments, Descriptor, Expectations,
    HandshakeQuery, HandshakeRefusal, History, Normalised, Outgoing, Personas, PlatformPage, ProfileAnswer,
    PublicProfilePage, Refusal, Routing, SendError, SenderAction, Sent, SetUpGuide, SignatureRefusal,
    Unverified, Uploads, Verified,
};
use std::sync::LazyLock;

use parlance_core::message::Media;
use secrecy::SecretString;

use crate::{
    Deps,
    meta::{
        MetaSettings, account,
        check::{self as connection, AccountChecks},
        comments::PostComments,
        conversations::Conversations,
        graph::Graph,
        member::{Member, Words},
        pages, profile,
        profile_page::ProfilePages,
        send, subscription, verify,
    },
};

/// Only fields that need no permission of their own.
const PROFILE_FIELDS: &str = "id,name,first_name,last_name,profile_pic";

/// Messenger in the family.
pub(crate) static MEMBER: LazyLock<Member> = LazyLock::new(|| Member {
    object: "page",
    platform: "messenger",
    inbox: "263902037430900",
    inbox_misspelled: Some("26390203743090"),
    own_ids: &[account::field::PAGE_ID],
    scopes: &["pages_messaging", "pages_manage_metadata"],
    comment_scopes: &[
        "pages_read_engagement",
        "pages_read_user_content",
        "pages_manage_engagement",
    ],
    more_scopes: &[approved::SCOPE],
    rich: rich::limits,
    media: Media::pending,
    reaction: |emoji| emoji,
    checks: AccountChecks {
        ids: check::IDS,
        ask: check::account,
    },
    words: Words::new("messenger", strings::EN),
});

/// The Messenger channel.
pub struct Messenger {
    descriptor: Descriptor,
    graph: Graph,
    conversations: Conversations,
    comments: PostComments,
    profile_pages: ProfilePages,
    meta: MetaSettings,
}

impl Messenger {
    /// The channel over these connections.
    #[must_use]
    pub fn new(deps: &Deps) -> Self {
        let graph = Graph::new(deps.http.clone(), &deps.meta);
        Self {
            descriptor: descriptor::descriptor(),
            conversations: Conversations::new(graph.clone(), &MEMBER),
            comments: PostComments::new(graph.clone(), &MEMBER, &comments::NAMES),
            profile_pages: ProfilePages::new(graph.clone(), &MEMBER, profile_page::LIMITS, &[]),
            graph,
            meta: deps.meta.clone(),
        }
    }
}

impl Channel for Messenger {
    fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    fn icon_svg(&self) -> &'static str {
        include_str!("icon.svg")
    }

    fn strings(&self, language: &str) -> Option<&'static str> {
        strings::file(language)
    }

    fn verify_handshake(
        &self,
        query: &HandshakeQuery,
        expected: &[SecretString],
    ) -> Result<String, HandshakeRefusal> {
        verify::handshake(query, expected)
    }

    fn verify_signature(
        &self,
        request: Unverified,
        candidates: &[SecretString],
    ) -> Result<Verified, SignatureRefusal> {
        verify::signature(request, candidates)
    }

    fn admit(&self, body: &Verified) -> Result<(), Refusal> {
        verify::admit(body)
    }

    fn normalise(&self, body: &Verified) -> Normalised {
        normalise::normalise(body)
    }

    fn send<'a>(&'a self, outgoing: Outgoing<'a>) -> BoxFuture<'a, Result<Sent, SendError>> {
        Box::pin(approved::send(&self.graph, outgoing))
    }

    fn act<'a>(
        &'a self,
        account: &'a AccountValues,
        recipient: &'a str,
        action: SenderAction,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(send::act(&self.graph, &MEMBER, account, recipient, action))
    }

    fn routing(&self) -> Option<&dyn Routing> {
        Some(&self.conversations)
    }

    fn personas(&self) -> Option<&dyn Personas> {
        Some(self)
    }

    fn public_profile(&self) -> Option<&dyn PublicProfilePage> {
        Some(&self.profile_pages)
    }

    fn history(&self) -> Option<&dyn History> {
        Some(&self.conversations)
    }

    fn notices(&self) -> Option<&dyn Notices> {
        Some(self)
    }

    fn uploads(&self) -> Option<&dyn Uploads> {
        Some(self)
    }

    fn set_up(&self, account: &AccountValues, language: &str) -> Option<SetUpGuide> {
        Some(set_up::guide(&self.meta, account, language))
    }

    fn comments(&self) -> Option<&dyn Comments> {
        Some(&self.comments)
    }

    fn approved_templates(&self) -> Option<&dyn ApprovedTemplates> {
        Some(self)
    }

    fn profile<'a>(&'a self, account: &'a AccountValues, customer: &'a str) -> BoxFuture<'a, ProfileAnswer> {
        Box::pin(profile::profile(
            &self.graph,
            &MEMBER,
            account,
            customer,
            PROFILE_FIELDS,
        ))
    }

    fn test_connection<'a>(
        &'a self,
        account: &'a AccountValues,
        expected: &'a Expectations,
    ) -> BoxFuture<'a, Vec<Check>> {
        Box::pin(connection::run(
            &self.graph,
            &MEMBER,
            &self.descriptor,
            account,
            expected,
        ))
    }

    fn platform_page(&self, account: &AccountValues, about: PlatformPage) -> Option<String> {
        pages::page(account, about)
    }

    fn subscribe<'a>(
        &'a self,
        account: &'a AccountValues,
        fields: &'a [String],
    ) -> BoxFuture<'a, Result<Vec<String>, SendError>> {
        Box::pin(subscription::subscribe(&self.graph, &MEMBER, account, fields))
    }

    fn subscribed_fields<'a>(
        &'a self,
        account: &'a AccountValues,
    ) -> BoxFuture<'a, Result<Vec<String>, SendError>> {
        Box::pin(subscription::subscribed_fields(&self.graph, &MEMBER, account))
    }
}
