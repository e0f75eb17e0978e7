//! Attachments of a message. Types come and go without notice: an unknown one is shown as such and costs nothing.

use parlance_core::message::{Media, Part};
use percent_encoding::percent_decode_str;

use super::Dialect;
use crate::meta::json::{Node, Object};

/// Longest word kept for a type nobody knows.
const MAX_TYPE: usize = 64;
/// Most lines of a card.
const MAX_LINES: usize = 40;
/// Most products of one message.
const MAX_PRODUCTS: usize = 10;
/// The thumb in its three sizes.
const LIKES: [&str; 3] = ["369239263222822", "369239343222814", "369239383222810"];

pub(super) fn parts(dialect: &dyn Dialect, message: &Object<'_>) -> Vec<Part> {
    let list = message
        .get("attachments")
        .and_then(Node::list)
        .unwrap_or_default();
    let attachments: Vec<Attachment<'_>> = list
        .into_iter()
        .map(|node| Attachment::read(dialect, node))
        .collect();
    let mut parts: Vec<Part> = attachments
        .iter()
        .filter(|it| !it.is_shadow_of_sticker(&attachments))
        .flat_map(|it| {
            dialect
                .attachment(it)
                .map_or_else(|| it.parts(), |part| vec![part])
        })
        .collect();
    // Before attachments, stickers were a number beside the text.
    if parts.is_empty()
        && let Some(sticker) = message.id("sticker_id")
    {
        parts.push(if is_like(&sticker) {
            Part::Like
        } else {
            unsupported("sticker")
        });
    }
    parts
}

/// One attachment of a message.
pub(crate) struct Attachment<'a> {
    dialect: &'a dyn Dialect,
    /// Its type, in Meta's word.
    pub kind: String,
    object: Object<'a>,
    /// What stands inside it.
    pub payload: Object<'a>,
    /// Where it is, http(s) only.
    pub url: Option<String>,
}

impl<'a> Attachment<'a> {
    fn read(dialect: &'a dyn Dialect, node: Node<'a>) -> Self {
        let object = node.object().unwrap_or_default();
        let payload = object.object("payload").unwrap_or_default();
        // Title and address stand inside the payload since v6.0 and beside it before, and in echoes still.
        let url = web_address(&payload, "url").or_else(|| web_address(&object, "url"));
        let kind = object.text("type").unwrap_or_else(|| "attachment".to_owned());
        Self {
            dialect,
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

    fn parts(&self) -> Vec<Part> {
        match self.kind.as_str() {
            "template" if self.payload.has("product") => self.products(),
            _ => vec![self.part()],
        }
    }

    fn part(&self) -> Part {
        match self.kind.as_str() {
            "image" | "sticker" if self.payload.id("sticker_id").is_some_and(|id| is_like(&id)) => Part::Like,
            "image" if self.payload.has("sticker_id") => self.media(Part::Sticker),
            "image" => self.media(Part::Image),
            "audio" => self.media(Part::Audio),
            "video" => self.media(Part::Video),
            "file" => self.media(Part::File),
            "sticker" => self.media(Part::Sticker),
            "location" => self.location(),
            "fallback" | "share" => self.link(),
            "reel" | "ig_reel" => self.shared("reel"),
            "post" | "ig_post" => self.shared("post"),
            "ig_story" | "story_mention" => self.shared("story"),
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
            name: (self.kind == "file").then(|| file_name(url)).flatten(),
            ..self.dialect.media(url.clone())
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

    fn shared(&self, kind: &str) -> Part {
        match (self.title(), &self.url) {
            (None, None) => unsupported(&self.kind),
            (title, url) => Part::Shared {
                kind: kind.to_owned(),
                title,
                url: url.clone(),
                picture: None,
                lines: Vec::new(),
            },
        }
    }

    /// Products of the page that the customer shares, each as a card of its own.
    fn products(&self) -> Vec<Part> {
        let list = self
            .payload
            .object("product")
            .and_then(|product| product.get("elements")?.list());
        let products: Vec<Part> = list
            .unwrap_or_default()
            .into_iter()
            .filter_map(Node::object)
            .take(MAX_PRODUCTS)
            .map(|product| Part::Shared {
                kind: "product".to_owned(),
                title: product.text("title"),
                url: None,
                picture: web_address(&product, "image_url").map(|url| self.dialect.media(url)),
                lines: [
                    product.text("subtitle"),
                    product.id("retailer_id").or_else(|| product.id("id")),
                ]
                .into_iter()
                .flatten()
                .collect(),
            })
            .collect();
        if products.is_empty() {
            vec![self.template()]
        } else {
            products
        }
    }

    fn template(&self) -> Part {
        let kind = self
            .payload
            .text("template_type")
            .unwrap_or_else(|| "template".to_owned());
        let mut lines: Vec<String> = ["title", "text", "subtitle"]
            .into_iter()
            .filter_map(|key| self.payload.text(key))
            .collect();
        let elements = self.payload.get("elements").and_then(Node::list);
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
        let moment = |key: &str| self.payload.get(key).and_then(Node::moment);
        Part::Appointment {
            status: self.payload.text("status").map_or_else(
                || "unknown".to_owned(),
                |word| word.chars().take(MAX_TYPE).collect(),
            ),
            starts_at: moment("start_time"),
            ends_at: moment("end_time"),
            time_zone: self.payload.text("timezone"),
        }
    }

    /// Its title: the caption of a post.
    pub fn title(&self) -> Option<String> {
        self.payload.text("title").or_else(|| self.object.text("title"))
    }
}

fn buttons(object: &Object<'_>) -> impl Iterator<Item = String> {
    let list = object.get("buttons").and_then(Node::list).unwrap_or_default();
    list.into_iter()
        .filter_map(|button| Some(format!("[{}]", button.object()?.text("title")?)))
}

fn is_like(sticker_id: &str) -> bool {
    LIKES.contains(&sticker_id)
}

fn unsupported(kind: &str) -> Part {
    let platform_type = kind.chars().filter(|c| !c.is_control()).take(MAX_TYPE).collect();
    Part::Unsupported { platform_type }
}

/// Only what a browser opens as a page; `javascript:` and its like are dropped. The address is the parsed one: line
/// breaks and odd spellings that some reader might take differently are gone.
pub(crate) fn web_address(object: &Object<'_>, key: &str) -> Option<String> {
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
