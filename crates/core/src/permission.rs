//! Roles and the rights they carry.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A named set of rights. A user has the union of the rights of all their roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Configures the tenant.
    Administrator,
    /// Sees the records and live work of everyone in the tenant.
    Supervisor,
    /// Handles interactions.
    Agent,
    /// Writes and publishes knowledge articles, beside any other role.
    Author,
}

/// One thing a person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Be offered interactions and answer them.
    HandleInteractions,
    /// See every interaction record, not only one's own.
    ViewAllRecords,
    /// See live states of all agents and queues.
    Supervise,
    /// Change users, teams, skills, services, entries, accounts.
    Configure,
    /// Read the audit log and manage API keys.
    ManageSecurity,
    /// Edit contact records.
    EditContacts,
    /// Write and publish knowledge articles.
    WriteKnowledge,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 4] = [Role::Administrator, Role::Supervisor, Role::Agent, Role::Author];

    /// The rights this role carries.
    #[must_use]
    pub const fn rights(self) -> &'static [Right] {
        match self {
            Role::Administrator => &[
                Right::Configure,
                Right::ManageSecurity,
                Right::ViewAllRecords,
                Right::Supervise,
                Right::EditContacts,
                Right::WriteKnowledge,
            ],
            Role::Supervisor => &[
                Right::ViewAllRecords,
                Right::Supervise,
                Right::HandleInteractions,
                Right::EditContacts,
                Right::WriteKnowledge,
            ],
            Role::Agent => &[Right::HandleInteractions, Right::EditContacts],
            Role::Author => &[Right::WriteKnowledge],
        }
    }
}

/// Whether any of `roles` carries `right`.
#[must_use]
pub fn can(roles: &[Role], right: Right) -> bool {
    roles.iter().any(|role| role.rights().contains(&right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agent_configures_nothing() {
        assert!(!can(&[Role::Agent], Right::Configure));
        assert!(!can(&[Role::Agent, Role::Supervisor], Right::ManageSecurity));
        assert!(can(&[Role::Agent, Role::Administrator], Right::Configure));
        assert!(!can(&[], Right::HandleInteractions));
        assert!(can(&[Role::Agent, Role::Author], Right::WriteKnowledge));
        assert!(!can(&[Role::Agent], Right::WriteKnowledge));
    }
}
