//! The web app's files: compressed, kept as long as they may be, and never one in place of another.

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use parlance_http::{AssetContent, AssetFile, Assets};
use tower::ServiceExt as _;

use crate::app::App;

/// A web app of two files.
pub struct Pages;

const PAGE: AssetFile = AssetFile {
    mime: "text/html; charset=utf-8",
    etag: "\"page\"",
    immutable: false,
    content: AssetContent::Plain(b"<!doctype html>"),
};

const SCRIPT: AssetFile = AssetFile {
    mime: "text/javascript",
    etag: "\"script\"",
    immutable: true,
    content: AssetContent::Gzip(b"gzipped"),
};

impl Assets for Pages {
    fn get(&self, path: &str) -> Option<AssetFile> {
        match path {
            "index.html" => Some(PAGE),
            "assets/app-1.js" => Some(SCRIPT),
            _ => None,
        }
    }

    fn plain(&self, path: &str) -> Option<Vec<u8>> {
        (path == "assets/app-1.js").then(|| b"let plain;".to_vec())
    }
}

async fn get(app: &App, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
    let mut request = Request::builder().method(Method::GET).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = app
        .router
        .clone()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    (
        parts.status,
        parts.headers,
        String::from_utf8_lossy(&bytes).into_owned(),
    )
}

#[tokio::test]
async fn addresses_of_the_app_show_its_page_and_missing_files_do_not() {
    let app = App::bare().await;
    for path in ["/", "/desktop", "/admin/accounts/acc_1", "/index.html"] {
        let (status, headers, body) = get(&app, path, &[]).await;
        assert_eq!(
            (status, body.as_str()),
            (StatusCode::OK, "<!doctype html>"),
            "{path}"
        );
        assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
        assert!(
            headers[header::CONTENT_SECURITY_POLICY]
                .to_str()
                .unwrap()
                .contains("frame-ancestors 'none'")
        );
    }
    for path in [
        "/assets/old.js",
        "/favicon.ico",
        "/api/v1/nothing",
        "/api/nothing",
        "/clientweb/nothing",
    ] {
        let (status, headers, _) = get(&app, path, &[]).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(headers[header::CONTENT_TYPE], "application/json");
    }
    let request = Request::post("/desktop").body(Body::empty()).unwrap();
    let posted = app.router.clone().oneshot(request).await.unwrap();
    assert_eq!(posted.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn files_are_compressed_and_not_sent_twice() {
    let app = App::bare().await;
    let path = "/assets/app-1.js";
    let (_, headers, body) = get(&app, path, &[("accept-encoding", "br, gzip;q=0.8")]).await;
    assert_eq!(
        (headers[header::CONTENT_ENCODING].to_str().unwrap(), body.as_str()),
        ("gzip", "gzipped")
    );
    assert!(
        headers[header::CACHE_CONTROL]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
    for refuses in ["", "br", "gzip;q=0"] {
        let (_, headers, body) = get(&app, path, &[("accept-encoding", refuses)]).await;
        assert!(
            !headers.contains_key(header::CONTENT_ENCODING) && body == "let plain;",
            "{refuses}"
        );
    }
    let (status, _, body) = get(&app, path, &[("if-none-match", "\"old\", \"script\"")]).await;
    assert_eq!((status, body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let (status, _, document) = get(&app, "/api/v1/openapi.json", &[]).await;
    assert!(status == StatusCode::OK && document.contains("\"openapi\": \"3.1"));
}
