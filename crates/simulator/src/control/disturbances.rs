//! Faults, crowds and the clock.

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::setup::created;
use crate::ControlError;
use crate::crowd::{CrowdParams, CrowdProgress};
use crate::simulator::Simulator;

type Answer = Result<Json<Value>, ControlError>;
type Created = Result<(StatusCode, Json<Value>), ControlError>;

pub(super) async fn faults(State(simulator): State<Simulator>) -> Json<Vec<Value>> {
    Json(simulator.faults())
}

pub(super) async fn order(State(simulator): State<Simulator>, Json(order): Json<Value>) -> Created {
    created(json!({"id": simulator.order_fault(order).await?}))
}

pub(super) async fn end(State(simulator): State<Simulator>, Path(id): Path<u64>) -> Answer {
    simulator.end_fault(id).await?;
    Ok(Json(json!({})))
}

pub(super) async fn end_all(State(simulator): State<Simulator>) -> Answer {
    simulator.end_faults().await?;
    Ok(Json(json!({})))
}

pub(super) async fn crowds(State(simulator): State<Simulator>) -> Json<Vec<CrowdProgress>> {
    Json(simulator.crowds())
}

pub(super) async fn start_crowd(
    State(simulator): State<Simulator>,
    Json(params): Json<CrowdParams>,
) -> Result<(StatusCode, Json<CrowdProgress>), ControlError> {
    let id = simulator.start_crowd(params)?;
    Ok((StatusCode::CREATED, Json(simulator.crowd(id)?)))
}

pub(super) async fn crowd(
    State(simulator): State<Simulator>,
    Path(id): Path<u64>,
) -> Result<Json<CrowdProgress>, ControlError> {
    simulator.crowd(id).map(Json)
}

pub(super) async fn stop_crowd(
    State(simulator): State<Simulator>,
    Path(id): Path<u64>,
) -> Result<Json<CrowdProgress>, ControlError> {
    simulator.stop_crowd(id)?;
    simulator.crowd(id).map(Json)
}

pub(super) async fn clock(State(simulator): State<Simulator>) -> Json<Value> {
    Json(shown(&simulator))
}

fn shown(simulator: &Simulator) -> Value {
    json!({"now_ms": simulator.now_ms(), "offset_ms": simulator.platform.clock.offset_ms()})
}

/// Moves the clock by, or sets it to an offset from the machine's; 0 is now.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum ClockOrder {
    Move { move_ms: i64 },
    Set { offset_ms: i64 },
}

pub(super) async fn move_clock(State(simulator): State<Simulator>, Json(order): Json<ClockOrder>) -> Answer {
    match order {
        ClockOrder::Move { move_ms } => simulator.move_clock(move_ms).await?,
        ClockOrder::Set { offset_ms } => simulator.set_clock_offset(offset_ms).await?,
    };
    Ok(Json(shown(&simulator)))
}
