//! The error body of the Graph API. `code` and `error_subcode` decide; the text is translated and never matched.

use http::HeaderMap;

use super::json::{Node, Object};

/// What the Graph API says went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GraphError {
    /// HTTP status.
    pub status: u16,
    /// `error.code`; 0 when absent.
    pub code: i64,
    /// `error.error_subcode`.
    pub subcode: Option<i64>,
    /// `error.is_transient`.
    pub is_transient: bool,
    /// `error.fbtrace_id`.
    pub trace_id: Option<String>,
}

impl GraphError {
    /// Reads `{"error": {…}}`; `None` when the object holds no error.
    #[must_use]
    pub fn read(status: u16, answer: &Object<'_>) -> Option<Self> {
        let error = answer.object("error")?;
        Some(Self {
            status,
            code: error.get("code").and_then(Node::integer).unwrap_or(0),
            subcode: error
                .get("error_subcode")
                .and_then(Node::integer)
                .filter(|&subcode| subcode != 0),
            is_transient: error.get("is_transient").is_some_and(Node::is_true),
            trace_id: error.id("fbtrace_id").map(|id| id.chars().take(64).collect()),
        })
    }
}

/// Why a call to the Graph API gave no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GraphFailure {
    /// The Graph API said no.
    Error {
        /// What it said.
        error: GraphError,
        /// Wait so long if it is about too many calls.
        throttled_ms: u64,
    },
    /// An answer that is not the Graph API's: a proxy's page, garbage, an empty body.
    Unreadable {
        /// HTTP status.
        status: u16,
        /// Wait so long if it is about too many calls.
        throttled_ms: u64,
    },
    /// No answer.
    Network(parlance_channel::HttpFailure),
}

/// Without a word from Meta, wait a minute after *too many calls*.
const THROTTLED_MS: u64 = 60_000;

impl GraphFailure {
    pub(crate) fn error(error: GraphError, headers: &HeaderMap) -> Self {
        GraphFailure::Error {
            error,
            throttled_ms: super::usage::throttled_ms(headers, THROTTLED_MS),
        }
    }

    pub(crate) fn unreadable(status: u16, headers: &HeaderMap) -> Self {
        GraphFailure::Unreadable {
            status,
            throttled_ms: super::usage::throttled_ms(headers, THROTTLED_MS),
        }
    }

    /// What the Graph API said, if it said something.
    #[must_use]
    pub const fn graph_error(&self) -> Option<&GraphError> {
        match self {
            GraphFailure::Error { error, .. } => Some(error),
            _ => None,
        }
    }
}
