//! All addresses: pages, media, the control API; everything else is a call of the Graph API.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, OriginalUri, Path, Query, Request, State};
use axum::response::Response;
use axum::routing::get;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde::Deserialize;

use crate::graph::{self, Reply};
use crate::media::{self, BadLink, Builtin};
use crate::pages::{self, PageAssets, harden};
use crate::platform::Platform;
use crate::simulator::Simulator;
use crate::{control, world::FileKind};

#[derive(Clone)]
struct Host {
    platform: Arc<Platform>,
    assets: Arc<dyn PageAssets>,
}

pub(crate) fn router(simulator: &Simulator, assets: Arc<dyn PageAssets>) -> Router {
    let host = Host {
        platform: simulator.platform.clone(),
        assets,
    };
    let mut router = Router::new();
    for path in ["/", "/phone", "/dashboard", "/crowd", "/faults"] {
        // A POST to the root is a batch of the Graph API.
        router = router.route(path, get(page).fallback(graph_call));
    }
    router
        .route("/media/files/{id}/{name}", get(media_file))
        .route("/media/{folder}/{file}", get(drawing))
        .fallback(graph_call)
        .with_state(host)
        .nest("/simulator/api", control::router(simulator.clone()))
        .layer(DefaultBodyLimit::max(graph::MAX_BODY))
}

async fn page(State(host): State<Host>) -> Response {
    pages::page(&host.assets)
}

/// A file of the pages, or a call of the Graph API.
async fn graph_call(State(host): State<Host>, request: Request) -> Response {
    let path = request.uri().path();
    if matches!(*request.method(), Method::GET | Method::HEAD)
        && let Some(response) = pages::asset(&host.assets, path)
    {
        return response;
    }
    let parsed = match graph::parse(request).await {
        Ok(call) => call,
        Err(error) => return Reply::error(&host.platform, &error).into_response(),
    };
    let token = parsed.token();
    let mut response = graph::answer(&host.platform, parsed).await.into_response();
    graph::tell_usage(&host.platform, token.as_deref(), response.headers_mut());
    response
}

#[derive(Deserialize)]
struct Signed {
    #[serde(default)]
    oh: String,
    #[serde(default)]
    oe: String,
}

fn refused(bad: BadLink) -> Response {
    let text = match bad {
        BadLink::Signature => "Bad URL hash",
        BadLink::Expired => "URL signature expired",
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = StatusCode::FORBIDDEN;
    response
}

async fn media_file(
    State(host): State<Host>,
    OriginalUri(uri): OriginalUri,
    Path((id, _)): Path<(String, String)>,
    Query(signed): Query<Signed>,
    headers: HeaderMap,
) -> Response {
    if let Err(bad) = media::check(&host.platform, uri.path(), &signed.oh, &signed.oe) {
        return refused(bad);
    }
    let known = host.platform.read(|world| world.media.get(&id).cloned());
    let (Some(known), Some(bytes)) = (known, host.platform.media.get(&id).await) else {
        return not_found();
    };
    // What a browser could run is only ever downloaded.
    let shown = FileKind::of_content_type(&known.content_type) != FileKind::File
        && !known.content_type.starts_with("image/svg");
    let mut response = ranged(&headers, bytes);
    let out = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&known.content_type) {
        out.insert(header::CONTENT_TYPE, value);
    }
    if !shown {
        out.insert(
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment"),
        );
    }
    media_headers(out);
    response
}

async fn drawing(
    State(host): State<Host>,
    OriginalUri(uri): OriginalUri,
    Path((folder, file)): Path<(String, String)>,
    Query(signed): Query<Signed>,
) -> Response {
    if let Err(bad) = media::check(&host.platform, uri.path(), &signed.oh, &signed.oe) {
        return refused(bad);
    }
    let Some(drawn) = Builtin::find(&folder, &file) else {
        return not_found();
    };
    let mut response = Response::new(Body::from(drawn.bytes));
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(drawn.content_type));
    media_headers(out);
    response
}

/// The whole file, or the one range a media player asks for.
fn ranged(headers: &HeaderMap, bytes: bytes::Bytes) -> Response {
    let total = bytes.len();
    let asked = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| {
            let (from, to) = text.strip_prefix("bytes=")?.split_once('-')?;
            let from: usize = from.parse().ok()?;
            let to: usize = if to.is_empty() {
                total.checked_sub(1)?
            } else {
                to.parse().ok()?
            };
            (from <= to && to < total).then_some((from, to))
        });
    let Some((from, to)) = asked else {
        return Response::new(Body::from(bytes));
    };
    let mut response = Response::new(Body::from(bytes.slice(from..=to)));
    *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    if let Ok(value) = HeaderValue::from_str(&format!("bytes {from}-{to}/{total}")) {
        response.headers_mut().insert(header::CONTENT_RANGE, value);
    }
    response
}

fn media_headers(headers: &mut HeaderMap) {
    harden(headers);
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=3600"),
    );
    let policy = HeaderValue::from_static("default-src 'none'; sandbox");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
}

fn not_found() -> Response {
    let mut response = Response::new(Body::from("Content not found"));
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
