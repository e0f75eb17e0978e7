//! Sends: one part, one call. The Send API is the same for all channels of the family.

mod approved;
mod rich;
mod tags;
mod template;
pub(crate) mod upload;
pub(crate) mod wire;

use parlance_channel::{
    AccountValues, AttachmentKind, NewUpload, OutboundPart, Outgoing, SendError, SendErrorKind, SenderAction,
    Sent,
    call::{FormPart, FormValue, HttpBody},
};
use parlance_core::{rich::Rich, window::Permit};

use super::{
    account::Account,
    graph::{Graph, json_body, json_part},
    member::{Member, Words},
    refusal,
};
use wire::{
    ActionBody, Attachment, AttachmentPayload, Message, ReactionPayload, Recipient, ReplyTo, SendBody,
};

pub(crate) async fn send(
    graph: &Graph,
    member: &'static Member,
    outgoing: Outgoing<'_>,
) -> Result<Sent, SendError> {
    let account = Account::open(member, outgoing.account)?;
    let uploaded = uploaded(graph, &account, outgoing.part).await?;
    let body = body(member, &outgoing, uploaded.as_deref())?;
    let path = [account.page_id.as_str(), "messages"];
    let answer = graph
        .post(&account.credentials, &path, &[], body)
        .await
        .map_err(|failure| refusal::of_message(&member.words, &failure, outgoing.permit))?;
    let object = answer.object();
    let Some(provider_id) = object.id("message_id") else {
        // Meta said yes and not to what: only the echo can tell.
        return Err(local(
            &member.words,
            SendErrorKind::Uncertain,
            "send.no_message_id",
        ));
    };
    Ok(Sent {
        provider_id,
        recipient_id: object.id("recipient_id"),
        slow_down_ms: answer.slow_down_ms,
        usage: answer.usage.clone(),
    })
}

pub(crate) async fn act(
    graph: &Graph,
    member: &'static Member,
    account: &AccountValues,
    recipient: &str,
    action: SenderAction,
) -> Result<(), SendError> {
    let account = Account::open(member, account)?;
    let (sender_action, payload) = match &action {
        SenderAction::TypingOn => ("typing_on", None),
        SenderAction::TypingOff => ("typing_off", None),
        SenderAction::MarkSeen => ("mark_seen", None),
        SenderAction::React { message_id, emoji } => {
            ("react", Some((message_id, Some((member.reaction)(emoji)))))
        }
        SenderAction::Unreact { message_id } => ("unreact", Some((message_id, None))),
    };
    let body = json_body(&ActionBody {
        recipient: Recipient::Id(recipient),
        sender_action,
        payload: payload.map(|(message_id, reaction)| ReactionPayload { message_id, reaction }),
    });
    let path = [account.page_id.as_str(), "messages"];
    let answer = graph.post(&account.credentials, &path, &[], body).await;
    answer
        .map(|_| ())
        .map_err(|failure| refusal::of_call(&member.words, &failure))
}

/// What must be with Meta before the message: the file of a rich message.
async fn uploaded(
    graph: &Graph,
    account: &Account,
    part: &OutboundPart,
) -> Result<Option<String>, SendError> {
    match part {
        OutboundPart::Rich {
            content: Rich::Media { video, .. },
            file: Some(file),
        } => {
            if file.remote_id.is_some() {
                return Ok(file.remote_id.clone());
            }
            let file = NewUpload {
                kind: if *video {
                    AttachmentKind::Video
                } else {
                    AttachmentKind::Image
                },
                source: file.source.clone(),
                name: file.name.clone(),
                mime: file.mime.clone(),
            };
            upload::upload(graph, account, file).await.map(Some)
        }
        _ => Ok(None),
    }
}

fn body(member: &Member, outgoing: &Outgoing<'_>, uploaded: Option<&str>) -> Result<HttpBody, SendError> {
    let recipient = Recipient::from(outgoing.recipient);
    let persona_id = outgoing.persona;
    let reply_to = outgoing.reply_to.map(|mid| ReplyTo { mid });
    let (messaging_type, tag) = tags::of(outgoing.permit);
    // Approved words go out as such, and nothing else ever does.
    let is_approved = matches!(outgoing.part, OutboundPart::Approved { .. });
    if is_approved != (outgoing.permit == Permit::Approved) {
        return Err(local(
            &member.words,
            SendErrorKind::Permanent,
            "send.not_accepted",
        ));
    }
    match outgoing.part {
        OutboundPart::Text { text } => {
            if text.trim().is_empty() {
                return Err(local(&member.words, SendErrorKind::Permanent, "send.empty"));
            }
            let message = Message {
                text: Some(text),
                metadata: outgoing.metadata,
                ..Message::default()
            };
            Ok(json_body(&SendBody {
                recipient,
                messaging_type,
                tag,
                message,
                reply_to,
                persona_id,
            }))
        }
        OutboundPart::Rich { content, .. } => Ok(json_body(&SendBody {
            recipient,
            messaging_type,
            tag,
            message: rich::message(member, content, uploaded, outgoing.metadata)?,
            reply_to,
            persona_id,
        })),
        OutboundPart::Approved { call } => Ok(json_body(&SendBody {
            recipient,
            messaging_type,
            tag,
            message: Message {
                template: Some(approved::template(call)),
                metadata: outgoing.metadata,
                ..Message::default()
            },
            // A template quotes nothing.
            reply_to: None,
            persona_id,
        })),
        OutboundPart::Attachment {
            kind,
            remote_id: Some(attachment_id),
            ..
        } => {
            let attachment = Attachment {
                kind: kind.as_str(),
                payload: AttachmentPayload::Known { attachment_id },
            };
            Ok(json_body(&SendBody {
                recipient,
                messaging_type,
                tag,
                message: Message {
                    attachment: Some(attachment),
                    metadata: outgoing.metadata,
                    ..Message::default()
                },
                reply_to,
                persona_id,
            }))
        }
        OutboundPart::Attachment {
            kind,
            source,
            name,
            mime,
            remote_id: None,
        } => {
            let attachment = Attachment {
                kind: kind.as_str(),
                payload: AttachmentPayload::Upload { is_reusable: false },
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
                text("messaging_type", messaging_type),
                json_part("message", &message),
            ];
            parts.extend(tag.map(|tag| text("tag", tag)));
            parts.extend(reply_to.map(|reply_to| json_part("reply_to", &reply_to)));
            parts.extend(persona_id.map(|id| text("persona_id", id)));
            // Last, so that Meta knows what it is before the bytes come.
            parts.push(FormPart {
                name: "filedata".into(),
                value: file,
            });
            Ok(HttpBody::Multipart(parts))
        }
    }
}

/// A failure that Meta had no part in.
pub(crate) fn local(words: &Words, kind: SendErrorKind, sentence: &str) -> SendError {
    SendError {
        kind,
        sentence: words.say(sentence, &[]),
        status: None,
        code: None,
        subcode: None,
        trace_id: None,
    }
}
