//! Personas: the agent's name and picture over their messages.
//!
//! Source: Meta, "Personas" (v26.0): `POST /{page-id}/personas` with a name of at most 50 characters, `GET` and
//! `DELETE /{persona-id}`.

use parlance_channel::{AccountValues, BoxFuture, Personas, SendError, SendErrorKind};
use serde::Serialize;

use super::{MEMBER, Messenger};
use crate::meta::{
    account::Account,
    error::GraphFailure,
    graph::{Graph, json_body},
    refusal,
    send::local,
};

const NAME_MAX: u32 = 50;
/// "Does not exist, or may not be seen".
const NO_OBJECT: (i64, Option<i64>) = (100, Some(33));

impl Personas for Messenger {
    fn name_max(&self) -> u32 {
        NAME_MAX
    }

    fn create<'a>(
        &'a self,
        account: &'a AccountValues,
        name: &'a str,
        picture_url: Option<&'a str>,
    ) -> BoxFuture<'a, Result<String, SendError>> {
        Box::pin(create(&self.graph, account, name, picture_url))
    }

    fn exists<'a>(
        &'a self,
        account: &'a AccountValues,
        persona: &'a str,
    ) -> BoxFuture<'a, Result<bool, SendError>> {
        Box::pin(exists(&self.graph, account, persona))
    }

    fn delete<'a>(
        &'a self,
        account: &'a AccountValues,
        persona: &'a str,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(delete(&self.graph, account, persona))
    }
}

#[derive(Serialize)]
struct New<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile_picture_url: Option<&'a str>,
}

async fn create(
    graph: &Graph,
    account: &AccountValues,
    name: &str,
    picture_url: Option<&str>,
) -> Result<String, SendError> {
    let account = Account::open(&MEMBER, account)?;
    let body = json_body(&New {
        name,
        profile_picture_url: picture_url,
    });
    let path = [account.page_id.as_str(), "personas"];
    let answer = graph.post(&account.credentials, &path, &[], body).await;
    let answer = answer.map_err(|failure| refusal::of_step(&MEMBER.words, &failure))?;
    answer
        .object()
        .id("id")
        .ok_or_else(|| local(&MEMBER.words, SendErrorKind::Permanent, "send.not_accepted"))
}

async fn exists(graph: &Graph, account: &AccountValues, persona: &str) -> Result<bool, SendError> {
    let account = Account::open(&MEMBER, account)?;
    match graph
        .get(&account.credentials, &[persona], &[("fields", "name")])
        .await
    {
        Ok(answer) => Ok(answer.object().id("id").is_some() || answer.object().get("name").is_some()),
        Err(GraphFailure::Error { error, .. }) if (error.code, error.subcode) == NO_OBJECT => Ok(false),
        Err(failure) => Err(refusal::of_step(&MEMBER.words, &failure)),
    }
}

async fn delete(graph: &Graph, account: &AccountValues, persona: &str) -> Result<(), SendError> {
    let account = Account::open(&MEMBER, account)?;
    let answer = graph
        .delete(
            &account.credentials,
            &[persona],
            &[],
            json_body(&serde_json::json!({})),
        )
        .await;
    answer
        .map(drop)
        .map_err(|failure| refusal::of_step(&MEMBER.words, &failure))
}
