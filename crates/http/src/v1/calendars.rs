//! Calendars of business hours.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::hours::{CalendarInput, CalendarView};
use parlance_api::page::List;
use parlance_core::CalendarId;

use crate::{
    auth::{Admin, NamesReader},
    error::ApiError,
    extract::{Body, Id},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(change, remove))
}

/// All calendars, by name, each with whether it is open now.
#[utoipa::path(
    get,
    path = "/calendars",
    tag = "administration",
    operation_id = "listCalendars",
    security(("session" = []), ("api_key" = ["config_read"])),
    responses((status = 200, description = "The calendars.", body = List<CalendarView>)),
)]
async fn list(
    State(state): State<AppState>,
    reader: NamesReader,
) -> Result<Json<List<CalendarView>>, ApiError> {
    let items = state.engine.calendars(&reader.0).await?;
    Ok(Json(List { items }))
}

/// Makes a calendar.
#[utoipa::path(
    post,
    path = "/calendars",
    tag = "administration",
    operation_id = "createCalendar",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    request_body = CalendarInput,
    responses((status = 201, description = "Made.", body = CalendarView)),
)]
async fn create(
    State(state): State<AppState>,
    admin: Admin,
    Body(command): Body<CalendarInput>,
) -> Result<(StatusCode, Json<CalendarView>), ApiError> {
    Ok((
        StatusCode::CREATED,
        Json(state.engine.create_calendar(&admin.0, command).await?),
    ))
}

/// Changes a calendar. It counts at once for what waits.
#[utoipa::path(
    patch,
    path = "/calendars/{id}",
    tag = "administration",
    operation_id = "changeCalendar",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = CalendarId, Path, description = "Its id")),
    request_body = CalendarInput,
    responses((status = 200, description = "The calendar.", body = CalendarView)),
)]
async fn change(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<CalendarId>,
    Body(command): Body<CalendarInput>,
) -> Result<Json<CalendarView>, ApiError> {
    Ok(Json(state.engine.change_calendar(&admin.0, id, command).await?))
}

/// Deletes a calendar that no service follows; refuses with `in_use` otherwise.
#[utoipa::path(
    delete,
    path = "/calendars/{id}",
    tag = "administration",
    operation_id = "deleteCalendar",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = CalendarId, Path, description = "Its id")),
    responses((status = 204, description = "Deleted.")),
)]
async fn remove(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<CalendarId>,
) -> Result<StatusCode, ApiError> {
    state.engine.delete_calendar(&admin.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
