//! Getting the file of a message: uploaded with the call, fetched from an address, or known by id.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use serde_json::Value;
use url::Url;

use super::super::error::{GraphError, GraphResult};
use super::super::request::GraphCall;
use super::draft::WantedAttachment;
use crate::instagram;
use crate::platform::Platform;
use crate::world::{FileKind, Media};

const MB: u64 = 1 << 20;
const MAX_FILE: u64 = 25 * MB;
const MAX_IMAGE_BY_URL: u64 = 8 * MB;
/// Attachment ids expire after 90 days.
const ASSET_MS: i64 = 90 * 86_400_000;
/// Videos may take longer to fetch than other files.
const VIDEO_FETCH: Duration = Duration::from_secs(75);

/// An attachment whose bytes are at hand.
pub(super) enum Resolved {
    File {
        kind: FileKind,
        media: Media,
        reusable: bool,
    },
    Known {
        kind: FileKind,
        media_id: String,
    },
    Template(Value),
}

/// Finds or stores what the attachment names.
pub(super) async fn resolve(
    platform: &Platform,
    page_id: &str,
    wanted: &WantedAttachment,
    call: &GraphCall,
) -> GraphResult<Resolved> {
    match wanted {
        WantedAttachment::Template(payload) => {
            if let Some((kind, id)) = shown_file(payload) {
                known(platform, page_id, kind, &id)?;
            }
            Ok(Resolved::Template(payload.clone()))
        }
        WantedAttachment::Known { kind, id } => known(platform, page_id, *kind, id),
        WantedAttachment::Upload { kind, reusable } => {
            let Some(upload) = &call.upload else {
                return Err(GraphError::param("Must upload exactly one file."));
            };
            check_size(upload.bytes.len() as u64, MAX_FILE)?;
            check_type(*kind, &upload.content_type)?;
            let (name, content_type) = (upload.name.clone(), upload.content_type.clone());
            let media = store(platform, name, content_type, upload.bytes.clone()).await?;
            of_account(page_id, *kind, &media)?;
            Ok(Resolved::File {
                kind: *kind,
                media,
                reusable: *reusable,
            })
        }
        WantedAttachment::Url { kind, url, reusable } => {
            let fetched = fetch(platform, *kind, url).await?;
            check_type(*kind, &fetched.content_type)?;
            let media = store(platform, fetched.name, fetched.content_type, fetched.bytes).await?;
            of_account(page_id, *kind, &media)?;
            Ok(Resolved::File {
                kind: *kind,
                media,
                reusable: *reusable,
            })
        }
    }
}

/// The uploaded file that a media template shows.
fn shown_file(payload: &Value) -> Option<(FileKind, String)> {
    if payload.get("template_type")? != "media" {
        return None;
    }
    let element = payload.get("elements")?.get(0)?;
    let kind = FileKind::parse(element.get("media_type")?.as_str()?)?;
    Some((kind, super::draft::text_of(element.get("attachment_id")?)?))
}

fn known(platform: &Platform, page_id: &str, kind: FileKind, id: &str) -> GraphResult<Resolved> {
    let now = platform.clock.now_ms();
    platform.read(|world| {
        let asset = world.assets.get(id).filter(|asset| {
            asset.page_id == page_id && asset.kind == kind && now - asset.created_ms < ASSET_MS
        });
        match asset {
            Some(asset) => Ok(Resolved::Known {
                kind,
                media_id: asset.media_id.clone(),
            }),
            None => Err(GraphError::param_sub(
                2_018_074,
                "The attachment ID is invalid or expired",
            )),
        }
    })
}

/// An Instagram account takes less than a page.
fn of_account(page_id: &str, kind: FileKind, media: &Media) -> GraphResult<()> {
    if instagram::is_account(page_id) {
        instagram::refuse_file(kind, media)?;
    }
    Ok(())
}

fn check_size(size: u64, most: u64) -> GraphResult<()> {
    if size > most {
        return Err(GraphError::param_sub(
            2_018_109,
            "Attachment size exceeds allowable limit",
        ));
    }
    if size == 0 {
        return Err(GraphError::param_sub(
            2_018_047,
            "Failed to upload the attachment: the file is empty",
        ));
    }
    Ok(())
}

fn check_type(kind: FileKind, content_type: &str) -> GraphResult<()> {
    let fits = match kind {
        FileKind::File => true,
        kind => content_type.starts_with(&format!("{}/", kind.word())),
    };
    if fits {
        return Ok(());
    }
    Err(GraphError::param_sub(
        2_018_047,
        format!(
            "Upload attachment failure. A common way to trigger this error is that the provided media type does not match type of file provided in the URL ({content_type})."
        ),
    ))
}

async fn store(platform: &Platform, name: String, content_type: String, bytes: Bytes) -> GraphResult<Media> {
    let size = bytes.len() as u64;
    let (id, created_ms) = platform.note(|tx| (tx.ids().media(), tx.now));
    platform.media.put(&id, bytes).await.map_err(|error| {
        tracing::error!(%error, "a file could not be stored");
        GraphError::new(2, None, "Service temporarily unavailable")
    })?;
    Ok(Media {
        id,
        name,
        content_type,
        size,
        created_ms,
    })
}

struct Fetched {
    name: String,
    content_type: String,
    bytes: Bytes,
}

async fn fetch(platform: &Platform, kind: FileKind, address: &str) -> GraphResult<Fetched> {
    let failed = |why: String| {
        GraphError::param_sub(2_018_008, format!("Failed to fetch the file from the url: {why}"))
    };
    let url = Url::parse(address).map_err(|error| failed(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(failed("only https addresses are fetched".to_owned()));
    }
    let name = url
        .path_segments()
        .and_then(|mut parts| parts.next_back())
        .filter(|name| !name.is_empty())
        .unwrap_or("file")
        .to_owned();
    let wait = if kind == FileKind::Video {
        VIDEO_FETCH
    } else {
        platform.config.fetch_timeout
    };
    let most = if kind == FileKind::Image {
        MAX_IMAGE_BY_URL
    } else {
        MAX_FILE
    };
    let transport = |error: reqwest::Error| {
        if error.is_timeout() && kind == FileKind::Video {
            return GraphError::param_sub(2_018_294, "The video took too long to fetch or is broken");
        }
        failed(crate::webhook::explain(&error))
    };
    let mut answer = platform
        .http
        .get(url)
        .timeout(wait)
        .send()
        .await
        .map_err(transport)?;
    if answer.status() != http::StatusCode::OK {
        return Err(failed(format!("HTTP status {}", answer.status().as_u16())));
    }
    let content_type = answer
        .headers()
        .get(http::header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("application/octet-stream")
        .to_owned();
    let mut bytes = BytesMut::new();
    while let Some(chunk) = answer.chunk().await.map_err(transport)? {
        bytes.extend_from_slice(&chunk);
        check_size(bytes.len() as u64, most)?;
    }
    check_size(bytes.len() as u64, most)?;
    Ok(Fetched {
        name,
        content_type,
        bytes: bytes.freeze(),
    })
}
