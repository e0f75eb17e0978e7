//! What the account forms and webhook settings of all channels of the family have alike.

use parlance_channel::{
    AttachmentKind,
    descriptor::{AttachmentLimit, Charset, Field, FieldKind, Rule, SubscribeField},
};

use super::account::field;

/// Any text.
const FREE: Rule = rule(0, 4_000, Charset::Any);

/// How long a value is, and of which characters.
pub(crate) const fn rule(min_chars: usize, max_chars: usize, charset: Charset) -> Rule {
    Rule {
        min_chars,
        max_chars,
        charset,
    }
}

/// A line that must be filled in and can be read again.
pub(crate) fn line(name: &str, label: &str, section: &str, hint: &str, kind: FieldKind, rule: Rule) -> Field {
    Field {
        name: name.into(),
        label: label.into(),
        hint: hint.into(),
        section: section.into(),
        kind,
        required: true,
        sealed: false,
        readable: true,
        rule,
    }
}

/// A line that nobody reads again.
fn secret(name: &str, label: &str, hint: &str, rule: Rule) -> Field {
    Field {
        sealed: true,
        readable: false,
        ..line(name, label, "keys", hint, FieldKind::Secret, rule)
    }
}

/// A line that may be left as it is.
fn free(name: &str, label: &str, section: &str, hint: &str, kind: FieldKind) -> Field {
    Field {
        required: false,
        ..line(name, label, section, hint, kind, FREE)
    }
}

/// Token and secret, and what they allow.
pub(crate) fn keys(token_hint: &str) -> [Field; 4] {
    [
        secret(
            field::TOKEN,
            "Token",
            token_hint,
            rule(8, 2_000, Charset::VisibleAscii),
        ),
        Field {
            required: false,
            ..secret(
                field::APP_SECRET,
                "App Secret",
                "Proves that events really come from Meta. Without it, events are refused.",
                rule(8, 200, Charset::VisibleAscii),
            )
        },
        free(
            field::ACCEPT_UNSIGNED,
            "Accept unsigned events",
            "keys",
            "Only for a test without an App Secret.",
            FieldKind::Checkbox {
                warning: Some("Anyone who knows the address could then write as a customer.".into()),
            },
        ),
        free(
            field::HUMAN_AGENT,
            "Human Agent permission granted",
            "keys",
            "Meta has approved the app's Human Agent feature: agents may answer by hand for 7 days instead of 24 hours.",
            FieldKind::Checkbox { warning: None },
        ),
    ]
}

/// Whether comments are taken.
pub(crate) fn take_comments(hint: &str) -> Field {
    free(
        field::TAKE_COMMENTS,
        "Take comments on posts",
        "page",
        hint,
        FieldKind::Checkbox { warning: None },
    )
}

/// What goes into the app's webhook settings.
pub(crate) fn webhook() -> [Field; 3] {
    [
        free(
            field::CALLBACK_URL,
            "Callback URL",
            "webhook",
            "Copy it into the app's webhook settings",
            FieldKind::Readonly,
        ),
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
        free(
            field::SUBSCRIBE_FIELDS,
            "Fields to subscribe",
            "webhook",
            "Choose these in the app's webhook settings",
            FieldKind::Readonly,
        ),
    ]
}

/// Fields to subscribe: the first one is what nothing comes without, then the others with what is missed without them,
/// then those that bring comments.
pub(crate) fn subscribe_fields(
    first: (&str, &str),
    others: &[(&str, &str)],
    comments: &[(&str, &str)],
) -> Vec<SubscribeField> {
    let wanted = |(name, without): &(&str, &str)| SubscribeField {
        name: (*name).into(),
        essential: false,
        without: (*without).into(),
        only_with: None,
    };
    let mut fields = vec![SubscribeField {
        essential: true,
        ..wanted(&first)
    }];
    fields.extend(others.iter().map(wanted));
    fields.extend(comments.iter().map(|field| SubscribeField {
        only_with: Some(field::TAKE_COMMENTS.into()),
        ..wanted(field)
    }));
    fields
}

/// Files of a kind: how large, and of which types.
pub(crate) fn files(kind: AttachmentKind, max_bytes: u64, mime: &[&str]) -> AttachmentLimit {
    AttachmentLimit {
        kind,
        max_bytes,
        mime: mime.iter().map(|&mime| mime.into()).collect(),
    }
}
