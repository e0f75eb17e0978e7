//! The tenant that a piece of work belongs to.

use crate::ids::TenantId;

/// Proof that the tenant of a piece of work is known. Every query takes one.
///
/// It is made in three places only: by the sign-in layer from a session or API key, by the webhook layer from the
/// account that an address names, and by workers from the tenant stored with their row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TenantCtx {
    tenant: TenantId,
}

impl TenantCtx {
    /// Binds work to a tenant; see the type for who may.
    #[must_use]
    pub const fn new(tenant: TenantId) -> Self {
        Self { tenant }
    }
    /// The tenant.
    #[must_use]
    pub const fn tenant_id(&self) -> TenantId {
        self.tenant
    }
}
