//! Templates that an account's platform reviews, and sending them.

use std::collections::BTreeMap;

use parlance_core::{
    AccountId, ApprovedTemplateId, Timestamp,
    approved::{ApprovedContent, ApprovedLimits, Place, ReviewState},
    rich::Button,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The templates of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApprovedTemplatesView {
    /// By name and language.
    pub items: Vec<ApprovedTemplateView>,
    /// Read from the platform at; absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
    /// Why the last reading failed, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// How much a template may hold.
    pub limits: ApprovedLimits,
}

/// A template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApprovedTemplateView {
    /// Id.
    pub id: ApprovedTemplateId,
    /// The account.
    pub account_id: AccountId,
    /// Its name at the platform.
    pub name: String,
    /// Its language, in the platform's word.
    pub language: String,
    /// What the platform says of it.
    pub state: ReviewState,
    /// Why, in the platform's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Its words.
    pub content: ApprovedContent,
    /// Its places.
    pub places: Vec<TemplatePlace>,
    /// It can be sent from here: no part of it needs more than words.
    pub sendable: bool,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// A place of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TemplatePlace {
    /// One word for it, such as `body.order_number`.
    pub key: String,
    /// Where it stands.
    pub place: Place,
    /// Its number or name.
    pub name: String,
    /// What might stand there.
    pub example: String,
    /// What stands there unless an agent writes something else. To administrators with its variables; to agents with
    /// the values of the conversation.
    pub default: String,
}

/// Submits a template for review.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApprovedTemplate {
    /// Its name: small letters, digits and `_`.
    #[serde(default)]
    pub name: String,
    /// Its language, such as `en_US`.
    #[serde(default)]
    pub language: String,
    /// The line above; may be empty.
    #[serde(default)]
    pub header: String,
    /// The text. A place is `{{1}}` or `{{order_number}}`.
    #[serde(default)]
    pub body: String,
    /// Buttons below it.
    #[serde(default)]
    pub buttons: Vec<Button>,
    /// What might stand in each place, by its key: the platform wants to see it.
    #[serde(default)]
    pub examples: BTreeMap<String, String>,
    /// What stands there unless an agent writes something else; variables such as `{{contact.first_name}}` are filled.
    #[serde(default)]
    pub defaults: BTreeMap<String, String>,
}

/// Changes what is not the platform's business.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeApprovedTemplate {
    /// What stands in each place unless an agent writes something else, by its key.
    #[serde(default)]
    pub defaults: BTreeMap<String, String>,
}

/// Sends an approved template.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendApproved {
    /// Which.
    pub template_id: ApprovedTemplateId,
    /// What stands in each place, by its key; variables such as `{{contact.first_name}}` are filled.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}
