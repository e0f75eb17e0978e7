//! Message templates: rich messages kept to be sent again.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::page::List;
use parlance_api::template::{TemplateInput, TemplateView};
use parlance_core::TemplateId;

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
        .routes(routes!(change))
}

/// All message templates, by name.
#[utoipa::path(
    get,
    path = "/message-templates",
    tag = "administration",
    operation_id = "listMessageTemplates",
    security(("session" = []), ("api_key" = ["config_read"])),
    responses((status = 200, description = "The message templates.", body = List<TemplateView>)),
)]
async fn list(
    State(state): State<AppState>,
    reader: NamesReader,
) -> Result<Json<List<TemplateView>>, ApiError> {
    let items = state.engine.message_templates(&reader.0).await?;
    Ok(Json(List { items }))
}

/// Makes a message template.
#[utoipa::path(
    post,
    path = "/message-templates",
    tag = "administration",
    operation_id = "createMessageTemplate",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    request_body = TemplateInput,
    responses((status = 201, description = "Made.", body = TemplateView)),
)]
async fn create(
    State(state): State<AppState>,
    admin: Admin,
    Body(command): Body<TemplateInput>,
) -> Result<(StatusCode, Json<TemplateView>), ApiError> {
    Ok((
        StatusCode::CREATED,
        Json(state.engine.create_message_template(&admin.0, command).await?),
    ))
}

/// Changes, disables or enables a message template.
#[utoipa::path(
    patch,
    path = "/message-templates/{id}",
    tag = "administration",
    operation_id = "changeMessageTemplate",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = TemplateId, Path, description = "Its id")),
    request_body = TemplateInput,
    responses((status = 200, description = "The message template.", body = TemplateView)),
)]
async fn change(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<TemplateId>,
    Body(command): Body<TemplateInput>,
) -> Result<Json<TemplateView>, ApiError> {
    Ok(Json(
        state
            .engine
            .change_message_template(&admin.0, id, command)
            .await?,
    ))
}
