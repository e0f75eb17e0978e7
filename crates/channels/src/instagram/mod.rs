//! Instagram: a professional account's chats, through the page it is connected to.
//!
//! The rules come from Meta's public documentation of Instagram Messaging; `README.md` beside this file names what was
//! decided where that is silent.

mod check;
mod comments;
mod descriptor;
mod normalise;
mod profile_page;
mod rich;
mod send;
mod strings;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use parlance_channel::{
    AccountValues, BoxFuture, Channel, Check, Comments, Descriptor, Expectations, HandshakeQuery,
    HandshakeRefusal, History, Normalised, Outgoing, PlatformPage, ProfileAnswer, PublicProfilePage, Refusal,
    Routing, SendError, SenderAction, Sent, SignatureRefusal, Unverified, Verified,
};
use parlance_core::message::Media;
use secrecy::SecretString;

use crate::{
    Deps,
    meta::{
        account,
        check::{self as connection, AccountChecks},
        comments::PostComments,
        conversations::Conversations,
        graph::Graph,
        member::{Member, Words},
        pages, profile,
        profile_page::ProfilePages,
        send as sending, subscription, verify,
    },
};

/// Only fields that need no permission of their own.
const PROFILE_FIELDS: &str = "name,username,profile_pic";

/// Instagram in the family.
static MEMBER: LazyLock<Member> = LazyLock::new(|| Member {
    object: "instagram",
    platform: "instagram",
    inbox: "1217981644879628",
    inbox_misspelled: None,
    own_ids: &[descriptor::INSTAGRAM_ID, account::field::PAGE_ID],
    scopes: &[
        "instagram_manage_messages",
        "instagram_basic",
        "pages_manage_metadata",
    ],
    comment_scopes: &["instagram_manage_comments", "pages_read_engagement"],
    more_scopes: &[],
    rich: rich::limits,
    media: Media::linked,
    reaction: |_| descriptor::LOVE_WORD,
    checks: AccountChecks {
        ids: check::IDS,
        ask: check::account,
    },
    words: Words::new("instagram", strings::EN),
});

/// The Instagram channel.
pub struct Instagram {
    descriptor: Descriptor,
    graph: Graph,
    conversations: Conversations,
    comments: PostComments,
    profile_pages: ProfilePages,
}

impl Instagram {
    /// The channel over these connections.
    #[must_use]
    pub fn new(deps: &Deps) -> Self {
        let graph = Graph::new(deps.http.clone(), &deps.meta);
        Self {
            descriptor: descriptor::descriptor(),
            conversations: Conversations::new(graph.clone(), &MEMBER),
            comments: PostComments::new(graph.clone(), &MEMBER, &comments::NAMES),
            profile_pages: ProfilePages::new(
                graph.clone(),
                &MEMBER,
                profile_page::LIMITS,
                profile_page::QUERY,
            ),
            graph,
        }
    }
}

impl Channel for Instagram {
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
        Box::pin(send::send(&self.graph, outgoing))
    }

    fn act<'a>(
        &'a self,
        account: &'a AccountValues,
        recipient: &'a str,
        action: SenderAction,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(sending::act(&self.graph, &MEMBER, account, recipient, action))
    }

    fn routing(&self) -> Option<&dyn Routing> {
        Some(&self.conversations)
    }

    fn public_profile(&self) -> Option<&dyn PublicProfilePage> {
        Some(&self.profile_pages)
    }

    fn comments(&self) -> Option<&dyn Comments> {
        Some(&self.comments)
    }

    fn history(&self) -> Option<&dyn History> {
        Some(&self.conversations)
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
