//! Skills and the levels users hold.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::page::List;
use parlance_api::user::{SetSkillLevels, SkillInput, SkillView};
use parlance_core::SkillId;

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
async fn list(State(state): State<AppState>, reader: NamesReader) -> Result<Json<List<SkillView>>, ApiError> {
    let items = state.engine.skills(&reader.0).await?;
    Ok(Json(List { items }))
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
async fn create(
    State(state): State<AppState>,
    admin: Admin,
    Body(command): Body<SkillInput>,
) -> Result<(StatusCode, Json<SkillView>), ApiError> {
    Ok((
        StatusCode::CREATED,
        Json(state.engine.create_skill(&admin.0, command).await?),
    ))
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
async fn change(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<SkillId>,
    Body(command): Body<SkillInput>,
) -> Result<Json<SkillView>, ApiError> {
    Ok(Json(state.engine.change_skill(&admin.0, id, command).await?))
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
async fn set_levels(
    State(state): State<AppState>,
    admin: Admin,
    Body(command): Body<SetSkillLevels>,
) -> Result<StatusCode, ApiError> {
    state.engine.set_skill_levels(&admin.0, command).await?;
    Ok(StatusCode::NO_CONTENT)
}
