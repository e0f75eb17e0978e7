//! Settings of a simulator. All have defaults fit for a demo; tests shorten the waits.

use std::path::PathBuf;
use std::time::Duration;

/// How a simulator is set up.
#[derive(Debug, Clone)]
pub struct SimulatorConfig {
    /// Where its pages and media are reachable, for example `http://127.0.0.1:9090`.
    pub public_url: String,
    /// Where the journal and uploaded files are kept; `None` keeps everything in memory.
    pub data_dir: Option<PathBuf>,
    /// Makes ids, faults and crowds repeatable.
    pub seed: u64,
    /// How long a webhook may take to answer before it counts as failed (Meta: 5 s).
    pub webhook_deadline: Duration,
    /// Waits between tries of a failed webhook, on the simulated clock; the last one repeats.
    pub webhook_retries: Vec<Duration>,
    /// Failure for this long raises an alert at the app (Meta: 15 min), on the simulated clock.
    pub webhook_alert_after: Duration,
    /// Failure for this long unsubscribes the app from the page (Meta: 1 h), on the simulated clock.
    pub webhook_disable_after: Duration,
    /// Webhook requests in flight at once per app.
    pub webhook_connections: usize,
    /// How long after a send the phone reports it delivered.
    pub delivery_delay: Duration,
    /// How long after the delivery a phone that reads at once reports it read.
    pub read_delay: Duration,
    /// How long after the Send answer the echo leaves, when echoes come after it.
    pub echo_delay: Duration,
    /// How long links to media stay valid, on the simulated clock.
    pub media_ttl: Duration,
    /// How long the simulator waits for a file it is asked to fetch (Meta: 10 s, video 75 s).
    pub fetch_timeout: Duration,
}

impl SimulatorConfig {
    /// Defaults for a simulator reachable at `public_url`.
    pub fn new(public_url: impl Into<String>) -> Self {
        Self {
            public_url: public_url.into(),
            data_dir: None,
            seed: 1,
            webhook_deadline: Duration::from_secs(5),
            webhook_retries: [0, 0, 1, 2, 4, 8, 15, 30, 60].map(Duration::from_secs).to_vec(),
            webhook_alert_after: Duration::from_mins(15),
            webhook_disable_after: Duration::from_hours(1),
            webhook_connections: 64,
            delivery_delay: Duration::from_millis(60),
            read_delay: Duration::from_millis(900),
            echo_delay: Duration::from_millis(25),
            media_ttl: Duration::from_hours(24 * 14),
            fetch_timeout: Duration::from_secs(10),
        }
    }
}
