//! `/healthz`, `/readyz` and `/metrics`: for load balancers and scrapers, outside the application's router.

use std::{future::Future, net::SocketAddr, pin::Pin, sync::Arc};

use axum::{
    Extension, Router,
    extract::ConnectInfo,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use super::Metrics;
use crate::config::sections::Network;

/// Says whether the server can do its work now; the sentences say why not.
pub type Readiness =
    Arc<dyn Fn() -> Pin<Box<dyn Future<Output = Result<(), Vec<String>>> + Send>> + Send + Sync + 'static>;

/// What the probes need.
#[derive(Clone)]
pub struct Probes {
    /// Whether the server can do its work.
    pub readiness: Readiness,
    /// What is measured.
    pub metrics: Arc<Metrics>,
    /// Who may read the metrics.
    pub metrics_from: Vec<Network>,
}

impl Probes {
    /// The routes.
    pub fn router(self) -> Router {
        Router::new()
            .route("/healthz", get(|| async { "alive\n" }))
            .route("/readyz", get(ready))
            .route("/metrics", get(metrics))
            .layer(Extension(Arc::new(self)))
    }
}

async fn ready(Extension(probes): Extension<Arc<Probes>>) -> Response {
    match (probes.readiness)().await {
        Ok(()) => "ready\n".into_response(),
        Err(reasons) => (StatusCode::SERVICE_UNAVAILABLE, reasons.join("\n") + "\n").into_response(),
    }
}

/// Answers only the networks of the configuration. A request that came through a proxy is somebody else's, whatever
/// address the proxy has.
async fn metrics(
    Extension(probes): Extension<Arc<Probes>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    let forwarded = headers.contains_key("x-forwarded-for") || headers.contains_key(header::FORWARDED);
    if forwarded
        || !probes
            .metrics_from
            .iter()
            .any(|network| network.contains(peer.ip()))
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    match probes.metrics.text() {
        Ok(text) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, kind)], text).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
