//! Sessions of signed-in people.

use parlance_core::{SessionId, TenantCtx, TenantId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;

/// The SHA-256 of a session's or key's secret: all that is kept of it.
pub type SecretHash = [u8; 32];

/// How far a sign-in has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionStage {
    /// The password was right; the code of the second factor is owed. Good for nothing else.
    Code,
    /// Signed in without the second factor that is required: good for enrolling one.
    Enrol,
    /// Signed in.
    Full,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Id, which may be shown.
    pub id: SessionId,
    /// Whose.
    pub user_id: UserId,
    /// The browser, in short.
    pub client: String,
    /// Signed in at.
    pub created_at: Timestamp,
    /// Last seen at.
    pub last_seen_at: Timestamp,
    /// Ends at the latest.
    pub expires_at: Timestamp,
    /// How far the sign-in has come.
    pub stage: SessionStage,
    /// When the person last proved who they are.
    pub confirmed_at: Timestamp,
}

/// Reads sessions.
pub trait SessionsRead {
    /// Of the whole installation: the session with this secret, and its tenant. For sign-in only.
    fn session_by_hash(&self, hash: &SecretHash) -> Result<Option<(TenantId, SessionRow)>, StoreError>;
    /// One session.
    fn session(&self, ctx: &TenantCtx, id: SessionId) -> Result<Option<SessionRow>, StoreError>;
    /// All sessions of a user, newest first.
    fn sessions_of(&self, ctx: &TenantCtx, user: UserId) -> Result<Vec<SessionRow>, StoreError>;
}

/// Writes sessions.
pub trait SessionsWrite: SessionsRead {
    /// Makes a session.
    fn insert_session(
        &mut self,
        ctx: &TenantCtx,
        hash: &SecretHash,
        row: &SessionRow,
    ) -> Result<(), StoreError>;
    /// Notes that it was used.
    fn touch_session(&mut self, ctx: &TenantCtx, id: SessionId, at: Timestamp) -> Result<(), StoreError>;
    /// Gives a session a new secret.
    fn renew_session(&mut self, ctx: &TenantCtx, id: SessionId, hash: &SecretHash) -> Result<(), StoreError>;
    /// Says how far the sign-in has come, when it was proven, and until when the session lasts.
    fn advance_session(
        &mut self,
        ctx: &TenantCtx,
        id: SessionId,
        stage: SessionStage,
        confirmed_at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError>;
    /// Ends one session; `false` when it was over.
    fn end_session(&mut self, ctx: &TenantCtx, id: SessionId) -> Result<bool, StoreError>;
    /// Ends all sessions of a user but one; returns how many.
    fn end_sessions_of(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        except: Option<SessionId>,
    ) -> Result<u64, StoreError>;
    /// Of the whole installation: forgets sessions that were last seen before `idle_before` or have expired.
    fn prune_sessions(&mut self, idle_before: Timestamp, now: Timestamp) -> Result<u64, StoreError>;
}
