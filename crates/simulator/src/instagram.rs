//! Instagram accounts: pages of another kind, reached through the Facebook Page they are connected to.
//!
//! Source: Meta, "Instagram Messaging": webhooks of the object `instagram`, "Send a Message", "Upload Media". What is
//! told differs from what pages tell: receipts name a message and only when it was seen, echoes come with `messages` and
//! name no app, some attachments are unsupported.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::ControlError;
use crate::graph::error::GraphError;
use crate::transaction::Tx;
use crate::world::{App, Change, FileKind, Media, Page, Person, Post, QuickReply, Thread, World};

/// Longest text, in bytes of UTF-8.
pub(crate) const MAX_TEXT_BYTES: usize = 1_000;
/// The only reaction an account can give, and how it looks.
pub(crate) const LOVE: (&str, &str) = ("love", "❤️");

/// Webhook fields of the object `instagram` that concern messaging and comments.
pub(crate) const FIELDS: [&str; 10] = [
    "messages",
    "messaging_postbacks",
    "messaging_seen",
    "message_reactions",
    "message_edit",
    "messaging_referral",
    "messaging_handover",
    "standby",
    "comments",
    "live_comments",
];

/// All fields, chosen as long as nobody chooses.
pub(crate) fn all_fields() -> BTreeSet<String> {
    FIELDS.iter().map(|&field| field.to_owned()).collect()
}

/// Whether an id is an account's; pages have ids of another form.
pub(crate) fn is_account(id: &str) -> bool {
    id.starts_with("17841")
}

/// `object` of a notification about this page or account.
pub(crate) fn object_of(id: &str) -> &'static str {
    if is_account(id) { "instagram" } else { "page" }
}

/// The field that brings what a page's field brings; `None` when accounts are not told at all.
pub(crate) fn field(of_page: &'static str) -> Option<&'static str> {
    Some(match of_page {
        "message_echoes" => "messages",
        "message_reads" => "messaging_seen",
        "message_edits" => "message_edit",
        "messaging_referrals" => "messaging_referral",
        "messaging_handovers" => "messaging_handover",
        same if FIELDS.contains(&same) => same,
        _ => return None,
    })
}

/// The page that makes an account's calls; of a page itself.
pub(crate) fn page_behind<'w>(world: &'w World, page: &'w Page) -> &'w Page {
    let behind = page.connected_to.as_ref().and_then(|id| world.pages.get(id));
    behind.unwrap_or(page)
}

/// The account that is connected to a page.
pub(crate) fn account_of<'w>(world: &'w World, page_id: &str) -> Option<&'w Page> {
    let mut pages = world.pages.values();
    pages.find(|page| page.connected_to.as_deref() == Some(page_id))
}

/// Whether a page's token may act in a thread: its own, or one of its account's.
pub(crate) fn serves(world: &World, page: &Page, thread: &Thread) -> bool {
    thread.page_id == page.id
        || account_of(world, &page.id).is_some_and(|account| account.id == thread.page_id)
}

/// Whether a page's token may act on what was published: by the page, or by its account.
pub(crate) fn published_by(world: &World, page: &Page, post: &Post) -> bool {
    post.page_id == page.id || account_of(world, &page.id).is_some_and(|account| account.id == post.page_id)
}

/// Why an app does not hear of a field of an account, if it does not.
pub(crate) fn deaf(app: &App, field: &str) -> Option<String> {
    (!app.instagram_fields.contains(field)).then(|| format!("{field} is not chosen at the app for Instagram"))
}

/// An event as accounts tell it.
pub(crate) fn told(thread: &Thread, event: &str) -> String {
    let mut value: Value = serde_json::from_str(event).expect("events are plain data");
    if let Some(message) = value.get_mut("message").and_then(Value::as_object_mut) {
        message.remove("app_id");
        message.remove("metadata");
        if let Some(reply) = message.get_mut("reply_to").and_then(Value::as_object_mut) {
            reply.remove("is_self_reply");
        }
        let odd = |attachment: &Value| {
            matches!(
                attachment["type"].as_str(),
                Some("sticker" | "location" | "fallback")
            )
        };
        let attachments = message.get("attachments").and_then(Value::as_array);
        if attachments.is_some_and(|list| list.iter().any(odd)) {
            message.remove("attachments");
            message.insert("is_unsupported".into(), true.into());
        }
    }
    if let Some(watermark) = value["read"]["watermark"].as_i64() {
        let seen = thread
            .messages
            .iter()
            .rev()
            .find(|message| message.by_page() && message.at_ms <= watermark);
        value["read"] = json!({"mid": seen.map(|message| message.mid.clone())});
    }
    value.to_string()
}

/// Connects a professional account to a page. Returns its id.
pub(crate) fn connect(tx: &mut Tx<'_>, page_id: &str, username: &str) -> Result<String, ControlError> {
    let Some(page) = tx.world.pages.get(page_id).cloned() else {
        return Err(ControlError::not_found("page", page_id));
    };
    if page.connected_to.is_some() {
        return Err(ControlError::invalid(
            "an Instagram account is connected to a page, not to another account",
        ));
    }
    if account_of(tx.world, page_id).is_some() {
        return Err(ControlError::Conflict(
            "this page has an Instagram account already".into(),
        ));
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_';
    if !(1..=30).contains(&username.len()) || !username.chars().all(plain) {
        return Err(ControlError::invalid(
            "an Instagram username has 1 to 30 letters, digits, full stops or underscores, such as alder.and.pine",
        ));
    }
    let id = tx.ids().instagram();
    let mut account = Page::new(id.clone(), page.name, Some(username.to_owned()));
    account.connected_to = Some(page_id.to_owned());
    tx.apply(Change::PagePut(account));
    Ok(id)
}

/// The page has no account.
pub(crate) fn not_connected() -> GraphError {
    GraphError::param_sub(
        2_534_013,
        "The page is not connected to an Instagram professional account.",
    )
}

/// What a page may send and an account may not.
pub(crate) fn refuse_text(text: Option<&str>) -> Result<(), GraphError> {
    if text.is_some_and(|text| text.len() > MAX_TEXT_BYTES) {
        return Err(GraphError::param(
            "Length of param message[text] must be less than or equal to 1000 bytes",
        ));
    }
    Ok(())
}

/// Of the templates only cards, with buttons that open an address or come back.
pub(crate) fn refuse_template(payload: &Value) -> Result<(), GraphError> {
    if payload["template_type"] != "generic" {
        return Err(GraphError::param(
            "This template type is not supported on Instagram.",
        ));
    }
    if payload.to_string().contains("\"phone_number\"") {
        return Err(GraphError::param(
            "Buttons must be of type web_url or postback on Instagram.",
        ));
    }
    Ok(())
}

/// Quick replies ask for nothing, messages are shown under the account's own name and have no stickers but the heart.
pub(crate) fn refuse_extras(
    quick_replies: &[QuickReply],
    has_persona: bool,
    has_sticker: bool,
) -> Result<(), GraphError> {
    if quick_replies.iter().any(|reply| reply.content_type != "text") {
        return Err(GraphError::param(
            "Param message[quick_replies][content_type] must be one of {text} on Instagram.",
        ));
    }
    if has_persona {
        return Err(GraphError::param("Personas are not supported on Instagram."));
    }
    if has_sticker {
        return Err(GraphError::param(
            "param message[sticker_id] is not supported on Instagram.",
        ));
    }
    Ok(())
}

/// Files: what they may be and how large, by kind. Their names must be ASCII.
pub(crate) fn refuse_file(kind: FileKind, media: &Media) -> Result<(), GraphError> {
    const MB: u64 = 1 << 20;
    const AUDIO: [&str; 6] = ["aac", "m4a", "x-m4a", "wav", "x-wav", "mp4"];
    const VIDEO: [&str; 6] = ["mp4", "ogg", "avi", "x-msvideo", "quicktime", "webm"];
    let (main, sub) = media.content_type.split_once('/').unwrap_or_default();
    let (fits, most) = match kind {
        FileKind::Image => (main == "image" && matches!(sub, "png" | "jpeg"), 8 * MB),
        FileKind::Audio => (main == "audio" && AUDIO.contains(&sub), 25 * MB),
        FileKind::Video => (main == "video" && VIDEO.contains(&sub), 25 * MB),
        FileKind::File => (media.content_type == "application/pdf", 25 * MB),
    };
    if !fits {
        return Err(GraphError::param_sub(
            2_018_047,
            format!(
                "Upload attachment failure: Instagram does not take {} as {}.",
                media.content_type,
                kind.word()
            ),
        ));
    }
    if media.size > most {
        return Err(GraphError::param_sub(
            2_018_109,
            "Attachment size exceeds allowable limit",
        ));
    }
    if !media.name.is_ascii() {
        return Err(GraphError::param_sub(
            2_018_047,
            "Upload attachment failure: the file name must be ASCII.",
        ));
    }
    Ok(())
}

/// A person's name at Instagram.
pub(crate) fn username(person: &Person) -> String {
    let plain = |name: &str| -> String { name.chars().filter(char::is_ascii_alphanumeric).collect() };
    let name = format!("{}.{}", plain(&person.first_name), plain(&person.last_name));
    name.trim_matches('.').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_their_own_names_and_deliveries_are_not_told() {
        assert_eq!(field("message_echoes"), Some("messages"));
        assert_eq!(field("message_reads"), Some("messaging_seen"));
        assert_eq!(field("message_deliveries"), None);
        assert_eq!(field("messages"), Some("messages"));
    }

    #[test]
    fn texts_are_counted_in_bytes() {
        assert!(refuse_text(Some(&"ä".repeat(500))).is_ok());
        assert!(refuse_text(Some(&"ä".repeat(501))).is_err());
    }

    #[test]
    fn files_have_types_and_sizes_of_their_own() {
        let file = |name: &str, content_type: &str, size| Media {
            id: "1".into(),
            name: name.into(),
            content_type: content_type.into(),
            size,
            created_ms: 0,
        };
        let refused = |kind, media: &Media| refuse_file(kind, media).map_err(|error| error.subcode);
        assert!(refused(FileKind::Image, &file("a.png", "image/png", 8 << 20)).is_ok());
        let large = file("a.png", "image/png", (8 << 20) + 1);
        assert_eq!(refused(FileKind::Image, &large), Err(Some(2_018_109)));
        for (kind, odd) in [
            (FileKind::Image, "image/gif"),
            (FileKind::Audio, "audio/mpeg"),
            (FileKind::Video, "video/x-matroska"),
            (FileKind::File, "application/zip"),
        ] {
            assert_eq!(refused(kind, &file("a", odd, 1)), Err(Some(2_018_047)), "{odd}");
        }
        let named = file("Rechnung für März.pdf", "application/pdf", 1);
        assert_eq!(refused(FileKind::File, &named), Err(Some(2_018_047)));
    }
}
