//! The guided set-up of an integration account: its steps, and how far each is.

use parlance_core::{AccountId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::account::Wording;

/// How far something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SetUpState {
    /// Not yet.
    Waiting,
    /// Done.
    Done,
    /// Tried, and wrong: the sentence says what, the detail what to do.
    Problem,
}

/// The guide of one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SetUpView {
    /// The account.
    pub account_id: AccountId,
    /// Its name.
    pub name: String,
    /// Its channel.
    pub channel: String,
    /// The platform is a simulated one: nothing that is done there is real.
    pub simulated: bool,
    /// The platform was last asked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_at: Option<Timestamp>,
    /// The steps, in order.
    pub steps: Vec<SetUpStepView>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SetUpStepView {
    /// Stable word.
    pub id: String,
    /// What is done.
    pub title: String,
    /// How.
    pub text: String,
    /// Where.
    pub links: Vec<SetUpLinkView>,
    /// Keys of the account's form to be entered in this step.
    pub enter: Vec<String>,
    /// Values to copy to the platform.
    pub copy: Vec<SetUpValue>,
    /// How far it is: a problem when one of its facts is one, done when all are.
    pub state: SetUpState,
    /// Done since, or last seen to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<Timestamp>,
    /// What shows it.
    pub facts: Vec<SetUpFact>,
}

/// A page at the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SetUpLinkView {
    /// What is there.
    pub label: String,
    /// Its address.
    pub url: String,
}

/// A value to copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SetUpValue {
    /// Stable word: `callback_url`, `verify_token`, `fields`, `fixed`.
    pub kind: String,
    /// Its label, where it has one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The value; empty while it is not known.
    pub value: String,
}

/// One fact that shows how far a step is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SetUpFact {
    /// Stable word: `made`, `entered`, `reached`, `handshake`, `complete`, `entry`, `first_event`, `first_answer`, or
    /// the id of a check of *Test Connection*.
    pub what: String,
    /// How far it is.
    pub state: SetUpState,
    /// When it happened, or was last seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// What was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
    /// What to do, or a detail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Both for translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<Wording>,
    /// Names that belong to it: missing values, the entry.
    pub names: Vec<String>,
    /// Parlance can do it: subscribe the account.
    pub can_subscribe: bool,
}
