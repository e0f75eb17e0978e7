//! What is known of an integration account's traffic. Its settings are the business of another area.

use parlance_core::{AccountId, TenantCtx, Timestamp, account::PolicyState};

use crate::error::StoreError;

/// What the platform says about an account's behaviour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyRow {
    /// Warned or blocked.
    pub state: PolicyState,
    /// The platform's reason.
    pub reason: Option<String>,
    /// Since.
    pub at: Timestamp,
}

/// The platform takes nothing from the account for a while: it asks to slow down, or restricts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldRow {
    /// Until.
    pub until: Timestamp,
    /// What stands beside the messages that wait, as JSON.
    pub problem: String,
}

/// Reads traffic facts.
pub trait AccountHealthRead {
    /// What the platform says about the account's behaviour, when it has said something.
    fn account_policy(&self, ctx: &TenantCtx, account: AccountId) -> Result<Option<PolicyRow>, StoreError>;
    /// Since when the account's sending is paused: its token is dead, or the platform has blocked it.
    fn sending_paused(&self, ctx: &TenantCtx, account: AccountId) -> Result<Option<Timestamp>, StoreError>;
    /// Until when nothing of the account is sent, if that was said; the moment may have passed.
    fn sending_hold(&self, ctx: &TenantCtx, account: AccountId) -> Result<Option<HoldRow>, StoreError>;
    /// Whether people may answer by hand after the free reply window.
    fn person_answers(&self, ctx: &TenantCtx, account: AccountId) -> Result<bool, StoreError>;
}

/// Writes traffic facts.
pub trait AccountHealthWrite: AccountHealthRead {
    /// The platform warns or blocks the account; `None`: it is free again.
    fn set_account_policy(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        policy: Option<&PolicyRow>,
    ) -> Result<(), StoreError>;
    /// Nothing of the account is sent until then; `None`: it may send at once.
    fn hold_sending(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        hold: Option<&HoldRow>,
    ) -> Result<(), StoreError>;
    /// Events came. `at` is the newest moment. Returns whether they are the first.
    fn note_events(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        at: Timestamp,
        signed: bool,
    ) -> Result<bool, StoreError>;
    /// Handshakes or events were refused.
    fn note_refused(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        count: u64,
        reason: &str,
        at: Timestamp,
    ) -> Result<(), StoreError>;
    /// The platform's handshake succeeded.
    fn note_verified(&mut self, ctx: &TenantCtx, account: AccountId, at: Timestamp)
    -> Result<(), StoreError>;
    /// An answer went out; the token works. Whether it was the first.
    fn note_sent(&mut self, ctx: &TenantCtx, account: AccountId, at: Timestamp) -> Result<bool, StoreError>;
    /// Something failed, in words. Returns whether it is another error than the one that stood there.
    fn note_error(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        error: &str,
        at: Timestamp,
    ) -> Result<bool, StoreError>;
    /// The token is dead: nothing is sent until another one is stored.
    fn pause_sending(&mut self, ctx: &TenantCtx, account: AccountId, at: Timestamp)
    -> Result<(), StoreError>;
    /// Sending goes on. Returns whether it was paused.
    fn resume_sending(&mut self, ctx: &TenantCtx, account: AccountId) -> Result<bool, StoreError>;
}
