//! What the command line asks for.

use std::path::PathBuf;

use crate::Failure;

const USAGE: &str = "parlance-bench BINARY [--quick|--full] [--only PART]… [--keep] [--soak MINUTES]\n\
    parts: start, webhook, postgres, applied, floor, sending, routing, growth, growth-postgres, web";

/// A part of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Start and memory at rest.
    Start,
    /// Webhook → durable answer.
    Webhook,
    /// The same on PostgreSQL.
    Postgres,
    /// Messages fully applied and pushed.
    Applied,
    /// Many desktops.
    Floor,
    /// Agent → platform.
    Sending,
    /// Decisions.
    Routing,
    /// Lists and search by size.
    Growth,
    /// The same on PostgreSQL.
    GrowthOnPostgres,
    /// The desktop in a browser.
    Web,
    /// Half of the maximum for so many minutes.
    Soak(u64),
}

/// Every part of a usual run, in the order of the table.
const USUAL: [(&str, Part); 10] = [
    ("start", Part::Start),
    ("webhook", Part::Webhook),
    ("postgres", Part::Postgres),
    ("applied", Part::Applied),
    ("floor", Part::Floor),
    ("sending", Part::Sending),
    ("routing", Part::Routing),
    ("growth", Part::Growth),
    ("growth-postgres", Part::GrowthOnPostgres),
    ("web", Part::Web),
];

/// How long and how often things are measured.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// Rounds of each figure.
    pub rounds: usize,
    /// Length of one round, milliseconds.
    pub round_ms: u64,
    /// Length of a flood that is applied and pushed, milliseconds.
    pub flood_ms: u64,
    /// Agents who chat.
    pub agents: usize,
    /// Sockets held in all.
    pub sockets: usize,
    /// Messages per second for the push figures.
    pub rate: usize,
    /// Interactions of the largest file; each has ten messages.
    pub largest: usize,
}

const USUALLY: Extent = Extent {
    rounds: 3,
    round_ms: 2_500,
    flood_ms: 20_000,
    agents: 200,
    sockets: 10_000,
    rate: 1_000,
    largest: 100_000,
};
const FULL: Extent = Extent {
    rounds: 5,
    round_ms: 3_000,
    flood_ms: 60_000,
    largest: 1_000_000,
    ..USUALLY
};
const QUICK: Extent = Extent {
    rounds: 3,
    round_ms: 1_000,
    flood_ms: 3_000,
    agents: 20,
    sockets: 1_000,
    rate: 200,
    largest: 10_000,
};

/// The command line.
#[derive(Debug)]
pub struct Options {
    /// The binary to measure.
    pub binary: PathBuf,
    /// How much.
    pub extent: Extent,
    /// What, in order.
    pub parts: Vec<Part>,
    /// Whether this run's ratios are written over the last ones.
    pub keep: bool,
    /// The last ones.
    pub ratios: PathBuf,
}

impl Options {
    /// Reads the arguments after the program's name.
    pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let binary = arguments.next().ok_or(USAGE)?;
        let mut options = Self {
            binary: binary.into(),
            extent: USUALLY,
            parts: Vec::new(),
            keep: false,
            ratios: "bench/ratios.tsv".into(),
        };
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--quick" => options.extent = QUICK,
                "--full" => options.extent = FULL,
                "--keep" => options.keep = true,
                "--only" => options.parts.push(part(arguments.next())?),
                "--soak" => {
                    let minutes = arguments.next().and_then(|minutes| minutes.parse().ok());
                    options
                        .parts
                        .push(Part::Soak(minutes.ok_or("--soak needs minutes")?));
                }
                other => return Err(format!("'{other}' is not known\n{USAGE}").into()),
            }
        }
        if options.parts.is_empty() {
            options.parts = USUAL.map(|(_, part)| part).to_vec();
        }
        Ok(options)
    }
}

fn part(name: Option<String>) -> Result<Part, Failure> {
    let name = name.unwrap_or_default();
    USUAL
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, part)| *part)
        .ok_or_else(|| format!("there is no part '{name}'\n{USAGE}").into())
}
