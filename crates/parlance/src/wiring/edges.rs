//! What is served: the application's router with probes and observation around it.

use std::{net::SocketAddr, sync::Arc};

use axum::{Router, middleware};
use parlance_http::{AppState, HttpConfig, HttpParts, TrustedProxies};
use parlance_realtime::Tickets;
use parlance_store::{Store, StoreExt as _, WorkError};
use tokio_util::sync::CancellationToken;

use super::{Parlance, disk_guard::Disk};
use crate::{
    config::Config,
    listener::Limits,
    telemetry::{Gauge, GaugeSource, Metrics, Probes, Readiness, observe},
    web_app::EmbeddedApp,
};

pub(super) fn router(
    parlance: &Parlance,
    config: &Config,
    address: SocketAddr,
    stop: CancellationToken,
) -> Router {
    let metrics = Arc::new(Metrics::new(vec![gauges(parlance)]));
    let probes = Probes {
        readiness: readiness(parlance.store.clone(), parlance.disk.clone(), stop.clone()),
        metrics: metrics.clone(),
        metrics_from: config.server.metrics_from.clone(),
    };
    let state = AppState::new(HttpParts {
        engine: parlance.engine.clone(),
        config: http_config(config, address),
        assets: Arc::new(EmbeddedApp),
        hub: parlance.hub.clone(),
        tickets: Tickets::default(),
        shutdown: stop,
    });
    let random = parlance.random.clone();
    let observed =
        middleware::from_fn(move |request, next| observe(metrics.clone(), random.clone(), request, next));
    probes
        .router()
        .merge(parlance_http::router(state))
        .layer(observed)
}

pub(super) fn limits(config: &Config) -> Limits {
    let server = &config.server;
    Limits {
        connections: server.max_connections,
        per_address: server.max_connections_per_address,
        loopback_exempt: server.loopback_exempt,
        header_timeout: server.header_timeout,
        header_bytes: server.max_header_bytes,
        shutdown: server.shutdown_timeout,
    }
}

fn http_config(config: &Config, address: SocketAddr) -> HttpConfig {
    let server = &config.server;
    let proxies = server.trusted_proxies.clone();
    HttpConfig {
        tls: server.tls.is_some(),
        trusted_proxies: TrustedProxies::new(move |address| {
            proxies.iter().any(|network| network.contains(address))
        }),
        max_json_bytes: server.max_json_bytes,
        max_webhook_bytes: server.max_webhook_bytes,
        max_upload_bytes: usize::try_from(config.media.max_upload_bytes).unwrap_or(usize::MAX),
        request_timeout: server.request_timeout,
        ..HttpConfig::new(server.base_url(address))
    }
}

/// Ready means that the database answers, that there is room to write, and that nobody has asked the server to stop.
fn readiness(store: Arc<dyn Store>, disk: Arc<Disk>, stop: CancellationToken) -> Readiness {
    Arc::new(move || {
        let (store, stopping, trouble) = (store.clone(), stop.is_cancelled(), disk.trouble());
        Box::pin(async move {
            if stopping {
                return Err(vec!["the server is stopping".into()]);
            }
            if let Some(trouble) = trouble {
                return Err(vec![trouble]);
            }
            store
                .read(|_| Ok::<(), std::convert::Infallible>(()))
                .await
                .map_err(|error| match error {
                    WorkError::Refused(never) => match never {},
                    WorkError::Store(error) => vec![error.to_string()],
                })
        })
    })
}

fn gauges(parlance: &Parlance) -> GaugeSource {
    let (hub, disk) = (parlance.hub.clone(), parlance.disk.clone());
    let engine = parlance.engine.clone();
    Arc::new(move || {
        let waiting = engine.waiting();
        #[expect(
            clippy::cast_precision_loss,
            reason = "gauges are floating point; these stay far below 2^53"
        )]
        let gauge = |name, help, value: u64| Gauge {
            name,
            help,
            value: value as f64,
        };
        vec![
            gauge(
                "open_sockets",
                "Open sockets of agents and administrators",
                hub.open_sockets() as u64,
            ),
            gauge(
                "deliveries_waiting",
                "Deliveries that are stored and not yet applied",
                waiting.deliveries,
            ),
            gauge(
                "outbox_waiting",
                "Parts of answers that are not yet sent",
                waiting.outbox,
            ),
            gauge(
                "parked_events",
                "Events that could not be applied and wait for a person",
                waiting.parked,
            ),
            gauge("disk_free_bytes", "Free space under the data folder", disk.free()),
        ]
    })
}
