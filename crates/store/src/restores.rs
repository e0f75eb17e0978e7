//! What is known of the database itself: that it is a backup which was put back.

use parlance_core::Timestamp;

use crate::error::StoreError;

/// The newest restore of this database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestoreRow {
    /// The backup was put back at: what was asked for before may have happened already.
    pub restored_at: Timestamp,
    /// What waited to be sent has been held back since.
    pub settled: bool,
}

/// Reads what is known of restores.
pub trait RestoresRead {
    /// The newest restore; `None` for a database that never was a backup.
    fn restored(&self) -> Result<Option<RestoreRow>, StoreError>;
}

/// Writes it.
pub trait RestoresWrite: RestoresRead {
    /// Notes a restore in place of the one before.
    fn set_restored(&mut self, row: &RestoreRow) -> Result<(), StoreError>;
}
