//! The audit log.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::audit::AuditLine;
use parlance_api::page::Page;

use crate::{
    auth::SecurityAdmin,
    error::ApiError,
    extract::{PageQuery, Params},
    state::AppState,
};

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
    params(PageQuery),
    responses((status = 200, description = "The lines.", body = Page<AuditLine>)),
)]
async fn list(
    State(state): State<AppState>,
    admin: SecurityAdmin,
    Params(page): Params<PageQuery>,
) -> Result<Json<Page<AuditLine>>, ApiError> {
    Ok(Json(
        state.engine.audit_page(&admin.0, page.cursor, page.limit).await?,
    ))
}
