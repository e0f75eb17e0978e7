//! Conversations from before a page was linked.

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::setup::created;
use crate::ControlError;
use crate::simulator::Simulator;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Past {
    threads: usize,
    messages: usize,
}

pub(super) async fn make(
    State(simulator): State<Simulator>,
    Path(page_id): Path<String>,
    Json(past): Json<Past>,
) -> Result<(StatusCode, Json<Value>), ControlError> {
    let psids = simulator
        .make_history(&page_id, past.threads, past.messages)
        .await?;
    created(json!({"psids": psids}))
}
