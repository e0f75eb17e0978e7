//! What a webhook body means, independent of any platform.

use parlance_core::{
    Timestamp,
    approved::ReviewState,
    form::{Form, FormKind},
    message::{CommentedPost, Part},
};

/// The rule by which a notification is left aside that is about something else, perhaps another channel's.
pub const OTHER_OBJECT: &str = "other_object";

/// The meaning of one webhook body. Reading it cannot fail as a whole: what cannot be understood is a problem of
/// its own and costs no neighbour.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Normalised {
    /// Events by account, in the order of the body. One account may come several times.
    pub accounts: Vec<AccountEvents>,
    /// What was left aside by a written rule.
    pub ignored: Vec<Ignored>,
    /// What could not be understood; to be parked with its reason.
    pub problems: Vec<Problem>,
}

impl Normalised {
    /// The first place that nothing in the body has.
    #[must_use]
    pub fn next_place(&self) -> u32 {
        let events = self.events().map(|(_, event)| event.index);
        let ignored = self.ignored.iter().map(|ignored| ignored.index);
        let problems = self.problems.iter().map(|problem| problem.index);
        events
            .chain(ignored)
            .chain(problems)
            .max()
            .map_or(0, |last| last.saturating_add(1))
    }

    /// Moves every place, so that two readings of one body can stand beside each other.
    pub fn move_places(&mut self, by: u32) {
        let events = self.accounts.iter_mut().flat_map(|account| &mut account.events);
        let events = events.map(|event| &mut event.index);
        let ignored = self.ignored.iter_mut().map(|ignored| &mut ignored.index);
        let problems = self.problems.iter_mut().map(|problem| &mut problem.index);
        for place in events.chain(ignored).chain(problems) {
            *place = place.saturating_add(by);
        }
    }

    /// All events with the external id of their account.
    pub fn events(&self) -> impl Iterator<Item = (&str, &InboundEvent)> {
        self.accounts.iter().flat_map(|account| {
            account
                .events
                .iter()
                .map(|event| (account.external_id.as_str(), event))
        })
    }
}

/// Events of one account.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountEvents {
    /// The account at the platform (page id).
    pub external_id: String,
    /// Its events, in the order of the body. Show them by `provider_at`, never by arrival.
    pub events: Vec<InboundEvent>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct InboundEvent {
    /// Running number of the event in the body, from 0: the same body always gives the same numbers.
    pub index: u32,
    /// The customer at the platform, scoped to the account; absent when the platform names nobody.
    pub customer_id: Option<String>,
    /// The key for dedupe together with account and kind: the platform's message id, or a digest of the content
    /// when there is none. At most 600 bytes; compared byte for byte.
    pub provider_id: String,
    /// When it happened, by the platform's clock. Absent when the platform does not say: use the time of receipt.
    pub provider_at: Option<Timestamp>,
    /// Another app owns the conversation: keep as context, answer nothing automatic.
    pub standby: bool,
    /// What happened.
    pub payload: InboundPayload,
}

impl InboundEvent {
    /// The kind, for dedupe, metrics and lists.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        self.payload.kind()
    }
}

/// What happened, by kind.
#[derive(Debug, Clone, PartialEq)]
pub enum InboundPayload {
    /// The customer wrote, sent something, or chose a quick reply.
    Message(InboundMessage),
    /// The account sent a message: by us (see `metadata`), by another app, or by a person in the platform's inbox.
    Echo(Echo),
    /// Messages reached the customer's device.
    Delivery {
        /// Platform message ids, possibly none.
        message_ids: Vec<String>,
        /// Every message sent at or before this moment (platform clock) is delivered.
        watermark: Option<Timestamp>,
    },
    /// The customer has seen messages.
    Read {
        /// Every message sent at or before this moment (platform clock) is read.
        watermark: Option<Timestamp>,
        /// A single message, on platforms that name one.
        message_id: Option<String>,
    },
    /// The customer tapped a button or menu item.
    Postback(Postback),
    /// The customer agreed to something.
    OptIn(OptIn),
    /// The customer came to an existing conversation by a link, an advertisement or a plugin.
    Referral(Referral),
    /// The customer reacted to a message.
    Reaction {
        /// The message, ours or theirs, known or not.
        message_id: String,
        /// The emoji; absent when taken away or not told.
        emoji: Option<String>,
        /// The platform's word (`love`).
        name: Option<String>,
        /// The reaction was taken away.
        removed: bool,
    },
    /// The customer changed a message. May come before the message itself; the highest `revision` counts.
    Edit {
        /// The message.
        message_id: String,
        /// The new text; absent when the platform does not say.
        text: Option<String>,
        /// How many times it has been changed.
        revision: u32,
    },
    /// A message was taken back.
    Unsend {
        /// The original message: this is an update of it, not a new message.
        message_id: String,
        /// It was one of the account's own.
        is_echo: bool,
    },
    /// Who may answer has changed between apps.
    ThreadControl(ThreadControl),
    /// The platform warns or blocks the account.
    Policy {
        /// `warning`, `block`, `unblock`, or a new word.
        action: String,
        /// The platform's reason.
        reason: Option<String>,
    },
    /// The customer's account at the business was linked to the conversation, or is so no more.
    AccountLink {
        /// Linked now.
        linked: bool,
    },
    /// The customer filled in a form, ordered, took a coupon, or said what they think of an answer.
    Form {
        /// What it says.
        form: Form,
        /// The message it is about, when it is about one.
        about: Option<String>,
    },
    /// A comment on one of the account's posts was written, changed, hidden or removed. Its author is the event's
    /// customer, by an id that need not be an address for messages.
    Comment(Comment),
    /// The platform has looked at a template of the account.
    TemplateReview(TemplateReview),
    /// Anything else: kept whole, shown as a system line or ignored by rule.
    Other {
        /// The platform's key for the event.
        kind: String,
        /// The event's JSON as it came.
        raw: String,
    },
}

impl InboundPayload {
    /// The kind alone.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        match self {
            InboundPayload::Message(_) => EventKind::Message,
            InboundPayload::Echo(_) => EventKind::Echo,
            InboundPayload::Delivery { .. } => EventKind::Delivery,
            InboundPayload::Read { .. } => EventKind::Read,
            InboundPayload::Postback(_) => EventKind::Postback,
            InboundPayload::OptIn(_) => EventKind::OptIn,
            InboundPayload::Referral(_) => EventKind::Referral,
            InboundPayload::Reaction { .. } => EventKind::Reaction,
            InboundPayload::Edit { .. } => EventKind::Edit,
            InboundPayload::Unsend { .. } => EventKind::Unsend,
            InboundPayload::ThreadControl(_) => EventKind::ThreadControl,
            InboundPayload::Policy { .. } => EventKind::Policy,
            InboundPayload::AccountLink { .. } => EventKind::AccountLink,
            InboundPayload::Form { .. } => EventKind::Form,
            InboundPayload::Comment(_) => EventKind::Comment,
            InboundPayload::TemplateReview(_) => EventKind::TemplateReview,
            InboundPayload::Other { .. } => EventKind::Other,
        }
    }

    /// Whether this act of the customer opens the reply window anew.
    #[must_use]
    pub const fn opens_window(&self) -> bool {
        match self {
            InboundPayload::Message(message) => !message.synthetic,
            InboundPayload::Postback(_) => true,
            // Who clicks on an advertisement has not written yet; who answered its questions has.
            InboundPayload::Referral(referral) => !referral.advertised || !referral.answers.is_empty(),
            InboundPayload::Reaction { removed, .. } => !*removed,
            // An order is a message; other forms are answers to what was asked before.
            InboundPayload::Form { form, .. } => matches!(form.kind, FormKind::Order),
            _ => false,
        }
    }
}

/// The kind of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// The customer wrote.
    Message,
    /// The account sent a message.
    Echo,
    /// A delivery receipt.
    Delivery,
    /// A read receipt.
    Read,
    /// A tapped button.
    Postback,
    /// An opt-in.
    OptIn,
    /// An arrival by link, advertisement or plugin.
    Referral,
    /// A reaction to a message.
    Reaction,
    /// A changed message.
    Edit,
    /// A message taken back.
    Unsend,
    /// A change of who may answer.
    ThreadControl,
    /// A warning or block of the account.
    Policy,
    /// A linked account.
    AccountLink,
    /// A form.
    Form,
    /// A comment on a post.
    Comment,
    /// A review of a template.
    TemplateReview,
    /// Anything else.
    Other,
}

impl EventKind {
    /// Stable word for storage (part of the dedupe key) and metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            EventKind::Message => "message",
            EventKind::Echo => "echo",
            EventKind::Delivery => "delivery",
            EventKind::Read => "read",
            EventKind::Postback => "postback",
            EventKind::OptIn => "opt_in",
            EventKind::Referral => "referral",
            EventKind::Reaction => "reaction",
            EventKind::Edit => "edit",
            EventKind::Unsend => "unsend",
            EventKind::ThreadControl => "thread_control",
            EventKind::Policy => "policy",
            EventKind::AccountLink => "account_link",
            EventKind::Form => "form",
            EventKind::Comment => "comment",
            EventKind::TemplateReview => "template_review",
            EventKind::Other => "other",
        }
    }
}

/// A message by the customer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InboundMessage {
    /// The platform's message id, when it gives one.
    pub message_id: Option<String>,
    /// The content; never empty. A chosen quick reply is a `Part::QuickReply` beside its text.
    pub parts: Vec<Part>,
    /// The message it answers; may be one never stored.
    pub reply_to: Option<String>,
    /// How the customer got here.
    pub referral: Option<Referral>,
    /// The `user_ref` of an earlier checkbox opt-in that this first message links to the customer.
    pub opt_in_ref: Option<String>,
    /// Made by the platform (lead summary): the customer did not write it and does not see it.
    pub synthetic: bool,
}

impl InboundMessage {
    /// The payload of the chosen quick reply.
    #[must_use]
    pub fn quick_reply(&self) -> Option<&str> {
        self.parts.iter().find_map(|part| match part {
            Part::QuickReply { payload } => Some(payload.as_str()),
            _ => None,
        })
    }
}

/// A message the account sent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Echo {
    /// The platform's message id: the same as `Sent::provider_id` of our own sends.
    pub message_id: Option<String>,
    /// The app that sent it. Another app, or a person in the platform's inbox, when `metadata` is not ours.
    pub app_id: Option<String>,
    /// What the sender set; our outbox key for our own sends (`Outgoing::metadata`).
    pub metadata: Option<String>,
    /// The content; never empty.
    pub parts: Vec<Part>,
    /// The message it answers.
    pub reply_to: Option<String>,
}

/// A tapped button.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Postback {
    /// The platform's message id, when it gives one.
    pub message_id: Option<String>,
    /// One `Part::Postback`: show its title as what the customer said.
    pub parts: Vec<Part>,
    /// How the customer got here.
    pub referral: Option<Referral>,
}

/// An opt-in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OptIn {
    /// Our reference: the plugin's `ref`, or the payload of a subscription.
    pub reference: Option<String>,
    /// The plugin's name for a customer who is not known yet.
    pub user_ref: Option<String>,
    /// The platform's sub-type (`notification_messages`).
    pub kind: Option<String>,
    /// What the customer agreed to.
    pub title: Option<String>,
    /// What the platform wants to see again when the customer is notified. A secret of the customer's.
    pub token: Option<String>,
    /// How often, in the platform's word (`WEEKLY`).
    pub frequency: Option<String>,
    /// The agreement ends at.
    pub expires_at: Option<Timestamp>,
    /// The customer stopped (`true`) or resumed (`false`) an earlier agreement.
    pub stopped: Option<bool>,
}

/// How a customer got here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Referral {
    /// Our reference in the link.
    pub reference: Option<String>,
    /// The platform's word: `ADS`, `SHORTLINK`, `CUSTOMER_CHAT_PLUGIN`, …
    pub source: Option<String>,
    /// The platform's word: `OPEN_THREAD`, `LEAD_COMPLETE`, …
    pub kind: Option<String>,
    /// Came by an advertisement.
    pub advertised: bool,
    /// The advertisement.
    pub ad_id: Option<String>,
    /// Its title.
    pub ad_title: Option<String>,
    /// Its picture, or the picture of its film; http(s) only.
    pub picture_url: Option<String>,
    /// The post it advertises.
    pub post_id: Option<String>,
    /// The shop product.
    pub product_id: Option<String>,
    /// Where the link stood.
    pub referer_uri: Option<String>,
    /// Answers of a lead form: question and answer.
    pub answers: Vec<(String, String)>,
}

/// A comment on a post.
#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    /// The comment at the platform.
    pub comment_id: String,
    /// The comment that it answers; absent when it stands directly under the post.
    pub answers: Option<String>,
    /// The account wrote it, not a customer.
    pub by_account: bool,
    /// The author's name as shown under the post.
    pub author_name: Option<String>,
    /// The post.
    pub post: CommentedPost,
    /// What happened to it.
    pub change: CommentChange,
}

/// What happened to a comment.
#[derive(Debug, Clone, PartialEq)]
pub enum CommentChange {
    /// It was written. The parts are never empty.
    Added(Vec<Part>),
    /// It says something else now.
    Edited(String),
    /// It is gone.
    Removed,
    /// The account has hidden it (`true`) or shows it again.
    Hidden(bool),
}

/// What the platform says of a template now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateReview {
    /// The platform's id of it.
    pub remote_id: Option<String>,
    /// Its name; may be empty when the id is there.
    pub name: String,
    /// Its language, in the platform's word.
    pub language: Option<String>,
    /// What it says; `None`: the template is gone.
    pub state: Option<ReviewState>,
    /// Why, in the platform's words.
    pub reason: Option<String>,
}

/// A change of who may answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadControl {
    /// What happened.
    pub action: ThreadAction,
    /// The app that owned the conversation; absent when none did.
    pub previous_owner: Option<String>,
    /// The app that owns it now, or asks for it.
    pub new_owner: Option<String>,
    /// What the other app said.
    pub metadata: Option<String>,
}

/// What happened to the control of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThreadAction {
    /// It was given to us.
    Passed,
    /// It was taken from us.
    Taken,
    /// Another app asks for it.
    Requested,
    /// Apps' roles changed (no customer).
    Roles,
}

/// Something left aside by rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// Running number of the event in the body.
    pub index: u32,
    /// The rule's name, stable: `dashboard_test`, `other_product`, `page_change`, …
    pub rule: &'static str,
    /// The platform's word for what was left aside, when administrators should know of it.
    pub kind: Option<String>,
    /// What was left aside, as it came.
    pub raw: Option<String>,
    /// The account it came for, when named.
    pub external_id: Option<String>,
}

/// Something that could not be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Running number of the event in the body; the number the event would have had.
    pub index: u32,
    /// The account it came for, when readable.
    pub external_id: Option<String>,
    /// What is wrong, without content of the message.
    pub reason: String,
    /// The event's JSON as it came (or the whole body), to be shown and replayed.
    pub raw: String,
}
