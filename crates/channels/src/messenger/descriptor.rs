//! What Messenger is, as data.

use parlance_channel::{
    AttachmentKind, Capabilities, Descriptor,
    descriptor::{
        AttachmentLimit, Charset, CommentLimits, Field, FieldKind, Notifications, PersonWindow, Reactions,
        Rule, SubType, SubscribeField, TextLimit, TextUnit, WebhookPath,
    },
};

use super::rich;
use crate::meta::account::field;

/// The field for the page's username.
pub(super) const PAGE_USERNAME: &str = "page_username";

const HOUR_MS: i64 = 60 * 60 * 1000;
/// 25 MB; Meta's pages do not say which megabyte they mean, so the smaller one.
const MAX_FILE_BYTES: u64 = 25_000_000;

pub(super) fn descriptor() -> Descriptor {
    Descriptor {
        id: "messenger".into(),
        label: "Messenger".into(),
        summary: "Chats of a Facebook Page, written in Messenger or on Facebook.".into(),
        icon: "messenger".into(),
        family: Some(crate::meta::FAMILY.into()),
        types: vec![SubType {
            id: "facebook".into(),
            label: "Facebook".into(),
        }],
        fields: fields(),
        external_id_field: field::PAGE_ID.into(),
        signing_secret_field: field::APP_SECRET.into(),
        verify_token_field: field::VERIFY_TOKEN.into(),
        accept_unsigned_field: field::ACCEPT_UNSIGNED.into(),
        webhook_paths: vec![
            WebhookPath {
                path: "/clientweb/fb/webhook/{page_id}".into(),
                names_account: true,
            },
            WebhookPath {
                path: "/clientweb/fb/webhook".into(),
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
            PAGE_USERNAME,
            "Page Username",
            "page",
            "Without the @",
            FieldKind::Text,
            rule(1, 50, Charset::Handle),
        ),
        line(
            field::PAGE_ID,
            "Page ID",
            "page",
            "Digits only, from the page's About section",
            FieldKind::Digits,
            rule(3, 32, Charset::Digits),
        ),
        secret(line(
            field::TOKEN,
            "Token",
            "keys",
            "The Page Access Token, from Token Generation in the app's Messenger settings",
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
                field::TAKE_COMMENTS,
                "Take comments on posts",
                "page",
                "Comments under the page's posts become work for agents, who can answer privately or publicly. Needs the \
                 field feed and the permissions pages_read_engagement, pages_read_user_content and \
                 pages_manage_engagement.",
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

/// The fields of the set-up guide first, then what makes the desk complete. Names as in the Page field list of v26.0.
fn subscribe_fields() -> Vec<SubscribeField> {
    let list = [
        ("messages", true, "customers' messages do not come"),
        (
            "messaging_postbacks",
            false,
            "taps on buttons and Get Started are not seen",
        ),
        ("messaging_optins", false, "opt-ins are not seen"),
        (
            "message_deliveries",
            false,
            "you do not see when your answers have been delivered",
        ),
        (
            "message_reads",
            false,
            "you do not see when customers have read your answers",
        ),
        (
            "message_echoes",
            false,
            "answers written in the page's inbox or by other apps do not appear",
        ),
        ("message_reactions", false, "customers' reactions are not seen"),
        (
            "message_edits",
            false,
            "changes customers make to their messages are not seen",
        ),
        (
            "messaging_referrals",
            false,
            "you do not see from which link or advertisement a customer comes",
        ),
        (
            "messaging_handovers",
            false,
            "you do not see when another app takes over a chat",
        ),
        (
            "standby",
            false,
            "messages are not seen while another app holds a chat",
        ),
        (
            "messaging_policy_enforcement",
            false,
            "warnings and blocks by Meta are not shown",
        ),
        (
            "messaging_feedback",
            false,
            "answers to questions about satisfaction do not come",
        ),
        (
            "messaging_customer_information",
            false,
            "addresses that customers fill in do not come",
        ),
        (
            "messaging_account_linking",
            false,
            "customers cannot link their account at your business",
        ),
    ];
    let mut fields: Vec<SubscribeField> = list
        .into_iter()
        .map(|(name, essential, without)| SubscribeField {
            name: name.into(),
            essential,
            without: without.into(),
            only_with: None,
        })
        .collect();
    fields.push(SubscribeField {
        name: "feed".into(),
        essential: false,
        without: "comments on posts do not come".into(),
        only_with: Some(field::TAKE_COMMENTS.into()),
    });
    fields
}

fn capabilities() -> Capabilities {
    let attachment = |kind, mime: &[&str]| AttachmentLimit {
        kind,
        max_bytes: MAX_FILE_BYTES,
        mime: mime.iter().map(|&mime| mime.into()).collect(),
    };
    Capabilities {
        // "Less than or equal to 2000", unit not stated: UTF-16 units are never fewer than characters.
        text_limit: TextLimit {
            max: 2_000,
            unit: TextUnit::Utf16,
        },
        attachments: vec![
            attachment(
                AttachmentKind::Image,
                &["image/png", "image/jpeg", "image/gif", "image/webp"],
            ),
            attachment(AttachmentKind::Audio, &["audio/"]),
            attachment(AttachmentKind::Video, &["video/"]),
            attachment(AttachmentKind::File, &[]),
        ],
        typing: true,
        typing_lasts_ms: 20_000,
        mark_seen: true,
        rich: Some(rich::limits()),
        delivery_receipts: true,
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
        reactions: Reactions::Any,
        comments: Some(CommentLimits {
            field: field::TAKE_COMMENTS.into(),
            // "Within 7 days": Meta, "Private Replies".
            private_within_ms: 7 * 24 * HOUR_MS,
            public_text: TextLimit {
                max: 8_000,
                unit: TextUnit::Utf16,
            },
        }),
        notifications: Some(notifications()),
    }
}

/// Notification messages: once a day, a week or a month; since 2025-09 never more often than every 48 hours, which is
/// also what a permission without a frequency means.
fn notifications() -> Notifications {
    Notifications {
        every: vec![
            ("DAILY".into(), 48 * HOUR_MS),
            ("WEEKLY".into(), 7 * 24 * HOUR_MS),
            ("MONTHLY".into(), 30 * 24 * HOUR_MS),
        ],
        otherwise_ms: 48 * HOUR_MS,
    }
}
