//! Cases.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::case::{
    CaseDetail, CaseOwners, CasePatch, CaseShelf, CaseStepInput, CaseView, LinkCase, NewCase,
};
use parlance_api::page::Page;
use parlance_core::{CaseId, ContactId, InteractionId, case::CaseState};
use parlance_engine::{cases::CaseSearch, identity::limits::Costly};
use serde::Deserialize;

use crate::{
    auth::{ContactsWriter, RecordsReader},
    error::ApiError,
    extract::{Body, Id, Params},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(owners))
        .routes(routes!(get, change))
        .routes(routes!(step))
        .routes(routes!(link))
}

/// What is looked for.
#[derive(Deserialize)]
struct Search {
    #[serde(default)]
    shelf: CaseShelf,
    state: Option<CaseState>,
    #[serde(default)]
    q: String,
    contact_id: Option<ContactId>,
    interaction_id: Option<InteractionId>,
    cursor: Option<String>,
    limit: Option<u32>,
}

const PAGE: u32 = 50;

/// Cases by number, words, state and who looks after them; those changed last first.
#[utoipa::path(
    get,
    path = "/cases",
    tag = "cases",
    operation_id = "listCases",
    security(("session" = []), ("api_key" = ["records_read"])),
    params(("shelf" = Option<String>, Query, description = "`mine`, `team` or `all`; absent: all"), ("state" = Option<CaseState>, Query, description = "In this state"), ("q" = Option<String>, Query, description = "A number, or words of title and description"), ("contact_id" = Option<ContactId>, Query, description = "Of this contact"), ("interaction_id" = Option<InteractionId>, Query, description = "With this conversation"), ("cursor" = Option<String>, Query, description = "Next page"), ("limit" = Option<u32>, Query, description = "At most so many, up to 100")),
    responses((status = 200, description = "The cases.", body = Page<CaseView>)),
)]
async fn list(
    State(state): State<AppState>,
    reader: RecordsReader,
    Params(search): Params<Search>,
) -> Result<Json<Page<CaseView>>, ApiError> {
    state.engine.count(reader.0.actor(), Costly::Search)?;
    let search = CaseSearch {
        shelf: search.shelf,
        states: search.state.into_iter().collect(),
        q: search.q,
        contact_id: search.contact_id,
        interaction_id: search.interaction_id,
        cursor: search.cursor,
        limit: search.limit.unwrap_or(PAGE),
    };
    Ok(Json(state.engine.cases(&reader.0, search).await?))
}

/// Makes a case, of a conversation or of a contact.
#[utoipa::path(
    post,
    path = "/cases",
    tag = "cases",
    operation_id = "createCase",
    security(("session" = ["edit_contacts"]), ("api_key" = ["contacts_write"])),
    request_body = NewCase,
    responses((status = 201, description = "Made.", body = CaseDetail)),
)]
async fn create(
    State(state): State<AppState>,
    writer: ContactsWriter,
    Body(command): Body<NewCase>,
) -> Result<(StatusCode, Json<CaseDetail>), ApiError> {
    let made = state.engine.create_case(&writer.0, command).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Agents who may look after cases, by name.
#[utoipa::path(
    get,
    path = "/case-owners",
    tag = "cases",
    operation_id = "listCaseOwners",
    security(("session" = []), ("api_key" = ["records_read"])),
    responses((status = 200, description = "The agents.", body = CaseOwners)),
)]
async fn owners(State(state): State<AppState>, reader: RecordsReader) -> Result<Json<CaseOwners>, ApiError> {
    Ok(Json(state.engine.case_owners(*reader.0.ctx()).await?))
}

/// One case with its conversations and its history.
#[utoipa::path(
    get,
    path = "/cases/{id}",
    tag = "cases",
    operation_id = "getCase",
    security(("session" = []), ("api_key" = ["records_read"])),
    params(("id" = CaseId, Path, description = "Its id")),
    responses((status = 200, description = "The case.", body = CaseDetail)),
)]
async fn get(
    State(state): State<AppState>,
    reader: RecordsReader,
    Id(id): Id<CaseId>,
) -> Result<Json<CaseDetail>, ApiError> {
    Ok(Json(state.engine.case(&reader.0, id).await?))
}

/// Changes a case, or who looks after it.
#[utoipa::path(
    patch,
    path = "/cases/{id}",
    tag = "cases",
    operation_id = "changeCase",
    security(("session" = ["edit_contacts"]), ("api_key" = ["contacts_write"])),
    params(("id" = CaseId, Path, description = "Its id")),
    request_body = CasePatch,
    responses((status = 200, description = "The case.", body = CaseDetail)),
)]
async fn change(
    State(state): State<AppState>,
    writer: ContactsWriter,
    Id(id): Id<CaseId>,
    Body(patch): Body<CasePatch>,
) -> Result<Json<CaseDetail>, ApiError> {
    Ok(Json(state.engine.change_case(&writer.0, id, patch).await?))
}

/// Opens, pends or resolves a case.
#[utoipa::path(
    post,
    path = "/cases/{id}/step",
    tag = "cases",
    operation_id = "stepCase",
    security(("session" = ["edit_contacts"]), ("api_key" = ["contacts_write"])),
    params(("id" = CaseId, Path, description = "Its id")),
    request_body = CaseStepInput,
    responses((status = 200, description = "The case.", body = CaseDetail)),
)]
async fn step(
    State(state): State<AppState>,
    writer: ContactsWriter,
    Id(id): Id<CaseId>,
    Body(command): Body<CaseStepInput>,
) -> Result<Json<CaseDetail>, ApiError> {
    Ok(Json(state.engine.step_case(&writer.0, id, command).await?))
}

/// Joins a conversation to a case; a resolved one is open again.
#[utoipa::path(
    post,
    path = "/cases/{id}/interactions",
    tag = "cases",
    operation_id = "linkCase",
    security(("session" = ["edit_contacts"]), ("api_key" = ["contacts_write"])),
    params(("id" = CaseId, Path, description = "Its id")),
    request_body = LinkCase,
    responses((status = 200, description = "The case.", body = CaseDetail)),
)]
async fn link(
    State(state): State<AppState>,
    writer: ContactsWriter,
    Id(id): Id<CaseId>,
    Body(command): Body<LinkCase>,
) -> Result<Json<CaseDetail>, ApiError> {
    Ok(Json(state.engine.link_case(&writer.0, id, command).await?))
}
