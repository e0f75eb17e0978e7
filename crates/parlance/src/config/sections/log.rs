//! Logs.

use tracing_subscriber::filter::Targets;

use crate::config::{
    Layers,
    rule::{OneOf, Parsed},
};

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people at a terminal.
    Human,
    /// One JSON object per line.
    Json,
}

/// What is logged, and how.
#[derive(Debug, Clone)]
pub struct Log {
    /// The look.
    pub format: LogFormat,
    /// What passes.
    pub level: Targets,
}

const LEVEL: Parsed<Targets> = Parsed {
    allowed: "error, warn, info, debug or trace, and after commas `target=level`, e.g. info,parlance_engine=debug",
    parse: level,
};

fn level(text: &str) -> Option<Targets> {
    // A lone word that is no level would be taken for a target by the parser.
    let known = |part: &str| {
        let level = part.rsplit('=').next().unwrap_or(part).trim();
        level.parse::<tracing::level_filters::LevelFilter>().is_ok()
    };
    text.split(',').all(known).then(|| text.parse().ok()).flatten()
}

impl Log {
    pub(crate) fn take(layers: &mut Layers) -> Self {
        Self {
            format: layers.take(
                "log.format",
                OneOf(&[("human", LogFormat::Human), ("json", LogFormat::Json)]),
            ),
            level: layers.take("log.level", LEVEL),
        }
    }
}
