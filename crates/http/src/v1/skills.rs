//! Skills and the levels users hold.
use axum::{Json, http::StatusCode};
use parlance_api::page::List;
use parlance_api::user::{SetSkillLevels, SkillInput, SkillView};
use parlance_core::SkillId;
use utoipa_axum::{router::OpenApiRouter, routes};

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
        .routes(routes!(set_levels))
}

/// All skills, by name.
#[utoipa::path(
    get,
    path = "/skills",
    tag = "administration",
    operation_id = "listSkills",
    security(("session" = []), ("api_key" = ["config_read"])),
    responses((status = 200, description = "The skills.", body = List<SkillView>)),
)]
async fn list(_: NamesReader) -> Result<Json<List<SkillView>>, ApiError> {
    Err(ApiError::unavailable())
}

/// Makes an auxiliary or language skill.
#[utoipa::path(
    post,
    path = "/skills",
    tag = "administration",
    operation_id = "createSkill",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    request_body = SkillInput,
    responses((status = 201, description = "Made.", body = SkillView)),
)]
async fn create(_: Admin, _: Body<SkillInput>) -> Result<(StatusCode, Json<SkillView>), ApiError> {
    Err(ApiError::unavailable())
}

/// Changes a skill.
#[utoipa::path(
    patch,
    path = "/skills/{id}",
    tag = "administration",
    operation_id = "changeSkill",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = SkillId, Path, description = "Its id")),
    request_body = SkillInput,
    responses((status = 200, description = "The skill.", body = SkillView)),
)]
async fn change(_: Admin, _: Id<SkillId>, _: Body<SkillInput>) -> Result<Json<SkillView>, ApiError> {
    Err(ApiError::unavailable())
}

/// Sets levels of many users at once; all or none.
#[utoipa::path(
    put,
    path = "/skill-levels",
    tag = "administration",
    operation_id = "setSkillLevels",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    request_body = SetSkillLevels,
    responses((status = 204, description = "Set.")),
)]
async fn set_levels(_: Admin, _: Body<SetSkillLevels>) -> Result<StatusCode, ApiError> {
    Err(ApiError::unavailable())
}
