//! Utility templates of a page, and what reviewers say of them.

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::ControlError;
use crate::simulator::Simulator;
use crate::views::TemplatesView;
use crate::world::ReviewRule;

pub(super) async fn list(
    State(simulator): State<Simulator>,
    Path(page_id): Path<String>,
) -> Json<TemplatesView> {
    Json(simulator.templates(&page_id))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Verdict {
    /// `approved`, `rejected`, `paused`.
    status: String,
    /// Meta's word for why.
    reason: Option<String>,
}

pub(super) async fn review(
    State(simulator): State<Simulator>,
    Path((page_id, id)): Path<(String, String)>,
    Json(verdict): Json<Verdict>,
) -> Result<Json<Value>, ControlError> {
    simulator
        .review_template(&page_id, &id, &verdict.status, verdict.reason.as_deref())
        .await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    rule: ReviewRule,
}

pub(super) async fn rule(
    State(simulator): State<Simulator>,
    Path(page_id): Path<String>,
    Json(wanted): Json<Rule>,
) -> Result<Json<Value>, ControlError> {
    simulator.set_template_rule(&page_id, wanted.rule).await?;
    Ok(Json(json!({})))
}
