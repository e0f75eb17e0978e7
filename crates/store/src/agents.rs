//! Agents: what they chose, what is shown, whether a desktop is connected.

use parlance_core::{
    ReasonId, TeamId, TenantCtx, Timestamp, UserId,
    agent::{AgentState, Availability, Holding},
    permission::Role,
};

use crate::error::StoreError;

/// An agent's state as stored. Users who never opened a desktop have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentRow {
    /// The user.
    pub user_id: UserId,
    /// What they (or the system for them) chose.
    pub availability: Availability,
    /// The Not Ready reason.
    pub reason_id: Option<ReasonId>,
    /// What is shown.
    pub shown_state: AgentState,
    /// Shown since.
    pub since: Timestamp,
    /// Without new work since; the longest idle agent comes first.
    pub idle_since: Timestamp,
    /// A desktop is connected.
    pub connected: bool,
    /// The last desktop's connection was lost at.
    pub lost_at: Option<Timestamp>,
    /// When something must follow from that.
    pub deadline_at: Option<Timestamp>,
    /// Grows with every change that others see.
    pub version: i64,
}

/// A user with all that decides about their work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentPerson {
    /// The user.
    pub user_id: UserId,
    /// Full name.
    pub name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// The one team.
    pub team_id: Option<TeamId>,
    /// How many chats at once; `None`: the tenant's setting.
    pub max_chats: Option<u32>,
    /// May not sign in.
    pub disabled: bool,
    /// User made at.
    pub created_at: Timestamp,
    /// State, if they ever opened a desktop.
    pub state: Option<AgentRow>,
    /// Name of the reason.
    pub reason: Option<String>,
    /// What they hold.
    pub holding: Holding,
}

/// One entry of the log of states: from here until the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateLogRow {
    /// From.
    pub started_at: Timestamp,
    /// The state.
    pub state: AgentState,
    /// The Not Ready reason.
    pub reason_id: Option<ReasonId>,
}

/// Reads agents.
pub trait AgentsRead {
    /// An agent's state.
    fn agent(&self, ctx: &TenantCtx, user: UserId) -> Result<Option<AgentRow>, StoreError>;
    /// A user with their state and what they hold.
    fn agent_person(&self, ctx: &TenantCtx, user: UserId) -> Result<Option<AgentPerson>, StoreError>;
    /// All users that are not disabled, with state and holding, by name.
    fn agent_people(&self, ctx: &TenantCtx) -> Result<Vec<AgentPerson>, StoreError>;
    /// What an agent holds now.
    fn holding(&self, ctx: &TenantCtx, user: UserId) -> Result<Holding, StoreError>;
    /// The states of an agent, in order.
    fn state_log(&self, ctx: &TenantCtx, user: UserId) -> Result<Vec<StateLogRow>, StoreError>;
    /// The state that an agent was in at `from`, if they had one, and those that began after it and before `until`.
    fn states_between(
        &self,
        ctx: &TenantCtx,
        user: UserId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<StateLogRow>, StoreError>;
    /// Agents of all tenants that count as connected.
    fn connected_agents(&self) -> Result<Vec<(TenantCtx, UserId)>, StoreError>;
}

/// Writes agents.
pub trait AgentsWrite: AgentsRead {
    /// Stores an agent's state and gives it its next version; also how much they hold, so that routing finds who has
    /// room without counting. So whatever changes what an agent holds ends, in the same unit, with this.
    fn save_agent(&mut self, ctx: &TenantCtx, row: &mut AgentRow, holding: Holding)
    -> Result<(), StoreError>;
    /// Notes that an agent is in a state from `at` on.
    fn log_state(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        at: Timestamp,
        state: AgentState,
        reason: Option<ReasonId>,
    ) -> Result<(), StoreError>;
}
