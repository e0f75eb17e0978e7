//! `make bench`: measures the shipped binary beside the ceilings of the machine, in one run on loopback.
//!
//! The machine is shared and noisy, and the load runs on the same cores as the server. Absolute figures mean little;
//! the ratios of one run mean something. Every figure is the median of several rounds, with its spread, and ours and
//! the ceiling take turns.
#![forbid(unsafe_code)]
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap
)] // statistics

mod ceiling;
mod figures;
mod floor;
mod load;
mod machine;
mod payload;
mod server;
mod start;
mod webhook;

/// How long and how often things are measured.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// Rounds of each figure.
    pub rounds: usize,
    /// Length of one round, milliseconds.
    pub round_ms: u64,
    /// Agents with a desktop.
    pub agents: usize,
    /// Messages per second for the push figures.
    pub rate: usize,
}

const FULL: Extent = Extent {
    rounds: 5,
    round_ms: 3_000,
    agents: 200,
    rate: 1_000,
};
const QUICK: Extent = Extent {
    rounds: 3,
    round_ms: 1_000,
    agents: 20,
    rate: 200,
};

/// What went wrong, in words.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let Some(binary) = arguments.next() else {
        return Err("say which binary to measure: parlance-bench target/release/parlance [--quick]".into());
    };
    let (mut extent, mut only) = (FULL, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--quick" => extent = QUICK,
            "--only" => only = arguments.next(),
            other => {
                return Err(format!("'{other}' is not known: --quick, --only start|webhook|floor").into());
            }
        }
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(binary.as_ref(), extent, only.as_deref()))
}

async fn run(binary: &std::path::Path, extent: Extent, only: Option<&str>) -> Result<(), Failure> {
    let wanted = |part: &str| only.is_none_or(|only| only == part);
    machine::print(binary)?;
    if wanted("start") {
        start::measure(binary, extent).await?;
    }
    if wanted("webhook") {
        webhook::measure(binary, extent).await?;
    }
    if wanted("floor") {
        floor::measure(binary, extent).await?;
    }
    Ok(())
}
