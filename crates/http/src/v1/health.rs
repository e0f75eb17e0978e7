//! Channel health.
use std::collections::BTreeMap;

use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::{
    health::{ChannelHealth, SentenceLanguage},
    page::List,
};
use parlance_core::{AccountId, ProblemId};

use crate::{
    auth::{Admin, ConfigReader},
    error::ApiError,
    extract::{Id, Params},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(get))
        .routes(routes!(check))
        .routes(routes!(fix))
        .routes(routes!(sentences))
}

/// The health of all integration accounts, by name.
#[utoipa::path(
    get,
    path = "/health",
    tag = "accounts",
    operation_id = "listHealth",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    responses((status = 200, description = "Each with its problems, the worst first.", body = List<ChannelHealth>)),
)]
async fn list(
    State(state): State<AppState>,
    reader: ConfigReader,
) -> Result<Json<List<ChannelHealth>>, ApiError> {
    let items = state.engine.health(&reader.0).await?;
    Ok(Json(List { items }))
}

/// The health of one account.
#[utoipa::path(
    get,
    path = "/accounts/{id}/health",
    tag = "accounts",
    operation_id = "getAccountHealth",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    params(("id" = AccountId, Path, description = "Its id")),
    responses((status = 200, description = "What came and went, and what is wrong.", body = ChannelHealth)),
)]
async fn get(
    State(state): State<AppState>,
    reader: ConfigReader,
    Id(id): Id<AccountId>,
) -> Result<Json<ChannelHealth>, ApiError> {
    Ok(Json(state.engine.account_health(&reader.0, id).await?))
}

/// Asks the platform now instead of at the next regular look.
#[utoipa::path(
    post,
    path = "/accounts/{id}/health/check",
    tag = "accounts",
    operation_id = "checkAccountHealth",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = AccountId, Path, description = "Its id")),
    responses((status = 200, description = "What was found.", body = ChannelHealth)),
)]
async fn check(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<AccountId>,
) -> Result<Json<ChannelHealth>, ApiError> {
    Ok(Json(state.engine.check_health(&admin.0, id).await?))
}

/// Does what one click can do about a problem, then asks the platform again.
#[utoipa::path(
    post,
    path = "/health/problems/{id}/fix",
    tag = "accounts",
    operation_id = "fixHealthProblem",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = ProblemId, Path, description = "Its id")),
    responses(
        (status = 200, description = "How the account is afterwards.", body = ChannelHealth),
        (status = 409, description = "`by_hand`: a person must do it; `platform_refused` with the platform's reason."),
    ),
)]
async fn fix(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<ProblemId>,
) -> Result<Json<ChannelHealth>, ApiError> {
    Ok(Json(state.engine.fix_problem(&admin.0, id).await?))
}

/// The sentences that problems and checks consist of, by id, with `{value}` where a value stands.
#[utoipa::path(
    get,
    path = "/sentences",
    tag = "accounts",
    operation_id = "listSentences",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    params(SentenceLanguage),
    responses((status = 200, description = "Those that are there in this language; English has all.", body = BTreeMap<String, String>)),
)]
async fn sentences(
    State(state): State<AppState>,
    _reader: ConfigReader,
    Params(search): Params<SentenceLanguage>,
) -> Json<BTreeMap<String, String>> {
    Json(state.engine.sentences(&search.language))
}
