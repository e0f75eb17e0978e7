//! Any event body.

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::ControlError;
use crate::simulator::Simulator;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    value: Map<String, Value>,
}

pub(super) async fn send(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    Json(raw): Json<Raw>,
) -> Result<Json<Value>, ControlError> {
    simulator.send_raw(&psid, raw.value).await?;
    Ok(Json(json!({})))
}
