//! What routing looks at: queues, services and agents, in few and cheap reads.

use parlance_api::routing::RoutingStep;
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
    /// After a waiting time less is enough, in order; disabled teams are left out.
    pub steps: Vec<RoutingStep>,
}

/// What some chats ask beyond their service's rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FloorClass {
    /// Its number, from 1.
    pub number: u32,
    /// Skills with the least level; disabled ones are left out.
    pub skills: Vec<FloorSkill>,
}

/// One queue: the chats of a service that ask the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queue {
    /// The service.
    pub service_id: ServiceId,
    /// The requirement class; 0: nothing beyond the service's rules.
    pub class_no: u32,
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
    /// What it asks beyond its service's rules.
    pub class_no: u32,
    /// Priority, higher first.
    pub priority: i32,
    /// Its place in line.
    pub queued_at: Timestamp,
    /// Only for this agent.
    pub reserved_agent_id: Option<UserId>,
    /// Until then.
    pub reserved_until: Option<Timestamp>,
}

/// Reads for routing.
pub trait FloorRead {
    /// Whether anything waits in any queue. It does not count, so it is as fast with many as with one.
    fn something_waits(&self, ctx: &TenantCtx) -> Result<bool, StoreError>;
    /// All services with what they ask for, by name.
    fn floor_services(&self, ctx: &TenantCtx) -> Result<Vec<FloorService>, StoreError>;
    /// The services that give their work to one of these teams and in whose queue something waits, and those in
    /// `also`; with what they ask for, by name.
    fn services_of_teams(
        &self,
        ctx: &TenantCtx,
        teams: &[TeamId],
        also: &[ServiceId],
    ) -> Result<Vec<FloorService>, StoreError>;
    /// Who is Ready, connected and not disabled, with what they hold.
    fn ready_agents(&self, ctx: &TenantCtx) -> Result<Vec<AgentPerson>, StoreError>;
    /// Those of [`Self::ready_agents`] who held less than fits when they were last saved ([`AgentsWrite::save_agent`]);
    /// `room` is how much fits for those without a limit of their own. Costs what it finds, however many are Ready.
    ///
    /// [`AgentsWrite::save_agent`]: crate::agents::AgentsWrite::save_agent
    fn agents_with_room(&self, ctx: &TenantCtx, room: u32) -> Result<Vec<AgentPerson>, StoreError>;
    /// The levels at which these users hold these skills.
    fn skill_levels_among(
        &self,
        ctx: &TenantCtx,
        users: &[UserId],
        skills: &[SkillId],
    ) -> Result<Vec<(UserId, SkillId, u8)>, StoreError>;
    /// Which queues of these services something waits in that asks more than their rules.
    fn queues_with_class(&self, ctx: &TenantCtx, services: &[ServiceId]) -> Result<Vec<Queue>, StoreError>;
    /// What these classes ask for.
    fn classes(&self, ctx: &TenantCtx, numbers: &[u32]) -> Result<Vec<FloorClass>, StoreError>;
    /// The first `limit` waiting in a queue that are reserved for nobody: priority, then place in line, then id.
    fn waiting(&self, ctx: &TenantCtx, queue: Queue, limit: u32) -> Result<Vec<FloorWaiting>, StoreError>;
    /// Of those whose place in line is at `at` or earlier. Costs what it finds and a step for each priority, however
    /// many have waited less.
    fn waiting_since(
        &self,
        ctx: &TenantCtx,
        queue: Queue,
        at: Timestamp,
        limit: u32,
    ) -> Result<Vec<FloorWaiting>, StoreError>;
    /// The first place in line after `at`.
    fn first_after(
        &self,
        ctx: &TenantCtx,
        queue: Queue,
        at: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError>;
    /// The first `limit` waiting interactions that are reserved for anybody.
    fn all_reserved(&self, ctx: &TenantCtx, limit: u32) -> Result<Vec<FloorWaiting>, StoreError>;
    /// All waiting interactions that are reserved for one of these agents, in the same order.
    fn reserved_waiting(&self, ctx: &TenantCtx, agents: &[UserId]) -> Result<Vec<FloorWaiting>, StoreError>;
}
