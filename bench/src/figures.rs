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

impl Spread {
    /// Median and range, each written by `show`.
    pub fn shown(self, show: impl Fn(f64) -> String) -> String {
        if self.min.to_bits() == self.max.to_bits() {
            return show(self.median);
        }
        format!("{} ({}–{})", show(self.median), show(self.min), show(self.max))
    }
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

/// The same percentile of several rounds.
pub fn percentiles<'r>(rounds: impl Iterator<Item = &'r Vec<u64>>, share: f64) -> Spread {
    spread(rounds.map(|round| percentile(round, share) as f64).collect())
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

/// A count.
pub fn whole(count: f64) -> String {
    format!("{count:.0}")
}

/// Begins a table.
pub fn table(title: &str, columns: &[&str]) {
    println!(
        "\n### {title}\n\n| {} |\n|{}",
        columns.join(" | "),
        " --- |".repeat(columns.len())
    );
}

/// Begins the table that most parts have.
pub fn goals(title: &str) {
    table(title, &["what", "figure", "goal", "ceiling of this run", "ratio"]);
}

/// A line of such a table without a ceiling.
pub fn against_goal(what: &str, figure: String, goal: &str) {
    row(&[what.into(), figure, goal.into(), String::new(), String::new()]);
}

/// A line of a table.
pub fn row(cells: &[String]) {
    println!("| {} |", cells.join(" | "));
}
