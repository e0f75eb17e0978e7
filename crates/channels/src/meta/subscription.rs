//! Which events Meta sends for the page.

use parlance_channel::{AccountValues, SendError};

use super::{
    account::Account,
    error::GraphFailure,
    graph::{Credentials, Graph},
    json::{Node, Object},
    member::Member,
    refusal,
};
use parlance_channel::call::HttpBody;

/// An app that is subscribed to the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SubscribedApp {
    pub id: Option<String>,
    pub name: Option<String>,
    pub fields: Vec<String>,
}

pub(crate) async fn subscribe(
    graph: &Graph,
    member: &'static Member,
    account: &AccountValues,
    fields: &[String],
) -> Result<Vec<String>, SendError> {
    let account = Account::open(member, account)?;
    let path = [account.page_id.as_str(), "subscribed_apps"];
    let list = with_others(graph, &account, fields).await.join(",");
    let query = [("subscribed_fields", list.as_str())];
    // `success` is said as `true` and as `"true"`; what counts is what is in force afterwards.
    graph
        .post(&account.credentials, &path, &query, HttpBody::Empty)
        .await
        .map_err(|failure| refusal::of_call(&member.words, &failure))?;
    in_force(graph, &account).await
}

pub(crate) async fn subscribed_fields(
    graph: &Graph,
    member: &'static Member,
    account: &AccountValues,
) -> Result<Vec<String>, SendError> {
    in_force(graph, &Account::open(member, account)?).await
}

/// One call sets the whole list of an app at a page, and several channels may hang on the same page: what is subscribed
/// for another stays. When it cannot be asked for, ours alone is better than nothing.
async fn with_others(graph: &Graph, account: &Account, fields: &[String]) -> Vec<String> {
    let mut list = fields.to_vec();
    for field in in_force(graph, account).await.unwrap_or_default() {
        if !list.contains(&field) {
            list.push(field);
        }
    }
    list
}

/// A page token lists its own app; when several are listed and ours is not known, their common fields count.
async fn in_force(graph: &Graph, account: &Account) -> Result<Vec<String>, SendError> {
    let apps = apps(graph, &account.credentials, &account.page_id)
        .await
        .map_err(|failure| refusal::of_call(&account.member.words, &failure))?;
    let Some((first, others)) = apps.split_first() else {
        return Ok(Vec::new());
    };
    let common = |field: &&String| others.iter().all(|app| app.fields.contains(field));
    Ok(first.fields.iter().filter(common).cloned().collect())
}

/// `GET /{page-id}/subscribed_apps`.
pub(super) async fn apps(
    graph: &Graph,
    who: &Credentials,
    page_id: &str,
) -> Result<Vec<SubscribedApp>, GraphFailure> {
    let answer = graph.get(who, &[page_id, "subscribed_apps"], &[]).await?;
    let object = answer.object();
    let list = object.get("data").and_then(Node::list).unwrap_or_default();
    Ok(list
        .into_iter()
        .filter_map(Node::object)
        .map(|app| subscribed(&app))
        .collect())
}

fn subscribed(app: &Object<'_>) -> SubscribedApp {
    SubscribedApp {
        id: app.id("id"),
        name: app.text("name"),
        fields: field_names(app, "subscribed_fields"),
    }
}

/// Field names, written as texts or as objects with a `name`.
pub(super) fn field_names(object: &Object<'_>, key: &str) -> Vec<String> {
    let list = object.get(key).and_then(Node::list).unwrap_or_default();
    list.into_iter()
        .filter_map(|field| field.text().or_else(|| field.object()?.text("name")))
        .collect()
}
