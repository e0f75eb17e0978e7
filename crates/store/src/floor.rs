//! What routing looks at: queues, services and agents, in few and cheap reads.

use parlance_core::{InteractionId, ServiceId, SkillId, TeamId, TenantCtx, Timestamp, UserId};

use crate::{agents::AgentPerson, error::StoreError};

/// A service with what it asks of agents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FloorService {
    /// Id.
    pub id: ServiceId,
    /// Name.
    pub name: String,
    /// Teams that get its work; disabled ones are left out.
    pub teams: Vec<TeamId>,
    /// Skills with the least level; disabled ones are left out.
    pub skills: Vec<FloorSkill>,
}

/// A skill that a service asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FloorSkill {
    /// Id.
    pub id: SkillId,
    /// Name.
    pub name: String,
    /// The least level, 1–100.
    pub level: u8,
}

/// A waiting interaction, as far as routing needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FloorWaiting {
    /// Id.
    pub id: InteractionId,
    /// Its service.
    pub service_id: ServiceId,
    /// Priority, higher first.
    pub priority: i32,
    /// Its place in line.
    pub queued_at: Timestamp,
    /// Only for this agent.
    pub reserved_agent_id: Option<UserId>,
}

/// Reads for routing.
pub trait FloorRead {
    /// Services in whose queues something waits. It does not count, so it is as fast with many as with one.
    fn services_with_queue(&self, ctx: &TenantCtx) -> Result<Vec<ServiceId>, StoreError>;
    /// Services with what they ask for; all, or those named.
    fn floor_services(
        &self,
        ctx: &TenantCtx,
        only: Option<&[ServiceId]>,
    ) -> Result<Vec<FloorService>, StoreError>;
    /// Who is Ready, connected and not disabled, with what they hold.
    fn ready_agents(&self, ctx: &TenantCtx) -> Result<Vec<AgentPerson>, StoreError>;
    /// Everyone who holds one of these skills, with their levels.
    fn skill_holders(
        &self,
        ctx: &TenantCtx,
        skills: &[SkillId],
    ) -> Result<Vec<(UserId, SkillId, u8)>, StoreError>;
    /// The first `limit` waiting in a service's queue that are reserved for nobody: priority, then place in line,
    /// then id.
    fn waiting(
        &self,
        ctx: &TenantCtx,
        service: ServiceId,
        limit: u32,
    ) -> Result<Vec<FloorWaiting>, StoreError>;
    /// All waiting interactions that are reserved for an agent, in the same order.
    fn reserved_waiting(&self, ctx: &TenantCtx) -> Result<Vec<FloorWaiting>, StoreError>;
}
