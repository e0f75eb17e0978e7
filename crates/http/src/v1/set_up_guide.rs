//! The guided set-up of an integration account.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::set_up::SetUpView;
use parlance_core::AccountId;

use crate::{
    auth::{Admin, ConfigReader},
    error::ApiError,
    extract::{Id, Params},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get)).routes(routes!(check))
}

/// In which language.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Words {
    /// Language of the steps, e.g. `en`, `de`; without it English.
    #[serde(default)]
    language: Option<String>,
}

impl Words {
    fn language(self) -> String {
        self.language.unwrap_or_else(|| "en".to_owned())
    }
}

/// The steps that connect an account, and how far each is.
#[utoipa::path(
    get,
    path = "/accounts/{id}/set-up",
    tag = "accounts",
    operation_id = "getSetUp",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    params(("id" = AccountId, Path, description = "Its id"), Words),
    responses((status = 200, description = "The steps, in order.", body = SetUpView)),
)]
async fn get(
    State(state): State<AppState>,
    reader: ConfigReader,
    Id(id): Id<AccountId>,
    Params(words): Params<Words>,
) -> Result<Json<SetUpView>, ApiError> {
    let guide = state.engine.set_up_guide(&reader.0, id, words.language()).await?;
    Ok(Json(guide))
}

/// Asks the platform, also while values are missing, and answers with the steps.
#[utoipa::path(
    post,
    path = "/accounts/{id}/set-up/check",
    tag = "accounts",
    operation_id = "checkSetUp",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = AccountId, Path, description = "Its id"), Words),
    responses((status = 200, description = "The steps, in order.", body = SetUpView)),
)]
async fn check(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<AccountId>,
    Params(words): Params<Words>,
) -> Result<Json<SetUpView>, ApiError> {
    let guide = state.engine.check_set_up(&admin.0, id, words.language()).await?;
    Ok(Json(guide))
}
