//! Who takes part in interactions beside their owners, and calls for help.

use parlance_core::{
    InteractionId, TenantCtx, Timestamp, UserId,
    participant::{ParticipantRole, ParticipantState},
};

use crate::{error::StoreError, interactions::InteractionRow};

/// Somebody's part in an interaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticipantRow {
    /// The interaction.
    pub interaction_id: InteractionId,
    /// Who.
    pub user_id: UserId,
    /// Asked at; later than any earlier part of theirs.
    pub began_at: Timestamp,
    /// As what.
    pub role: ParticipantRole,
    /// Where it stands.
    pub state: ParticipantState,
    /// Who asked.
    pub asked_by: UserId,
    /// What was asked.
    pub text: Option<String>,
    /// It takes a share of their capacity.
    pub takes_room: bool,
    /// Joined at.
    pub joined_at: Option<Timestamp>,
    /// After-call work ends at.
    pub work_until: Option<Timestamp>,
    /// Over since; `None`: it is not.
    pub ended_at: Option<Timestamp>,
}

/// Somebody's part with the names that are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedParticipant {
    /// The part.
    pub row: ParticipantRow,
    /// Their name.
    pub name: String,
    /// The name of who asked.
    pub asked_by: String,
}

/// A call for help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpCall {
    /// Who calls.
    pub user_id: UserId,
    /// Their name.
    pub name: String,
    /// What it is about.
    pub text: Option<String>,
    /// Whom it calls; nobody: all who supervise.
    pub called: Vec<UserId>,
    /// Since.
    pub at: Timestamp,
}

/// Reads parts and calls.
pub trait ParticipantsRead {
    /// The parts of an interaction that are not over, in the order in which they began.
    fn participants(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
    ) -> Result<Vec<NamedParticipant>, StoreError>;
    /// Somebody's part in an interaction, if it is not over.
    fn participation(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        user: UserId,
    ) -> Result<Option<ParticipantRow>, StoreError>;
    /// When somebody's newest part in an interaction began, also one that is over.
    fn last_part_began(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        user: UserId,
    ) -> Result<Option<Timestamp>, StoreError>;
    /// The interactions in which somebody takes part, the earliest begun first.
    fn shared_interactions(&self, ctx: &TenantCtx, user: UserId) -> Result<Vec<InteractionRow>, StoreError>;
    /// Interactions with a call for help, the longest calling first, at most `limit`.
    fn calls_for_help(&self, ctx: &TenantCtx, limit: u32) -> Result<Vec<InteractionId>, StoreError>;
}

/// Writes parts and calls.
pub trait ParticipantsWrite: ParticipantsRead {
    /// Begins a part. A second one that is not over is refused with `Conflict`.
    fn insert_participant(&mut self, ctx: &TenantCtx, row: &ParticipantRow) -> Result<(), StoreError>;
    /// Stores state, room and moments.
    fn save_participant(&mut self, ctx: &TenantCtx, row: &ParticipantRow) -> Result<(), StoreError>;
    /// Calls for help; replaces an earlier call of the interaction.
    fn call_for_help(
        &mut self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        call: &HelpCall,
    ) -> Result<(), StoreError>;
    /// Ends the call; says whether there was one.
    fn end_call_for_help(&mut self, ctx: &TenantCtx, interaction: InteractionId) -> Result<bool, StoreError>;
}
