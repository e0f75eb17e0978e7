//! One's own second factor, and taking away another person's.
use crate::documented::{OpenApiRouter, routes};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{AppendHeaders, IntoResponse, Response},
};
use parlance_api::session::{Enrolment, RecoveryCodes, SecondFactorCode, SecondFactorView};
use parlance_core::UserId;

use crate::{
    auth::{Oneself, SecurityAdmin, Signed, cookie},
    error::ApiError,
    extract::{Body, Id},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get, finish, remove))
        .routes(routes!(begin))
        .routes(routes!(renew_codes))
        .routes(routes!(reset))
}

/// One's own second factor.
#[utoipa::path(
    get,
    path = "/session/second-factor",
    tag = "session",
    operation_id = "getSecondFactor",
    security(("session" = [])),
    responses((status = 200, description = "Whether one has enrolled.", body = SecondFactorView)),
)]
async fn get(State(state): State<AppState>, oneself: Oneself) -> Result<Json<SecondFactorView>, ApiError> {
    Ok(Json(state.engine.own_second_factor(&oneself.0).await?))
}

/// Begins to enrol an authenticator app, also in place of an earlier one; needs a recent confirmation.
#[utoipa::path(
    post,
    path = "/session/second-factor/enrolment",
    tag = "session",
    operation_id = "beginEnrolment",
    security(("session" = [])),
    responses((status = 201, description = "The secret, to be put into the app.", body = Enrolment)),
)]
async fn begin(
    State(state): State<AppState>,
    oneself: Oneself,
) -> Result<(StatusCode, Json<Enrolment>), ApiError> {
    let enrolment = state.engine.begin_enrolment(&oneself.0).await?;
    Ok((StatusCode::CREATED, Json(enrolment)))
}

/// Puts the begun second factor in force by the first code of the app; answers the recovery codes, this once. All
/// other sessions end, this one is renewed.
#[utoipa::path(
    post,
    path = "/session/second-factor",
    tag = "session",
    operation_id = "finishEnrolment",
    security(("session" = [])),
    request_body = SecondFactorCode,
    responses((status = 200, description = "In force.", body = RecoveryCodes)),
)]
async fn finish(
    State(state): State<AppState>,
    headers: HeaderMap,
    oneself: Oneself,
    Body(command): Body<SecondFactorCode>,
) -> Result<Response, ApiError> {
    let given = state.engine.finish_enrolment(&oneself.0, command).await?;
    let cookies = cookie::give(&state.config, &headers, &given);
    Ok((AppendHeaders(cookies), Json(given.answer)).into_response())
}

/// Takes one's own second factor away, unless it is required; needs a recent confirmation. All other sessions end,
/// this one is renewed.
#[utoipa::path(
    delete,
    path = "/session/second-factor",
    tag = "session",
    operation_id = "removeSecondFactor",
    security(("session" = [])),
    responses((status = 204, description = "Taken away.")),
)]
async fn remove(
    State(state): State<AppState>,
    headers: HeaderMap,
    signed: Signed,
) -> Result<Response, ApiError> {
    let given = state.engine.remove_own_second_factor(&signed.0).await?;
    let cookies = cookie::give(&state.config, &headers, &given);
    Ok((StatusCode::NO_CONTENT, AppendHeaders(cookies)).into_response())
}

/// Ten fresh recovery codes, shown this once; the earlier ones are void. Needs a recent confirmation.
#[utoipa::path(
    post,
    path = "/session/second-factor/recovery-codes",
    tag = "session",
    operation_id = "renewRecoveryCodes",
    security(("session" = [])),
    responses((status = 200, description = "The codes.", body = RecoveryCodes)),
)]
async fn renew_codes(State(state): State<AppState>, signed: Signed) -> Result<Json<RecoveryCodes>, ApiError> {
    Ok(Json(state.engine.renew_recovery_codes(&signed.0).await?))
}

/// Takes another person's second factor away and ends their sessions; needs a recent confirmation.
#[utoipa::path(
    delete,
    path = "/users/{id}/second-factor",
    tag = "security",
    operation_id = "resetSecondFactor",
    security(("session" = ["manage_security"])),
    params(("id" = UserId, Path, description = "Whose")),
    responses((status = 204, description = "Taken away.")),
)]
async fn reset(
    State(state): State<AppState>,
    admin: SecurityAdmin,
    Id(id): Id<UserId>,
) -> Result<StatusCode, ApiError> {
    state.engine.reset_second_factor(&admin.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
