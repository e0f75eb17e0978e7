//! The table of a series of runs.

use std::fmt::Write as _;

use parlance_testkit::Failure;

use crate::run::Outcome;

/// The heading, as Markdown.
pub const HEADING: &str =
    "| seed | faults | events | acknowledged | findings | s |\n| ---: | --- | ---: | ---: | ---: | ---: |";

/// One run's line.
pub fn line(seed: u64, outcome: &Outcome) -> String {
    format!(
        "| {seed} | {} | {} | {} | {} | {:.0} |",
        outcome.faults.join("; "),
        outcome.events,
        outcome.acknowledged,
        outcome.findings.len(),
        outcome.took.as_secs_f64(),
    )
}

/// What a run has found, and where to look.
pub fn findings(seed: u64, outcome: &Outcome) -> String {
    let mut text = String::new();
    for finding in outcome.findings.iter().take(20) {
        let _ = writeln!(text, "seed {seed}: {finding}");
    }
    if let Some(left) = outcome.findings.len().checked_sub(20).filter(|left| *left > 0) {
        let _ = writeln!(text, "seed {seed}: and {left} more");
    }
    if let Some(kept) = &outcome.kept {
        let _ = writeln!(
            text,
            "seed {seed}: journals, database and log are in {}; `make ledger SEED={seed}` repeats it",
            kept.display()
        );
    }
    text
}

/// A run that could not be brought to its end.
pub fn broken(seed: u64, failure: &Failure) -> String {
    format!("| {seed} | could not be brought to its end | | | 1 | |\n\nseed {seed}: {failure}\n")
}
