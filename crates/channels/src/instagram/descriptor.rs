//! What Instagram is, as data.

use parlance_channel::{
    AttachmentKind, Capabilities, Descriptor,
    descriptor::{
        AttachmentLimit, Charset, Field, FieldKind, PersonWindow, Reactions, Rule, SubType, SubscribeField,
        TextLimit, TextUnit, WebhookPath,
    },
};

use super::rich;
use crate::meta::account::field;

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
        icon: "instagram".into(),
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
    let line = |name: &str, label: &str, section: &str, hint: &str, kind, rule| Field {
        name: name.into(),
        label: label.into(),
        hint: hint.into(),
        section: section.into(),
        kind,
        required: true,
        sealed: false,
        readable: true,
        rule,
    };
    let rule = |min_chars, max_chars, charset| Rule {
        min_chars,
        max_chars,
        charset,
    };
    let secret = |field: Field| Field {
        sealed: true,
        readable: false,
        ..field
    };
    let free = Rule {
        min_chars: 0,
        max_chars: 4_000,
        charset: Charset::Any,
    };
    vec![
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
        secret(line(
            field::TOKEN,
            "Token",
            "keys",
            "The Page Access Token of that page, with instagram_manage_messages",
            FieldKind::Secret,
            rule(8, 2_000, Charset::VisibleAscii),
        )),
        secret(Field {
            required: false,
            ..line(
                field::APP_SECRET,
                "App Secret",
                "keys",
                "Proves that events really come from Meta. Without it, events are refused.",
                FieldKind::Secret,
                rule(8, 200, Charset::VisibleAscii),
            )
        }),
        Field {
            required: false,
            ..line(
                field::ACCEPT_UNSIGNED,
                "Accept unsigned events",
                "keys",
                "Only for a test without an App Secret.",
                FieldKind::Checkbox {
                    warning: Some("Anyone who knows the address could then write as a customer.".into()),
                },
                free,
            )
        },
        Field {
            required: false,
            ..line(
                field::HUMAN_AGENT,
                "Human Agent permission granted",
                "keys",
                "Meta has approved the app's Human Agent feature: agents may answer by hand for 7 days instead of 24 hours.",
                FieldKind::Checkbox { warning: None },
                free,
            )
        },
        Field {
            required: false,
            ..line(
                field::CALLBACK_URL,
                "Callback URL",
                "webhook",
                "Copy it into the app's webhook settings",
                FieldKind::Readonly,
                free,
            )
        },
        Field {
            sealed: true,
            ..line(
                field::VERIFY_TOKEN,
                "Webhook Verify Token",
                "webhook",
                "The same value goes into the app's webhook settings",
                FieldKind::Token,
                rule(1, 200, Charset::Any),
            )
        },
        Field {
            required: false,
            ..line(
                field::SUBSCRIBE_FIELDS,
                "Fields to subscribe",
                "webhook",
                "Choose these in the app's webhook settings",
                FieldKind::Readonly,
                free,
            )
        },
    ]
}

/// Names as in Meta's list for Instagram, where two are singular that are plural for pages.
fn subscribe_fields() -> Vec<SubscribeField> {
    let list = [
        ("messages", true, "customers' messages do not come"),
        (
            "messaging_postbacks",
            false,
            "taps on buttons and first questions are not seen",
        ),
        (
            "messaging_seen",
            false,
            "you do not see when customers have read your answers",
        ),
        ("message_reactions", false, "customers' reactions are not seen"),
        (
            "message_edit",
            false,
            "changes customers make to their messages are not seen",
        ),
        (
            "messaging_referral",
            false,
            "you do not see from which link or advertisement a customer comes",
        ),
        (
            "messaging_handover",
            false,
            "you do not see when another app takes over a chat",
        ),
        (
            "standby",
            false,
            "messages are not seen while another app holds a chat",
        ),
    ];
    list.into_iter()
        .map(|(name, essential, without)| SubscribeField {
            name: name.into(),
            essential,
            without: without.into(),
            only_with: None,
        })
        .collect()
}

fn capabilities() -> Capabilities {
    let attachment = |kind, max_bytes, mime: &[&str]| AttachmentLimit {
        kind,
        max_bytes,
        mime: mime.iter().map(|&mime| mime.into()).collect(),
    };
    Capabilities {
        text_limit: TextLimit {
            max: MAX_TEXT_BYTES,
            unit: TextUnit::Bytes,
        },
        attachments: vec![
            attachment(
                AttachmentKind::Image,
                MAX_IMAGE_BYTES,
                &["image/png", "image/jpeg"],
            ),
            attachment(
                AttachmentKind::Audio,
                MAX_FILE_BYTES,
                &["audio/aac", "audio/m4a", "audio/mp4", "audio/x-wav", "audio/wav"],
            ),
            attachment(
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
            attachment(AttachmentKind::File, MAX_FILE_BYTES, &["application/pdf"]),
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
        comments: None,
    }
}
