//! Sends: one part, one call.

use parlance_channel::{
    AccountValues, OutboundPart, Outgoing, SendError, SendErrorKind, SenderAction, Sent,
    call::{FormPart, FormValue, HttpBody},
    outbound,
};

use super::{
    account::Account,
    refusal, strings,
    wire::{ActionBody, Attachment, AttachmentPayload, Message, QuickReply, Recipient, ReplyTo, SendBody},
};
use crate::meta::graph::{Graph, json_body, json_part};

/// Inside the reply window; outside nothing is sent.
const RESPONSE: &str = "RESPONSE";
/// Limits of a quick reply; a longer title is refused as a whole, so it is cut.
const QUICK_REPLY_TITLE: usize = 20;
const QUICK_REPLIES: usize = 13;

pub(super) async fn send(graph: &Graph, outgoing: Outgoing<'_>) -> Result<Sent, SendError> {
    let account = Account::open(outgoing.account)?;
    let body = body(&outgoing)?;
    let path = [account.page_id.as_str(), "messages"];
    let answer = graph
        .post(&account.credentials, &path, &[], body)
        .await
        .map_err(|failure| refusal::of_send(&failure))?;
    let object = answer.object();
    let Some(provider_id) = object.id("message_id") else {
        // Meta said yes and not to what: only the echo can tell.
        return Err(local(SendErrorKind::Uncertain, "send.no_message_id"));
    };
    Ok(Sent {
        provider_id,
        recipient_id: object.id("recipient_id"),
        slow_down_ms: answer.slow_down_ms,
    })
}

pub(super) async fn act(
    graph: &Graph,
    account: &AccountValues,
    recipient: &str,
    action: SenderAction,
) -> Result<(), SendError> {
    let account = Account::open(account)?;
    let sender_action = match action {
        SenderAction::TypingOn => "typing_on",
        SenderAction::TypingOff => "typing_off",
        SenderAction::MarkSeen => "mark_seen",
    };
    let body = json_body(&ActionBody {
        recipient: Recipient { id: recipient },
        sender_action,
    });
    let path = [account.page_id.as_str(), "messages"];
    let answer = graph.post(&account.credentials, &path, &[], body).await;
    answer.map(|_| ()).map_err(|failure| refusal::of_call(&failure))
}

fn body(outgoing: &Outgoing<'_>) -> Result<HttpBody, SendError> {
    let recipient = Recipient {
        id: outgoing.recipient,
    };
    let reply_to = outgoing.reply_to.map(|mid| ReplyTo { mid });
    match outgoing.part {
        OutboundPart::Text { text, quick_replies } => {
            if text.trim().is_empty() {
                return Err(local(SendErrorKind::Permanent, "send.empty"));
            }
            let message = Message {
                text: Some(text),
                quick_replies: quick_replies
                    .iter()
                    .take(QUICK_REPLIES)
                    .map(quick_reply)
                    .collect(),
                metadata: outgoing.metadata,
                ..Message::default()
            };
            Ok(json_body(&SendBody {
                recipient,
                messaging_type: RESPONSE,
                message,
                reply_to,
            }))
        }
        OutboundPart::Attachment {
            kind,
            source,
            name,
            mime,
        } => {
            let attachment = Attachment {
                kind: kind.as_str(),
                payload: AttachmentPayload { is_reusable: false },
            };
            let message = Message {
                attachment: Some(attachment),
                metadata: outgoing.metadata,
                ..Message::default()
            };
            let text = |name: &str, value: &str| FormPart {
                name: name.into(),
                value: FormValue::Text(value.into()),
            };
            let file = FormValue::File {
                source: source.clone(),
                file_name: name.clone(),
                mime: mime.clone(),
            };
            let mut parts = vec![
                json_part("recipient", &recipient),
                text("messaging_type", RESPONSE),
                json_part("message", &message),
            ];
            parts.extend(reply_to.map(|reply_to| json_part("reply_to", &reply_to)));
            // Last, so that Meta knows what it is before the bytes come.
            parts.push(FormPart {
                name: "filedata".into(),
                value: file,
            });
            Ok(HttpBody::Multipart(parts))
        }
    }
}

fn quick_reply(offered: &outbound::QuickReply) -> QuickReply {
    QuickReply {
        content_type: "text",
        title: offered.title.chars().take(QUICK_REPLY_TITLE).collect(),
        payload: offered.payload.clone(),
    }
}

/// A failure that Meta had no part in.
fn local(kind: SendErrorKind, sentence: &str) -> SendError {
    SendError {
        kind,
        sentence: strings::say(sentence, &[]),
        status: None,
        code: None,
        subcode: None,
        trace_id: None,
    }
}
