//! Files that the platform keeps and Parlance only passes on.
use crate::documented::{OpenApiRouter, routes};
use axum::{
    body::Body as AnswerBody,
    extract::State,
    http::{HeaderValue, header},
    response::Response,
};
use parlance_core::MessageId;
use parlance_engine::media::is_shown_inline;
use serde::Deserialize;

use super::attachments::{CSP, disposition, set};
use crate::{
    auth::Signed,
    error::ApiError,
    extract::{Id, Params},
    state::AppState,
};

/// Its owner may delete it at any moment: nothing is kept on the way.
const CACHE: &str = "private, no-store";

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(show))
}

/// Which file.
#[derive(Deserialize)]
struct Which {
    #[serde(default)]
    place: usize,
}

/// A file of a message that only the platform keeps, passed on as it is now. When its owner has deleted it, it is gone.
#[utoipa::path(
    get,
    path = "/messages/{id}/media",
    tag = "interactions",
    operation_id = "showMedia",
    security(("session" = [])),
    params(("id" = MessageId, Path, description = "Its id"), ("place" = Option<usize>, Query, description = "The part's place in the message, from 0")),
    responses(
        (status = 200, description = "The bytes."),
        (status = 404, description = "There is none, or the platform no longer has it."),
    ),
)]
async fn show(
    State(state): State<AppState>,
    person: Signed,
    Id(id): Id<MessageId>,
    Params(which): Params<Which>,
) -> Result<Response, ApiError> {
    let file = state.engine.open_shown(&person.0, id, which.place).await?;
    let inline = is_shown_inline(&file.mime);
    let mime = if inline {
        file.mime.as_str()
    } else {
        "application/octet-stream"
    };
    let mut response = Response::new(AnswerBody::empty());
    set(&mut response, header::CONTENT_TYPE, mime);
    set(
        &mut response,
        header::CONTENT_DISPOSITION,
        &disposition(inline, &file.name),
    );
    set(&mut response, header::CONTENT_SECURITY_POLICY, CSP);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static(CACHE));
    *response.body_mut() = AnswerBody::from_stream(file.into_stream());
    Ok(response)
}
