//! Under which names agents write: their own choice, and what platforms made of it.

use parlance_core::{AccountId, AttachmentId, TenantCtx, UserId};

use crate::error::StoreError;

/// How an agent wants to be seen by customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicIdentity {
    /// The name.
    pub name: String,
    /// The picture.
    pub picture_id: Option<AttachmentId>,
}

/// What one account's platform knows of an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonaRow {
    /// The platform's id.
    pub remote_id: String,
    /// The name it was made with.
    pub name: String,
    /// The picture it was made with.
    pub picture_id: Option<AttachmentId>,
}

/// Reads how agents are seen.
pub trait PersonasRead {
    /// An agent's choice.
    fn public_identity(&self, ctx: &TenantCtx, user: UserId) -> Result<Option<PublicIdentity>, StoreError>;
    /// What an account's platform knows of an agent.
    fn persona(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        user: UserId,
    ) -> Result<Option<PersonaRow>, StoreError>;
}

/// Writes how agents are seen.
pub trait PersonasWrite: PersonasRead {
    /// Keeps an agent's choice; `None` forgets it.
    fn save_public_identity(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        identity: Option<&PublicIdentity>,
    ) -> Result<(), StoreError>;
    /// Keeps what an account's platform knows of an agent; `None` forgets it.
    fn save_persona(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        user: UserId,
        row: Option<&PersonaRow>,
    ) -> Result<(), StoreError>;
}
