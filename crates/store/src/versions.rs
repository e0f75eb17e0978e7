//! Earlier versions of messages: what they said before they were edited or taken back.

use parlance_core::{MessageId, TenantCtx, Timestamp, message::Part};

use crate::error::StoreError;

/// What a message once said.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionRow {
    /// 0 is the message as it was first written; n the n-th edit.
    pub revision: u32,
    /// What it said.
    pub parts: Vec<Part>,
    /// It became outdated at, by the platform's clock.
    pub until: Timestamp,
}

/// Reads earlier versions.
pub trait VersionsRead {
    /// Earlier versions of a message, oldest first.
    fn versions(&self, ctx: &TenantCtx, message: MessageId) -> Result<Vec<VersionRow>, StoreError>;
}

/// Writes earlier versions.
pub trait VersionsWrite: VersionsRead {
    /// Keeps a version; one that is kept already stays as it is.
    fn keep_version(
        &mut self,
        ctx: &TenantCtx,
        message: MessageId,
        version: &VersionRow,
    ) -> Result<(), StoreError>;
    /// Forgets every version of a message.
    fn forget_versions(&mut self, ctx: &TenantCtx, message: MessageId) -> Result<(), StoreError>;
}
