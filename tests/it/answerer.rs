//! An agent who accepts everything and answers every message of a customer once, whatever happens to the server.
//!
//! It is the test's witness: it remembers which answers the server has acknowledged. It trusts nothing else: after each
//! break it starts again from a snapshot, and it repeats an answer with the same client id until it is acknowledged.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use parlance_testkit::{
    Failure,
    person::{Person, next_frame},
};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::answers::Answers;

/// What an answer to a text says.
pub fn answer_to(text: &str) -> String {
    format!("answer to {text}")
}

/// Answers until told to stop.
pub async fn answer_everything(
    address: SocketAddr,
    username: String,
    acknowledged: Arc<Answers>,
    stop: CancellationToken,
) {
    let mut person = None;
    while !stop.is_cancelled() {
        let work = work(address, &username, &mut person, &acknowledged);
        tokio::select! {
            () = stop.cancelled() => {}
            // The server was killed under us: begin again.
            _ = work => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn work(
    address: SocketAddr,
    username: &str,
    signed_in: &mut Option<Person>,
    acknowledged: &Answers,
) -> Result<(), Failure> {
    let person = match signed_in {
        Some(person) => person.clone(),
        None => signed_in
            .insert(Person::sign_in(address, None, username).await?)
            .clone(),
    };
    let (mut socket, desk) = person.connect().await?;
    if desk["agent"]["availability"] != "ready" {
        person.become_ready().await?;
    }
    for offer in desk["offers"].as_array().into_iter().flatten() {
        accept(&person, offer).await?;
        // The snapshot is older than this: it does not list the chat among those that are held.
        catch_up(&person, &offer["interaction"]["id"], acknowledged).await?;
    }
    for interaction in desk["interactions"].as_array().into_iter().flatten() {
        catch_up(&person, &interaction["id"], acknowledged).await?;
    }
    loop {
        let frame = next_frame(&mut socket).await?;
        let data = &frame["data"];
        match frame["kind"].as_str().unwrap_or_default() {
            "offer.changed" if data["state"] == "pending" => {
                accept(&person, data).await?;
                catch_up(&person, &data["interaction"]["id"], acknowledged).await?;
            }
            "message.changed" => answer(&person, data, acknowledged).await?,
            "reset" | "signed_out" => return Ok(()),
            _ => {}
        }
    }
}

/// A settled offer is nothing to worry about: it may have been accepted before the server died.
async fn accept(person: &Person, offer: &Value) -> Result<(), Failure> {
    let id = offer["id"].as_str().ok_or("an offer without id")?;
    person
        .call("POST", &format!("/api/v1/offers/{id}/accept"), Some(json!({})))
        .await
        .map(|_| ())
}

async fn catch_up(person: &Person, interaction: &Value, acknowledged: &Answers) -> Result<(), Failure> {
    let id = interaction.as_str().ok_or("an interaction without id")?;
    let answer_of = person
        .call("GET", &format!("/api/v1/interactions/{id}"), None)
        .await?;
    let detail: Value = serde_json::from_str(&answer_of.body).unwrap_or_default();
    for message in detail["messages"].as_array().into_iter().flatten() {
        answer(person, message, acknowledged).await?;
    }
    Ok(())
}

async fn answer(person: &Person, message: &Value, acknowledged: &Answers) -> Result<(), Failure> {
    let (Some(id), Some(interaction), Some(text)) = (
        message["id"].as_str(),
        message["interaction_id"].as_str(),
        message["parts"][0]["text"].as_str(),
    ) else {
        return Ok(());
    };
    if message["direction"] != "inbound" || acknowledged.has(text) {
        return Ok(());
    }
    let mut body = json!({ "client_msg_id": format!("re-{id}"), "text": answer_to(text) });
    // Who wants to be shown something gets buttons.
    if text.starts_with("show ") {
        let button = json!({ "title": "Show more", "does": "postback", "payload": "MORE" });
        body["rich"] = json!({ "rich": "buttons", "text": answer_to(text), "buttons": [button] });
        body["text"] = json!("");
    }
    let answer = person
        .call(
            "POST",
            &format!("/api/v1/interactions/{interaction}/messages"),
            Some(body),
        )
        .await?;
    match answer.status {
        202 => {
            acknowledged.acknowledge(text);
            Ok(())
        }
        // Not ours (yet): the offer is on its way, or a colleague has it.
        404 | 409 => Ok(()),
        status => Err(format!("sending answered {status}: {}", answer.body).into()),
    }
}
