//! What a channel says about itself, as data: the Administrator draws its form from it, the desk its limits,
//! the HTTP edge its webhook routes.

use parlance_core::{Timestamp, approved::ApprovedLimits, rich::RichLimits};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{account::AccountValues, outbound::AttachmentKind};

/// One kind of integration account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Descriptor {
    /// Stable id, stored with each account: `messenger`.
    pub id: String,
    /// Name shown to people: `Messenger`.
    pub label: String,
    /// One line for the list of types.
    pub summary: String,
    /// Names the icon; the drawing itself is `Channel::icon_svg`.
    pub icon: String,
    /// Channels of one family share a platform's app: its deliveries for one may come to the address of another, and
    /// are signed in the same way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// Sub-types to choose from in the form (`Facebook`); the first is the default.
    pub types: Vec<SubType>,
    /// The form, in order.
    pub fields: Vec<Field>,
    /// The field whose value identifies the account at the platform (page id): unique among active accounts.
    pub external_id_field: String,
    /// The sealed field that signs webhooks; without it events are refused unless `accept_unsigned_field` is ticked.
    pub signing_secret_field: String,
    /// The sealed field that the handshake compares.
    pub verify_token_field: String,
    /// The checkbox that lets unsigned events in.
    pub accept_unsigned_field: String,
    /// Paths this channel's platform calls, in the router's syntax. `{page_id}` stands for the external id.
    pub webhook_paths: Vec<WebhookPath>,
    /// What must be subscribed at the platform for everything to work, in the order to show.
    pub subscribe_fields: Vec<SubscribeField>,
    /// What it can do.
    pub capabilities: Capabilities,
}

impl Descriptor {
    /// A field by name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The webhook fields that an account with these values wants, in the order to show.
    pub fn wanted_fields<'d>(&'d self, values: &AccountValues) -> impl Iterator<Item = &'d SubscribeField> {
        self.subscribe_fields.iter().filter(|field| {
            field
                .only_with
                .as_deref()
                .is_none_or(|checkbox| values.is_ticked(checkbox))
        })
    }

    /// The account's id at the platform, when it has been entered.
    #[must_use]
    pub fn external_id<'v>(&self, values: &'v AccountValues) -> Option<&'v str> {
        values.setting(&self.external_id_field)
    }

    /// The path to give to the platform for one account, from the first (account's own) template.
    #[must_use]
    pub fn callback_path(&self, external_id: &str) -> Option<String> {
        let template = self.webhook_paths.iter().find(|path| path.names_account)?;
        Some(template.path.replace("{page_id}", external_id))
    }
}

/// A sub-type of a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SubType {
    /// Stored value.
    pub id: String,
    /// Shown name.
    pub label: String,
}

/// An address the platform calls with GET (handshake) and POST (events).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WebhookPath {
    /// Path template in the router's syntax.
    pub path: String,
    /// Whether the path names one account; otherwise it serves every account of the channel.
    pub names_account: bool,
}

/// A webhook field to be subscribed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SubscribeField {
    /// The platform's word.
    pub name: String,
    /// Without it customers' messages do not come at all.
    pub essential: bool,
    /// What is lost without it, as the end of "Without it …".
    pub without: String,
    /// Wanted only when this checkbox of the form is ticked.
    pub only_with: Option<String>,
}

/// One property of the account form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Field {
    /// Key of the value, also in the API and in `parlance apply`.
    pub name: String,
    /// Label on the form.
    pub label: String,
    /// One line of help under the field.
    pub hint: String,
    /// Heading under which the form shows it.
    pub section: String,
    /// How it is entered.
    pub kind: FieldKind,
    /// Needed before the account can work. An account without it can be saved and stays inactive.
    pub required: bool,
    /// Encrypted at rest, lives in `AccountValues::secrets`.
    pub sealed: bool,
    /// May be shown again to an administrator. Sealed fields are write-only unless this is set.
    pub readable: bool,
    /// What a value must look like.
    pub rule: Rule,
}

/// How a field is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FieldKind {
    /// A line of text.
    Text,
    /// Digits only; kept as text, because ids exceed what numbers can hold exactly.
    Digits,
    /// A secret: typed or pasted, never shown again.
    Secret,
    /// A value Parlance can make up (*Generate random token*), to be copied to the platform.
    Token,
    /// One of several.
    Select {
        /// The choices; the first is the default.
        options: Vec<SubType>,
    },
    /// Yes or no; the values are `true` and `false`.
    Checkbox {
        /// Said beside it when ticking it is a risk.
        #[serde(skip_serializing_if = "Option::is_none")]
        warning: Option<String>,
    },
    /// Computed by Parlance, to be copied: the callback URL, the list of fields. Never sent back.
    Readonly,
}

/// Which characters a value may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Charset {
    /// Anything but control characters.
    Any,
    /// `0`–`9`.
    Digits,
    /// `0`–`9`, `a`–`f`.
    Hex,
    /// Visible ASCII without spaces.
    VisibleAscii,
    /// Letters, digits, `.`, `_`, `-`.
    Handle,
}

/// What a value must look like. Lengths count characters after trimming.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Rule {
    /// Shortest allowed.
    pub min_chars: usize,
    /// Longest allowed.
    pub max_chars: usize,
    /// Allowed characters.
    pub charset: Charset,
}

impl Field {
    /// Why a (trimmed, non-empty) value is refused, or `None`. The message never repeats the value.
    #[must_use]
    pub fn refuse(&self, value: &str) -> Option<String> {
        let label = &self.label;
        if let FieldKind::Select { options } = &self.kind {
            let labels: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
            return (!labels.contains(&value))
                .then(|| format!("{label} must be one of: {}.", labels.join(", ")));
        }
        if matches!(self.kind, FieldKind::Checkbox { .. }) {
            return (!matches!(value, "true" | "false")).then(|| format!("{label} must be true or false."));
        }
        let (allowed, words): (fn(char) -> bool, &str) = match self.rule.charset {
            Charset::Any => (|c| !c.is_control(), "text without control characters"),
            Charset::Digits => (|c| c.is_ascii_digit(), "digits only"),
            Charset::Hex => (|c| c.is_ascii_hexdigit(), "hexadecimal digits only (0-9, a-f)"),
            Charset::VisibleAscii => (
                |c| c.is_ascii_graphic(),
                "letters, digits and signs without spaces",
            ),
            Charset::Handle => (
                |c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'),
                "letters, digits, dots, dashes and underscores, without the @",
            ),
        };
        if !value.chars().all(allowed) {
            return Some(format!("{label} must be {words}."));
        }
        let length = value.chars().count();
        let Rule {
            min_chars, max_chars, ..
        } = self.rule;
        if length < min_chars {
            return Some(format!(
                "{label} must have at least {min_chars} characters; this has {length}."
            ));
        }
        (length > max_chars)
            .then(|| format!("{label} may have at most {max_chars} characters; this has {length}."))
    }
}

/// What a channel can do and how much of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Capabilities {
    /// Longest text of one platform message; longer ones are split (`split_text`).
    pub text_limit: TextLimit,
    /// What can be sent, with limits. Kinds that are missing cannot be sent.
    pub attachments: Vec<AttachmentLimit>,
    /// The customer can be shown that somebody types.
    pub typing: bool,
    /// How long one typing signal lasts; repeat it before.
    pub typing_lasts_ms: u64,
    /// The customer can be shown that the message was seen.
    pub mark_seen: bool,
    /// What it takes of rich messages; `None` when it takes none.
    pub rich: Option<RichLimits>,
    /// Delivery receipts come.
    pub delivery_receipts: bool,
    /// Read receipts come.
    pub read_receipts: bool,
    /// Own messages come back as echoes, so an uncertain send can be settled.
    pub echoes: bool,
    /// A reply can quote a message.
    pub reply_to: bool,
    /// Names and pictures of customers can be asked for.
    pub profiles: bool,
    /// How long after the customer's last qualifying act one may answer; `None` when always.
    pub reply_window_ms: Option<i64>,
    /// Keep this much distance from the window's end, because clocks differ.
    pub window_margin_ms: i64,
    /// People may answer by hand for longer than the reply window; `None` when nobody may.
    pub person_window: Option<PersonWindow>,
    /// Which reactions can be put on a customer's message.
    pub reactions: Reactions,
    /// Customers can permit to be notified, and messages go out by that; `None` when they cannot.
    pub notifications: Option<Notifications>,
    /// Comments on posts can be taken and answered; `None` when the platform has none.
    pub comments: Option<CommentLimits>,
    /// Templates are reviewed by the platform, and may then be sent at any time; `None` when there are none.
    pub approved: Option<ApprovedLimits>,
}

/// How often customers may be notified who have permitted it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Notifications {
    /// Milliseconds from one message to the next, by the platform's word for the frequency.
    pub every: Vec<(String, i64)>,
    /// The same when the permission names no frequency.
    pub otherwise_ms: i64,
}

impl Notifications {
    /// Milliseconds from one message to the next for a permission with this word.
    #[must_use]
    pub fn every_ms(&self, frequency: Option<&str>) -> i64 {
        let known = frequency.and_then(|word| {
            self.every
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(word))
        });
        known.map_or(self.otherwise_ms, |(_, ms)| *ms)
    }
}

/// How comments can be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CommentLimits {
    /// The checkbox of the form that says whether the account's comments are taken.
    pub field: String,
    /// So long after it was written a comment can be answered privately, once; milliseconds.
    pub private_within_ms: i64,
    /// Longest public answer.
    pub public_text: TextLimit,
}

/// How long people may answer by hand, when the platform has given its permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonWindow {
    /// So long after the customer's last qualifying act, milliseconds.
    pub ms: i64,
    /// The checkbox of the form that says whether the account has the permission.
    pub field: String,
}

/// Which reactions can be put on a customer's message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reactions {
    /// None.
    None,
    /// These only.
    Only(Vec<String>),
    /// Any emoji.
    Any,
}

impl Capabilities {
    /// When the reply window closes, given the platform's time of the customer's last act that opens it
    /// (`InboundPayload::opens_window`). `None` when it never closes.
    #[must_use]
    pub fn window_closes_at(&self, last_customer_act: Timestamp) -> Option<Timestamp> {
        self.reply_window_ms
            .map(|window| last_customer_act.plus_ms(window - self.window_margin_ms))
    }

    /// The limit for a kind of attachment, when the channel can send it.
    #[must_use]
    pub fn attachment(&self, kind: AttachmentKind) -> Option<&AttachmentLimit> {
        self.attachments.iter().find(|limit| limit.kind == kind)
    }
}

/// The longest text, and what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct TextLimit {
    /// How many.
    pub max: usize,
    /// Of what.
    pub unit: TextUnit,
}

/// What a text limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextUnit {
    /// UTF-16 code units, what `String.length` counts in a browser.
    Utf16,
    /// Bytes of UTF-8.
    Bytes,
    /// Unicode scalar values.
    Chars,
}

impl TextUnit {
    /// The length of a text in this unit.
    #[must_use]
    pub fn count(self, text: &str) -> usize {
        match self {
            TextUnit::Utf16 => text.encode_utf16().count(),
            TextUnit::Bytes => text.len(),
            TextUnit::Chars => text.chars().count(),
        }
    }
}

/// What may be sent of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AttachmentLimit {
    /// The kind.
    pub kind: AttachmentKind,
    /// Most bytes.
    pub max_bytes: u64,
    /// MIME types, or prefixes ending in `/`; empty means any.
    pub mime: Vec<String>,
}

impl AttachmentLimit {
    /// Whether a MIME type is among the allowed ones.
    #[must_use]
    pub fn allows(&self, mime: &str) -> bool {
        self.mime.is_empty()
            || self
                .mime
                .iter()
                .any(|allowed| mime == allowed || (allowed.ends_with('/') && mime.starts_with(allowed)))
    }
}
