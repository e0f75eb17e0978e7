//! Rich messages against the simulated platform: each kind is taken, drawn on the phone and comes back when tapped;
//! what the platform refuses is what our own check refuses.

use std::sync::Arc;

use axum::http::{HeaderMap, Method, header::AUTHORIZATION};
use bytes::Bytes;
use parlance_channel::{
    Address, BytesSource, HttpRequest, InboundPayload, OutboundPart, Outgoing, SendError, SendErrorKind,
    Sent, call::HttpBody, outbound::RichFile,
};
use parlance_core::{
    AttachmentId, Timestamp,
    message::Part,
    rich::{self, Rich},
    window::Permit,
};
use serde_json::{Value, json};

use crate::world::World;

async fn open() -> (World, String) {
    let mut world = World::start().await;
    let (_, psid) = world.customer().await;
    world.meta.say(&psid, "hello").await.unwrap();
    world
        .event(|payload| matches!(payload, InboundPayload::Message(_)))
        .await;
    (world, psid)
}

async fn send(world: &World, psid: &str, content: Rich, file: Option<RichFile>) -> Result<Sent, SendError> {
    let part = OutboundPart::Rich { content, file };
    let outgoing = Outgoing {
        account: &world.account,
        recipient: Address::Customer(psid),
        persona: None,
        part: &part,
        metadata: "k",
        reply_to: None,
        permit: Permit::Free,
    };
    world.channel.send(outgoing).await
}

fn rich(json: Value) -> Rich {
    serde_json::from_value(json).unwrap()
}

fn carousel() -> Value {
    json!({"rich": "carousel", "cards": [{"title": "Ridgeline 2", "subtitle": "329 €",
        "buttons": [{"title": "Order", "does": "postback", "payload": "R2"}]}]})
}

fn every_kind() -> Vec<Value> {
    vec![
        json!({"rich": "choices", "text": "Which colour?", "replies": [{"title": "Green"}, {"kind": "email"}]}),
        json!({"rich": "buttons", "text": "How can we help?", "buttons": [{"title": "Call", "does": "call", "number": "+4720123456"}]}),
        carousel(),
        json!({"rich": "receipt", "recipient_name": "Marta Olsen", "order_number": "AP-204118", "currency": "EUR",
            "payment_method": "Visa 1234", "items": [{"title": "Ridgeline 2", "price": "329"}], "total": "329"}),
        json!({"rich": "coupon", "title": "10 % off", "code": "AUTUMN10"}),
        json!({"rich": "grid", "pictures": [{"image_url": "https://shop.example/1.jpg"},
            {"image_url": "https://shop.example/2.jpg"}], "buttons": [{"title": "More", "does": "postback"}]}),
        json!({"rich": "address", "countries": ["NO"], "privacy_url": "https://shop.example/privacy"}),
        json!({"rich": "feedback", "title": "How did we do?", "button": "Answer", "question": "How satisfied are you?",
            "scale": "nps", "privacy_url": "https://shop.example/privacy", "days": 1}),
    ]
}

#[tokio::test]
async fn every_kind_is_taken() {
    let (world, psid) = open().await;
    for kind in every_kind() {
        let sent = send(&world, &psid, rich(kind.clone()), None).await;
        assert!(sent.is_ok(), "{kind}: {sent:?}");
    }
    let media = Rich::Media {
        attachment_id: AttachmentId::new(Timestamp::from_millis(0), [0; 10]),
        video: false,
        buttons: Vec::new(),
    };
    let file = RichFile {
        source: Arc::new(BytesSource(Bytes::from_static(b"\x89PNG\r\n\x1a\nrest"))),
        name: "tent.png".into(),
        mime: "image/png".into(),
        remote_id: None,
    };
    send(&world, &psid, media, Some(file)).await.unwrap();
}

#[tokio::test]
async fn a_tapped_button_comes_back_with_its_payload() {
    let (mut world, psid) = open().await;
    let sent = send(&world, &psid, rich(carousel()), None).await.unwrap();
    world
        .meta
        .tap_button(&psid, &sent.provider_id, "R2")
        .await
        .unwrap();
    let event = world
        .event(|payload| matches!(payload, InboundPayload::Postback(_)))
        .await;
    let InboundPayload::Postback(tap) = event.payload else {
        panic!("a postback was waited for")
    };
    assert_eq!(
        tap.parts,
        [Part::Postback {
            title: "Order".into(),
            payload: Some("R2".into())
        }]
    );
}

/// What the platform refuses, by its own code, our check has refused before, and the other way round.
#[tokio::test]
async fn the_check_refuses_what_the_platform_refuses() {
    let (world, psid) = open().await;
    let limits = world.channel.descriptor().capabilities.rich.clone().unwrap();
    let button = |title: &str| json!({"type": "postback", "title": title, "payload": "P"});
    let ours = |title: &str| json!({"title": title, "does": "postback", "payload": "P"});
    let long = "t".repeat(21);
    let pairs = [
        (
            json!({"template_type": "button", "text": "x".repeat(641), "buttons": [button("Yes")]}),
            json!({"rich": "buttons", "text": "x".repeat(641), "buttons": [ours("Yes")]}),
            100,
        ),
        (
            json!({"template_type": "button", "text": "x", "buttons": vec![button("Yes"); 4]}),
            json!({"rich": "buttons", "text": "x", "buttons": vec![ours("Yes"); 4]}),
            105,
        ),
        (
            json!({"template_type": "button", "text": "x", "buttons": [button(&long)]}),
            json!({"rich": "buttons", "text": "x", "buttons": [ours(&long)]}),
            100,
        ),
        (
            json!({"template_type": "generic", "elements": vec![json!({"title": "A", "subtitle": "B"}); 11]}),
            json!({"rich": "carousel", "cards": vec![json!({"title": "A", "subtitle": "B"}); 11]}),
            105,
        ),
        (
            json!({"template_type": "generic", "elements": [{"title": "A"}]}),
            json!({"rich": "carousel", "cards": [{"title": "A"}]}),
            100,
        ),
        (
            json!({"template_type": "coupon", "title": "A", "coupon_code": "A B"}),
            json!({"rich": "coupon", "title": "A", "code": "A B"}),
            100,
        ),
    ];
    for (payload, mine, code) in pairs {
        let answer = raw(&world, &psid, &payload).await;
        assert_eq!(answer["error"]["code"], code, "{payload}");
        assert!(!rich::check(&limits, &rich(mine.clone())).is_empty(), "{mine}");
        let refused = send(&world, &psid, rich(mine), None).await.unwrap_err();
        assert_eq!(refused.kind, SendErrorKind::Permanent);
    }
}

/// A send past our own check.
async fn raw(world: &World, psid: &str, payload: &Value) -> Value {
    let body = json!({"recipient": {"id": psid}, "messaging_type": "RESPONSE",
        "message": {"attachment": {"type": "template", "payload": payload}}});
    let mut headers = HeaderMap::new();
    let bearer = format!("Bearer {}", world.token);
    headers.insert(AUTHORIZATION, bearer.parse().unwrap());
    let request = HttpRequest {
        method: Method::POST,
        url: format!("{}/v26.0/{}/messages", world.base, world.page),
        headers,
        body: HttpBody::Json(Bytes::from(body.to_string())),
        timeout_ms: 5_000,
    };
    let answer = world.http.call(request).await.unwrap();
    serde_json::from_slice(&answer.body).unwrap()
}
