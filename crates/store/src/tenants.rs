//! Tenants and their settings.

use parlance_api::config::TenantSettings;
use parlance_core::{TenantCtx, TenantId, Timestamp};

use crate::error::StoreError;

/// A tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantRow {
    /// Id.
    pub id: TenantId,
    /// Short name, unique in the installation without case.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Settings.
    pub settings: TenantSettings,
    /// Nobody signs in and nothing is routed since.
    pub disabled_at: Option<Timestamp>,
    /// Made at.
    pub created_at: Timestamp,
}

/// Reads tenants.
pub trait TenantsRead {
    /// The tenant itself.
    fn tenant(&self, ctx: &TenantCtx) -> Result<Option<TenantRow>, StoreError>;
    /// Of the whole installation: by short name, without case. For sign-in and operators only.
    fn tenant_by_slug(&self, slug: &str) -> Result<Option<TenantRow>, StoreError>;
    /// Of the whole installation: all, by name. For sign-in, workers and operators only.
    fn tenants(&self) -> Result<Vec<TenantRow>, StoreError>;
    /// The tenant's settings; the defaults when the tenant is not there.
    fn settings(&self, ctx: &TenantCtx) -> Result<TenantSettings, StoreError>;
}

/// Writes tenants.
pub trait TenantsWrite: TenantsRead {
    /// Makes a tenant.
    fn insert_tenant(&mut self, row: &TenantRow) -> Result<(), StoreError>;
    /// Changes name and whether it is disabled.
    fn update_tenant(&mut self, ctx: &TenantCtx, row: &TenantRow) -> Result<(), StoreError>;
    /// Changes settings.
    fn save_settings(&mut self, ctx: &TenantCtx, settings: &TenantSettings) -> Result<(), StoreError>;
}
