//! What can go wrong when a simulator starts or is told to do something.

use std::path::PathBuf;

/// A simulator could not start, or could not keep what happened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SimulatorError {
    /// The public address cannot carry paths (`http://host:port` is needed).
    #[error(
        "the public address `{0}` cannot be used: give an http or https address such as http://127.0.0.1:9090"
    )]
    PublicUrl(String),
    /// The data folder could not be made, read or written.
    #[error("the simulator's data folder {path}: {source}")]
    Data {
        /// The folder or file that failed.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another simulator holds the data folder.
    #[error(
        "the simulator's data folder {0} is in use by another simulator: stop it, or choose another folder"
    )]
    InUse(PathBuf),
    /// A line in the middle of the journal cannot be read (a torn last line is repaired, not refused).
    #[error("the journal {path} cannot be read at line {line}: {reason}. Move the file away to start fresh")]
    Journal {
        /// The journal file.
        path: PathBuf,
        /// Line number, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// The HTTP client could not be made.
    #[error("no HTTP client: {0}")]
    Client(#[from] reqwest::Error),
    /// The listener failed.
    #[error("the simulator's listener: {0}")]
    Listener(std::io::Error),
}

/// Why a control action was refused; the words are for the person at the simulator's pages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ControlError {
    /// No such app, page, customer, message, fault or crowd.
    #[error("there is no {what} `{id}`")]
    NotFound {
        /// The kind of thing.
        what: &'static str,
        /// The id that was asked for.
        id: String,
    },
    /// A value is missing or not allowed.
    #[error("{0}")]
    Invalid(String),
    /// What was asked for does not fit the present state.
    #[error("{0}")]
    Conflict(String),
    /// The journal could not be written, so nothing was accepted.
    #[error("the simulator cannot write its journal: {0}")]
    NotDurable(String),
}

impl ControlError {
    pub(crate) fn not_found(what: &'static str, id: impl Into<String>) -> Self {
        Self::NotFound { what, id: id.into() }
    }

    pub(crate) fn invalid(why: impl Into<String>) -> Self {
        Self::Invalid(why.into())
    }
}
