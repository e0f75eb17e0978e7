//! Medians, spreads and lines of a table.

/// Minimum, median and maximum of several rounds.
#[derive(Debug, Clone, Copy)]
pub struct Spread {
    /// The smallest.
    pub min: f64,
    /// The one in the middle.
    pub median: f64,
    /// The largest.
    pub max: f64,
}

/// Sums up rounds; empty rounds give zeros.
pub fn spread(mut values: Vec<f64>) -> Spread {
    values.sort_by(f64::total_cmp);
    let at = |index: usize| values.get(index).copied().unwrap_or(0.0);
    Spread {
        min: at(0),
        median: at(values.len() / 2),
        max: at(values.len().saturating_sub(1)),
    }
}

/// The value below which `share` (0–1) of the sorted latencies lie.
pub fn percentile(sorted_us: &[u64], share: f64) -> u64 {
    if sorted_us.is_empty() {
        return 0;
    }
    let index = ((sorted_us.len() as f64 - 1.0) * share).round() as usize;
    sorted_us[index]
}

/// Microseconds as milliseconds with two digits.
pub fn ms(us: f64) -> String {
    format!("{:.2} ms", us / 1_000.0)
}

/// `median (min–max)` of a count per second.
pub fn per_second(spread: Spread) -> String {
    format!("{:.0} ({:.0}–{:.0})", spread.median, spread.min, spread.max)
}

/// `median (min–max)` of a share.
pub fn share(spread: Spread) -> String {
    format!(
        "{:.0} % ({:.0}–{:.0})",
        spread.median * 100.0,
        spread.min * 100.0,
        spread.max * 100.0
    )
}

/// Begins a table.
pub fn table(title: &str, columns: &[&str]) {
    println!(
        "\n### {title}\n\n| {} |\n|{}",
        columns.join(" | "),
        " --- |".repeat(columns.len())
    );
}

/// A line of a table.
pub fn row(cells: &[String]) {
    println!("| {} |", cells.join(" | "));
}
