//! One id type per entity, so that a message id can never be passed where an offer id is wanted.
//!
//! Every id is a UUIDv7 (RFC 9562): it sorts by creation time. Written out it carries a prefix
//! (`int_01932c…`, 32 lower-case hex digits), so that logs explain themselves.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use uuid::Uuid;

use crate::clock::Timestamp;

/// Why a text is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{text}' is not {kind}: an id looks like '{prefix}_' and 32 hex digits")]
pub struct IdError {
    /// What was given, cut to 64 characters.
    pub text: String,
    /// The kind that was wanted, with its article.
    pub kind: &'static str,
    /// The prefix of that kind.
    pub prefix: &'static str,
}

/// Makes a UUIDv7 from an injected time and ten injected random bytes.
#[must_use]
pub fn uuid_v7(now: Timestamp, random: [u8; 10]) -> Uuid {
    let millis = u64::try_from(now.as_millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident, $prefix:literal, $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// The prefix of this kind of id when written out.
            pub const PREFIX: &'static str = $prefix;
            /// Stands behind every id: where a list begins that goes backwards.
            pub const LAST: Self = Self(Uuid::max());

            /// Makes a new id from an injected time and random bytes.
            #[must_use]
            pub fn new(now: Timestamp, random: [u8; 10]) -> Self { Self(uuid_v7(now, random)) }

            /// The id as stored.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self { Self(uuid) }

            /// The UUID inside.
            #[must_use]
            pub const fn as_uuid(&self) -> Uuid { self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", $prefix, self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                text.strip_prefix(concat!($prefix, "_"))
                    .filter(|rest| rest.len() == 32)
                    .and_then(|rest| Uuid::try_parse(rest).ok())
                    .map(Self)
                    .ok_or_else(|| IdError {
                        text: text.chars().take(64).collect(),
                        kind: $kind,
                        prefix: $prefix,
                    })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
                text.parse().map_err(D::Error::custom)
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some(concat!("^", $prefix, "_[0-9a-f]{32}$")))
                    .description(Some(concat!("The id of ", $kind, ".")))
                    .into()
            }
        }
        impl utoipa::ToSchema for $name {}
    )*};
}

ids! {
    /// One isolated organisation in the installation.
    TenantId, "ten", "a tenant id";
    /// A person with a login.
    UserId, "usr", "a user id";
    /// A team of users.
    TeamId, "team", "a team id";
    /// A qualification held with a level.
    SkillId, "skl", "a skill id";
    /// A reason for contact: unit of routing, targets and dispositions.
    ServiceId, "svc", "a service id";
    /// A classified outcome of a service.
    DispositionId, "dsp", "a disposition id";
    /// A prepared text.
    CannedTextId, "can", "a canned text id";
    /// A calendar of business hours.
    CalendarId, "cal", "a calendar id";
    /// A reason for Not Ready.
    ReasonId, "rsn", "a Not Ready reason id";
    /// A rich message kept to be sent again.
    TemplateId, "tpl", "a message template id";
    /// A message template that the platform approves.
    ApprovedTemplateId, "apt", "an approved template id";
    /// A folder of knowledge articles.
    ArticleFolderId, "afd", "an article folder id";
    /// A knowledge article.
    ArticleId, "art", "a knowledge article id";
    /// A case.
    CaseId, "cas", "a case id";
    /// Whom alerts are sent to.
    AlertTargetId, "alt", "an alert target id";
    /// Where arrivals are bound to a service.
    EntryId, "ent", "a scenario entry id";
    /// A linked page, bot or number.
    AccountId, "acc", "an integration account id";
    /// A stored customer.
    ContactId, "con", "a contact id";
    /// The endless conversation between one account and one customer address.
    ThreadId, "thr", "a thread id";
    /// One contact attempt from first message to end.
    InteractionId, "int", "an interaction id";
    /// One stretch of an interaction: a queue, an offer, an agent, after-call work.
    SegmentId, "seg", "a segment id";
    /// The presentation of an interaction to one agent.
    OfferId, "off", "an offer id";
    /// A planned message or reminder.
    PlannedId, "pln", "a planned message's or reminder's id";
    /// One message in a transcript.
    MessageId, "msg", "a message id";
    /// One row of the outbox.
    OutboxId, "out", "an outbox id";
    /// A stored file.
    AttachmentId, "att", "an attachment id";
    /// An event that could not be applied and waits for an administrator.
    ParkedEventId, "prk", "a parked event id";
    /// A kind of event that Parlance does not know, of one account.
    UnknownEventId, "unk", "an unknown event id";
    /// One import of past conversations.
    ImportId, "imp", "an import id";
    /// One arrival of a customer by an advertisement, a link or a plugin.
    ArrivalId, "arr", "an arrival id";
    /// A customer's permission to be notified about a topic.
    PermissionId, "prm", "a permission id";
    /// Something that is wrong with an account.
    ProblemId, "prb", "a problem id";
    /// A platform's demand for a person: deletion of their data, or the end of what they permitted.
    PrivacyRequestId, "prq", "a privacy request id";
    /// A durable background job.
    JobId, "job", "a job id";
    /// An API key.
    ApiKeyId, "key", "an API key id";
    /// A signed-in session (the id shown to its user, never the secret).
    SessionId, "ses", "a session id";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_being_written_and_read() {
        let id = InteractionId::new(Timestamp::from_millis(1_795_340_101_123), [7; 10]);
        assert!(id.to_string().starts_with("int_"));
        assert_eq!(id.to_string().parse::<InteractionId>(), Ok(id));
        assert_eq!(
            serde_json::from_str::<InteractionId>(&serde_json::to_string(&id).unwrap()).unwrap(),
            id
        );
    }

    #[test]
    fn another_kind_is_refused_with_what_was_wanted() {
        let message = MessageId::new(Timestamp::from_millis(1), [0; 10]).to_string();
        let error = message.parse::<OfferId>().unwrap_err();
        assert!(error.to_string().contains("is not an offer id"), "{error}");
        assert!("int_xyz".parse::<InteractionId>().is_err());
    }

    #[test]
    fn ids_sort_by_time() {
        let early = MessageId::new(Timestamp::from_millis(1000), [255; 10]);
        let late = MessageId::new(Timestamp::from_millis(1001), [0; 10]);
        assert!(early < late);
    }
}
