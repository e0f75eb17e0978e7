//! What is wrong with a configuration, in sentences: the setting, the value, where it came from, what is allowed.

use std::{fmt, path::PathBuf};

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The defaults that are compiled in.
    Default,
    /// A configuration file.
    File(PathBuf),
    /// An environment variable, by its name.
    Environment(String),
    /// A flag, as it is typed.
    Flag(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("the defaults"),
            Origin::File(path) => write!(f, "{}", path.display()),
            Origin::Environment(name) => write!(f, "environment variable {name}"),
            Origin::Flag(flag) => write!(f, "flag {flag}"),
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The file cannot be read.
    #[error("{}: cannot be read: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The file is not TOML. The line itself is not shown: it may hold a secret.
    #[error("{}, line {line}: {reason}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What the parser expected.
        reason: String,
    },
    /// There is no such setting.
    #[error("`{name}` ({origin}) is not a setting{}", did_you_mean(suggestion.as_deref()))]
    Unknown {
        /// The name as it was given, in dotted form.
        name: String,
        /// Where it was given.
        origin: Origin,
        /// The setting that was probably meant, written as it must be there.
        suggestion: Option<String>,
    },
    /// The value is not allowed.
    #[error("`{name}` = {value} ({origin}) is not allowed; allowed is {allowed}")]
    NotAllowed {
        /// Full name of the setting.
        name: String,
        /// The value, masked when it is a secret.
        value: String,
        /// Where it was given.
        origin: Origin,
        /// What is allowed.
        allowed: String,
    },
    /// Settings that do not fit each other.
    #[error("{0}")]
    Conflict(String),
}

fn did_you_mean(suggestion: Option<&str>) -> String {
    match suggestion {
        Some(name) => format!("; did you mean `{name}`?"),
        None => "; docs/reference/configuration.md lists them all".into(),
    }
}

/// Everything that is wrong with a configuration; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The configuration cannot be used:")?;
        for problem in &self.0 {
            write!(f, "\n  - {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
