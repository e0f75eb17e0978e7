//! Who holds a chat, and how it changes hands: Meta's Conversation Routing.
//!
//! Source: Meta, "Conversation Routing" (2025) and "Handover Protocol". Without a default app all apps may answer and
//! `take_thread_control` is blocked; with one, `take` needs "take control" to be allowed for the app in the page's
//! Advanced Messaging settings, and `request` works where no default app is set.

use parlance_channel::{AccountValues, SendError};
use parlance_core::thread::Owner;
use serde::Serialize;

use super::{
    account::Account,
    error::GraphFailure,
    graph::{Graph, GraphAnswer, json_body},
    json::{Node, Object},
    member::Member,
    refusal,
    send::wire::Recipient,
};

/// The questions of a lead advertisement.
const LEAD_FLOW: &str = "413038776280800";

#[derive(Debug, Serialize)]
struct ControlBody<'a> {
    recipient: Recipient<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_app_id: Option<&'a str>,
}

/// Who an app is; nobody named is an app all the same.
pub(crate) fn owner_of(member: &Member, app_id: Option<&str>) -> Owner {
    match app_id {
        Some(id) if id == member.inbox || Some(id) == member.inbox_misspelled => Owner::Inbox,
        Some(id) => Owner::App {
            id: Some(id.to_owned()),
            name: (id == LEAD_FLOW).then(|| member.words.say("routing.lead_questions", &[]).text),
        },
        None => Owner::App { id: None, name: None },
    }
}

/// How a chat changes hands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Call<'a> {
    /// We take it.
    Take,
    /// It goes to the app of this id.
    Pass(&'a str),
    /// We ask whoever holds it.
    Request,
}

impl<'a> Call<'a> {
    fn edge(self) -> &'static str {
        match self {
            Self::Take => "take_thread_control",
            Self::Pass(_) => "pass_thread_control",
            Self::Request => "request_thread_control",
        }
    }

    fn target(self) -> Option<&'a str> {
        match self {
            Self::Pass(app_id) => Some(app_id),
            Self::Take | Self::Request => None,
        }
    }
}

/// Asks the platform to change who holds a chat.
pub(crate) async fn change(
    graph: &Graph,
    member: &'static Member,
    account: &AccountValues,
    customer: &str,
    call: Call<'_>,
) -> Result<(), SendError> {
    let account = Account::open(member, account)?;
    let body = json_body(&ControlBody {
        recipient: Recipient::Id(customer),
        target_app_id: call.target(),
    });
    let path = [account.page_id.as_str(), call.edge()];
    let answer = graph.post(&account.credentials, &path, &[], body).await;
    answer
        .map(drop)
        .map_err(|failure| refusal::of_call(&member.words, &failure))
}

/// `GET /{page-id}/thread_owner`. Meta names the owner only to itself and to the default app; which app we are is the
/// token's to tell.
pub(crate) async fn owner(
    graph: &Graph,
    member: &'static Member,
    account: &AccountValues,
    customer: &str,
) -> Result<Option<Owner>, SendError> {
    let account = Account::open(member, account)?;
    let path = [account.page_id.as_str(), "thread_owner"];
    let query = [("recipient", customer)];
    let answer = graph
        .get(&account.credentials, &path, &query)
        .await
        .map_err(|failure| refusal::of_call(&member.words, &failure))?;
    let Some(owner) = first_owner(&answer) else {
        return Ok(Some(Owner::Nobody));
    };
    let Some(app_id) = owner.id("app_id") else {
        return Ok(Some(owner_of(member, None)));
    };
    match own_app(graph, &account).await {
        Ok(Some(own)) if own == app_id => Ok(Some(Owner::Ours { from: None })),
        Ok(Some(_)) => Ok(Some(owner_of(member, Some(&app_id)))),
        // Who we are is not known: what is shown is most likely our own.
        _ if app_id == member.inbox => Ok(Some(Owner::Inbox)),
        _ => Ok(Some(Owner::Ours { from: None })),
    }
}

fn first_owner(answer: &GraphAnswer) -> Option<Object<'_>> {
    let data = answer.object().get("data").and_then(Node::list)?;
    data.into_iter().next()?.object()?.object("thread_owner")
}

/// The app that the page's token belongs to.
async fn own_app(graph: &Graph, account: &Account) -> Result<Option<String>, GraphFailure> {
    let answer = graph
        .get(&account.credentials, &["app"], &[("fields", "id")])
        .await?;
    Ok(answer.object().id("id"))
}
