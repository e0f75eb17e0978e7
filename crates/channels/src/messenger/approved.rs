//! Utility templates of a page: listed, submitted for review, deleted.
//!
//! Source: Meta, "Send a utility message" and "Page Message Templates" (v26.0): `/{page-id}/message_templates`; a
//! template is one name in one language, so it is deleted by its id. Lengths are not documented for pages: they are those
//! of the same templates elsewhere in Meta's documentation.

mod wire;

use parlance_channel::{
    AccountValues, ApprovedTemplates, BoxFuture, ListedTemplate, NewTemplate, Outgoing, SendError,
    SendErrorKind, Sent, Submitted,
};
use parlance_core::{
    approved::{ApprovedLimits, ReviewState},
    window::Permit,
};

use super::{MEMBER, Messenger, template_review};
use crate::meta::{
    account::{Account, field},
    error::GraphFailure,
    graph::{Graph, json_body},
    json::{Node, Object},
    member::MoreScope,
    refusal,
    send::{self, local},
};

pub(super) const LIMITS: ApprovedLimits = ApprovedLimits {
    name: 512,
    header: 60,
    body: 1_024,
    buttons: 3,
    button_title: 20,
};
/// One page of Meta's spells it `page_utility_messaging`, which its log-in refuses.
pub(super) const SCOPE: MoreScope = MoreScope {
    field: field::UTILITY_MESSAGES,
    scope: "pages_utility_messaging",
    sentence: "check.permissions.utility",
    detail: "check.permissions.utility_detail",
};
const FIELDS: &str = "id,name,language,status,category,parameter_format,components,rejected_reason";
const PER_PAGE: &str = "100";
/// The name is there in this language, or was deleted less than four weeks ago.
const TAKEN: [i64; 2] = [2_388_023, 2_388_024];
/// There is no such template.
const UNKNOWN: (i64, Option<i64>) = (100, Some(2_593_002));
/// A page of Meta's may hold 250 templates; more pages than this are a loop.
const MOST_PAGES: usize = 20;

impl ApprovedTemplates for Messenger {
    fn list<'a>(
        &'a self,
        account: &'a AccountValues,
    ) -> BoxFuture<'a, Result<Vec<ListedTemplate>, SendError>> {
        Box::pin(list(&self.graph, account))
    }

    fn submit<'a>(
        &'a self,
        account: &'a AccountValues,
        template: NewTemplate<'a>,
    ) -> BoxFuture<'a, Result<Submitted, SendError>> {
        Box::pin(submit(&self.graph, account, template))
    }

    fn delete<'a>(
        &'a self,
        account: &'a AccountValues,
        name: &'a str,
        remote_id: &'a str,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(delete(&self.graph, account, name, remote_id))
    }
}

/// Sends one part. What Meta says against a template has sentences of its own.
pub(super) async fn send(graph: &Graph, outgoing: Outgoing<'_>) -> Result<Sent, SendError> {
    let approved = outgoing.permit == Permit::Approved;
    send::send(graph, &MEMBER, outgoing).await.map_err(|error| {
        let sentence = match error.kind {
            SendErrorKind::Permanent if error.code == Some(100) => "send.template_refused",
            SendErrorKind::Permission => "send.template_permission",
            SendErrorKind::RecipientUnavailable => "send.template_unavailable",
            _ => return error,
        };
        if approved {
            reworded(error, sentence)
        } else {
            error
        }
    })
}

/// A call about templates that failed. The permission is the usual reason.
fn refused(failure: &GraphFailure) -> SendError {
    let error = refusal::of_call(&MEMBER.words, failure);
    let sentence = match (error.kind, error.subcode) {
        (SendErrorKind::Permission, _) => "templates.permission",
        (SendErrorKind::Permanent, Some(subcode)) if TAKEN.contains(&subcode) => "templates.taken",
        (SendErrorKind::Permanent, _) => "templates.refused",
        _ => return error,
    };
    reworded(error, sentence)
}

fn reworded(error: SendError, sentence: &str) -> SendError {
    let code = error.code.unwrap_or_default().to_string();
    SendError {
        sentence: MEMBER.words.say(sentence, &[("code", &code)]),
        ..error
    }
}

async fn list(graph: &Graph, account: &AccountValues) -> Result<Vec<ListedTemplate>, SendError> {
    let account = Account::open(&MEMBER, account)?;
    let path = [account.page_id.as_str(), "message_templates"];
    let mut found = Vec::new();
    let mut after: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let mut query = vec![("fields", FIELDS), ("limit", PER_PAGE)];
        query.extend(after.as_deref().map(|after| ("after", after)));
        let answer = graph
            .get(&account.credentials, &path, &query)
            .await
            .map_err(|failure| refused(&failure))?;
        let object = answer.object();
        let data = object.get("data").and_then(Node::list).unwrap_or_default();
        found.extend(
            data.into_iter()
                .filter_map(Node::object)
                .filter_map(|each| wire::listed(&each)),
        );
        after = next(&object);
        if after.is_none() {
            break;
        }
    }
    Ok(found)
}

/// Where the next page begins, if there is one.
fn next(answer: &Object<'_>) -> Option<String> {
    let paging = answer.object("paging")?;
    paging.text("next")?;
    paging.object("cursors")?.text("after")
}

async fn submit(
    graph: &Graph,
    account: &AccountValues,
    template: NewTemplate<'_>,
) -> Result<Submitted, SendError> {
    let account = Account::open(&MEMBER, account)?;
    let path = [account.page_id.as_str(), "message_templates"];
    let body = json_body(&wire::New::of(&template));
    let answer = graph
        .post(&account.credentials, &path, &[], body)
        .await
        .map_err(|failure| refused(&failure))?;
    let object = answer.object();
    let remote_id = object
        .id("id")
        .ok_or_else(|| local(&MEMBER.words, SendErrorKind::Permanent, "templates.refused"))?;
    let state = object.text("status").map(|word| template_review::state(&word));
    Ok(Submitted {
        remote_id,
        state: state.unwrap_or(ReviewState::Pending),
    })
}

/// What is gone already needs no deleting.
async fn delete(
    graph: &Graph,
    account: &AccountValues,
    name: &str,
    remote_id: &str,
) -> Result<(), SendError> {
    let account = Account::open(&MEMBER, account)?;
    let path = [account.page_id.as_str(), "message_templates"];
    let query = [("name", name), ("hsm_id", remote_id)];
    let body = json_body(&serde_json::json!({}));
    match graph.delete(&account.credentials, &path, &query, body).await {
        Ok(_) => Ok(()),
        Err(GraphFailure::Error { error, .. }) if (error.code, error.subcode) == UNKNOWN => Ok(()),
        Err(failure) => Err(refused(&failure)),
    }
}
