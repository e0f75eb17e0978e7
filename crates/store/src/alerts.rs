//! Whom alerts are sent to.

use parlance_api::alert::AlertKind;
use parlance_core::{AlertTargetId, TenantCtx, TenantId, Timestamp};

use crate::error::StoreError;

/// A target of alerts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertTargetRow {
    /// Id.
    pub id: AlertTargetId,
    /// How it is reached.
    pub kind: AlertKind,
    /// The web address, or the mail address.
    pub address: String,
    /// The sealed secret that signs; absent for mail.
    pub secret: Option<String>,
    /// Nothing is sent since.
    pub disabled_at: Option<Timestamp>,
    /// The last delivery was tried at.
    pub last_at: Option<Timestamp>,
    /// Why it failed.
    pub last_error: Option<String>,
    /// Made at.
    pub created_at: Timestamp,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// Reads targets.
pub trait AlertsRead {
    /// One target.
    fn alert_target(&self, ctx: &TenantCtx, id: AlertTargetId) -> Result<Option<AlertTargetRow>, StoreError>;
    /// All targets by address.
    fn alert_targets(&self, ctx: &TenantCtx) -> Result<Vec<AlertTargetRow>, StoreError>;
    /// Of the whole installation: targets with a sealed secret. For changing the keyring only.
    fn all_sealed_alert_targets(&self) -> Result<Vec<(TenantId, AlertTargetRow)>, StoreError>;
}

/// Writes targets.
pub trait AlertsWrite: AlertsRead {
    /// Makes a target.
    fn insert_alert_target(&mut self, ctx: &TenantCtx, row: &AlertTargetRow) -> Result<(), StoreError>;
    /// Changes everything but its id, how it is reached and when it was made.
    fn update_alert_target(&mut self, ctx: &TenantCtx, row: &AlertTargetRow) -> Result<(), StoreError>;
    /// Writes how the last delivery went.
    fn note_alert_sent(
        &mut self,
        ctx: &TenantCtx,
        id: AlertTargetId,
        at: Timestamp,
        error: Option<&str>,
    ) -> Result<(), StoreError>;
    /// Deletes a target; `false` when it was not there.
    fn delete_alert_target(&mut self, ctx: &TenantCtx, id: AlertTargetId) -> Result<bool, StoreError>;
}
