//! Rich messages on the wire, each kind as the reference shows it (section 4.6 of Meta's template pages).

use std::sync::Arc;

use bytes::Bytes;
use parlance_channel::{
    Address, BytesSource, Channel as _, OutboundPart, Outgoing, SendErrorKind, outbound::RichFile,
};
use parlance_core::{AttachmentId, Timestamp, rich::Rich, window::Permit};
use serde_json::{Value, json};

use super::support::{self, CUSTOMER, PAGE, Platform, account};

const OK: &str =
    r#"{"recipient_id":"24891234567890123","message_id":"m_out-01","attachment_id":"1857777774821032"}"#;

fn part(rich: Value) -> OutboundPart {
    OutboundPart::Rich {
        content: serde_json::from_value(rich).unwrap(),
        file: None,
    }
}

async fn sent(part: &OutboundPart) -> (Arc<Platform>, Result<(), SendErrorKind>) {
    let platform = Platform::new(|_| support::json(200, OK));
    let account = account();
    let outgoing = Outgoing {
        account: &account,
        recipient: Address::Customer(CUSTOMER),
        persona: None,
        part,
        metadata: "out_1",
        reply_to: None,
        permit: Permit::Free,
    };
    let answer = platform.channel().send(outgoing).await;
    (platform, answer.map(|_| ()).map_err(|error| error.kind))
}

async fn message(rich: Value) -> Value {
    let (platform, answer) = sent(&part(rich)).await;
    answer.unwrap();
    let body = platform.seen()[0].json();
    assert_eq!(body["messaging_type"], "RESPONSE");
    body["message"].clone()
}

/// The template of a message that is nothing else.
async fn template(rich: Value) -> Value {
    let message = message(rich).await;
    assert_eq!(message["metadata"], "out_1");
    assert_eq!(message.get("text"), None);
    assert_eq!(message["attachment"]["type"], "template");
    message["attachment"]["payload"].clone()
}

#[tokio::test]
async fn answers_to_tap_stand_below_a_text() {
    let message = message(json!({"rich": "choices", "text": "Which colour?", "replies": [
        {"title": "Green", "payload": "PICK:GREEN"},
        {"title": "Blue"},
        {"kind": "phone"},
        {"kind": "email"},
    ]}))
    .await;
    assert_eq!(
        message,
        json!({"text": "Which colour?", "metadata": "out_1", "quick_replies": [
            {"content_type": "text", "title": "Green", "payload": "PICK:GREEN"},
            {"content_type": "text", "title": "Blue", "payload": "Blue"},
            {"content_type": "user_phone_number"},
            {"content_type": "user_email"},
        ]})
    );
}

#[tokio::test]
async fn a_text_with_buttons_is_the_button_template() {
    let template = template(json!({"rich": "buttons", "text": "How can we help?", "buttons": [
        {"title": "Track it", "does": "link", "url": "https://shop.example/track"},
        {"title": "Talk to us", "does": "postback", "payload": "HUMAN"},
        {"title": "Call", "does": "call", "number": "+4720123456"},
    ]}))
    .await;
    assert_eq!(
        template,
        json!({"template_type": "button", "text": "How can we help?", "buttons": [
            {"type": "web_url", "title": "Track it", "url": "https://shop.example/track"},
            {"type": "postback", "title": "Talk to us", "payload": "HUMAN"},
            {"type": "phone_number", "title": "Call", "payload": "+4720123456"},
        ]})
    );
}

#[tokio::test]
async fn a_carousel_is_the_generic_template() {
    let template = template(json!({"rich": "carousel", "cards": [
        {"title": "Ridgeline 2", "subtitle": "329 €", "image_url": "https://shop.example/r2.jpg",
         "link": "https://shop.example/r2", "buttons": [{"title": "Order", "does": "postback", "payload": "R2"}]},
        {"title": "Ridgeline 3", "subtitle": "389 €"},
    ]}))
    .await;
    assert_eq!(
        template,
        json!({"template_type": "generic", "elements": [
            {"title": "Ridgeline 2", "subtitle": "329 €", "image_url": "https://shop.example/r2.jpg",
             "default_action": {"type": "web_url", "url": "https://shop.example/r2"},
             "buttons": [{"type": "postback", "title": "Order", "payload": "R2"}]},
            {"title": "Ridgeline 3", "subtitle": "389 €"},
        ]})
    );
}

#[tokio::test]
async fn pictures_side_by_side_are_the_image_grid() {
    let template = template(json!({"rich": "grid", "title": "Stoves", "pictures": [
        {"image_url": "https://shop.example/1.jpg", "large": true, "link": "https://shop.example/1"},
        {"image_url": "https://shop.example/2.jpg"},
    ], "buttons": [{"title": "All of them", "does": "postback", "payload": "ALL"}]}))
    .await;
    assert_eq!(
        template,
        json!({"template_type": "image_grid", "elements": [{
            "title": "Stoves",
            "images": [
                {"url": "https://shop.example/1.jpg", "is_hero_image": true,
                 "action": {"type": "web_url", "url": "https://shop.example/1"}},
                {"url": "https://shop.example/2.jpg"},
            ],
            "buttons": [{"type": "postback", "title": "All of them", "payload": "ALL"}],
        }]})
    );
}

#[tokio::test]
async fn an_address_is_asked_for_by_the_platforms_form() {
    let asked = json!({"rich": "address", "countries": ["NO", "SE"], "privacy_url": "https://shop.example/privacy", "days": 3});
    assert_eq!(
        template(asked).await,
        json!({"template_type": "customer_information", "countries": ["NO", "SE"],
            "business_privacy": {"url": "https://shop.example/privacy"}, "expires_in_days": 3})
    );
}

#[tokio::test]
async fn a_receipt_carries_numbers_and_a_coupon_its_code() {
    let receipt = template(
        json!({"rich": "receipt", "recipient_name": "Marta Olsen", "order_number": "AP-204118",
        "currency": "EUR", "payment_method": "Visa 1234",
        "items": [{"title": "Ridgeline 2", "quantity": 1, "price": "329.00"}],
        "shipping": "4.90", "total": "333.90"}),
    )
    .await;
    assert_eq!(
        receipt,
        json!({"template_type": "receipt", "recipient_name": "Marta Olsen", "order_number": "AP-204118",
            "currency": "EUR", "payment_method": "Visa 1234",
            "elements": [{"title": "Ridgeline 2", "quantity": 1, "price": 329.0, "currency": "EUR"}],
            "summary": {"shipping_cost": 4.9, "total_cost": 333.9}})
    );
    let coupon = template(json!({"rich": "coupon", "title": "10 % off", "code": "AUTUMN10"})).await;
    assert_eq!(
        coupon,
        json!({"template_type": "coupon", "title": "10 % off", "coupon_code": "AUTUMN10"})
    );
}

#[tokio::test]
async fn a_question_names_its_scale_and_its_policy() {
    let template = template(
        json!({"rich": "feedback", "title": "How did we do?", "button": "Answer",
        "question": "How satisfied are you?", "scale": "csat", "comment": true,
        "privacy_url": "https://shop.example/privacy", "days": 3}),
    )
    .await;
    assert_eq!(
        template,
        json!({"template_type": "customer_feedback", "title": "How did we do?", "button_title": "Answer",
            "feedback_screens": [{"questions": [{"id": "parlance", "type": "csat", "title": "How satisfied are you?",
                "score_label": "neg_pos", "score_option": "five_stars", "follow_up": {"type": "free_form"}}]}],
            "business_privacy": {"url": "https://shop.example/privacy"}, "expires_in_days": 3})
    );
}

#[tokio::test]
async fn a_picture_with_buttons_is_uploaded_first_and_named_by_its_id() {
    let part = OutboundPart::Rich {
        content: Rich::Media {
            attachment_id: AttachmentId::new(Timestamp::from_millis(0), [0; 10]),
            video: false,
            buttons: Vec::new(),
        },
        file: Some(RichFile {
            source: Arc::new(BytesSource(Bytes::from_static(b"\x89PNG"))),
            name: "tent.png".into(),
            mime: "image/png".into(),
            remote_id: None,
        }),
    };
    let (platform, answer) = sent(&part).await;
    answer.unwrap();
    let seen = platform.seen();
    assert_eq!(seen[0].path(), format!("{PAGE}/message_attachments"));
    assert!(
        seen[0]
            .body
            .contains(r#"{"attachment":{"type":"image","payload":{"is_reusable":true}}}"#),
        "{}",
        seen[0].body
    );
    assert_eq!(seen[1].path(), format!("{PAGE}/messages"));
    assert_eq!(
        seen[1].json()["message"]["attachment"]["payload"],
        json!({"template_type": "media", "elements": [{"media_type": "image", "attachment_id": "1857777774821032"}]})
    );
}

#[tokio::test]
async fn what_breaks_a_limit_is_refused_without_a_call() {
    let (platform, answer) = sent(&part(
        json!({"rich": "buttons", "text": "x".repeat(641), "buttons": [
        {"title": "Yes", "does": "postback"}]}),
    ))
    .await;
    assert_eq!(answer, Err(SendErrorKind::Permanent));
    assert_eq!(platform.seen(), []);
}
