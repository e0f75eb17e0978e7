//! What a message is made of, independent of any channel.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    approved::ApprovedMessage,
    clock::Timestamp,
    form::Form,
    ids::{AttachmentId, ServiceId, UserId},
    overflow::Overflow,
    participant::{PartChange, ParticipantRole},
    rich::Rich,
    thread::Owner,
};

/// Who a message comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the customer.
    Inbound,
    /// To the customer.
    Outbound,
    /// Between colleagues, never sent.
    Note,
    /// A line by Parlance about what happened.
    System,
}

/// Who wrote an outbound message, a note or a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Author {
    /// The customer.
    Customer,
    /// An agent, in Parlance.
    Agent {
        /// The agent.
        user_id: UserId,
    },
    /// Parlance itself (greeting text, system line).
    System,
    /// Somebody who answered outside Parlance: the page's inbox or another app.
    Elsewhere,
}

/// Where the bytes of a media part are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MediaState {
    /// Being fetched from the platform.
    Pending,
    /// Stored; `attachment_id` names it.
    Stored,
    /// Could not be fetched; the message itself is not affected.
    Failed,
    /// Only shown: the platform keeps the bytes, because its rules forbid others to. When its owner deletes it, it is
    /// gone here too.
    Linked,
}

/// A picture, sound, film or file inside a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Media {
    /// Where the bytes are.
    pub state: MediaState,
    /// The stored file, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment_id: Option<AttachmentId>,
    /// File name as data: never used as a path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// MIME type by content, once stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mime: Option<String>,
    /// Size in bytes, once stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size_bytes: Option<u64>,
    /// The platform's expiring address. Stored, never shown to browsers (views clear it).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_url: Option<String>,
    /// Where it can be looked at while it is only shown: a path of this API. Made for answers, never stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_at: Option<String>,
    /// What a picture measures, once stored: its place is kept free while it loads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureSize>,
}

/// What a picture measures on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PictureSize {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Width of the small one (`?size=small`); absent where the picture itself is small.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub small_width: Option<u32>,
}

/// A post that a customer commented on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommentedPost {
    /// The post at the platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post_id: Option<String>,
    /// The beginning of what the post says, once it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<String>,
    /// Where the post or the comment is, http(s) only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The account has hidden the comment: only its author and their friends see it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hidden: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
const fn is_false(value: &bool) -> bool {
    !*value
}

/// One piece of a message. Names are ours; each channel maps its own to these.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Part {
    /// Plain text.
    Text {
        /// The text, exactly as written.
        text: String,
    },
    /// A picture.
    Image(Media),
    /// A voice message or sound.
    Audio(Media),
    /// A film.
    Video(Media),
    /// Any other file.
    File(Media),
    /// A sticker.
    Sticker(Media),
    /// The platform's thumb: a sticker in its bytes, one word in its meaning.
    Like,
    /// A place.
    Location {
        /// Its name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// Degrees north.
        latitude: f64,
        /// Degrees east.
        longitude: f64,
    },
    /// A shared link with its preview.
    Link {
        /// Title of the target.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// Address of the target, http(s) only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
    },
    /// The customer chose a quick reply (its title is the text part beside it).
    QuickReply {
        /// The payload that the button carried.
        payload: String,
    },
    /// The customer chose a command from the account's list (it stands in the text beside it as well).
    Command {
        /// Its name, without a slash.
        name: String,
    },
    /// The customer tapped a button or menu item.
    Postback {
        /// The label the customer saw.
        title: String,
        /// The payload that the button carried, when the platform passes it on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payload: Option<String>,
    },
    /// A card or list the platform drew; shown by its texts.
    Template {
        /// The platform's word for its kind.
        kind: String,
        /// Its lines of text.
        lines: Vec<String>,
    },
    /// A post, reel, story or product that was shared.
    Shared {
        /// What it is: `post`, `reel`, `story`, `story_reply`, `story_mention`, `product`.
        kind: String,
        /// Its title.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// Where it is, http(s) only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        /// Its picture, when the platform gives one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        picture: Option<Media>,
        /// More about it: a price, a number.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<String>,
    },
    /// An appointment that was asked for or changed.
    Appointment {
        /// `requested`, `confirmed`, `declined`, `cancelled`, or a new word.
        status: String,
        /// Begins at, UTC.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        starts_at: Option<Timestamp>,
        /// Ends at, UTC.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ends_at: Option<Timestamp>,
        /// The customer's time zone (IANA name).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        time_zone: Option<String>,
    },
    /// The customer commented on a post; what the comment says stands in the parts beside it.
    Comment(CommentedPost),
    /// We answered a comment.
    CommentReply {
        /// Everybody sees it under the post; otherwise the customer alone, as a message.
        public: bool,
    },
    /// A form that the customer filled in.
    Form(Form),
    /// A rich message we sent.
    Rich(Rich),
    /// A message with approved words that we sent.
    Approved(ApprovedMessage),
    /// Something Parlance cannot show, said openly.
    Unsupported {
        /// The platform's word for it.
        platform_type: String,
    },
    /// A line about what happened.
    System(SystemLine),
}

/// What happened, as data, so that every language can say it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum SystemLine {
    /// The interaction began at a scenario entry and was queued for a service.
    Queued {
        /// The entry's name at that time.
        entry: String,
        /// The service's name at that time.
        service: String,
    },
    /// Routing offered it to an agent.
    Offered {
        /// The agent's name at that time.
        agent: String,
        /// Why, in one sentence (see `routing_reason`).
        reason: String,
    },
    /// The agent accepted.
    Accepted {
        /// The agent's name.
        agent: String,
    },
    /// The offer came back.
    OfferReturned {
        /// The agent's name.
        agent: String,
        /// `rejected`, `no_answer`, `connection_lost`, `logged_out`.
        cause: String,
    },
    /// The agent who held it is gone; it went back to the queue.
    AgentLost {
        /// The agent's name.
        agent: String,
    },
    /// Somebody's part in the conversation beside its owner changed.
    Part {
        /// Whose.
        agent: String,
        /// As what.
        role: ParticipantRole,
        /// How.
        change: PartChange,
        /// Who did it, when it was somebody else.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
        /// What they were asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// An agent called a supervisor for help, or the call is answered or taken back.
    Help {
        /// Who called, or ended the call.
        agent: String,
        /// Called now; otherwise the call is over.
        wanted: bool,
        /// What it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// An agent writes to the customer again after the end of an earlier interaction.
    WrittenAgain {
        /// The agent's name.
        agent: String,
        /// The earlier interaction's number.
        number: String,
    },
    /// Handed over.
    Transferred {
        /// Who handed over.
        from: String,
        /// The agent it goes to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to_agent: Option<String>,
        /// The service it goes to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to_service: Option<String>,
        /// What the one who handed over wrote.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Over for the customer.
    Ended {
        /// Name of who ended it, when a person did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
    /// After-call work began.
    AfterCallWork {
        /// The agent's name.
        agent: String,
    },
    /// Finished with an outcome.
    Finished {
        /// The disposition's name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        disposition: Option<String>,
    },
    /// The customer arrived by a link, an advertisement or a plugin.
    CameFrom {
        /// `ad`, `link`, `plugin`, …
        source: String,
        /// Title of the advertisement or the link's reference.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// The advertisement's picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        picture: Option<Media>,
    },
    /// The customer agreed to be told about something, or no longer does.
    MayBeNotified {
        /// About what.
        topic: String,
        /// The customer has stopped it.
        #[serde(default)]
        stopped: bool,
    },
    /// An agent notified the customer by their permission.
    Notified {
        /// The agent's name.
        agent: String,
        /// About what.
        topic: String,
    },
    /// The customer's account at the business was linked to this conversation, or is so no more.
    AccountLinked {
        /// Linked now.
        linked: bool,
    },
    /// The customer opted in.
    OptedIn {
        /// The reference of the opt-in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
    /// The platform did not take our reaction to the customer's message; it is not shown any more.
    ReactionRefused {
        /// The emoji.
        emoji: String,
        /// Why, in one sentence.
        reason: String,
    },
    /// A customer's reaction to a message.
    Reacted {
        /// The emoji, absent when it was taken away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        emoji: Option<String>,
    },
    /// An agent took the conversation over from another app or from the platform's inbox.
    TookOver {
        /// The agent's name.
        agent: String,
    },
    /// An agent handed the conversation back.
    HandedBack {
        /// The agent's name.
        agent: String,
        /// To whom.
        to: Owner,
    },
    /// An agent asked the holder of the conversation for it.
    AskedFor {
        /// The agent's name.
        agent: String,
    },
    /// Another app, or people in the platform's inbox, took the conversation or were given it.
    HeldElsewhere {
        /// Who.
        by: Owner,
    },
    /// The conversation was given to us.
    GivenToUs,
    /// Anything else the platform told us, by its own word.
    PlatformEvent {
        /// The platform's key for the event.
        kind: String,
    },
    /// A rule of its service sent it to another one.
    Overflowed {
        /// The service's name.
        from: String,
        /// The other's name.
        to: String,
        /// Why.
        why: Overflow,
    },
    /// A service was named for it by a rule.
    ServiceChanged {
        /// The service.
        service_id: ServiceId,
    },
}

impl Media {
    /// Media that only an address is known of.
    #[must_use]
    pub const fn pending(source_url: String) -> Self {
        Self::at(source_url, MediaState::Pending)
    }

    /// Media that must stay with the platform and is only shown from there.
    #[must_use]
    pub const fn linked(source_url: String) -> Self {
        Self::at(source_url, MediaState::Linked)
    }

    const fn at(source_url: String, state: MediaState) -> Self {
        Self {
            state,
            attachment_id: None,
            name: None,
            mime: None,
            size_bytes: None,
            source_url: Some(source_url),
            shown_at: None,
            picture: None,
        }
    }
}

impl Part {
    /// A story that the message answers to: somebody else's, and not what is said.
    fn is_answered_story(&self) -> bool {
        matches!(self, Part::Shared { kind, .. } if kind == "story_reply")
    }

    /// The line that a list shows for this part: text itself, or a word for what it is (`[image]`).
    #[must_use]
    pub fn preview(&self) -> Option<String> {
        match self {
            Part::Text { text } => Some(text.clone()),
            Part::Image(_) => Some("[image]".into()),
            Part::Audio(_) => Some("[audio]".into()),
            Part::Video(_) => Some("[video]".into()),
            Part::File(media) => Some(media.name.clone().unwrap_or_else(|| "[file]".into())),
            Part::Sticker(_) => Some("[sticker]".into()),
            Part::Location { title, .. } => Some(title.clone().unwrap_or_else(|| "[location]".into())),
            Part::Link { title, url } => title
                .clone()
                .or_else(|| url.clone())
                .or_else(|| Some("[link]".into())),
            Part::Postback { title, .. } => Some(title.clone()),
            Part::Template { lines, .. } => lines.first().cloned().or_else(|| Some("[template]".into())),
            Part::Like => Some("👍".into()),
            Part::Shared { kind, title, .. } => title.clone().or_else(|| Some(format!("[{kind}]"))),
            Part::Appointment { status, .. } => Some(format!("[appointment {status}]")),
            Part::Form(form) => Some(form.preview()),
            Part::Rich(rich) => Some(rich.preview()),
            Part::Approved(message) => Some(message.content.body.clone()),
            Part::Unsupported { platform_type } => Some(format!("[{platform_type}]")),
            Part::QuickReply { .. }
            | Part::Command { .. }
            | Part::Comment(_)
            | Part::CommentReply { .. }
            | Part::System(_) => None,
        }
    }

    /// The media inside, if this part has bytes of its own.
    #[must_use]
    pub const fn media(&self) -> Option<&Media> {
        match self {
            Part::Image(media)
            | Part::Audio(media)
            | Part::Video(media)
            | Part::File(media)
            | Part::Sticker(media)
            | Part::Shared {
                picture: Some(media), ..
            }
            | Part::System(SystemLine::CameFrom {
                picture: Some(media), ..
            }) => Some(media),
            _ => None,
        }
    }

    /// The media inside, to be changed.
    pub const fn media_mut(&mut self) -> Option<&mut Media> {
        match self {
            Part::Image(media)
            | Part::Audio(media)
            | Part::Video(media)
            | Part::File(media)
            | Part::Sticker(media)
            | Part::Shared {
                picture: Some(media), ..
            }
            | Part::System(SystemLine::CameFrom {
                picture: Some(media), ..
            }) => Some(media),
            _ => None,
        }
    }
}

/// The preview of a whole message: its first part that has one. What it answers to is said only when nothing else is.
#[must_use]
pub fn preview(parts: &[Part]) -> String {
    let own = parts.iter().filter(|part| !part.is_answered_story());
    let full = own.chain(parts).find_map(Part::preview).unwrap_or_default();
    full.chars().take(160).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_shape_in_json() {
        let part = Part::Image(Media {
            state: MediaState::Pending,
            attachment_id: None,
            name: None,
            mime: None,
            size_bytes: None,
            source_url: Some("https://x".into()),
            shown_at: None,
            picture: None,
        });
        let json = serde_json::to_value(&part).unwrap();
        assert_eq!(json["type"], "image");
        assert_eq!(json["state"], "pending");
        assert_eq!(serde_json::from_value::<Part>(json).unwrap(), part);
    }
}
