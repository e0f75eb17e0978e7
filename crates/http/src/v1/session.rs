//! The session: what a sign-in needs, signing in and out, who one is, one's password.

use crate::documented::{OpenApiRouter, routes};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode},
    response::{AppendHeaders, IntoResponse, Response},
};
use parlance_api::session::{
    ChangePassword, ConfirmIdentity, Me, SecondFactorCode, SecondStep, SignIn, SignInOptions,
};
use parlance_engine::identity::SignedIn;

use crate::{
    auth::{
        Oneself, Signed,
        cookie::{self, origin_of},
    },
    error::ApiError,
    extract::{Body, Peer},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(options))
        .routes(routes!(sign_in, me, sign_out))
        .routes(routes!(second_step))
        .routes(routes!(confirm))
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
async fn options(State(state): State<AppState>) -> Result<Json<SignInOptions>, ApiError> {
    Ok(Json(state.engine.sign_in_options().await?))
}

/// Signs in; the answer sets the session cookie. Who has enrolled a second factor is asked for its code next: the
/// cookie is good for `POST /session/code` only until then.
#[utoipa::path(
    post,
    path = "/session",
    tag = "session",
    operation_id = "signIn",
    security(()),
    request_body = SignIn,
    responses(
        (status = 200, description = "Signed in.", body = Me),
        (status = 202, description = "The code of the second factor is needed.", body = SecondStep),
    ),
)]
async fn sign_in(
    State(state): State<AppState>,
    peer: Peer,
    headers: HeaderMap,
    Body(command): Body<SignIn>,
) -> Result<Response, ApiError> {
    cookie::refuse_insecure(&state.config, &headers)?;
    let given = state
        .engine
        .sign_in(command, origin_of(&state.config, &headers, peer))
        .await?;
    let cookies = AppendHeaders(cookie::give(&state.config, &headers, &given));
    Ok(match given.answer {
        SignedIn::Done(me) => (cookies, Json(me)).into_response(),
        SignedIn::CodeNeeded(step) => (StatusCode::ACCEPTED, cookies, Json(step)).into_response(),
    })
}

/// Ends a sign-in with a code of the authenticator app or a recovery code; the session cookie gets a new value.
#[utoipa::path(
    post,
    path = "/session/code",
    tag = "session",
    operation_id = "giveSignInCode",
    security(()),
    request_body = SecondFactorCode,
    responses((status = 200, description = "Signed in.", body = Me)),
)]
async fn second_step(
    State(state): State<AppState>,
    peer: Peer,
    headers: HeaderMap,
    Body(command): Body<SecondFactorCode>,
) -> Result<Response, ApiError> {
    let Some(token) = cookie::session_token(&state.config, &headers) else {
        return Err(ApiError::unauthenticated());
    };
    let given = state
        .engine
        .second_step(token, command, origin_of(&state.config, &headers, peer))
        .await?;
    let cookies = cookie::give(&state.config, &headers, &given);
    Ok((AppendHeaders(cookies), Json(given.answer)).into_response())
}

/// Proves once more who one is; what answers 403 `sudo_required` works for the next ten minutes.
#[utoipa::path(
    post,
    path = "/session/confirm",
    tag = "session",
    operation_id = "confirmIdentity",
    security(("session" = [])),
    request_body = ConfirmIdentity,
    responses((status = 204, description = "Confirmed.")),
)]
async fn confirm(
    State(state): State<AppState>,
    oneself: Oneself,
    Body(command): Body<ConfirmIdentity>,
) -> Result<StatusCode, ApiError> {
    state.engine.confirm_identity(&oneself.0, command).await?;
    Ok(StatusCode::NO_CONTENT)
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
async fn me(State(state): State<AppState>, oneself: Oneself) -> Result<Json<Me>, ApiError> {
    Ok(Json(state.engine.me(&oneself.0).await?))
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
async fn sign_out(
    State(state): State<AppState>,
    headers: HeaderMap,
    oneself: Oneself,
) -> Result<Response, ApiError> {
    state.engine.sign_out(&oneself.0).await?;
    let cookies = cookie::take_away(&state.config, &headers);
    let clear = [(
        "clear-site-data",
        HeaderValue::from_static("\"cache\", \"storage\""),
    )];
    Ok((StatusCode::NO_CONTENT, AppendHeaders(cookies), clear).into_response())
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
async fn change_password(
    State(state): State<AppState>,
    headers: HeaderMap,
    signed: Signed,
    Body(command): Body<ChangePassword>,
) -> Result<Response, ApiError> {
    let given = state.engine.change_own_password(&signed.0, command).await?;
    let cookies = cookie::give(&state.config, &headers, &given);
    Ok((StatusCode::NO_CONTENT, AppendHeaders(cookies)).into_response())
}
