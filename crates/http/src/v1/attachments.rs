//! Files inside messages.
use crate::documented::{OpenApiRouter, routes};
use axum::{
    Json,
    body::Body as AnswerBody,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use parlance_api::message::AttachmentView;
use parlance_core::AttachmentId;
use parlance_engine::identity::limits::Costly;
use parlance_engine::media::{OpenedFile, Wanted, is_shown_inline};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::{Agent, Signed},
    error::ApiError,
    extract::{FileForm, Id, Params},
    range::{Range, wanted},
    state::AppState,
};

/// Whatever a file is, it may run nothing and load nothing.
pub(super) const CSP: &str = "sandbox; default-src 'none'";
/// Files do not change; the browser asks again all the same whether one may still be seen.
const CACHE: &str = "private, max-age=3600";

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    // The upload counts its own bytes while it writes them.
    let upload = OpenApiRouter::new()
        .routes(routes!(upload))
        .layer(DefaultBodyLimit::disable());
    OpenApiRouter::new().merge(upload).routes(routes!(download))
}

/// How a file is wanted.
#[derive(Deserialize)]
struct Wish {
    #[serde(default)]
    download: Option<u8>,
    #[serde(default)]
    size: Size,
}

/// How much of a picture is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Size {
    /// All of it.
    #[default]
    Whole,
    /// A small one.
    Small,
}

/// The bytes of a file. Pictures, sound and film are shown inline, all else is downloaded.
#[utoipa::path(
    get,
    path = "/attachments/{id}",
    tag = "interactions",
    operation_id = "getAttachment",
    security(("session" = [])),
    params(("id" = AttachmentId, Path, description = "Its id"), 
        ("download" = Option<u8>, Query, description = "1: always as a download, and whole"),
        ("size" = inline(Option<Size>), Query, description = "`small`: a picture for lists and transcripts, 640 pixels at most; where a file has none, all of it"),
    ),
    responses((status = 200, description = "The bytes.")),
)]
async fn download(
    State(state): State<AppState>,
    person: Signed,
    Id(id): Id<AttachmentId>,
    Params(wish): Params<Wish>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let saved = wish.download.unwrap_or(0) != 0;
    let wanted = if wish.size == Size::Small && !saved {
        Wanted::Small
    } else {
        Wanted::Whole
    };
    let file = state.engine.open_attachment(&person.0, id, wanted).await?;
    let inline = !saved && is_shown_inline(&file.row.mime);
    send(file, inline, headers.get(header::RANGE)).await
}

async fn send(mut file: OpenedFile, inline: bool, range: Option<&HeaderValue>) -> Result<Response, ApiError> {
    let size = file.reader.size_bytes();
    let range = wanted(range, size);
    if range == Range::Unsatisfiable {
        let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
        set(&mut response, header::CONTENT_RANGE, &format!("bytes */{size}"));
        return Ok(response);
    }
    let (status, first, length) = match range {
        Range::Part { first, last } => (StatusCode::PARTIAL_CONTENT, first, last - first + 1),
        _ => (StatusCode::OK, 0, size),
    };
    if first > 0 {
        file.reader.seek(first).await.map_err(|error| {
            tracing::error!(%error, "a stored file cannot be read");
            ApiError::unavailable()
        })?;
    }
    let row = &file.row;
    let mime = if inline {
        row.mime.as_str()
    } else {
        "application/octet-stream"
    };
    let disposition = disposition(inline, &row.name);
    let mut response = Response::new(AnswerBody::empty());
    *response.status_mut() = status;
    set(&mut response, header::CONTENT_TYPE, mime);
    set(&mut response, header::CONTENT_LENGTH, &length.to_string());
    set(&mut response, header::CONTENT_DISPOSITION, &disposition);
    set(&mut response, header::CONTENT_SECURITY_POLICY, CSP);
    set(&mut response, header::CACHE_CONTROL, CACHE);
    set(&mut response, header::ACCEPT_RANGES, "bytes");
    if let Range::Part { first, last } = range {
        set(
            &mut response,
            header::CONTENT_RANGE,
            &format!("bytes {first}-{last}/{size}"),
        );
    }
    *response.body_mut() = AnswerBody::from_stream(file.into_stream(length));
    Ok(response)
}

pub(super) fn set(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// RFC 6266: a plain name for old programs, the exact one percent-encoded (RFC 8187).
pub(super) fn disposition(inline: bool, name: &str) -> String {
    let kind = if inline { "inline" } else { "attachment" };
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%' | ';') || c == ' ' {
                c
            } else {
                '_'
            }
        })
        .collect();
    let mut exact = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            exact.push(char::from(byte));
        } else {
            use std::fmt::Write as _;
            let _ = write!(exact, "%{byte:02X}");
        }
    }
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}

/// Uploads a file, to be named in a message afterwards. Multipart with one field `file`, and `X-Parlance: 1`.
#[utoipa::path(
    post,
    path = "/attachments",
    tag = "interactions",
    operation_id = "uploadAttachment",
    security(("session" = ["handle_interactions"])),
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses((status = 201, description = "Stored.", body = AttachmentView)),
)]
async fn upload(
    State(state): State<AppState>,
    person: Agent,
    mut form: FileForm,
) -> Result<(StatusCode, Json<AttachmentView>), ApiError> {
    state.engine.count(person.0.actor(), Costly::Upload)?;
    let file = form.file().await?;
    let name = file.name().unwrap_or("file");
    let mut upload = state.engine.begin_upload(&person.0, name).await?;
    file.pour_into(&mut upload).await?;
    Ok((StatusCode::CREATED, Json(upload.finish().await?)))
}

/// The form of an upload.
#[derive(utoipa::ToSchema)]
#[allow(dead_code, reason = "describes the form; it is read field by field")]
pub(super) struct Upload {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn names_cannot_break_out_of_the_header() {
        let header = disposition(false, "a\"; filename=evil.exe\r\nX: y.png");
        assert!(!header.contains(['\r', '\n']));
        assert_eq!(header.matches('"').count(), 2);
        assert_eq!(
            disposition(true, "naïve 1.png"),
            "inline; filename=\"na_ve 1.png\"; filename*=UTF-8''na%C3%AFve%201.png"
        );
    }
}
