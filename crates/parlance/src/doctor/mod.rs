//! Looks at an installation as an operator would: one finding per question, each a sentence and, if need be, a fix.
//!
//! Nothing is changed, and it may run beside a server on the same data folder.

mod accounts;
mod address;
mod attachments;
mod database;
mod folder;
mod graph;
mod keys;

pub(crate) use graph::days_from_civil;
use std::fmt;

use crate::config::Config;

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// As it should be.
    Good,
    /// Works, with a limit that one should know.
    Limited,
    /// Does not work.
    Bad,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How it ended.
    pub grade: Grade,
    /// One sentence.
    pub sentence: String,
    /// What to do.
    pub fix: Option<String>,
}

impl Finding {
    fn good(sentence: impl Into<String>) -> Self {
        Self {
            grade: Grade::Good,
            sentence: sentence.into(),
            fix: None,
        }
    }
    fn limited(sentence: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            grade: Grade::Limited,
            sentence: sentence.into(),
            fix: Some(fix.into()),
        }
    }
    fn bad(sentence: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            grade: Grade::Bad,
            sentence: sentence.into(),
            fix: Some(fix.into()),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.grade {
            Grade::Good => "ok  ",
            Grade::Limited => "note",
            Grade::Bad => "BAD ",
        };
        write!(f, "{mark}  {}", self.sentence)?;
        match &self.fix {
            Some(fix) => write!(f, "\n      → {fix}"),
            None => Ok(()),
        }
    }
}

/// All checks, in the order in which one would repair. `offline` leaves out what needs the network.
pub async fn examine(config: &Config, offline: bool) -> Vec<Finding> {
    let mut findings = folder::check(config);
    findings.extend(database::check(config));
    findings.extend(keys::check(config));
    findings.extend(accounts::check(config).await);
    findings.extend(address::check(config).await);
    if !offline {
        findings.extend(graph::check(config).await);
        findings.extend(attachments::check(config).await);
    }
    findings
}

#[cfg(test)]
mod tests;
