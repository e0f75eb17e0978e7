//! The session: what a sign-in needs, signing in and out, who one is, one's password.
use axum::{Json, http::StatusCode};
use parlance_api::session::{ChangePassword, Me, SignIn, SignInOptions};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{auth::Signed, error::ApiError, extract::Body, state::AppState};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(options))
        .routes(routes!(sign_in, me, sign_out))
        .routes(routes!(change_password))
}

/// What the sign-in page must show.
#[utoipa::path(
    get,
    path = "/session/options",
    tag = "session",
    operation_id = "getSignInOptions",
    security(()),
    responses((status = 200, description = "What to ask for.", body = SignInOptions)),
)]
async fn options() -> Result<Json<SignInOptions>, ApiError> {
    Err(ApiError::unavailable())
}

/// Signs in; the answer sets the session cookie.
#[utoipa::path(
    post,
    path = "/session",
    tag = "session",
    operation_id = "signIn",
    security(()),
    request_body = SignIn,
    responses((status = 200, description = "Signed in.", body = Me)),
)]
async fn sign_in(_: Body<SignIn>) -> Result<Json<Me>, ApiError> {
    Err(ApiError::unavailable())
}

/// Who is signed in and what they may do.
#[utoipa::path(
    get,
    path = "/session",
    tag = "session",
    operation_id = "getMe",
    security(("session" = [])),
    responses((status = 200, description = "The person.", body = Me)),
)]
async fn me(_: Signed) -> Result<Json<Me>, ApiError> {
    Err(ApiError::unavailable())
}

/// Signs out: ends this session.
#[utoipa::path(
    delete,
    path = "/session",
    tag = "session",
    operation_id = "signOut",
    security(("session" = [])),
    responses((status = 204, description = "Signed out.")),
)]
async fn sign_out(_: Signed) -> Result<StatusCode, ApiError> {
    Err(ApiError::unavailable())
}

/// Changes one's own password; ends all other sessions and renews this one.
#[utoipa::path(
    post,
    path = "/session/password",
    tag = "session",
    operation_id = "changePassword",
    security(("session" = [])),
    request_body = ChangePassword,
    responses((status = 204, description = "Changed.")),
)]
async fn change_password(_: Signed, _: Body<ChangePassword>) -> Result<StatusCode, ApiError> {
    Err(ApiError::unavailable())
}
