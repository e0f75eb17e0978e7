//! From names to ids, once everything exists.

use std::collections::HashMap;

use parlance_core::{
    AccountId, CalendarId, EntryId, ReasonId, ServiceId, SkillId, TeamId, TenantCtx, UserId,
};
use parlance_engine::Refusal;
use parlance_store::Read;

/// Every name of the tenant, in lower case.
pub(super) struct Names {
    teams: HashMap<String, TeamId>,
    skills: HashMap<String, SkillId>,
    users: HashMap<String, UserId>,
    reasons: HashMap<String, ReasonId>,
    calendars: HashMap<String, CalendarId>,
    services: HashMap<String, ServiceId>,
    accounts: HashMap<String, AccountId>,
    entries: HashMap<String, EntryId>,
}

fn index<T, I>(rows: Vec<T>, name: impl Fn(&T) -> &str, id: impl Fn(&T) -> I) -> HashMap<String, I> {
    rows.iter()
        .map(|row| (name(row).to_lowercase(), id(row)))
        .collect()
}

fn find<I: Copy>(map: &HashMap<String, I>, name: &str, what: &'static str) -> Result<I, Refusal> {
    map.get(&name.to_lowercase())
        .copied()
        .ok_or(Refusal::not_found(what))
}

impl Names {
    pub(super) fn read(read: &dyn Read, ctx: &TenantCtx) -> Result<Self, Refusal> {
        Ok(Self {
            teams: index(read.teams(ctx)?, |row| &row.name, |row| row.id),
            skills: index(read.skills(ctx)?, |row| &row.name, |row| row.id),
            users: index(read.users(ctx)?, |row| &row.username, |row| row.id),
            reasons: index(read.reasons(ctx)?, |row| &row.name, |row| row.id),
            calendars: index(read.calendars(ctx)?, |row| &row.name, |row| row.id),
            services: index(read.services(ctx)?, |row| &row.name, |row| row.id),
            accounts: index(read.accounts(ctx)?, |row| &row.name, |row| row.id),
            entries: index(read.entries(ctx)?, |row| &row.name, |row| row.id),
        })
    }

    pub(super) fn team(&self, name: &str) -> Result<TeamId, Refusal> {
        find(&self.teams, name, "This team")
    }
    pub(super) fn skill(&self, name: &str) -> Result<SkillId, Refusal> {
        find(&self.skills, name, "This skill")
    }
    pub(super) fn user(&self, name: &str) -> Result<UserId, Refusal> {
        find(&self.users, name, "This user")
    }
    pub(super) fn reason(&self, name: &str) -> Result<ReasonId, Refusal> {
        find(&self.reasons, name, "This reason")
    }
    pub(super) fn calendar(&self, name: &str) -> Result<CalendarId, Refusal> {
        find(&self.calendars, name, "This calendar")
    }
    pub(super) fn service(&self, name: &str) -> Result<ServiceId, Refusal> {
        find(&self.services, name, "This service")
    }
    pub(super) fn account(&self, name: &str) -> Result<AccountId, Refusal> {
        find(&self.accounts, name, "This account")
    }
    pub(super) fn entry(&self, name: &str) -> Result<EntryId, Refusal> {
        find(&self.entries, name, "This scenario entry")
    }
}
