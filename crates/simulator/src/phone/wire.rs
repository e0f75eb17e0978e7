//! A message as the platform tells it to apps.

use serde_json::{Value, json};

use crate::fanout::{Emission, emit};
use crate::media::{absolute, ad_link, file_link, sticker, sticker_link};
use crate::platform::Platform;
use crate::transaction::Tx;
use crate::webhook::event::{
    AdContext, Body, Control, Event, MessageBody, Payload, Postback, ReferralBody, ReplyTo,
};
use crate::world::{Attachment, Author, Message, Referral, World};

fn attachment(platform: &Platform, world: &World, attachment: &Attachment) -> Value {
    match attachment {
        Attachment::File { kind, media_id } => {
            let url = world
                .media
                .get(media_id)
                .map(|media| absolute(platform, &file_link(platform, media)));
            json!({"type": kind.word(), "payload": {"url": url}})
        }
        // Since 2026-08-30 a sticker comes as `sticker` alone.
        Attachment::Sticker { name } => json!({
            "type": "sticker",
            "payload": {"url": absolute(platform, &sticker_link(platform, name)), "sticker_id": sticker(name).map(|known| known.id)},
        }),
        Attachment::Location { title, lat, long } => json!({
            "title": title,
            "url": format!("https://l.facebook.com/l.php?u=geo%3A{lat}%2C{long}"),
            "type": "location",
            "payload": {"coordinates": {"lat": lat, "long": long}},
        }),
        Attachment::Link { url, title } => {
            json!({"type": "fallback", "payload": {"url": url, "title": title}})
        }
        Attachment::Template { payload } => json!({"type": "template", "payload": payload}),
        Attachment::Story { .. } => {
            json!({"type": "story_mention", "payload": {"url": absolute(platform, &ad_link(platform))}})
        }
    }
}

/// The story that a message answers.
fn story(platform: &Platform) -> ReplyTo {
    ReplyTo {
        mid: None,
        is_self_reply: None,
        story: Some(json!({"url": absolute(platform, &ad_link(platform)), "id": "17900112233445577"})),
    }
}

pub(super) fn referral(page_id: &str, referral: &Referral, picture: Option<String>) -> ReferralBody {
    let ads_context_data = referral.ad_title.as_ref().map(|title| AdContext {
        ad_title: title.clone(),
        photo_url: picture,
        post_id: format!("{page_id}_{}", referral.ad_id.as_deref().unwrap_or("1")),
    });
    ReferralBody {
        r#ref: referral.r#ref.clone(),
        ad_id: referral.ad_id.clone(),
        source: referral.source.clone(),
        r#type: "OPEN_THREAD".to_owned(),
        ads_context_data,
    }
}

fn body(platform: &Platform, world: &World, psid: &str, message: &Message) -> MessageBody {
    let thread = world.threads.get(psid);
    let page_id = thread.map_or("", |thread| thread.page_id.as_str());
    let reply_to = message.reply_to.as_ref().map(|mid| {
        let quoted = thread.and_then(|thread| thread.message(mid));
        let own = quoted.map(|quoted| quoted.by_page() == message.by_page());
        ReplyTo {
            mid: Some(mid.clone()),
            is_self_reply: own,
            story: None,
        }
    });
    let answered = message
        .attachments
        .iter()
        .any(|attachment| matches!(attachment, Attachment::Story { mention: false }));
    let reply_to = if answered { Some(story(platform)) } else { reply_to };
    MessageBody {
        mid: message.mid.clone(),
        text: message.text.clone(),
        reply_to,
        attachments: message
            .attachments
            .iter()
            .filter(|attachment| !matches!(attachment, Attachment::Story { mention: false }))
            .map(|a| attachment(platform, world, a))
            .collect(),
        referral: message
            .referral
            .as_ref()
            .map(|came| referral(page_id, came, Some(absolute(platform, &ad_link(platform))))),
        ..MessageBody::default()
    }
}

/// The event of a customer's message.
pub(super) fn message(platform: &Platform, tx: &Tx<'_>, psid: &str, message: &Message) -> Emission {
    let page_id = page_of(tx, psid);
    let mut body = body(platform, tx.world, psid, message);
    body.quick_reply = message.tapped.clone().map(|payload| Payload { payload });
    let event = Event::from_customer(psid, &page_id, message.at_ms, Body::Message(body));
    Emission::new(psid, "messages", "message", event)
        .what(message.gist())
        .mid(&message.mid)
}

/// The event of a customer's message taken back; it names the original.
pub(super) fn taken_back(tx: &Tx<'_>, psid: &str, mid: &str, at_ms: i64) -> Emission {
    let body = MessageBody {
        mid: mid.to_owned(),
        is_deleted: Some(true),
        ..MessageBody::default()
    };
    let event = Event::from_customer(psid, &page_of(tx, psid), at_ms, Body::Message(body));
    Emission::new(psid, "messages", "message taken back", event)
}

/// The event of a tapped button.
pub(super) fn postback(tx: &Tx<'_>, psid: &str, message: &Message, payload: &str) -> Emission {
    let title = message.text.clone().unwrap_or_default();
    let page_id = page_of(tx, psid);
    let body = Postback {
        mid: message.mid.clone(),
        title,
        payload: Some(payload.to_owned()),
        referral: message
            .referral
            .as_ref()
            .map(|came| referral(&page_id, came, None)),
    };
    let event = Event::from_customer(psid, &page_id, message.at_ms, Body::Postback(body));
    Emission::new(psid, "messaging_postbacks", "postback", event)
        .what(payload)
        .mid(&message.mid)
}

/// The echo of a page's message: sender is the page, recipient the customer.
pub(crate) fn echo(platform: &Platform, tx: &Tx<'_>, psid: &str, message: &Message) -> Emission {
    let Author::Page { app_id } = &message.author else {
        unreachable!("only pages are echoed")
    };
    let mut body = body(platform, tx.world, psid, message);
    body.is_echo = Some(true);
    body.app_id = app_id.parse().ok();
    body.metadata.clone_from(&message.metadata);
    let event = Event::from_page(psid, &page_of(tx, psid), message.at_ms, Body::Message(body));
    let by = match tx.world.apps.get(app_id) {
        Some(app) => app.name.clone(),
        None => "page inbox".to_owned(),
    };
    Emission::new(psid, "message_echoes", "message echo", event)
        .what(by)
        .mid(&message.mid)
}

/// Tells an app that another took control of a thread from it.
pub(crate) fn tell_taken(tx: &mut Tx<'_>, psid: &str, from: &str, to: &str) {
    let number = |id: &str| id.parse::<u64>().map_or(Value::Null, Value::from);
    let control = Control {
        previous_owner_app_id: from.into(),
        new_owner_app_id: number(to),
        metadata: String::new(),
    };
    let now = tx.now;
    let event = Event::from_customer(psid, &page_of(tx, psid), now, Body::TakeThreadControl(control));
    let mut emission = Emission::new(psid, "messaging_handovers", "take_thread_control", event);
    emission.only_app = Some(from.to_owned());
    emit(tx, emission);
}

pub(super) fn page_of(tx: &Tx<'_>, psid: &str) -> String {
    tx.world
        .threads
        .get(psid)
        .map(|thread| thread.page_id.clone())
        .unwrap_or_default()
}
