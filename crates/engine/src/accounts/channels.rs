//! Channels as the Administrator and the desk see them.

use parlance_api::account::{
    AttachmentRule, ChannelCapabilities, ChannelType, ChannelView, FieldKind, FormField, NotificationRules,
};
use parlance_channel::{
    AccountValues, AttachmentKind, Channel, Channels, Descriptor,
    descriptor::{self, Reactions, TextUnit},
};

/// All channels.
#[must_use]
pub fn views(channels: &Channels) -> Vec<ChannelView> {
    channels.iter().map(|channel| view(channel.as_ref())).collect()
}

/// One channel.
#[must_use]
pub fn view(channel: &dyn Channel) -> ChannelView {
    let descriptor = channel.descriptor();
    let types = descriptor.types.iter().map(|kind| ChannelType {
        id: kind.id.clone(),
        label: kind.label.clone(),
    });
    ChannelView {
        id: descriptor.id.clone(),
        label: descriptor.label.clone(),
        summary: descriptor.summary.clone(),
        icon: descriptor.icon.clone(),
        types: types.collect(),
        fields: descriptor.fields.iter().filter_map(field).collect(),
        capabilities: capabilities(channel, &descriptor.capabilities),
        subscribed_fields: subscribed_fields(descriptor, &AccountValues::default()),
    }
}

/// The webhook fields that an account with these values wants subscribed, in the order to show.
pub(super) fn subscribed_fields(descriptor: &Descriptor, values: &AccountValues) -> Vec<String> {
    descriptor
        .wanted_fields(values)
        .map(|field| field.name.clone())
        .collect()
}

/// A property of the form; what Parlance computes is no property.
fn field(field: &descriptor::Field) -> Option<FormField> {
    let (kind, warning) = match &field.kind {
        descriptor::FieldKind::Text | descriptor::FieldKind::Select { .. } => (FieldKind::Text, None),
        descriptor::FieldKind::Digits => (FieldKind::Digits, None),
        descriptor::FieldKind::Secret => (FieldKind::Secret, None),
        descriptor::FieldKind::Token => (FieldKind::VerifyToken, None),
        descriptor::FieldKind::Checkbox { warning } => (FieldKind::Switch, warning.as_deref()),
        descriptor::FieldKind::Readonly => return None,
    };
    let hint = [field.hint.as_str(), warning.unwrap_or_default()].join(" ");
    let max_length = if kind == FieldKind::Switch {
        5
    } else {
        field.rule.max_chars
    };
    Some(FormField {
        key: field.name.clone(),
        label: field.label.clone(),
        hint: Some(hint.trim().to_owned()).filter(|hint| !hint.is_empty()),
        group: field.section.clone(),
        kind,
        required: field.required,
        max_length: u32::try_from(max_length).unwrap_or(u32::MAX),
    })
}

/// What a browser's file chooser understands: a channel's `audio/` is `audio/*`, and no type at all means any.
fn patterns(allowed: &[String]) -> Vec<String> {
    if allowed.is_empty() {
        return vec!["*/*".into()];
    }
    let pattern = |mime: &String| {
        if mime.ends_with('/') {
            format!("{mime}*")
        } else {
            mime.clone()
        }
    };
    allowed.iter().map(pattern).collect()
}

fn capabilities(channel: &dyn Channel, capabilities: &parlance_channel::Capabilities) -> ChannelCapabilities {
    let attachments = capabilities.attachments.iter().map(|limit| AttachmentRule {
        kind: match limit.kind {
            AttachmentKind::Image => "image",
            AttachmentKind::Audio => "audio",
            AttachmentKind::Video => "video",
            AttachmentKind::File => "file",
        }
        .into(),
        mime: patterns(&limit.mime),
        max_bytes: limit.max_bytes,
    });
    ChannelCapabilities {
        text_limit: u32::try_from(capabilities.text_limit.max).unwrap_or(u32::MAX),
        text_unit: match capabilities.text_limit.unit {
            TextUnit::Utf16 => "utf16",
            TextUnit::Bytes => "bytes",
            TextUnit::Chars => "chars",
        }
        .into(),
        attachments: attachments.collect(),
        typing: capabilities.typing,
        delivered: capabilities.delivery_receipts,
        read: capabilities.read_receipts,
        reply_window_ms: capabilities.reply_window_ms,
        reply_to: capabilities.reply_to,
        reactions: match &capabilities.reactions {
            Reactions::None => None,
            Reactions::Only(these) => Some(these.clone()),
            Reactions::Any => Some(Vec::new()),
        },
        thread_control: channel.routing().is_some(),
        history: channel.history().is_some(),
        public_profile: channel.public_profile().is_some(),
        set_up_guide: channel.set_up(&AccountValues::default(), "en").is_some(),
        rich: capabilities.rich.clone(),
        personas: channel.personas().is_some(),
        notifications: capabilities
            .notifications
            .as_ref()
            .map(|rules| NotificationRules {
                every: rules.every.iter().cloned().collect(),
                otherwise_ms: rules.otherwise_ms,
                margin_ms: capabilities.window_margin_ms,
            }),
        public_reply_limit: capabilities
            .comments
            .as_ref()
            .map(|comments| u32::try_from(comments.public_text.max).unwrap_or(u32::MAX)),
        approved: capabilities.approved,
    }
}

#[cfg(test)]
mod tests {
    use super::patterns;

    #[test]
    fn types_of_files_are_written_as_browsers_read_them() {
        assert_eq!(patterns(&[]), ["*/*"]);
        assert_eq!(
            patterns(&["audio/".into(), "image/png".into()]),
            ["audio/*", "image/png"]
        );
    }
}
