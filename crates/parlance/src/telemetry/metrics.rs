//! Metrics in Prometheus' text form: requests, the process, and gauges that others provide when asked.

use std::{
    borrow::Cow,
    fmt::{self, Write as _},
    sync::Arc,
    time::Duration,
};

use axum::http::{Method, StatusCode};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge, histogram::Histogram, info::Info},
    registry::{Registry, Unit},
};

use super::process::Process;

/// A figure that is asked for when somebody looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Gauge {
    /// Name without the prefix `parlance_`, e.g. `outbox_waiting`.
    pub name: &'static str,
    /// What it counts, in one sentence.
    pub help: &'static str,
    /// The figure.
    pub value: f64,
}

/// Provides figures, e.g. depths of queues. Must be fast: it runs at every scrape.
pub type GaugeSource = Arc<dyn Fn() -> Vec<Gauge> + Send + Sync>;

/// Labels of a request.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: Cow<'static, str>,
    /// The route's pattern, never the path: paths hold ids.
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
}

type Durations = Family<RouteLabels, Histogram, fn() -> Histogram>;

/// All metrics of one server.
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Durations,
    in_flight: gauge::Gauge,
    sources: Vec<GaugeSource>,
}

impl Metrics {
    /// Metrics with gauges from these sources.
    #[must_use]
    pub fn new(sources: Vec<GaugeSource>) -> Self {
        let mut all = Registry::default();
        let registry = all.sub_registry_with_prefix("parlance");
        let requests = Family::default();
        registry.register("http_requests", "Requests answered", requests.clone());
        let durations: Durations = Family::new_with_constructor(histogram);
        registry.register_with_unit(
            "http_request_duration",
            "Time from a request's head to its answer's head",
            Unit::Seconds,
            durations.clone(),
        );
        let in_flight = gauge::Gauge::default();
        registry.register(
            "http_requests_in_flight",
            "Requests being answered",
            in_flight.clone(),
        );
        registry.register(
            "build",
            "The program",
            Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]),
        );
        all.register_collector(Box::new(Process::begun_now()));
        Self {
            registry: all,
            requests,
            durations,
            in_flight,
            sources,
        }
    }

    /// The text that a scraper reads.
    pub fn text(&self) -> Result<String, fmt::Error> {
        let mut text = String::with_capacity(8 << 10);
        encode(&mut text, &self.registry)?;
        let end = "# EOF\n";
        if text.ends_with(end) {
            text.truncate(text.len() - end.len());
        }
        for Gauge { name, help, value } in self.sources.iter().flat_map(|source| source()) {
            writeln!(
                text,
                "# HELP parlance_{name} {help}.\n# TYPE parlance_{name} gauge\nparlance_{name} {value}"
            )?;
        }
        text.push_str(end);
        Ok(text)
    }

    pub(super) fn begin(&self) -> InFlight<'_> {
        self.in_flight.inc();
        InFlight(&self.in_flight)
    }

    pub(super) fn answered(&self, method: &Method, route: &str, status: StatusCode, took: Duration) {
        let labels = RequestLabels {
            method: known_method(method),
            route: route.to_owned(),
            status: status.as_u16(),
        };
        self.requests.get_or_create(&labels).inc();
        self.durations
            .get_or_create(&RouteLabels {
                route: route.to_owned(),
            })
            .observe(took.as_secs_f64());
    }
}

/// A stranger may send any word as a method; each would be a new series.
fn known_method(method: &Method) -> Cow<'static, str> {
    let known = [
        Method::GET,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::HEAD,
        Method::OPTIONS,
    ];
    if known.contains(method) {
        Cow::Owned(method.to_string())
    } else {
        Cow::Borrowed("other")
    }
}

fn histogram() -> Histogram {
    Histogram::new([
        0.000_5, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
    ])
}

/// Counts a request until it is dropped, also when its client went away.
pub(super) struct InFlight<'a>(&'a gauge::Gauge);

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.dec();
    }
}
