//! Being notified, and the end of tags.

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::ControlError;
use crate::simulator::Simulator;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Agree {
    /// The message that asks.
    mid: String,
}

pub(super) async fn agree(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    Json(agree): Json<Agree>,
) -> Result<(StatusCode, Json<Value>), ControlError> {
    let token = simulator.agree_to_notifications(&psid, &agree.mid).await?;
    Ok((StatusCode::CREATED, Json(json!({"token": token}))))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stop {
    token: String,
    stopped: bool,
}

pub(super) async fn stop(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    Json(stop): Json<Stop>,
) -> Result<Json<Value>, ControlError> {
    simulator
        .stop_notifications(&psid, &stop.token, stop.stopped)
        .await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TagEnds {
    name: String,
    ends_at_ms: i64,
}

pub(super) async fn end_tag(
    State(simulator): State<Simulator>,
    Json(tag): Json<TagEnds>,
) -> Result<Json<Value>, ControlError> {
    simulator.end_tag(&tag.name, tag.ends_at_ms).await?;
    Ok(Json(json!({})))
}
