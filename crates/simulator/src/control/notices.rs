//! A person's demands.

use axum::Json;
use axum::extract::{Path, State};

use crate::ControlError;
use crate::simulator::{Notice, NoticeAnswered, Simulator};

pub(super) async fn send(
    State(simulator): State<Simulator>,
    Path(app_id): Path<String>,
    Json(notice): Json<Notice>,
) -> Result<Json<NoticeAnswered>, ControlError> {
    simulator.send_notice(&app_id, notice).await.map(Json)
}
