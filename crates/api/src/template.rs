//! Message templates: rich messages kept to be sent again.

use parlance_core::{ServiceId, TemplateId, Timestamp, rich::Rich};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A message template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TemplateView {
    /// Id.
    pub id: TemplateId,
    /// Name, unique in the tenant.
    pub name: String,
    /// The channel whose limits it keeps.
    pub channel: String,
    /// Offered in this service only; absent: in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
    /// The message. Variables such as `{{contact.first_name}}` are filled when it is sent.
    pub content: Rich,
    /// No longer offered.
    pub disabled: bool,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// Makes or changes a message template; absent fields stay.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateInput {
    /// Name, 1–60 characters.
    #[serde(default)]
    pub name: Option<String>,
    /// The channel whose limits it keeps; absent on a new one: the first that takes rich messages.
    #[serde(default)]
    pub channel: Option<String>,
    /// Offer it in this service only; empty: in all.
    #[serde(default)]
    pub service_id: Option<String>,
    /// The message.
    #[serde(default)]
    pub content: Option<Rich>,
    /// Disable or enable.
    #[serde(default)]
    pub disabled: Option<bool>,
    /// Refuse with `conflict` when somebody changed it since.
    #[serde(default)]
    pub expected_updated_at: Option<Timestamp>,
}
