//! Attachments of a message. Types come and go without notice: an unknown one is shown as such and costs nothing.

use parlance_channel::check::utc_minute;
use parlance_core::{
    Timestamp,
    message::{Media, MediaState, Part},
};
use percent_encoding::percent_decode_str;

use crate::meta::json::{Node, Object};

/// Longest word kept for a type nobody knows.
const MAX_TYPE: usize = 64;
/// Most lines of a card.
const MAX_LINES: usize = 40;

pub(super) fn parts(message: &Object<'_>) -> Vec<Part> {
    let list = message
        .get("attachments")
        .and_then(Node::list)
        .unwrap_or_default();
    let attachments: Vec<Attachment<'_>> = list.into_iter().map(Attachment::read).collect();
    let mut parts: Vec<Part> = attachments
        .iter()
        .filter(|it| !it.is_shadow_of_sticker(&attachments))
        .map(Attachment::part)
        .collect();
    // Before attachments, stickers were a number beside the text.
    if parts.is_empty() && message.id("sticker_id").is_some() {
        parts.push(unsupported("sticker"));
    }
    parts
}

struct Attachment<'a> {
    kind: String,
    object: Object<'a>,
    payload: Object<'a>,
    url: Option<String>,
}

impl<'a> Attachment<'a> {
    fn read(node: Node<'a>) -> Self {
        let object = node.object().unwrap_or_default();
        let payload = object.object("payload").unwrap_or_default();
        // Title and address stand inside the payload since v6.0 and beside it before, and in echoes still.
        let url = web_address(&payload, "url").or_else(|| web_address(&object, "url"));
        let kind = object.text("type").unwrap_or_else(|| "attachment".to_owned());
        Self {
            kind,
            object,
            payload,
            url,
        }
    }

    /// Until 2026-08-30 a sticker came twice, as `sticker` and as `image`: one picture is enough.
    fn is_shadow_of_sticker(&self, all: &[Attachment<'_>]) -> bool {
        let same = |other: &Attachment<'_>| {
            let (one, two) = (self.payload.id("sticker_id"), other.payload.id("sticker_id"));
            (one.is_some() && one == two) || (self.url.is_some() && self.url == other.url)
        };
        self.kind == "image" && all.iter().any(|other| other.kind == "sticker" && same(other))
    }

    fn part(&self) -> Part {
        match self.kind.as_str() {
            "image" if self.payload.has("sticker_id") => self.media(Part::Sticker),
            "image" => self.media(Part::Image),
            "audio" => self.media(Part::Audio),
            "video" => self.media(Part::Video),
            "file" => self.media(Part::File),
            "sticker" => self.media(Part::Sticker),
            "location" => self.location(),
            "fallback" | "share" | "reel" | "ig_reel" | "post" | "ig_post" | "ig_story" | "story_mention" => {
                self.link()
            }
            "template" => self.template(),
            "appointment_booking" => self.appointment(),
            other => unsupported(other),
        }
    }

    /// Media without an address (echoes) cannot be fetched, so it cannot be shown.
    fn media(&self, make: fn(Media) -> Part) -> Part {
        let Some(url) = &self.url else {
            return unsupported(&self.kind);
        };
        make(Media {
            state: MediaState::Pending,
            attachment_id: None,
            name: (self.kind == "file").then(|| file_name(url)).flatten(),
            mime: None,
            size_bytes: None,
            source_url: Some(url.clone()),
        })
    }

    fn location(&self) -> Part {
        let place = self.payload.object("coordinates").and_then(|at| {
            let number = |key: &str| at.get(key).and_then(Node::number);
            let (latitude, longitude) = (number("lat")?, number("long")?);
            let on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
            on_earth.then_some((latitude, longitude))
        });
        match place {
            Some((latitude, longitude)) => Part::Location {
                title: self.title(),
                latitude,
                longitude,
            },
            None => unsupported(&self.kind),
        }
    }

    fn link(&self) -> Part {
        match (self.title(), &self.url) {
            (None, None) => unsupported(&self.kind),
            (title, url) => Part::Link {
                title,
                url: url.clone(),
            },
        }
    }

    fn template(&self) -> Part {
        let kind = self.payload.text("template_type").unwrap_or_else(|| {
            if self.payload.has("product") {
                "product".to_owned()
            } else {
                "template".to_owned()
            }
        });
        let mut lines: Vec<String> = ["title", "text", "subtitle"]
            .into_iter()
            .filter_map(|key| self.payload.text(key))
            .collect();
        let inside = self.payload.object("product");
        let elements = inside
            .as_ref()
            .unwrap_or(&self.payload)
            .get("elements")
            .and_then(Node::list);
        for element in elements.unwrap_or_default().into_iter().filter_map(Node::object) {
            lines.extend(
                ["title", "subtitle"]
                    .into_iter()
                    .filter_map(|key| element.text(key)),
            );
            lines.extend(buttons(&element));
        }
        lines.extend(buttons(&self.payload));
        lines.extend(self.object.text("title").filter(|title| !lines.contains(title)));
        lines.truncate(MAX_LINES);
        Part::Template { kind, lines }
    }

    fn appointment(&self) -> Part {
        let status = self
            .payload
            .text("status")
            .unwrap_or_else(|| "unknown".to_owned());
        let at = |key: &str| {
            self.payload
                .get(key)
                .and_then(Node::moment)
                .map(Timestamp::as_millis)
        };
        let moment = |millis: i64| utc_minute(Timestamp::from_millis(millis));
        let mut lines = vec![format!("Appointment {status}")];
        match (at("start_time"), at("end_time")) {
            (Some(start), Some(end)) => lines.push(format!("{} – {}", moment(start), moment(end))),
            (Some(start), None) => lines.push(moment(start)),
            _ => {}
        }
        lines.extend(self.payload.text("timezone"));
        Part::Template {
            kind: self.kind.clone(),
            lines,
        }
    }

    fn title(&self) -> Option<String> {
        self.payload.text("title").or_else(|| self.object.text("title"))
    }
}

fn buttons(object: &Object<'_>) -> impl Iterator<Item = String> {
    let list = object.get("buttons").and_then(Node::list).unwrap_or_default();
    list.into_iter()
        .filter_map(|button| Some(format!("[{}]", button.object()?.text("title")?)))
}

fn unsupported(kind: &str) -> Part {
    let platform_type = kind.chars().filter(|c| !c.is_control()).take(MAX_TYPE).collect();
    Part::Unsupported { platform_type }
}

/// Only what a browser opens as a page; `javascript:` and its like are dropped. The address is the parsed one: line
/// breaks and odd spellings that some reader might take differently are gone.
fn web_address(object: &Object<'_>, key: &str) -> Option<String> {
    let parsed = url::Url::parse(&object.text(key)?).ok()?;
    (matches!(parsed.scheme(), "http" | "https") && parsed.has_host()).then(|| parsed.into())
}

/// Meta gives no file name but in the address.
fn file_name(url: &str) -> Option<String> {
    let parsed = url::Url::parse(url).ok()?;
    let last = parsed.path_segments()?.rfind(|segment| !segment.is_empty())?;
    let decoded = percent_decode_str(last).decode_utf8().ok()?;
    let name: String = decoded
        .rsplit(['/', '\\'])
        .next()?
        .chars()
        .filter(|c| !c.is_control())
        .take(200)
        .collect();
    (!name.trim_matches(['.', ' ']).is_empty()).then_some(name)
}
