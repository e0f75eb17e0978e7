//! Answers under posts, the same for every channel of the family but for names.
//!
//! Private replies are ordinary sends, see `send`.

use std::sync::LazyLock;

use parlance_channel::{
    AccountValues, BoxFuture, Comments, OwnReply, SendError, SendErrorKind, Sent, call::HttpBody,
};
use parlance_core::message::CommentedPost;

use super::{
    account::Account,
    error::GraphFailure,
    graph::{Graph, json_body},
    json::{Node, Object},
    member::Member,
    messaging::web_address,
    refusal,
    send::{local, wire::CommentBody},
    time::iso_moment,
};

/// Longest id that is taken; documented ones have some forty characters.
const MAX_ID: usize = 200;
/// Longest name kept, characters.
const MAX_NAME: usize = 200;
/// So many answers are looked through for one of ours.
const LOOKED_THROUGH: &str = "100";
/// Longest beginning of a post that is shown, characters.
const EXCERPT: usize = 280;

/// How a channel names what stands under its posts.
pub(crate) struct Names {
    /// The edge of a comment under which its answers are.
    pub answers: &'static str,
    /// What is asked of an answer, and in which order they come.
    pub query: &'static [(&'static str, &'static str)],
    /// The words of an answer.
    pub text: &'static str,
    /// When it was written.
    pub written_at: &'static str,
    /// The setting with the id under which the account writes.
    pub own_id: &'static str,
    /// What is asked of a post.
    pub post: &'static str,
    /// Its words; the first that is there.
    pub post_words: &'static [&'static str],
    /// Where it is.
    pub post_address: &'static str,
}

/// Comments of one channel.
pub(crate) struct PostComments {
    graph: Graph,
    member: &'static LazyLock<Member>,
    names: &'static Names,
}

impl PostComments {
    pub(crate) fn new(graph: Graph, member: &'static LazyLock<Member>, names: &'static Names) -> Self {
        Self { graph, member, names }
    }

    async fn reply(&self, values: &AccountValues, comment: &str, text: &str) -> Result<Sent, SendError> {
        let words = &self.member.words;
        if text.trim().is_empty() {
            return Err(local(words, SendErrorKind::Permanent, "send.empty"));
        }
        let account = Account::open(self.member, values)?;
        let body: HttpBody = json_body(&CommentBody { message: text });
        let answer = self
            .graph
            .post(&account.credentials, &[comment, self.names.answers], &[], body)
            .await
            .map_err(|failure| refused(self.member, &failure))?;
        let Some(provider_id) = answer.object().id("id") else {
            return Err(local(words, SendErrorKind::Uncertain, "send.no_message_id"));
        };
        Ok(Sent {
            provider_id,
            recipient_id: None,
            slow_down_ms: answer.slow_down_ms,
            usage: answer.usage.clone(),
        })
    }

    /// The newest answers under a comment that are the account's.
    async fn own(&self, values: &AccountValues, comment: &str) -> Result<Vec<OwnReply>, SendError> {
        let account = Account::open(self.member, values)?;
        let own_id = values.setting(self.names.own_id);
        let mut query = self.names.query.to_vec();
        query.push(("limit", LOOKED_THROUGH));
        let answer = self
            .graph
            .get(&account.credentials, &[comment, self.names.answers], &query)
            .await
            .map_err(|failure| refusal::of_step(&self.member.words, &failure))?;
        let answer = answer.object();
        let rows = answer.get("data").and_then(Node::list).unwrap_or_default();
        let by_account = |row: &Object<'_>| {
            let from = row.object("from").and_then(|from| from.id("id"));
            from.is_some() && from.as_deref() == own_id
        };
        Ok(rows
            .into_iter()
            .filter_map(Node::object)
            .filter(by_account)
            .filter_map(|row| {
                Some(OwnReply {
                    provider_id: row.id("id")?,
                    text: row.text(self.names.text).unwrap_or_default(),
                    at: row.text(self.names.written_at).and_then(|at| iso_moment(&at)),
                })
            })
            .collect())
    }

    async fn about(&self, values: &AccountValues, post: &str) -> Result<CommentedPost, SendError> {
        let account = Account::open(self.member, values)?;
        let query = [("fields", self.names.post)];
        let answer = self
            .graph
            .get(&account.credentials, &[post], &query)
            .await
            .map_err(|failure| refusal::of_call(&self.member.words, &failure))?;
        let answer = answer.object();
        let words = self.names.post_words.iter().find_map(|key| answer.text(key));
        Ok(CommentedPost {
            post_id: Some(post.to_owned()),
            excerpt: words.as_deref().and_then(excerpt),
            url: web_address(&answer, self.names.post_address),
            hidden: false,
        })
    }
}

impl Comments for PostComments {
    fn reply_publicly<'a>(
        &'a self,
        account: &'a AccountValues,
        comment: &'a str,
        text: &'a str,
    ) -> BoxFuture<'a, Result<Sent, SendError>> {
        Box::pin(self.reply(account, comment, text))
    }

    fn own_replies<'a>(
        &'a self,
        account: &'a AccountValues,
        comment: &'a str,
    ) -> BoxFuture<'a, Result<Vec<OwnReply>, SendError>> {
        Box::pin(self.own(account, comment))
    }

    fn post<'a>(
        &'a self,
        account: &'a AccountValues,
        post: &'a str,
    ) -> BoxFuture<'a, Result<CommentedPost, SendError>> {
        Box::pin(self.about(account, post))
    }
}

/// What is not there is the comment, and not a person.
fn refused(member: &Member, failure: &GraphFailure) -> SendError {
    let error = refusal::of_send(&member.words, failure);
    if error.code == Some(100) && error.subcode == Some(33) {
        return SendError {
            kind: SendErrorKind::Permanent,
            sentence: member.words.say("send.comment_gone", &[]),
            ..error
        };
    }
    error
}

/// Ids stand in addresses of later calls.
pub(crate) fn graph_id(object: &Object<'_>, key: &str) -> Option<String> {
    let sane = |id: &String| id.len() <= MAX_ID && id.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
    object.id(key).filter(sane)
}

/// A name as it can be shown.
pub(crate) fn name(name: Option<String>) -> Option<String> {
    let clean: String = name?.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    Some(clean.trim().to_owned()).filter(|name| !name.is_empty())
}

/// The beginning of what a post says, in one line.
pub(crate) fn excerpt(words: &str) -> Option<String> {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().filter(|c| !c.is_control()).take(EXCERPT).collect();
    let cut = short.len() < line.len();
    (!short.is_empty()).then(|| if cut { format!("{short}…") } else { short })
}
