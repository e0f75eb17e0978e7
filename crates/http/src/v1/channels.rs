//! Types of integration accounts.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::account::ChannelView;
use parlance_api::page::List;
use parlance_engine::accounts::channel_views;

use crate::{auth::NamesReader, error::ApiError, state::AppState};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// The types of integration accounts with their forms and capabilities.
#[utoipa::path(
    get,
    path = "/channels",
    tag = "accounts",
    operation_id = "listChannels",
    security(("session" = []), ("api_key" = ["config_read"])),
    responses((status = 200, description = "The channels.", body = List<ChannelView>)),
)]
async fn list(State(state): State<AppState>, _: NamesReader) -> Result<Json<List<ChannelView>>, ApiError> {
    let items = channel_views(state.engine.channels());
    Ok(Json(List { items }))
}
