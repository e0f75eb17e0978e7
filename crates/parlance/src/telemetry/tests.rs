use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request, StatusCode},
    middleware,
    routing::get,
};
use parlance_core::clock::Random;
use tower::ServiceExt as _;

use super::*;
use crate::config::{Config, Sources};

struct Fixed;
impl Random for Fixed {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0xab);
    }
}

/// A server with the probes; `/items/{id}` answers with the request id it was given.
fn app(ready: Arc<AtomicBool>) -> Router {
    let depth: GaugeSource = Arc::new(|| {
        vec![Gauge {
            name: "outbox_waiting",
            help: "Messages",
            value: 3.0,
        }]
    });
    let metrics = Arc::new(Metrics::new(vec![depth]));
    let readiness: Readiness = Arc::new(move || {
        let ready = ready.load(Ordering::SeqCst);
        Box::pin(async move {
            if ready {
                Ok(())
            } else {
                Err(vec!["the database does not answer".into()])
            }
        })
    });
    let config = Config::load(&Sources {
        file: Some("/dev/null".into()),
        ..Sources::default()
    })
    .unwrap();
    let probes = Probes {
        readiness,
        metrics: metrics.clone(),
        metrics_from: config.server.metrics_from,
    };
    let observed =
        middleware::from_fn(move |request, next| observe(metrics.clone(), Arc::new(Fixed), request, next));
    Router::new()
        .route(
            "/items/{id}",
            get(|headers: HeaderMap| async move { headers["x-request-id"].to_str().unwrap().to_owned() }),
        )
        .merge(probes.router())
        .layer(observed)
}

async fn get_from(
    app: &Router,
    peer: &str,
    path: &str,
    header: Option<(&str, &str)>,
) -> (StatusCode, HeaderMap, String) {
    let mut request = Request::get(path);
    if let Some((name, value)) = header {
        request = request.header(name, value);
    }
    let mut request = request.body(Body::empty()).unwrap();
    request
        .extensions_mut()
        .insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
    let response = app.clone().oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    (
        head.status,
        head.headers,
        String::from_utf8(body.to_vec()).unwrap(),
    )
}

const LOCAL: &str = "127.0.0.1:5000";

#[tokio::test]
async fn a_request_has_one_id_inside_and_outside_that_clients_cannot_choose() {
    let app = app(Arc::default());
    let (_, headers, body) = get_from(&app, LOCAL, "/items/7", Some(("x-request-id", "forged"))).await;
    assert_eq!(body, "abababababababababab");
    assert_eq!(headers["x-request-id"], "abababababababababab");
}

#[tokio::test]
async fn readiness_says_why_not() {
    let ready = Arc::new(AtomicBool::new(false));
    let app = app(ready.clone());
    let (status, _, body) = get_from(&app, LOCAL, "/readyz", None).await;
    assert_eq!(
        (status, body.as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
    );
    ready.store(true, Ordering::SeqCst);
    assert_eq!(get_from(&app, LOCAL, "/readyz", None).await.0, StatusCode::OK);
    assert_eq!(get_from(&app, LOCAL, "/healthz", None).await.0, StatusCode::OK);
}

#[tokio::test]
async fn metrics_name_routes_never_paths() {
    let app = app(Arc::default());
    get_from(&app, LOCAL, "/items/secret-id", None).await;
    get_from(&app, LOCAL, "/no/such/thing", None).await;
    let (status, _, text) = get_from(&app, LOCAL, "/metrics", None).await;
    assert_eq!(status, StatusCode::OK);
    let counted = "parlance_http_requests_total{method=\"GET\",route=\"/items/{id}\",status=\"200\"} 1";
    assert!(text.contains(counted), "{text}");
    assert!(text.contains("route=\"unmatched\",status=\"404\"} 1"), "{text}");
    assert!(text.contains("parlance_outbox_waiting 3\n"), "{text}");
    assert!(
        text.contains("parlance_http_request_duration_seconds_bucket"),
        "{text}"
    );
    assert!(text.contains("\nprocess_resident_memory_bytes "), "{text}");
    assert!(!text.contains("secret-id") && !text.contains("such"), "{text}");
    assert!(text.ends_with("# EOF\n") && text.matches("# EOF").count() == 1);
}

#[tokio::test]
async fn metrics_are_for_the_neighbourhood_only() {
    let app = app(Arc::default());
    assert_eq!(
        get_from(&app, "203.0.113.9:4000", "/metrics", None).await.0,
        StatusCode::NOT_FOUND
    );
    let proxied = get_from(&app, LOCAL, "/metrics", Some(("x-forwarded-for", "203.0.113.9"))).await;
    assert_eq!(proxied.0, StatusCode::NOT_FOUND);
}
