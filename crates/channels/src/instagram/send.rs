//! What Instagram takes less of than the family's Send API.
//!
//! Source: Meta, "Instagram Messaging, Send a Message", "Upload Media" (2026-06): names of files must be ASCII; texts
//! have 1,000 bytes; buttons open an address or come back, they do not call.

use parlance_channel::{OutboundPart, Outgoing, SendError, SendErrorKind, Sent};
use parlance_core::rich::{ButtonAction, Rich};

use super::{MEMBER, descriptor::MAX_TEXT_BYTES};
use crate::meta::{graph::Graph, send};

pub(super) async fn send(graph: &Graph, outgoing: Outgoing<'_>) -> Result<Sent, SendError> {
    if let OutboundPart::Rich { content, .. } = outgoing.part {
        refuse(content)?;
    }
    let renamed = with_plain_name(outgoing.part);
    let part = renamed.as_ref().unwrap_or(outgoing.part);
    send::send(graph, &MEMBER, Outgoing { part, ..outgoing }).await
}

/// Refuses what Instagram would refuse, without a call.
fn refuse(content: &Rich) -> Result<(), SendError> {
    let no = |sentence| Err(send::local(&MEMBER.words, SendErrorKind::Permanent, sentence));
    let buttons = match content {
        Rich::Choices { text, .. } if text.len() > MAX_TEXT_BYTES => return no("send.beyond_limits"),
        Rich::Carousel { cards } => cards.iter().flat_map(|card| &card.buttons),
        _ => return Ok(()),
    };
    let mut buttons = buttons;
    if buttons.any(|button| matches!(button.action, ButtonAction::Call { .. })) {
        return no("send.no_calls");
    }
    Ok(())
}

/// The same file under a name of ASCII letters; `None` when its name is one already.
fn with_plain_name(part: &OutboundPart) -> Option<OutboundPart> {
    let OutboundPart::Attachment {
        kind,
        source,
        name,
        mime,
        remote_id,
    } = part
    else {
        return None;
    };
    if name.is_ascii() {
        return None;
    }
    let plain = name.chars().map(|c| if c.is_ascii() { c } else { '_' }).collect();
    Some(OutboundPart::Attachment {
        kind: *kind,
        source: source.clone(),
        name: plain,
        mime: mime.clone(),
        remote_id: remote_id.clone(),
    })
}
