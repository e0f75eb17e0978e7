//! Several agents in one conversation, and calls for help.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::{
    interaction::InteractionView,
    together::{CallForHelp, ChangePart, HelpCalls, NewParticipant},
};
use parlance_core::InteractionId;

use crate::{
    auth::{Agent, Supervisor},
    error::ApiError,
    extract::{Body, Id},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(ask))
        .routes(routes!(change))
        .routes(routes!(call, end_call))
        .routes(routes!(calls))
}

/// Asks a colleague, or a free one of a team, for advice or to join. Supervisors come by themselves.
#[utoipa::path(
    post,
    path = "/interactions/{id}/participants",
    tag = "interactions",
    operation_id = "askToJoin",
    security(("session" = ["handle_interactions"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    request_body = NewParticipant,
    responses((status = 200, description = "As it is now.", body = InteractionView)),
)]
async fn ask(
    State(state): State<AppState>,
    agent: Agent,
    Id(id): Id<InteractionId>,
    Body(new): Body<NewParticipant>,
) -> Result<Json<InteractionView>, ApiError> {
    Ok(Json(state.engine.ask_to_join(&agent.0, id, new).await?))
}

/// Joins, leaves, takes over; as the owner: takes somebody out, or gives the conversation to them.
#[utoipa::path(
    post,
    path = "/interactions/{id}/part",
    tag = "interactions",
    operation_id = "changePart",
    security(("session" = ["handle_interactions"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    request_body = ChangePart,
    responses((status = 200, description = "As it is now.", body = InteractionView)),
)]
async fn change(
    State(state): State<AppState>,
    agent: Agent,
    Id(id): Id<InteractionId>,
    Body(part): Body<ChangePart>,
) -> Result<Json<InteractionView>, ApiError> {
    Ok(Json(state.engine.change_part(&agent.0, id, part).await?))
}

/// Calls a supervisor for help.
#[utoipa::path(
    post,
    path = "/interactions/{id}/help",
    tag = "interactions",
    operation_id = "callForHelp",
    security(("session" = ["handle_interactions"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    request_body = CallForHelp,
    responses((status = 200, description = "As it is now.", body = InteractionView)),
)]
async fn call(
    State(state): State<AppState>,
    agent: Agent,
    Id(id): Id<InteractionId>,
    Body(help): Body<CallForHelp>,
) -> Result<Json<InteractionView>, ApiError> {
    Ok(Json(state.engine.call_for_help(&agent.0, id, help).await?))
}

/// Ends a call for help.
#[utoipa::path(
    delete,
    path = "/interactions/{id}/help",
    tag = "interactions",
    operation_id = "endCallForHelp",
    security(("session" = ["handle_interactions"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    responses((status = 200, description = "As it is now.", body = InteractionView)),
)]
async fn end_call(
    State(state): State<AppState>,
    agent: Agent,
    Id(id): Id<InteractionId>,
) -> Result<Json<InteractionView>, ApiError> {
    Ok(Json(state.engine.end_call_for_help(&agent.0, id).await?))
}

/// Conversations whose agents call for help, the longest calling first.
#[utoipa::path(
    get,
    path = "/help-calls",
    tag = "interactions",
    operation_id = "listHelpCalls",
    security(("session" = ["supervise"])),
    responses((status = 200, description = "The conversations.", body = HelpCalls)),
)]
async fn calls(State(state): State<AppState>, person: Supervisor) -> Result<Json<HelpCalls>, ApiError> {
    Ok(Json(state.engine.calls_for_help(&person.0).await?))
}
