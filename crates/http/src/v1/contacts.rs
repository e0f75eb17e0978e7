//! Customers.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::contact::{
    BlockContact, ContactDuplicates, ContactFields, ContactPatch, ContactView, NewContact, TimelineEntry,
};
use parlance_api::interaction::EarlierInteraction;
use parlance_api::page::Page;
use parlance_core::ContactId;
use parlance_engine::{contacts::ContactSearch, identity::limits::Costly};
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
        .routes(routes!(search, create))
        .routes(routes!(fields))
        .routes(routes!(get, change))
        .routes(routes!(block, unblock))
        .routes(routes!(timeline))
        .routes(routes!(duplicates))
        .routes(routes!(interactions))
}

/// A page of a search.
#[derive(Deserialize)]
struct Search {
    #[serde(default)]
    q: String,
    #[serde(default)]
    blocked: bool,
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

/// Contacts by name, address, mail, phone or searchable fields.
#[utoipa::path(
    get,
    path = "/contacts",
    tag = "contacts",
    operation_id = "searchContacts",
    security(("session" = []), ("api_key" = ["records_read"])),
    params(("q" = Option<String>, Query, description = "Beginnings of words of name, mail, phone, company or searchable fields; or an exact address"), ("blocked" = Option<bool>, Query, description = "Only those who are blocked now"), ("cursor" = Option<String>, Query, description = "Next page"), ("limit" = Option<u32>, Query, description = "At most so many, up to 200")),
    responses((status = 200, description = "The contacts.", body = Page<ContactView>)),
)]
async fn search(
    State(state): State<AppState>,
    caller: RecordsReader,
    Params(search): Params<Search>,
) -> Result<Json<Page<ContactView>>, ApiError> {
    state.engine.count(caller.0.actor(), Costly::Search)?;
    let search = ContactSearch {
        q: search.q,
        blocked: search.blocked,
        cursor: search.cursor,
        limit: search.limit.unwrap_or(PAGE),
    };
    Ok(Json(state.engine.search_contacts(*caller.0.ctx(), search).await?))
}

/// Makes a contact by hand.
#[utoipa::path(
    post,
    path = "/contacts",
    tag = "contacts",
    operation_id = "createContact",
    security(("session" = ["edit_contacts"]), ("api_key" = ["contacts_write"])),
    request_body = NewContact,
    responses((status = 201, description = "Made.", body = ContactView)),
)]
async fn create(
    State(state): State<AppState>,
    caller: ContactsWriter,
    Body(new): Body<NewContact>,
) -> Result<(StatusCode, Json<ContactView>), ApiError> {
    let made = state.engine.create_contact(&caller.0, new).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// The fields that the tenant adds to contacts, in the order of forms.
#[utoipa::path(
    get,
    path = "/contact-fields",
    tag = "contacts",
    operation_id = "listContactFields",
    security(("session" = []), ("api_key" = ["records_read"])),
    responses((status = 200, description = "The fields.", body = ContactFields)),
)]
async fn fields(
    State(state): State<AppState>,
    caller: RecordsReader,
) -> Result<Json<ContactFields>, ApiError> {
    Ok(Json(state.engine.contact_fields(*caller.0.ctx()).await?))
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

/// Blocks a contact: what they write is kept, and opens no interaction.
#[utoipa::path(
    put,
    path = "/contacts/{id}/block",
    tag = "contacts",
    operation_id = "blockContact",
    security(("session" = ["edit_contacts"]), ("api_key" = ["contacts_write"])),
    params(("id" = ContactId, Path, description = "Its id")),
    request_body = BlockContact,
    responses((status = 200, description = "The contact.", body = ContactView)),
)]
async fn block(
    State(state): State<AppState>,
    caller: ContactsWriter,
    Id(id): Id<ContactId>,
    Body(command): Body<BlockContact>,
) -> Result<Json<ContactView>, ApiError> {
    Ok(Json(state.engine.block_contact(&caller.0, id, command).await?))
}

/// Unblocks a contact.
#[utoipa::path(
    delete,
    path = "/contacts/{id}/block",
    tag = "contacts",
    operation_id = "unblockContact",
    security(("session" = ["edit_contacts"]), ("api_key" = ["contacts_write"])),
    params(("id" = ContactId, Path, description = "Its id")),
    responses((status = 200, description = "The contact.", body = ContactView)),
)]
async fn unblock(
    State(state): State<AppState>,
    caller: ContactsWriter,
    Id(id): Id<ContactId>,
) -> Result<Json<ContactView>, ApiError> {
    Ok(Json(state.engine.unblock_contact(&caller.0, id).await?))
}

/// Interactions of every channel, notes, cases and one's own reminders of a contact in one line of time, the newest first.
#[utoipa::path(
    get,
    path = "/contacts/{id}/timeline",
    tag = "contacts",
    operation_id = "getContactTimeline",
    security(("session" = []), ("api_key" = ["records_read"])),
    params(("id" = ContactId, Path, description = "Its id"), ("cursor" = Option<String>, Query, description = "Next page"), ("limit" = Option<u32>, Query, description = "At most so many, up to 100")),
    responses((status = 200, description = "The entries.", body = Page<TimelineEntry>)),
)]
async fn timeline(
    State(state): State<AppState>,
    caller: RecordsReader,
    Id(id): Id<ContactId>,
    Params(page): Params<PageOf>,
) -> Result<Json<Page<TimelineEntry>>, ApiError> {
    let limit = page.limit.unwrap_or(PAGE);
    let page = state
        .engine
        .contact_timeline(&caller.0, id, page.cursor.as_deref(), limit)
        .await?;
    Ok(Json(page))
}

/// Contacts who may be the same person, and why.
#[utoipa::path(
    get,
    path = "/contacts/{id}/duplicates",
    tag = "contacts",
    operation_id = "listContactDuplicates",
    security(("session" = []), ("api_key" = ["records_read"])),
    params(("id" = ContactId, Path, description = "Its id")),
    responses((status = 200, description = "The contacts.", body = ContactDuplicates)),
)]
async fn duplicates(
    State(state): State<AppState>,
    caller: RecordsReader,
    Id(id): Id<ContactId>,
) -> Result<Json<ContactDuplicates>, ApiError> {
    state.engine.count(caller.0.actor(), Costly::Search)?;
    Ok(Json(state.engine.contact_duplicates(*caller.0.ctx(), id).await?))
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
