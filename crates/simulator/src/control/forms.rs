//! Forms that customers send back.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::ControlError;
use crate::simulator::Simulator;

#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(super) enum Form {
    Feedback {
        mid: String,
        score: String,
        #[serde(default)]
        comment: Option<String>,
    },
    Address {
        mid: String,
        answers: BTreeMap<String, String>,
    },
}

pub(super) async fn answer(
    State(simulator): State<Simulator>,
    Path(psid): Path<String>,
    Json(form): Json<Form>,
) -> Result<Json<Value>, ControlError> {
    match form {
        Form::Feedback { mid, score, comment } => {
            simulator
                .give_feedback(&psid, &mid, &score, comment.as_deref())
                .await?;
        }
        Form::Address { mid, answers } => {
            simulator
                .give_address(&psid, &mid, answers.into_iter().collect())
                .await?;
        }
    }
    Ok(Json(json!({})))
}
