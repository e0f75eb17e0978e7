//! Customers.

use std::collections::BTreeMap;

use parlance_core::{
    AccountId, ArrivalId, AttachmentId, ContactId, InteractionId, MessageId, PermissionId, Timestamp,
    contact::{Block, ContactField},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{case::CaseView, config::nullable, interaction::EarlierInteraction, planned::PlannedView};

/// A stored customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactView {
    /// Id.
    pub id: ContactId,
    /// The name to show: what an agent wrote, else the profile's, else "Customer" and the end of the address.
    pub name: String,
    /// The profile's name at the platform, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile_name: Option<String>,
    /// Given name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Phone number as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Language (BCP 47 or a name).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Notes about the customer, for colleagues.
    #[serde(default)]
    pub notes: String,
    /// Picture; fetch `/api/v1/attachments/{id}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture_id: Option<AttachmentId>,
    /// Addresses on channels.
    pub addresses: Vec<ContactAddress>,
    /// How they came: advertisements, links, plugins; the newest first, at most five.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub came_from: Vec<ArrivalView>,
    /// What they may be notified about, also what they have stopped; the newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub may_be_notified: Vec<PermissionView>,
    /// Further mail addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_emails: Vec<String>,
    /// Further phone numbers, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_phones: Vec<String>,
    /// Values of the tenant's own fields, by their keys; see `/api/v1/contact-fields`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// What they write opens no interaction; may be over, see `until`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked: Option<Block>,
    /// First seen at.
    pub created_at: Timestamp,
    /// Newer versions replace older ones.
    pub version: i64,
}

/// One arrival of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ArrivalView {
    /// Id.
    pub id: ArrivalId,
    /// `ad`, `link`, `plugin`, `shop`.
    pub source: String,
    /// When.
    pub at: Timestamp,
    /// Title of the advertisement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The reference in the link or advertisement; names the campaign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// The advertisement at the platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ad_id: Option<String>,
    /// The shop product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_id: Option<String>,
    /// Where the link stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// The advertisement's picture; fetch `/api/v1/attachments/{id}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture_id: Option<AttachmentId>,
}

/// What a customer may be notified about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PermissionView {
    /// Id.
    pub id: PermissionId,
    /// About what.
    pub topic: String,
    /// How often, in the platform's word (`WEEKLY`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<String>,
    /// Given at.
    pub given_at: Timestamp,
    /// Ends at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// The customer stopped it at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<Timestamp>,
    /// The newest message by it was made at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_at: Option<Timestamp>,
}

/// An address of a customer on a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactAddress {
    /// Channel, e.g. `messenger`.
    pub channel: String,
    /// The account it was seen on.
    pub account_id: AccountId,
    /// The account's name.
    pub account: String,
    /// The platform's id of the customer.
    pub external_id: String,
}

/// Changes a contact: only the fields given; `null` clears.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactPatch {
    /// Given name.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub first_name: Option<Option<String>>,
    /// Family name.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub last_name: Option<Option<String>>,
    /// Mail address.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub email: Option<Option<String>>,
    /// Phone number.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub phone: Option<Option<String>>,
    /// Language.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub language: Option<Option<String>>,
    /// Company.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub company: Option<Option<String>>,
    /// Notes.
    #[serde(default)]
    pub notes: Option<String>,
    /// Further mail addresses, all of them: up to 10.
    #[serde(default)]
    pub more_emails: Option<Vec<String>>,
    /// Further phone numbers, all of them: up to 10.
    #[serde(default)]
    pub more_phones: Option<Vec<String>>,
    /// Values of the tenant's own fields by their keys: only those given; `null` empties.
    #[serde(default)]
    pub fields: BTreeMap<String, Option<String>>,
}

/// Makes a contact by hand: a name, a mail address or a phone number is needed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContact {
    /// Given name.
    #[serde(default)]
    pub first_name: Option<String>,
    /// Family name.
    #[serde(default)]
    pub last_name: Option<String>,
    /// Mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// Phone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// Language.
    #[serde(default)]
    pub language: Option<String>,
    /// Company.
    #[serde(default)]
    pub company: Option<String>,
    /// Notes.
    #[serde(default)]
    pub notes: String,
    /// Further mail addresses, up to 10.
    #[serde(default)]
    pub more_emails: Vec<String>,
    /// Further phone numbers, up to 10.
    #[serde(default)]
    pub more_phones: Vec<String>,
    /// Values of the tenant's own fields by their keys; required ones must be there.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
}

/// Blocks a contact: what they write is kept, and nobody is asked to answer it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockContact {
    /// Why, for colleagues: 1–200 characters.
    pub reason: String,
    /// Until then (UTC milliseconds); absent: until somebody unblocks them.
    #[serde(default)]
    pub until: Option<Timestamp>,
}

/// What two contacts have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Alike {
    /// A mail address, whatever its case.
    Email,
    /// A phone number, however it is written.
    Phone,
    /// First and last name, whatever their order, case and accents.
    Name,
}

/// A contact who may be the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactDuplicate {
    /// The contact.
    pub contact: ContactView,
    /// Why they may be the same.
    pub alike: Vec<Alike>,
}

/// Contacts who may be the same person as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactDuplicates {
    /// Those with the most in common first, at most 10.
    pub items: Vec<ContactDuplicate>,
}

/// The fields that a tenant adds to its contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactFields {
    /// In the order of forms.
    pub items: Vec<ContactField>,
}

/// What one entry of a timeline is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    /// A conversation of any channel, by its beginning.
    Interaction,
    /// A colleague's note in a conversation that one may read.
    Note,
    /// A case, by when it was created.
    Case,
    /// One's own reminder, by its moment.
    Reminder,
}

/// One entry of a customer's timeline. Exactly one of the things is there, as `kind` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimelineEntry {
    /// What it is about.
    pub kind: TimelineKind,
    /// Where it stands in time.
    pub at: Timestamp,
    /// The conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interaction: Option<EarlierInteraction>,
    /// The note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<TimelineNote>,
    /// The case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseView>,
    /// The reminder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminder: Option<PlannedView>,
}

/// A colleague's note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimelineNote {
    /// Id.
    pub id: MessageId,
    /// The conversation that it stands in.
    pub interaction_id: InteractionId,
    /// Its words.
    pub text: String,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// Erases a contact with everything of theirs. It cannot be undone.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EraseContact {
    /// The contact's name exactly as it is shown: proof that this very one is meant.
    pub name: String,
}

/// What was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ErasedView {
    /// Interactions.
    pub interactions: u64,
    /// Messages, both ways, with notes and system lines.
    pub messages: u64,
    /// Files.
    pub files: u64,
    /// `false`: traces in logs of deliveries and events are still being removed; that goes on by itself.
    pub finished: bool,
}
