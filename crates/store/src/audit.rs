//! The audit log: append-only, each line bound to the one before by a digest.

use parlance_core::{TenantCtx, Timestamp, actor::Actor};
use sha2::{Digest, Sha256};

use crate::error::StoreError;

/// What is written. `detail` holds no secret and no customer data.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAuditLine {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// Their name at that time.
    pub actor_name: String,
    /// What, e.g. `account.changed`.
    pub action: String,
    /// On what, e.g. an id.
    pub object: String,
    /// Details.
    pub detail: serde_json::Value,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditRow {
    /// Number in the tenant's log, from 1 without gaps.
    pub seq: i64,
    /// What was written.
    pub line: NewAuditLine,
    /// Digest of the line before; zeros for the first.
    pub previous_hash: [u8; 32],
    /// Digest of this line.
    pub hash: [u8; 32],
}

/// The digest of a line. `actor` and `detail` are the JSON texts as stored. Every value is preceded by its length, so
/// that no two lines have the same bytes.
#[must_use]
pub fn line_hash(previous: &[u8; 32], seq: i64, line: &NewAuditLine, actor: &str, detail: &str) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(previous);
    digest.update(seq.to_be_bytes());
    digest.update(line.at.as_millis().to_be_bytes());
    for text in [actor, &line.actor_name, &line.action, &line.object, detail] {
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text);
    }
    digest.finalize().into()
}

/// Reads the log.
pub trait AuditRead {
    /// At most `limit` lines with a number below `before` (absent: from the newest), newest first.
    fn audit_lines(
        &self,
        ctx: &TenantCtx,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<AuditRow>, StoreError>;
    /// The number of the first line whose digest or predecessor is wrong; `None` when the whole chain holds.
    fn first_broken_audit_line(&self, ctx: &TenantCtx) -> Result<Option<i64>, StoreError>;
}

/// Writes the log.
pub trait AuditWrite: AuditRead {
    /// Appends a line and returns its number.
    fn append_audit(&mut self, ctx: &TenantCtx, line: &NewAuditLine) -> Result<i64, StoreError>;
}
