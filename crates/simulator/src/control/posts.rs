//! Posts of a page and what stands under them.

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::setup::created;
use crate::ControlError;
use crate::simulator::Simulator;
use crate::views::PostView;

type Created = Result<(StatusCode, Json<Value>), ControlError>;
type Answer = Result<Json<Value>, ControlError>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Text {
    text: String,
}

pub(super) async fn publish(
    State(simulator): State<Simulator>,
    Path(page_id): Path<String>,
    Json(post): Json<Text>,
) -> Created {
    created(json!({"id": simulator.publish_post(&page_id, &post.text).await?}))
}

pub(super) async fn list(
    State(simulator): State<Simulator>,
    Path(page_id): Path<String>,
) -> Json<Vec<PostView>> {
    Json(simulator.posts(&page_id))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewComment {
    /// The customer; the page itself when left out.
    person_id: Option<u64>,
    text: String,
    /// The comment it answers.
    parent: Option<String>,
}

pub(super) async fn comment(
    State(simulator): State<Simulator>,
    Path(post_id): Path<String>,
    Json(new): Json<NewComment>,
) -> Created {
    let id = match (new.person_id, new.parent) {
        (Some(person), parent) => simulator.comment(&post_id, person, &new.text, parent).await?,
        (None, Some(parent)) => simulator.answer_comment(&post_id, &parent, &new.text).await?,
        (None, None) => {
            return Err(ControlError::Invalid(
                "say who comments (`person_id`), or which comment the page answers (`parent`)".to_owned(),
            ));
        }
    };
    created(json!({"id": id}))
}

pub(super) async fn edit(
    State(simulator): State<Simulator>,
    Path((post_id, id)): Path<(String, String)>,
    Json(edit): Json<Text>,
) -> Answer {
    simulator.edit_comment(&post_id, &id, &edit.text).await?;
    Ok(Json(json!({})))
}

pub(super) async fn remove(
    State(simulator): State<Simulator>,
    Path((post_id, id)): Path<(String, String)>,
) -> Answer {
    simulator.remove_comment(&post_id, &id).await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hidden {
    hidden: bool,
}

pub(super) async fn hide(
    State(simulator): State<Simulator>,
    Path((post_id, id)): Path<(String, String)>,
    Json(wanted): Json<Hidden>,
) -> Answer {
    simulator.hide_comment(&post_id, &id, wanted.hidden).await?;
    Ok(Json(json!({})))
}
