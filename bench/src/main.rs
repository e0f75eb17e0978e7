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

mod applied;
mod ceiling;
mod figures;
mod fill;
mod floor;
mod growth;
mod listeners;
mod load;
mod machine;
mod options;
mod payload;
mod postgres_server;
mod ratios;
mod routing;
mod rush;
mod sending;
mod server;
mod soak;
mod sockets;
mod start;
mod steady;
mod web;
mod webhook;

use std::path::PathBuf;

use options::{Extent, Options, Part};
use ratios::Ratios;

/// What went wrong, in words.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What is measured, how much of it, and what it is compared with.
pub struct Bench {
    /// The shipped binary.
    pub binary: PathBuf,
    /// How long and how often.
    pub extent: Extent,
    /// This run's ratios and the last ones.
    pub ratios: Ratios,
}

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1).peekable();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if arguments.peek().is_some_and(|first| first == ceiling::ARGUMENT) {
        let place = arguments.nth(1).ok_or("the ceiling needs a place")?;
        return runtime.block_on(ceiling::be(&place));
    }
    let options = Options::parse(arguments)?;
    runtime.block_on(run(options))
}

async fn run(options: Options) -> Result<(), Failure> {
    let mut bench = Bench {
        binary: options.binary,
        extent: options.extent,
        ratios: Ratios::read(options.ratios),
    };
    machine::print(&bench.binary)?;
    for part in options.parts {
        match part {
            Part::Start => start::measure(&mut bench).await?,
            Part::Webhook => webhook::measure(&mut bench).await?,
            Part::Postgres => webhook::measure_on_postgres(&mut bench).await?,
            Part::Applied => applied::measure(&mut bench).await?,
            Part::Floor => floor::measure(&mut bench).await?,
            Part::Sending => sending::measure(&mut bench).await?,
            Part::Routing => routing::measure(&mut bench).await?,
            Part::Growth => growth::measure(&mut bench).await?,
            Part::GrowthOnPostgres => growth::measure_on_postgres(&mut bench).await?,
            Part::Web => web::measure(&mut bench).await?,
            Part::Soak(minutes) => soak::measure(&mut bench, minutes).await?,
        }
    }
    for line in bench.ratios.regressions() {
        println!("\nRegression: {line}");
    }
    if options.keep {
        bench.ratios.keep()?;
    }
    Ok(())
}
