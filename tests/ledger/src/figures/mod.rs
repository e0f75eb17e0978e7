//! Figures beside the promises that have a number: P6 to P9. Each begins on a fresh installation.

mod away;
mod hooks;
mod pushed;
mod ready;
mod sockets;

use std::path::Path;

use parlance_testkit::{
    Failure,
    meta::Meta,
    program::{Program, Setup},
};

pub use away::away;
pub use pushed::pushed;
pub use ready::ready;
pub use sockets::sockets;

/// How much is done for the figures.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// Deliveries that wait when the process is killed, megabytes.
    pub queued_mb: u64,
    /// Desktops that reconnect at once.
    pub sockets: usize,
    /// Messages a second while faults are injected elsewhere.
    pub rate: u64,
    /// For so long, seconds.
    pub seconds: u64,
    /// The time to an agent's socket is judged: it says something only of a release build.
    pub judged: bool,
}

/// For every day: under a minute.
pub const SHORT: Scale = Scale {
    queued_mb: 50,
    sockets: 500,
    rate: 100,
    seconds: 5,
    judged: false,
};

/// The promises' own sizes; with a release build.
pub const FULL: Scale = Scale {
    queued_mb: 1_024,
    sockets: 5_000,
    rate: 1_000,
    seconds: 20,
    judged: true,
};

/// A measured promise.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Which promise.
    pub promise: &'static str,
    /// What was done.
    pub what: String,
    /// What was measured.
    pub measured: String,
    /// What is promised.
    pub bound: &'static str,
    /// It was kept.
    pub holds: bool,
}

impl Figure {
    /// A line of the table.
    pub fn line(&self) -> String {
        let verdict = if self.holds { "kept" } else { "**broken**" };
        format!(
            "| {} | {} | {} | {} | {verdict} |",
            self.promise, self.what, self.measured, self.bound
        )
    }
}

/// The table's heading, as Markdown.
pub const HEADING: &str = "| promise | what | measured | promised | |\n| --- | --- | --- | --- | --- |";

/// A company with its platform, for one figure.
struct Company {
    meta: Meta,
    program: Program,
}

impl Company {
    async fn open(binary: &Path, agents: usize, environment: Vec<(String, String)>) -> Result<Self, Failure> {
        let meta = Meta::start().await?;
        let program = Program::start(Setup {
            binary: binary.to_owned(),
            graph_url: format!("http://{}", meta.address),
            contact_center: meta.contact_center(agents),
            environment,
        })
        .await?;
        meta.point_at(program.address).await?;
        Ok(Self { meta, program })
    }
}

/// The value below which so large a share lies.
fn percentile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss
    )]
    let index = ((values.len() as f64 * share) as usize).min(values.len().saturating_sub(1));
    values.get(index).copied().unwrap_or(0.0)
}
