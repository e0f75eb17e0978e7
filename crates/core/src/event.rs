//! Domain events: what happened, numbered per tenant, for those who may see it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::UserId;

/// What a realtime event is about. Each carries the whole entity as its readers may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum EventKind {
    /// An interaction was made or changed: an `InteractionView`.
    #[serde(rename = "interaction.changed")]
    InteractionChanged,
    /// A message was made or changed: a `MessageView`.
    #[serde(rename = "message.changed")]
    MessageChanged,
    /// A message that was never sent was deleted: `{id, interaction_id}`.
    #[serde(rename = "message.deleted")]
    MessageDeleted,
    /// An offer was made or settled: an `OfferView`.
    #[serde(rename = "offer.changed")]
    OfferChanged,
    /// An agent's state changed: an `AgentView`.
    #[serde(rename = "agent.changed")]
    AgentChanged,
    /// A contact changed: a `ContactView`.
    #[serde(rename = "contact.changed")]
    ContactChanged,
    /// A contact was erased with everything of theirs: `{"id": …}`; readers forget it.
    #[serde(rename = "contact.erased")]
    ContactErased,
    /// A case was created or changed, or something happened to it: a `CaseView`.
    #[serde(rename = "case.changed")]
    CaseChanged,
    /// Configuration changed: `{"what": "services"}`; readers fetch what they show.
    #[serde(rename = "config.changed")]
    ConfigChanged,
    /// An integration account's status changed: `{"account_id": …}`.
    #[serde(rename = "account.changed")]
    AccountChanged,
    /// What an agent has planned was made, changed, or its moment came: a `PlannedView`.
    #[serde(rename = "planned.changed")]
    PlannedChanged,
    /// The time to answer a customer runs out soon: `{interaction_id, contact_name, agent, until, by_hand_after}`.
    #[serde(rename = "window.closing")]
    WindowClosing,
    /// A problem of an account was found, repaired or is gone: an `Alert`.
    #[serde(rename = "health.alert")]
    HealthAlert,
}

impl EventKind {
    /// The name on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InteractionChanged => "interaction.changed",
            Self::MessageChanged => "message.changed",
            Self::MessageDeleted => "message.deleted",
            Self::OfferChanged => "offer.changed",
            Self::AgentChanged => "agent.changed",
            Self::ContactChanged => "contact.changed",
            Self::ContactErased => "contact.erased",
            Self::CaseChanged => "case.changed",
            Self::ConfigChanged => "config.changed",
            Self::AccountChanged => "account.changed",
            Self::PlannedChanged => "planned.changed",
            Self::WindowClosing => "window.closing",
            Self::HealthAlert => "health.alert",
        }
    }

    /// Reads the name from the store.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::InteractionChanged,
            Self::MessageChanged,
            Self::MessageDeleted,
            Self::OfferChanged,
            Self::AgentChanged,
            Self::ContactChanged,
            Self::ContactErased,
            Self::CaseChanged,
            Self::ConfigChanged,
            Self::AccountChanged,
            Self::PlannedChanged,
            Self::WindowClosing,
            Self::HealthAlert,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == name)
    }
}

/// Who may see an event, inside its tenant. The union of all that is set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    /// Everyone signed in.
    #[serde(default, skip_serializing_if = "is_false")]
    pub everyone: bool,
    /// Those with the right to view all records.
    #[serde(default, skip_serializing_if = "is_false")]
    pub supervisors: bool,
    /// Those with the right to configure.
    #[serde(default, skip_serializing_if = "is_false")]
    pub administrators: bool,
    /// These people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<UserId>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
const fn is_false(value: &bool) -> bool {
    !*value
}

impl Audience {
    /// Everyone in the tenant.
    #[must_use]
    pub fn everyone() -> Self {
        Self {
            everyone: true,
            ..Self::default()
        }
    }
    /// These people and those who may see all records.
    #[must_use]
    pub fn people(users: impl IntoIterator<Item = UserId>) -> Self {
        let mut users: Vec<UserId> = users.into_iter().collect();
        users.sort_unstable();
        users.dedup();
        Self {
            supervisors: true,
            users,
            ..Self::default()
        }
    }
    /// Those who configure.
    #[must_use]
    pub fn administrators() -> Self {
        Self {
            administrators: true,
            ..Self::default()
        }
    }
}
