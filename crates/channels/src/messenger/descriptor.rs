//! What Messenger is, as data.

use parlance_channel::{
    AttachmentKind, Capabilities, Descriptor,
    descriptor::{
        Charset, CommentLimits, Field, FieldKind, Notifications, PersonWindow, Reactions, SubType,
        SubscribeField, TextLimit, TextUnit, WebhookPath,
    },
};

use super::{approved, rich};
use crate::meta::{
    account::field,
    form::{self, files, line, rule},
};

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
    let mut fields = vec![
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
    ];
    fields.extend(form::keys(
        "The Page Access Token, from Token Generation in the app's Messenger settings",
    ));
    fields.push(form::take_comments(
        "Comments under the page's posts become work for agents, who can answer privately or publicly. Needs the \
         field feed and the permissions pages_read_engagement, pages_read_user_content and \
         pages_manage_engagement.",
    ));
    fields.push(Field {
        required: false,
        ..line(
            field::UTILITY_MESSAGES,
            "Send utility messages",
            "page",
            "Templates that Meta has approved may be sent after the time to answer: about orders, accounts and \
             appointments, without advertising. Needs the field message_template_status_update and the permission \
             pages_utility_messaging.",
            FieldKind::Checkbox { warning: None },
            rule(0, 4_000, Charset::Any),
        )
    });
    fields.extend(form::webhook());
    fields
}

/// The fields of the set-up guide first, then what makes the desk complete. Names as in the Page field list of v26.0.
fn subscribe_fields() -> Vec<SubscribeField> {
    let mut fields = form::subscribe_fields(
        ("messages", "customers' messages do not come"),
        &[
            (
                "messaging_postbacks",
                "taps on buttons and Get Started are not seen",
            ),
            ("messaging_optins", "opt-ins are not seen"),
            (
                "message_deliveries",
                "you do not see when your answers have been delivered",
            ),
            (
                "message_reads",
                "you do not see when customers have read your answers",
            ),
            (
                "message_echoes",
                "answers written in the page's inbox or by other apps do not appear",
            ),
            ("message_reactions", "customers' reactions are not seen"),
            (
                "message_edits",
                "changes customers make to their messages are not seen",
            ),
            (
                "messaging_referrals",
                "you do not see from which link or advertisement a customer comes",
            ),
            (
                "messaging_handovers",
                "you do not see when another app takes over a chat",
            ),
            ("standby", "messages are not seen while another app holds a chat"),
            (
                "messaging_policy_enforcement",
                "warnings and blocks by Meta are not shown",
            ),
            (
                "messaging_feedback",
                "answers to questions about satisfaction do not come",
            ),
            (
                "messaging_customer_information",
                "addresses that customers fill in do not come",
            ),
            (
                "messaging_account_linking",
                "customers cannot link their account at your business",
            ),
        ],
        &[("feed", "comments on posts do not come")],
    );
    fields.push(SubscribeField {
        name: "message_template_status_update".into(),
        essential: false,
        without: "what Meta says of your utility templates is seen only when you refresh their list".into(),
        only_with: Some(field::UTILITY_MESSAGES.into()),
    });
    fields
}

fn capabilities() -> Capabilities {
    let attachment = |kind, mime: &[&str]| files(kind, MAX_FILE_BYTES, mime);
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
        approved: Some(approved::LIMITS),
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
