//! Templates that an account's platform reviews.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::{
    approved::{ApprovedTemplateView, ApprovedTemplatesView, ChangeApprovedTemplate, NewApprovedTemplate},
    page::List,
};
use parlance_core::{AccountId, ApprovedTemplateId, InteractionId};

use crate::{
    auth::{Admin, Agent, ConfigReader},
    error::ApiError,
    extract::{Body, Id},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, submit))
        .routes(routes!(read))
        .routes(routes!(change, remove))
        .routes(routes!(sendable))
}

/// The templates of an account as they are known here.
#[utoipa::path(
    get,
    path = "/accounts/{id}/approved-templates",
    tag = "accounts",
    operation_id = "listApprovedTemplates",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    params(("id" = AccountId, Path, description = "The account's id")),
    responses((status = 200, description = "The templates.", body = ApprovedTemplatesView)),
)]
async fn list(
    State(state): State<AppState>,
    reader: ConfigReader,
    Id(id): Id<AccountId>,
) -> Result<Json<ApprovedTemplatesView>, ApiError> {
    Ok(Json(state.engine.approved_templates(&reader.0, id).await?))
}

/// Submits a template to the platform for review.
#[utoipa::path(
    post,
    path = "/accounts/{id}/approved-templates",
    tag = "accounts",
    operation_id = "submitApprovedTemplate",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = AccountId, Path, description = "The account's id")),
    request_body = NewApprovedTemplate,
    responses((status = 201, description = "Submitted; its state says what the platform thinks of it.", body = ApprovedTemplateView)),
)]
async fn submit(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<AccountId>,
    Body(new): Body<NewApprovedTemplate>,
) -> Result<(StatusCode, Json<ApprovedTemplateView>), ApiError> {
    let made = state.engine.submit_approved_template(&admin.0, id, new).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Reads the templates from the platform. Why that failed stands in the answer.
#[utoipa::path(
    post,
    path = "/accounts/{id}/approved-templates/read",
    tag = "accounts",
    operation_id = "readApprovedTemplates",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = AccountId, Path, description = "The account's id")),
    responses((status = 200, description = "The templates.", body = ApprovedTemplatesView)),
)]
async fn read(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<AccountId>,
) -> Result<Json<ApprovedTemplatesView>, ApiError> {
    Ok(Json(state.engine.read_approved_templates(&admin.0, id).await?))
}

/// Changes what stands in a template's places by itself.
#[utoipa::path(
    patch,
    path = "/approved-templates/{id}",
    tag = "accounts",
    operation_id = "changeApprovedTemplate",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = ApprovedTemplateId, Path, description = "Its id")),
    request_body = ChangeApprovedTemplate,
    responses((status = 200, description = "The template.", body = ApprovedTemplateView)),
)]
async fn change(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<ApprovedTemplateId>,
    Body(change): Body<ChangeApprovedTemplate>,
) -> Result<Json<ApprovedTemplateView>, ApiError> {
    let view = state
        .engine
        .change_approved_template(&admin.0, id, change)
        .await?;
    Ok(Json(view))
}

/// Deletes a template, at the platform as well.
#[utoipa::path(
    delete,
    path = "/approved-templates/{id}",
    tag = "accounts",
    operation_id = "deleteApprovedTemplate",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = ApprovedTemplateId, Path, description = "Its id")),
    responses((status = 204, description = "Deleted.")),
)]
async fn remove(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<ApprovedTemplateId>,
) -> Result<StatusCode, ApiError> {
    state.engine.delete_approved_template(&admin.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The approved templates that can be sent in an interaction, their places filled as far as that is known.
#[utoipa::path(
    get,
    path = "/interactions/{id}/approved-templates",
    tag = "interactions",
    operation_id = "listSendableTemplates",
    security(("session" = ["handle_interactions"])),
    params(("id" = InteractionId, Path, description = "The interaction's id")),
    responses((status = 200, description = "What can be sent.", body = List<ApprovedTemplateView>)),
)]
async fn sendable(
    State(state): State<AppState>,
    agent: Agent,
    Id(id): Id<InteractionId>,
) -> Result<Json<List<ApprovedTemplateView>>, ApiError> {
    let items = state.engine.sendable_templates(&agent.0, id).await?;
    Ok(Json(List { items }))
}
