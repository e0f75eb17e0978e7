//! Answers under the page's posts.
//!
//! Source: Meta, "Graph API, Object Comments": `POST /{comment-id}/comments` answers a comment in the page's name.
//! Private replies are ordinary sends, see `send.rs`.

use parlance_channel::{
    AccountValues, BoxFuture, Comments, OwnReply, SendError, SendErrorKind, Sent, call::HttpBody,
};
use parlance_core::message::CommentedPost;

use super::{MEMBER, Messenger};
use crate::meta::{
    account::Account,
    error::GraphFailure,
    graph::{Graph, json_body},
    json::Node,
    messaging::web_address,
    refusal,
    send::{local, wire::CommentBody},
    time::iso_moment,
};

/// So many answers are looked through for one of ours.
const LOOKED_THROUGH: &str = "100";
/// Longest beginning of a post that is shown, characters.
const EXCERPT: usize = 280;

impl Comments for Messenger {
    fn reply_publicly<'a>(
        &'a self,
        account: &'a AccountValues,
        comment: &'a str,
        text: &'a str,
    ) -> BoxFuture<'a, Result<Sent, SendError>> {
        Box::pin(reply(&self.graph, account, comment, text))
    }

    fn own_replies<'a>(
        &'a self,
        account: &'a AccountValues,
        comment: &'a str,
    ) -> BoxFuture<'a, Result<Vec<OwnReply>, SendError>> {
        Box::pin(own_replies(&self.graph, account, comment))
    }

    fn post<'a>(
        &'a self,
        account: &'a AccountValues,
        post: &'a str,
    ) -> BoxFuture<'a, Result<CommentedPost, SendError>> {
        Box::pin(about(&self.graph, account, post))
    }
}

async fn reply(graph: &Graph, account: &AccountValues, comment: &str, text: &str) -> Result<Sent, SendError> {
    if text.trim().is_empty() {
        return Err(local(&MEMBER.words, SendErrorKind::Permanent, "send.empty"));
    }
    let account = Account::open(&MEMBER, account)?;
    let body: HttpBody = json_body(&CommentBody { message: text });
    let answer = graph
        .post(&account.credentials, &[comment, "comments"], &[], body)
        .await
        .map_err(|failure| refused(&failure))?;
    let Some(provider_id) = answer.object().id("id") else {
        return Err(local(
            &MEMBER.words,
            SendErrorKind::Uncertain,
            "send.no_message_id",
        ));
    };
    Ok(Sent {
        provider_id,
        recipient_id: None,
        slow_down_ms: answer.slow_down_ms,
        usage: answer.usage.clone(),
    })
}

/// What is not there is the comment, and not a person.
fn refused(failure: &GraphFailure) -> SendError {
    let error = refusal::of_send(&MEMBER.words, failure);
    if error.code == Some(100) && error.subcode == Some(33) {
        return SendError {
            kind: SendErrorKind::Permanent,
            sentence: MEMBER.words.say("send.comment_gone", &[]),
            ..error
        };
    }
    error
}

/// The newest answers under a comment that are the page's.
async fn own_replies(
    graph: &Graph,
    account: &AccountValues,
    comment: &str,
) -> Result<Vec<OwnReply>, SendError> {
    let account = Account::open(&MEMBER, account)?;
    let query = [
        ("fields", "id,from,message,created_time"),
        ("order", "reverse_chronological"),
        ("limit", LOOKED_THROUGH),
    ];
    let answer = graph
        .get(&account.credentials, &[comment, "comments"], &query)
        .await
        .map_err(|failure| refusal::of_call(&MEMBER.words, &failure))?;
    let answer = answer.object();
    let rows = answer.get("data").and_then(Node::list).unwrap_or_default();
    Ok(rows
        .into_iter()
        .filter_map(Node::object)
        .filter(|row| row.object("from").and_then(|from| from.id("id")).as_ref() == Some(&account.page_id))
        .filter_map(|row| {
            Some(OwnReply {
                provider_id: row.id("id")?,
                text: row.text("message").unwrap_or_default(),
                at: row.text("created_time").and_then(|at| iso_moment(&at)),
            })
        })
        .collect())
}

/// What a post says. One without words has a story: "Alder & Pine updated their cover photo."
async fn about(graph: &Graph, account: &AccountValues, post: &str) -> Result<CommentedPost, SendError> {
    let account = Account::open(&MEMBER, account)?;
    let query = [("fields", "message,story,permalink_url")];
    let answer = graph
        .get(&account.credentials, &[post], &query)
        .await
        .map_err(|failure| refusal::of_call(&MEMBER.words, &failure))?;
    let answer = answer.object();
    let words = answer.text("message").or_else(|| answer.text("story"));
    Ok(CommentedPost {
        post_id: Some(post.to_owned()),
        excerpt: words.as_deref().and_then(excerpt),
        url: web_address(&answer, "permalink_url"),
        hidden: false,
    })
}

fn excerpt(words: &str) -> Option<String> {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().filter(|c| !c.is_control()).take(EXCERPT).collect();
    let cut = short.len() < line.len();
    (!short.is_empty()).then(|| if cut { format!("{short}…") } else { short })
}
