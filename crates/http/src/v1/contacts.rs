//! Customers.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::contact::{ContactPatch, ContactView};
use parlance_api::interaction::EarlierInteraction;
use parlance_api::page::Page;
use parlance_core::ContactId;
use parlance_engine::identity::limits::Costly;
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
        .routes(routes!(search))
        .routes(routes!(get, change))
        .routes(routes!(interactions))
}

/// A page of a search.
#[derive(Deserialize)]
struct Search {
    #[serde(default)]
    q: String,
    cursor: Option<String>,
    limit: Option<u32>,
}

/// A page of a list.
#[derive(Deserialize)]
struct PageOf {
    cursor: Option<String>,
    limit: Option<u32>,
}

/// Rows of a page when the caller does not say.
const PAGE: u32 = 50;

/// Contacts by name, address, mail or phone.
#[utoipa::path(
    get,
    path = "/contacts",
    tag = "contacts",
    operation_id = "searchContacts",
    security(("session" = []), ("api_key" = ["records_read"])),
    params(("q" = Option<String>, Query, description = "Beginnings of words of name, mail, phone or company; or an exact address"), ("cursor" = Option<String>, Query, description = "Next page"), ("limit" = Option<u32>, Query, description = "At most so many, up to 200")),
    responses((status = 200, description = "The contacts.", body = Page<ContactView>)),
)]
async fn search(
    State(state): State<AppState>,
    caller: RecordsReader,
    Params(search): Params<Search>,
) -> Result<Json<Page<ContactView>>, ApiError> {
    state.engine.count(caller.0.actor(), Costly::Search)?;
    let limit = search.limit.unwrap_or(PAGE);
    let page = state
        .engine
        .search_contacts(*caller.0.ctx(), &search.q, search.cursor.as_deref(), limit)
        .await?;
    Ok(Json(page))
}

/// One contact.
#[utoipa::path(
    get,
    path = "/contacts/{id}",
    tag = "contacts",
    operation_id = "getContact",
    security(("session" = []), ("api_key" = ["records_read"])),
    params(("id" = ContactId, Path, description = "Its id")),
    responses((status = 200, description = "The contact.", body = ContactView)),
)]
async fn get(
    State(state): State<AppState>,
    caller: RecordsReader,
    Id(id): Id<ContactId>,
) -> Result<Json<ContactView>, ApiError> {
    Ok(Json(state.engine.contact(*caller.0.ctx(), id).await?))
}

/// Changes a contact: only the fields given; `null` clears.
#[utoipa::path(
    patch,
    path = "/contacts/{id}",
    tag = "contacts",
    operation_id = "changeContact",
    security(("session" = ["edit_contacts"]), ("api_key" = ["contacts_write"])),
    params(("id" = ContactId, Path, description = "Its id")),
    request_body = ContactPatch,
    responses((status = 200, description = "The contact.", body = ContactView)),
)]
async fn change(
    State(state): State<AppState>,
    caller: ContactsWriter,
    Id(id): Id<ContactId>,
    Body(patch): Body<ContactPatch>,
) -> Result<Json<ContactView>, ApiError> {
    Ok(Json(state.engine.edit_contact(&caller.0, id, patch).await?))
}

/// Interactions of a contact, newest first.
#[utoipa::path(
    get,
    path = "/contacts/{id}/interactions",
    tag = "contacts",
    operation_id = "listContactInteractions",
    security(("session" = []), ("api_key" = ["records_read"])),
    params(("id" = ContactId, Path, description = "Its id"), ("cursor" = Option<String>, Query, description = "Next page"), ("limit" = Option<u32>, Query, description = "At most so many, up to 200")),
    responses((status = 200, description = "The interactions.", body = Page<EarlierInteraction>)),
)]
async fn interactions(
    State(state): State<AppState>,
    caller: RecordsReader,
    Id(id): Id<ContactId>,
    Params(page): Params<PageOf>,
) -> Result<Json<Page<EarlierInteraction>>, ApiError> {
    let limit = page.limit.unwrap_or(PAGE);
    let page = state
        .engine
        .contact_interactions(*caller.0.ctx(), id, page.cursor.as_deref(), limit)
        .await?;
    Ok(Json(page))
}
