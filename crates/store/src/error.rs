//! What can go wrong below the application.

/// A fault of the store itself.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// Too much work is waiting: try again in a moment.
    #[error("the store has too much work waiting; try again in a moment")]
    Busy,
    /// The store is shut down or its disk or server is away.
    #[error("the store is not available: {0}")]
    Unavailable(String),
    /// The commit ended with an error: the change may or may not be stored.
    #[error("the commit failed, the outcome is unknown: {0}")]
    CommitUnknown(String),
    /// A unique key exists already. Carries the constraint or index that refused.
    #[error("this already exists ({0})")]
    Conflict(String),
    /// A row does not say what the code expects.
    #[error("a stored row makes no sense: {table}.{column}: {detail}")]
    Inconsistent {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
        /// What was found, without customer data.
        detail: String,
    },
    /// The driver refused a statement.
    #[error("the database refused: {0}")]
    Database(String),
}

/// How a unit of work can end badly: by the application's own refusal, or by the store.
#[derive(Debug, thiserror::Error)]
pub enum WorkError<E> {
    /// The unit of work refused; nothing was changed.
    #[error(transparent)]
    Refused(E),
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}
