//! Services with what belongs to them: teams, required skills, dispositions, canned texts.

use parlance_api::{config::DispositionKind, hours::WaitingRules, routing::RoutingStep, user::SkillLevel};
use parlance_core::{CannedTextId, DispositionId, ServiceId, TeamId, TenantCtx, Timestamp};

use crate::error::StoreError;

/// A service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceRow {
    /// Id.
    pub id: ServiceId,
    /// Name, unique in the tenant without case.
    pub name: String,
    /// Teams whose agents get its work.
    pub team_ids: Vec<TeamId>,
    /// Skills an agent must hold, with the least level.
    pub required_skills: Vec<SkillLevel>,
    /// After a waiting time less is enough, in order; no team stands there twice.
    pub steps: Vec<RoutingStep>,
    /// The customer's last agent is waited for so long; 0: not.
    pub last_agent_wait_ms: i64,
    /// Who had the customer is forgotten after so many days.
    pub last_agent_days: u32,
    /// Its agents may take chats out of the queue by hand.
    pub may_pull: bool,
    /// When it is open, and what happens to what waits.
    pub waiting: WaitingRules,
    /// Service level, per cent.
    pub target_percent: u8,
    /// Service level: answered within.
    pub target_wait_ms: i64,
    /// Limit of after-call work; 0: none.
    pub after_call_work_ms: i64,
    /// After-call work needs a disposition.
    pub disposition_required: bool,
    /// Reply timer turns amber after.
    pub reply_warn_ms: i64,
    /// Reply timer turns red after.
    pub reply_alarm_ms: i64,
    /// Outcomes in force, in order.
    pub dispositions: Vec<DispositionRow>,
    /// Prepared texts, in order.
    pub canned_texts: Vec<CannedTextRow>,
    /// Takes no new interactions since.
    pub disabled_at: Option<Timestamp>,
    /// Made at.
    pub created_at: Timestamp,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// An outcome of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispositionRow {
    /// Id.
    pub id: DispositionId,
    /// The service.
    pub service_id: ServiceId,
    /// Name, unique among those in force.
    pub name: String,
    /// Heading.
    pub folder: Option<String>,
    /// Code for reports and, for system outcomes, the stable word by which Parlance finds them.
    pub code: Option<String>,
    /// Kind.
    pub kind: DispositionKind,
    /// No longer offered since; old records keep its name.
    pub removed_at: Option<Timestamp>,
}

/// A prepared text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannedTextRow {
    /// Id.
    pub id: CannedTextId,
    /// What is typed after `/`.
    pub shortcut: String,
    /// Title.
    pub title: String,
    /// Text.
    pub text: String,
}

/// Reads services.
pub trait ServicesRead {
    /// One service.
    fn service(&self, ctx: &TenantCtx, id: ServiceId) -> Result<Option<ServiceRow>, StoreError>;
    /// All services, by name.
    fn services(&self, ctx: &TenantCtx) -> Result<Vec<ServiceRow>, StoreError>;
    /// One outcome, also one that is no longer offered.
    fn disposition(&self, ctx: &TenantCtx, id: DispositionId) -> Result<Option<DispositionRow>, StoreError>;
}

/// Writes services.
pub trait ServicesWrite: ServicesRead {
    /// Makes a service with all that belongs to it.
    fn insert_service(&mut self, ctx: &TenantCtx, row: &ServiceRow) -> Result<(), StoreError>;
    /// Changes a service; outcomes that are missing in the row are removed at `row.updated_at`, texts are replaced.
    fn update_service(&mut self, ctx: &TenantCtx, row: &ServiceRow) -> Result<(), StoreError>;
}
