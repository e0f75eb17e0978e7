//! The audit log.
use axum::Json;
use parlance_api::audit::AuditLine;
use parlance_api::page::Page;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{auth::SecurityAdmin, error::ApiError, state::AppState};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// The audit log, newest first.
#[utoipa::path(
    get,
    path = "/audit",
    tag = "security",
    operation_id = "listAudit",
    security(("session" = ["manage_security"])),
    params(("cursor" = Option<String>, Query, description = "Next page"), ("limit" = Option<u32>, Query, description = "At most so many, up to 200")),
    responses((status = 200, description = "The lines.", body = Page<AuditLine>)),
)]
async fn list(_: SecurityAdmin) -> Result<Json<Page<AuditLine>>, ApiError> {
    Err(ApiError::unavailable())
}
