//! What Instagram is, as data.

use parlance_channel::{
    AttachmentKind, Capabilities, Descriptor,
    descriptor::{
        Charset, CommentLimits, Field, FieldKind, PersonWindow, Reactions, SubType, SubscribeField,
        TextLimit, TextUnit, WebhookPath,
    },
};

use super::rich;
use crate::meta::{
    account::field,
    form::{self, files, line, rule},
};

/// The field for the account's username.
pub(super) const USERNAME: &str = "username";
/// The field for the professional account's id, `1784…`: its notifications carry it, not the page's.
pub(super) const INSTAGRAM_ID: &str = "instagram_id";
/// Longest text, in bytes of UTF-8.
pub(super) const MAX_TEXT_BYTES: usize = 1_000;
/// The only reaction an account can give.
pub(super) const LOVE: &str = "❤️";
/// The platform's word for it.
pub(super) const LOVE_WORD: &str = "love";

const HOUR_MS: i64 = 60 * 60 * 1000;
/// 25 MB and 8 MB; Meta's pages do not say which megabyte they mean, so the smaller one.
const MAX_FILE_BYTES: u64 = 25_000_000;
const MAX_IMAGE_BYTES: u64 = 8_000_000;

pub(super) fn descriptor() -> Descriptor {
    Descriptor {
        id: "instagram".into(),
        label: "Instagram".into(),
        summary: "Chats of an Instagram professional account that is connected to a Facebook Page.".into(),
        icon: "camera".into(),
        family: Some(crate::meta::FAMILY.into()),
        types: vec![SubType {
            id: "page".into(),
            label: "Connected to a Facebook Page".into(),
        }],
        fields: fields(),
        external_id_field: INSTAGRAM_ID.into(),
        signing_secret_field: field::APP_SECRET.into(),
        verify_token_field: field::VERIFY_TOKEN.into(),
        accept_unsigned_field: field::ACCEPT_UNSIGNED.into(),
        webhook_paths: vec![
            WebhookPath {
                path: "/clientweb/ig/webhook/{page_id}".into(),
                names_account: true,
            },
            WebhookPath {
                path: "/clientweb/ig/webhook".into(),
                names_account: false,
            },
        ],
        subscribe_fields: subscribe_fields(),
        capabilities: capabilities(),
    }
}

fn fields() -> Vec<Field> {
    let mut fields = vec![
        line(
            USERNAME,
            "Instagram Username",
            "page",
            "Without the @",
            FieldKind::Text,
            rule(1, 50, Charset::Handle),
        ),
        line(
            INSTAGRAM_ID,
            "Instagram Account ID",
            "page",
            "Digits only, usually beginning with 1784; the page's instagram_business_account",
            FieldKind::Digits,
            rule(3, 32, Charset::Digits),
        ),
        line(
            field::PAGE_ID,
            "Page ID",
            "page",
            "Digits only: the Facebook Page that the account is connected to",
            FieldKind::Digits,
            rule(3, 32, Charset::Digits),
        ),
    ];
    fields.extend(form::keys(
        "The Page Access Token of that page, with instagram_manage_messages",
    ));
    fields.push(form::take_comments(
        "Comments under the account's posts become work for agents, who can answer privately or publicly. Needs the \
         field comments and the permissions instagram_manage_comments and pages_read_engagement.",
    ));
    fields.extend(form::webhook());
    fields
}

/// Names as in Meta's list for Instagram, where two are singular that are plural for pages.
fn subscribe_fields() -> Vec<SubscribeField> {
    form::subscribe_fields(
        ("messages", "customers' messages do not come"),
        &[
            (
                "messaging_postbacks",
                "taps on buttons and first questions are not seen",
            ),
            (
                "messaging_seen",
                "you do not see when customers have read your answers",
            ),
            ("message_reactions", "customers' reactions are not seen"),
            (
                "message_edit",
                "changes customers make to their messages are not seen",
            ),
            (
                "messaging_referral",
                "you do not see from which link or advertisement a customer comes",
            ),
            (
                "messaging_handover",
                "you do not see when another app takes over a chat",
            ),
            ("standby", "messages are not seen while another app holds a chat"),
        ],
        &[
            ("comments", "comments on posts do not come"),
            ("live_comments", "comments on broadcasts do not come"),
        ],
    )
}

fn capabilities() -> Capabilities {
    Capabilities {
        text_limit: TextLimit {
            max: MAX_TEXT_BYTES,
            unit: TextUnit::Bytes,
        },
        attachments: vec![
            files(
                AttachmentKind::Image,
                MAX_IMAGE_BYTES,
                &["image/png", "image/jpeg"],
            ),
            files(
                AttachmentKind::Audio,
                MAX_FILE_BYTES,
                &["audio/aac", "audio/m4a", "audio/mp4", "audio/x-wav", "audio/wav"],
            ),
            files(
                AttachmentKind::Video,
                MAX_FILE_BYTES,
                &[
                    "video/mp4",
                    "video/ogg",
                    "video/x-msvideo",
                    "video/quicktime",
                    "video/webm",
                ],
            ),
            files(AttachmentKind::File, MAX_FILE_BYTES, &["application/pdf"]),
        ],
        typing: true,
        typing_lasts_ms: 20_000,
        mark_seen: true,
        rich: Some(rich::limits()),
        delivery_receipts: false,
        read_receipts: true,
        echoes: true,
        reply_to: true,
        profiles: true,
        reply_window_ms: Some(24 * HOUR_MS),
        window_margin_ms: 2 * 60 * 1000,
        person_window: Some(PersonWindow {
            ms: 7 * 24 * HOUR_MS,
            field: field::HUMAN_AGENT.into(),
        }),
        reactions: Reactions::Only(vec![LOVE.into()]),
        notifications: None,
        approved: None,
        comments: Some(CommentLimits {
            field: field::TAKE_COMMENTS.into(),
            // "Within 7 days": Meta, "Private Replies"; under a broadcast only while it lasts.
            private_within_ms: 7 * 24 * HOUR_MS,
            // Meta, "Comment Moderation": an answer has 300 characters.
            public_text: TextLimit {
                max: 300,
                unit: TextUnit::Utf16,
            },
        }),
    }
}
