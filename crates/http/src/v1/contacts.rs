//! Customers.
use axum::Json;
use parlance_api::contact::{ContactPatch, ContactView};
use parlance_api::interaction::EarlierInteraction;
use parlance_api::page::Page;
use parlance_core::ContactId;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    auth::{ContactsWriter, RecordsReader},
    error::ApiError,
    extract::{Body, Id},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(search))
        .routes(routes!(get, change))
        .routes(routes!(interactions))
}

/// Contacts by name, address, mail or phone.
#[utoipa::path(
    get,
    path = "/contacts",
    tag = "contacts",
    operation_id = "searchContacts",
    security(("session" = []), ("api_key" = ["records_read"])),
    params(("q" = Option<String>, Query, description = "Words to look for"), ("cursor" = Option<String>, Query, description = "Next page"), ("limit" = Option<u32>, Query, description = "At most so many, up to 200")),
    responses((status = 200, description = "The contacts.", body = Page<ContactView>)),
)]
async fn search(_: RecordsReader) -> Result<Json<Page<ContactView>>, ApiError> {
    Err(ApiError::unavailable())
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
async fn get(_: RecordsReader, _: Id<ContactId>) -> Result<Json<ContactView>, ApiError> {
    Err(ApiError::unavailable())
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
    _: ContactsWriter,
    _: Id<ContactId>,
    _: Body<ContactPatch>,
) -> Result<Json<ContactView>, ApiError> {
    Err(ApiError::unavailable())
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
    _: RecordsReader,
    _: Id<ContactId>,
) -> Result<Json<Page<EarlierInteraction>>, ApiError> {
    Err(ApiError::unavailable())
}
