//! What operators see: logs, an access line and a span per request, metrics, and whether the server is ready.

mod logs;
mod metrics;
mod probes;
mod process;
mod requests;

pub use logs::{LogGuard, install as install_logs};
pub use metrics::{Gauge, GaugeSource, Metrics};
pub use probes::{Probes, Readiness};
pub use requests::observe;

#[cfg(test)]
mod tests;
