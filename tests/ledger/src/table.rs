//! The table of a series of runs.

use std::{collections::BTreeMap, fmt::Write as _};

use parlance_testkit::Failure;

use crate::run::Outcome;

/// Findings of one rule that are told one by one.
const SHOWN: usize = 5;

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
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &outcome.findings {
        let count = shown.entry(finding.rule).or_default();
        *count += 1;
        if *count <= SHOWN {
            let _ = writeln!(text, "seed {seed}: {finding}");
        }
    }
    for (rule, count) in shown.iter().filter(|(_, count)| **count > SHOWN) {
        let _ = writeln!(text, "seed {seed}: {rule}: {count} altogether");
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
