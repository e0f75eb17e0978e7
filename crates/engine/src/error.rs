//! How use cases refuse.

use parlance_api::error::FieldError;
use parlance_store::{StoreError, WorkError};

/// The application says no, for a reason that the caller can act on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Values break rules; every fault is named.
    #[error("{}", sentence(.0))]
    Invalid(Vec<FieldError>),
    /// It does not exist (or belongs to another tenant, which must look the same).
    #[error("{what} does not exist, or not any more")]
    NotFound {
        /// What was looked for, e.g. "This interaction".
        what: &'static str,
    },
    /// The state of things does not allow it (any more).
    #[error("{message}")]
    Conflict {
        /// Stable word for programs, e.g. `offer_settled`.
        code: &'static str,
        /// What happened and what to do.
        message: String,
    },
    /// The actor lacks the right.
    #[error("{message}")]
    Forbidden {
        /// What is not allowed.
        message: String,
    },
    /// The person must prove once more who they are.
    #[error("Confirm that it is you: enter your password, and try again.")]
    Sudo,
    /// Nobody is signed in, or the sign-in failed.
    #[error("{message}")]
    Unauthenticated {
        /// What to do.
        message: String,
    },
    /// Too often.
    #[error("{message}")]
    TooMany {
        /// What to do.
        message: String,
        /// Try again after so long.
        retry_after_ms: i64,
    },
    /// Too large.
    #[error("{message}")]
    TooLarge {
        /// The limit, in words.
        message: String,
    },
    /// The store failed inside the unit of work.
    #[error("{0}")]
    Store(String),
}

fn sentence(fields: &[FieldError]) -> String {
    match fields {
        [] => "The values are not valid.".into(),
        [only] => only.message.clone(),
        [first, rest @ ..] => format!("{} And {} more.", first.message, rest.len()),
    }
}

impl Refusal {
    /// One fault in one field.
    #[must_use]
    pub fn field(field: impl Into<String>, code: &str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError {
            field: field.into(),
            code: code.into(),
            message: message.into(),
        }])
    }
    /// The state does not allow it.
    #[must_use]
    pub fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::Conflict {
            code,
            message: message.into(),
        }
    }
    /// It does not exist.
    #[must_use]
    pub const fn not_found(what: &'static str) -> Self {
        Self::NotFound { what }
    }
    /// The right is missing.
    #[must_use]
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::Forbidden {
            message: message.into(),
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict(what) => {
                Self::conflict("conflict", format!("This already exists ({what})."))
            }
            other => Self::Store(other.to_string()),
        }
    }
}

/// How a whole use case can end badly.
pub type UseCaseError = WorkError<Refusal>;
