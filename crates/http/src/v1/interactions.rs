//! Interactions: opened, answered, transferred, ended, wrapped up.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::found::{FoundMessages, TranscriptOf};
use parlance_api::interaction::{InteractionDetail, InteractionView, Transfer, WrapUp};
use parlance_api::message::{MarkRead, MessageView, NewMessage};
use parlance_api::page::Page;
use parlance_core::InteractionId;
use parlance_engine::identity::limits::Costly;
use serde::Deserialize;

use crate::{
    auth::{Agent, RecordsReader},
    error::ApiError,
    extract::{Body, Id, Params},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(detail))
        .routes(routes!(messages, send))
        .routes(routes!(find))
        .routes(routes!(read))
        .routes(routes!(transfer))
        .routes(routes!(end))
        .routes(routes!(again))
        .routes(routes!(wrap_up))
}

/// One interaction with its contact, newest messages and earlier interactions.
#[utoipa::path(
    get,
    path = "/interactions/{id}",
    tag = "interactions",
    operation_id = "getInteraction",
    security(("session" = []), ("api_key" = ["records_read"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    responses((status = 200, description = "The interaction.", body = InteractionDetail)),
)]
async fn detail(
    State(state): State<AppState>,
    caller: RecordsReader,
    Id(id): Id<InteractionId>,
) -> Result<Json<InteractionDetail>, ApiError> {
    Ok(Json(state.engine.interaction_detail(&caller.0, id).await?))
}

/// Messages of the interaction's conversation, older ones page by page.
#[utoipa::path(
    get,
    path = "/interactions/{id}/messages",
    tag = "interactions",
    operation_id = "listInteractionMessages",
    security(("session" = []), ("api_key" = ["records_read"])),
    params(("id" = InteractionId, Path, description = "Its id"), ("before" = Option<String>, Query, description = "Cursor of the page before which rows are wanted"), ("limit" = Option<u32>, Query, description = "At most so many, up to 1000"), ("of" = inline(Option<TranscriptOf>), Query, description = "Whose messages: `conversation` (default) or `interaction`")),
    responses((status = 200, description = "The messages, oldest first.", body = Page<MessageView>)),
)]
async fn messages(
    State(state): State<AppState>,
    caller: RecordsReader,
    Id(id): Id<InteractionId>,
    Params(page): Params<Earlier>,
) -> Result<Json<Page<MessageView>>, ApiError> {
    let limit = page.limit.unwrap_or(MESSAGES);
    let page = state
        .engine
        .transcript(&caller.0, id, page.of, page.before, limit)
        .await?;
    Ok(Json(page))
}

/// Which messages of a transcript.
#[derive(Deserialize)]
struct Earlier {
    #[serde(default)]
    of: TranscriptOf,
    before: Option<String>,
    limit: Option<u32>,
}

/// Messages of the interaction's conversation that say what is looked for.
#[utoipa::path(
    get,
    path = "/interactions/{id}/found",
    tag = "interactions",
    operation_id = "findInTranscript",
    security(("session" = []), ("api_key" = ["records_read"])),
    params(("id" = InteractionId, Path, description = "Its id"), ("q" = String, Query, description = "Words, asked for as in the search of records"), ("of" = inline(Option<TranscriptOf>), Query, description = "Where: in the `conversation` (default) or the `interaction` alone")),
    responses((status = 200, description = "The messages that were found.", body = FoundMessages)),
)]
async fn find(
    State(state): State<AppState>,
    caller: RecordsReader,
    Id(id): Id<InteractionId>,
    Params(asked): Params<Asked>,
) -> Result<Json<FoundMessages>, ApiError> {
    state.engine.count(caller.0.actor(), Costly::Search)?;
    let found = state.engine.find_in_transcript(&caller.0, id, asked.of, asked.q);
    Ok(Json(found.await?))
}

/// What is looked for in a transcript.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    of: TranscriptOf,
}

/// Messages on a page when the caller does not say.
const MESSAGES: u32 = 50;

/// Sends a message or writes a note. The same `client_msg_id` again gives the same message.
#[utoipa::path(
    post,
    path = "/interactions/{id}/messages",
    tag = "interactions",
    operation_id = "sendMessage",
    security(("session" = ["handle_interactions"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    request_body = NewMessage,
    responses((status = 202, description = "Accepted and durable.", body = MessageView)),
)]
async fn send(
    State(state): State<AppState>,
    person: Agent,
    Id(id): Id<InteractionId>,
    Body(message): Body<NewMessage>,
) -> Result<(StatusCode, Json<MessageView>), ApiError> {
    let message = state.engine.send_message(&person.0, id, message).await?;
    Ok((StatusCode::ACCEPTED, Json(message)))
}

/// Says that the agent has read up to a message.
#[utoipa::path(
    post,
    path = "/interactions/{id}/read",
    tag = "interactions",
    operation_id = "markRead",
    security(("session" = ["handle_interactions"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    request_body = MarkRead,
    responses((status = 204, description = "Noted.")),
)]
async fn read(
    State(state): State<AppState>,
    agent: Agent,
    Id(id): Id<InteractionId>,
    Body(seen): Body<MarkRead>,
) -> Result<StatusCode, ApiError> {
    state.engine.mark_read(&agent.0, id, seen.message_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hands it over to an agent or a service.
#[utoipa::path(
    post,
    path = "/interactions/{id}/transfer",
    tag = "interactions",
    operation_id = "transferInteraction",
    security(("session" = ["handle_interactions"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    request_body = Transfer,
    responses((status = 200, description = "The interaction.", body = InteractionView)),
)]
async fn transfer(
    State(state): State<AppState>,
    agent: Agent,
    Id(id): Id<InteractionId>,
    Body(to): Body<Transfer>,
) -> Result<Json<InteractionView>, ApiError> {
    Ok(Json(state.engine.transfer_interaction(&agent.0, id, to).await?))
}

/// Ends it for the customer; after-call work begins.
#[utoipa::path(
    post,
    path = "/interactions/{id}/end",
    tag = "interactions",
    operation_id = "endInteraction",
    security(("session" = ["handle_interactions"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    responses((status = 200, description = "The interaction.", body = InteractionView)),
)]
async fn end(
    State(state): State<AppState>,
    agent: Agent,
    Id(id): Id<InteractionId>,
) -> Result<Json<InteractionView>, ApiError> {
    Ok(Json(state.engine.end_interaction(&agent.0, id).await?))
}

/// Writes to the customer again after the end: opens a new interaction that one holds.
#[utoipa::path(
    post,
    path = "/interactions/{id}/again",
    tag = "interactions",
    operation_id = "writeAgain",
    security(("session" = ["handle_interactions"])),
    params(("id" = InteractionId, Path, description = "The one that has ended")),
    responses((status = 201, description = "The new interaction.", body = InteractionView)),
)]
async fn again(
    State(state): State<AppState>,
    agent: Agent,
    Id(id): Id<InteractionId>,
) -> Result<(StatusCode, Json<InteractionView>), ApiError> {
    let opened = state.engine.write_again(&agent.0, id).await?;
    Ok((StatusCode::CREATED, Json(opened)))
}

/// Saves disposition and note, extends or finishes after-call work.
#[utoipa::path(
    put,
    path = "/interactions/{id}/wrap-up",
    tag = "interactions",
    operation_id = "wrapUp",
    security(("session" = ["handle_interactions"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    request_body = WrapUp,
    responses((status = 200, description = "The interaction.", body = InteractionView)),
)]
async fn wrap_up(
    State(state): State<AppState>,
    agent: Agent,
    Id(id): Id<InteractionId>,
    Body(outcome): Body<WrapUp>,
) -> Result<Json<InteractionView>, ApiError> {
    Ok(Json(state.engine.wrap_up(&agent.0, id, outcome).await?))
}
