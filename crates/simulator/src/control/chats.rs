//! Customers and what they do on their phones.

use axum::Json;
use axum::extract::{Multipart, Path, Query, State};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::setup::created;
use crate::ControlError;
use crate::simulator::{Arrival, PersonChange, Repeat, SendFile, Simulator};
use crate::views::{Chat, PersonView};

type Answer = Result<Json<Value>, ControlError>;
type Created = Result<(StatusCode, Json<Value>), ControlError>;

#[derive(Deserialize)]
pub(super) struct Search {
    search: Option<String>,
}

pub(super) async fn customers(
    State(simulator): State<Simulator>,
    Query(query): Query<Search>,
) -> Json<Vec<PersonView>> {
    Json(simulator.customers(query.search.as_deref()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCustomer {
    name: Option<String>,
}

pub(super) async fn create(State(simulator): State<Simulator>, Json(new): Json<NewCustomer>) -> Created {
    created(json!({"id": simulator.create_customer(new.name.as_deref()).await?}))
}

pub(super) async fn customer(
    State(simulator): State<Simulator>,
    Path(id): Path<u64>,
) -> Result<Json<PersonView>, ControlError> {
    simulator.customer(id).map(Json)
}

pub(super) async fn change(
    State(simulator): State<Simulator>,
    Path(id): Path<u64>,
    Json(change): Json<PersonChange>,
) -> Result<Json<PersonView>, ControlError> {
    simulator.change_person(id, change).await?;
    simulator.customer(id).map(Json)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OpenChat {
    page_id: String,
}

pub(super) async fn open(
    State(simulator): State<Simulator>,
    Path(id): Path<u64>,
    Json(open): Json<OpenChat>,
) -> Result<Json<Chat>, ControlError> {
    let psid = simulator.open_chat(id, &open.page_id).await?;
    simulator.chat(&psid).map(Json)
}

pub(super) async fn chat(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
) -> Result<Json<Chat>, ControlError> {
    simulator.chat(&psid).map(Json)
}

pub(super) async fn all_messages(State(simulator): State<Simulator>, Path(id): Path<String>) -> Answer {
    let messages = simulator.all_messages(&id);
    let list: Vec<Value> = messages
        .into_iter()
        .map(|(psid, message)| json!({"psid": psid, "message": message}))
        .collect();
    Ok(Json(list.into()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Say {
    text: String,
    reply_to: Option<String>,
}

pub(super) async fn say(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    Json(say): Json<Say>,
) -> Created {
    let mid = match say.reply_to {
        None => simulator.say(&psid, &say.text).await?,
        Some(to) => simulator.say_in_reply(&psid, &say.text, &to).await?,
    };
    created(json!({"mid": mid}))
}

pub(super) async fn send_file(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    mut form: Multipart,
) -> Created {
    let broken = |error: axum::extract::multipart::MultipartError| {
        ControlError::Invalid(format!("the file could not be read: {}", error.body_text()))
    };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or("file").to_owned();
        let content_type = field
            .content_type()
            .unwrap_or("application/octet-stream")
            .to_owned();
        let bytes = field.bytes().await.map_err(broken)?;
        let mid = simulator
            .send_file(
                &psid,
                SendFile {
                    name,
                    content_type,
                    bytes,
                },
            )
            .await?;
        return created(json!({"mid": mid}));
    }
    Err(ControlError::Invalid("the form has no field `file`".to_owned()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SendSticker {
    name: String,
}

pub(super) async fn send_sticker(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    Json(send): Json<SendSticker>,
) -> Created {
    created(json!({"mid": simulator.send_sticker(&psid, &send.name).await?}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SendLocation {
    title: String,
    lat: f64,
    long: f64,
}

pub(super) async fn send_location(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    Json(send): Json<SendLocation>,
) -> Created {
    created(json!({"mid": simulator.send_location(&psid, &send.title, send.lat, send.long).await?}))
}

/// A tap on a quick reply or on a button of a template.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tap {
    mid: String,
    payload: String,
    #[serde(default)]
    button: bool,
}

pub(super) async fn tap(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    Json(tap): Json<Tap>,
) -> Created {
    let mid = if tap.button {
        simulator.tap_button(&psid, &tap.mid, &tap.payload).await?
    } else {
        simulator.tap_quick_reply(&psid, &tap.mid, &tap.payload).await?
    };
    created(json!({"mid": mid}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Text {
    text: String,
}

pub(super) async fn edit(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    Json(edit): Json<Text>,
) -> Answer {
    simulator.edit_last(&psid, &edit.text).await?;
    Ok(Json(json!({})))
}

pub(super) async fn take_back(State(simulator): State<Simulator>, Path(psid): Path<String>) -> Answer {
    simulator.take_back_last(&psid).await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reaction {
    mid: String,
    emoji: Option<String>,
}

pub(super) async fn react(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    Json(reaction): Json<Reaction>,
) -> Answer {
    simulator
        .react(&psid, &reaction.mid, reaction.emoji.as_deref())
        .await?;
    Ok(Json(json!({})))
}

pub(super) async fn repeat(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    Json(repeat): Json<Repeat>,
) -> Answer {
    simulator.repeat_last(&psid, repeat).await?;
    Ok(Json(json!({})))
}

pub(super) async fn arrive(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    Json(arrival): Json<Arrival>,
) -> Answer {
    simulator.arrive(&psid, arrival).await?;
    Ok(Json(json!({})))
}

pub(super) async fn inbox_reply(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    Json(reply): Json<Text>,
) -> Created {
    created(json!({"mid": simulator.inbox_reply(&psid, &reply.text).await?}))
}

pub(super) async fn look(State(simulator): State<Simulator>, Path(psid): Path<String>) -> Answer {
    simulator.look_at(&psid).await?;
    Ok(Json(json!({})))
}

pub(super) async fn typing(State(simulator): State<Simulator>, Path(psid): Path<String>) -> Answer {
    simulator.customer_types(&psid)?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Owner {
    app_id: Option<String>,
}

pub(super) async fn owner(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    Json(owner): Json<Owner>,
) -> Answer {
    simulator.set_thread_owner(&psid, owner.app_id.as_deref()).await?;
    Ok(Json(json!({})))
}
