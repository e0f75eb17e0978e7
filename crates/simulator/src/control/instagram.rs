//! Instagram accounts and stories.

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::setup::created;
use crate::ControlError;
use crate::simulator::Simulator;

type Created = Result<(http::StatusCode, Json<Value>), ControlError>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAccount {
    username: String,
}

pub(super) async fn connect(
    State(simulator): State<Simulator>,
    Path(id): Path<String>,
    Json(new): Json<NewAccount>,
) -> Created {
    created(json!({"id": simulator.connect_instagram(&id, &new.username).await?}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    /// The customer mentions the account in a story of theirs; otherwise they answer one of the account's.
    #[serde(default)]
    mention: bool,
    #[serde(default)]
    text: String,
}

pub(super) async fn story(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    Json(story): Json<Story>,
) -> Created {
    let mid = if story.mention {
        simulator.mention_in_story(&psid).await?
    } else {
        simulator.answer_story(&psid, &story.text).await?
    };
    created(json!({"mid": mid}))
}
