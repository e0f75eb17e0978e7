//! Ratios against the ceiling of the same run, beside those of the last run that was kept (`bench/ratios.tsv`). All of
//! them are better when they are higher, so that a regression is always a fall.

use std::{collections::BTreeMap, fmt::Write as _, path::PathBuf};

use crate::{Failure, figures::Spread};

/// A fall by more than this share is a regression.
const REGRESSION: f64 = 0.15;

/// The ratios of this run and of the one that was kept.
#[derive(Debug)]
pub struct Ratios {
    file: PathBuf,
    kept: BTreeMap<String, f64>,
    measured: BTreeMap<String, f64>,
    regressions: Vec<String>,
}

impl Ratios {
    /// Reads the file; there may be none yet.
    pub fn read(file: PathBuf) -> Self {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let kept = text
            .lines()
            .filter_map(|line| {
                let (name, ratio) = line.split_once('\t')?;
                Some((name.to_owned(), ratio.trim().parse().ok()?))
            })
            .collect();
        Self {
            file,
            kept,
            measured: BTreeMap::new(),
            regressions: Vec::new(),
        }
    }

    /// Notes a ratio and says how it stands: alone, beside the last one, or as a regression.
    pub fn note(&mut self, name: &str, ratio: Spread) -> String {
        self.measured.insert(name.to_owned(), ratio.median);
        let shown = format!("{:.2} ({:.2}–{:.2})", ratio.median, ratio.min, ratio.max);
        match self.kept.get(name) {
            Some(kept) if ratio.median < kept * (1.0 - REGRESSION) => {
                let line = format!("{name}: {:.2}, last {kept:.2}", ratio.median);
                self.regressions.push(line);
                format!("**{shown} ▼** last {kept:.2}")
            }
            Some(kept) => format!("{shown}, last {kept:.2}"),
            None => shown,
        }
    }

    /// What has fallen by more than 15 %, one line each.
    pub fn regressions(&self) -> &[String] {
        &self.regressions
    }

    /// Writes this run's ratios over those of the last one; parts that were not measured keep theirs.
    pub fn keep(&self) -> Result<(), Failure> {
        let mut all = self.kept.clone();
        all.extend(self.measured.clone());
        let mut text = String::new();
        for (name, ratio) in &all {
            let _ = writeln!(text, "{name}\t{ratio:.3}");
        }
        Ok(std::fs::write(&self.file, text)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::spread;

    #[test]
    fn a_fall_over_fifteen_percent_is_marked_and_the_rest_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("ratios.tsv");
        std::fs::write(&file, "raw 64\t0.600\nother\t1.500\n").expect("written");
        let mut ratios = Ratios::read(file.clone());
        assert!(!ratios.note("raw 64", spread(vec![0.52])).contains('▼'));
        assert!(ratios.note("raw 64", spread(vec![0.50])).contains('▼'));
        assert_eq!(ratios.regressions().len(), 1);
        ratios.keep().expect("kept");
        let text = std::fs::read_to_string(file).expect("read");
        assert_eq!(text, "other\t1.500\nraw 64\t0.500\n");
    }
}
