//! Alerts: told when a problem of an account is found and when it is gone, in the app and to targets outside.

use parlance_core::{AccountId, AlertTargetId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{account::Wording, health::HealthProblem};

/// Why an alert is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlertOccasion {
    /// A problem was found.
    Found,
    /// It is gone.
    Resolved,
    /// It was found and put right by itself in the same moment.
    Repaired,
    /// Somebody tries whether alerts arrive.
    Test,
}

impl AlertOccasion {
    /// Stable word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Resolved => "resolved",
            Self::Repaired => "repaired",
            Self::Test => "test",
        }
    }
}

/// The account an alert is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AlertAccount {
    /// Its id.
    pub id: AccountId,
    /// Its name.
    pub name: String,
    /// Its channel.
    pub channel: String,
}

/// An alert: the body that a webhook gets, and the data of `health.alert`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Alert {
    /// The same for every delivery of the same alert: an alert may come twice, never with two ids.
    pub id: String,
    /// Why.
    pub occasion: AlertOccasion,
    /// When.
    pub at: Timestamp,
    /// The account; absent in a test.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AlertAccount>,
    /// The problem; absent in a test.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<HealthProblem>,
    /// Where it is shown.
    pub url: String,
}

/// How a target is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// A signed HTTPS request.
    Webhook,
    /// A mail.
    Mail,
}

/// Whom alerts are sent to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AlertTargetView {
    /// Id.
    pub id: AlertTargetId,
    /// How it is reached.
    pub kind: AlertKind,
    /// The web address, or the mail address.
    pub address: String,
    /// Nothing is sent.
    pub disabled: bool,
    /// The last delivery was tried at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at: Option<Timestamp>,
    /// Why it failed; absent when it arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
    /// The same for translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<Wording>,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// A target that was just made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AlertTargetMade {
    /// The target.
    pub target: AlertTargetView,
    /// The secret that signs its requests; shown this once. Absent for mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// All targets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AlertTargets {
    /// By address.
    pub items: Vec<AlertTargetView>,
    /// The operator has set up a mail server.
    pub mail: bool,
}

/// Makes a target.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAlertTarget {
    /// How it is reached.
    pub kind: AlertKind,
    /// The web address (https), or the mail address.
    pub address: String,
}

/// Changes a target; absent fields stay.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AlertTargetPatch {
    /// Send nothing.
    #[serde(default)]
    pub disabled: Option<bool>,
}

/// How a test went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AlertTested {
    /// Why it did not arrive; absent when it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The target afterwards.
    pub target: AlertTargetView,
}
