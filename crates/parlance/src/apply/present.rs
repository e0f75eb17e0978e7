//! What a tenant looks like now, as the plan needs it: views of the application, found by name.

use std::collections::BTreeMap;

use parlance_api::{
    account::AccountView,
    config::{EntryView, ReasonView, ServiceView, TenantSettings},
    user::{SkillView, TeamView, UserView},
};
use secrecy::SecretString;

use super::check::Known;

/// A tenant as it is. All lists are empty when it does not exist yet.
#[derive(Debug, Default)]
pub struct Present {
    /// Name and settings; `None` when it does not exist.
    pub tenant: Option<(String, TenantSettings)>,
    /// Teams.
    pub teams: Vec<TeamView>,
    /// Skills, those of services included.
    pub skills: Vec<SkillView>,
    /// Users.
    pub users: Vec<UserView>,
    /// Not Ready reasons, those of the system included.
    pub reasons: Vec<ReasonView>,
    /// Services.
    pub services: Vec<ServiceView>,
    /// Integration accounts.
    pub accounts: Vec<AccountView>,
    /// Secrets of accounts, opened, by the account's name in lower case and the secret's key. Only compared.
    pub secrets: BTreeMap<(String, String), SecretString>,
    /// Scenario entries.
    pub entries: Vec<EntryView>,
}

/// Whether two names mean the same thing; the store compares without case too.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

macro_rules! by_name {
    ($($(#[$doc:meta])* $find:ident, $name_of:ident, $list:ident, $view:ty, $id:ty, $field:ident;)*) => {
        impl Present {
            $(
                $(#[$doc])*
                pub fn $find(&self, name: &str) -> Option<&$view> {
                    self.$list.iter().find(|view| same(&view.$field, name))
                }
                /// The name that belongs to an id.
                pub fn $name_of(&self, id: $id) -> String {
                    self.$list.iter().find(|view| view.id == id).map_or_else(|| id.to_string(), |view| view.$field.clone())
                }
            )*
        }
    };
}

by_name! {
    /// A team by its name.
    team, team_name, teams, TeamView, parlance_core::TeamId, name;
    /// A skill by its name.
    skill, skill_name, skills, SkillView, parlance_core::SkillId, name;
    /// A user by sign-in name.
    user, user_name, users, UserView, parlance_core::UserId, username;
    /// A service by its name.
    service, service_name, services, ServiceView, parlance_core::ServiceId, name;
    /// An account by its name.
    account, account_name, accounts, AccountView, parlance_core::AccountId, name;
    /// An entry by its name.
    entry, entry_name, entries, EntryView, parlance_core::EntryId, name;
    /// A reason by its name.
    reason, reason_name, reasons, ReasonView, parlance_core::ReasonId, name;
}

impl Present {
    /// The names that a file may refer to.
    #[must_use]
    pub fn known(&self) -> Known {
        let lower = |names: Vec<&String>| names.into_iter().map(|name| name.to_lowercase()).collect();
        Known {
            teams: lower(self.teams.iter().map(|team| &team.name).collect()),
            skills: lower(self.skills.iter().map(|skill| &skill.name).collect()),
            users: lower(self.users.iter().map(|user| &user.username).collect()),
            services: lower(self.services.iter().map(|service| &service.name).collect()),
            accounts: lower(self.accounts.iter().map(|account| &account.name).collect()),
        }
    }
}
