//! Utility templates: the wire of their list, their submission and their sending, as Meta's page "Send a utility message"
//! shows it.

use std::{collections::BTreeMap, sync::Arc};

use parlance_channel::{
    Address, ApprovedTemplates as _, Channel as _, NewTemplate, OutboundPart, Outgoing, SendErrorKind,
};
use parlance_core::{
    approved::{ApprovedCall, ApprovedContent, Place, ReviewState, Slot, Value},
    rich::{Button, ButtonAction},
    window::Permit,
};
use serde_json::{Value as Json, json};

use super::support::{self, Answer, CUSTOMER, PAGE, Platform, account, refusal};

const OK: &str = r#"{"recipient_id":"24891234567890123","message_id":"m_out-01"}"#;

fn value(place: Place, name: &str, text: &str) -> Value {
    Value {
        slot: Slot {
            place,
            name: name.into(),
        },
        text: text.into(),
    }
}

fn call(named: bool) -> ApprovedCall {
    ApprovedCall {
        template: "order_shipped".into(),
        language: "en_US".into(),
        named,
        values: vec![
            value(Place::Header, if named { "kind" } else { "1" }, "Order"),
            value(Place::Body, if named { "order" } else { "1" }, "566701"),
            value(Place::Body, if named { "name" } else { "2" }, "Marta"),
            value(Place::Link, "0", "566701"),
            value(Place::Tap, "1", "7"),
        ],
    }
}

async fn send(
    part: &OutboundPart,
    permit: Permit,
    answer: impl Fn() -> Answer + Send + Sync + 'static,
) -> (Arc<Platform>, Result<(), (SendErrorKind, String)>) {
    let platform = Platform::new(move |_| answer());
    let account = account();
    let outgoing = Outgoing {
        account: &account,
        recipient: Address::Customer(CUSTOMER),
        persona: Some("1337"),
        part,
        metadata: "out_1",
        reply_to: None,
        permit,
    };
    let sent = platform.channel().send(outgoing).await;
    (
        platform,
        sent.map(drop).map_err(|error| (error.kind, error.sentence.text)),
    )
}

#[tokio::test]
async fn a_template_goes_out_as_utility_with_its_values_in_order() {
    let part = OutboundPart::Approved { call: call(false) };
    let (platform, answer) = send(&part, Permit::Approved, || support::json(200, OK)).await;
    answer.unwrap();
    assert_eq!(platform.seen()[0].path(), format!("{PAGE}/messages"));
    assert_eq!(
        platform.seen()[0].json(),
        json!({
            "recipient": {"id": CUSTOMER},
            "messaging_type": "UTILITY",
            "persona_id": "1337",
            "message": {
                "metadata": "out_1",
                "template": {
                    "name": "order_shipped",
                    "language": {"code": "en_US"},
                    "components": [
                        {"type": "header", "parameters": [{"type": "text", "text": "Order"}]},
                        {"type": "body", "parameters": [
                            {"type": "text", "text": "566701"},
                            {"type": "text", "text": "Marta"},
                        ]},
                        {"type": "buttons", "parameters": [
                            {"type": "URL", "url": "566701"},
                            {"type": "POSTBACK", "payload": "7"},
                        ]},
                    ],
                },
            },
        })
    );
}

#[tokio::test]
async fn places_with_names_are_filled_by_name() {
    let part = OutboundPart::Approved { call: call(true) };
    let (platform, answer) = send(&part, Permit::Approved, || support::json(200, OK)).await;
    answer.unwrap();
    let body = &platform.seen()[0].json()["message"]["template"]["components"][1];
    assert_eq!(
        body["parameters"],
        json!([
            {"type": "text", "parameter_name": "order", "text": "566701"},
            {"type": "text", "parameter_name": "name", "text": "Marta"},
        ])
    );
}

#[tokio::test]
async fn nothing_else_goes_out_as_utility_and_a_template_as_nothing_else() {
    let never = || panic!("no call expected");
    let text = OutboundPart::text("Buy two, get three");
    let (_, answer) = send(&text, Permit::Approved, never).await;
    assert_eq!(answer.unwrap_err().0, SendErrorKind::Permanent);
    let template = OutboundPart::Approved { call: call(false) };
    for permit in [Permit::Free, Permit::Person, Permit::Notification] {
        let (_, answer) = send(&template, permit, never).await;
        assert_eq!(answer.unwrap_err().0, SendErrorKind::Permanent, "{permit:?}");
    }
}

#[tokio::test]
async fn what_meta_says_against_a_template_is_said_in_plain_words() {
    let part = OutboundPart::Approved { call: call(false) };
    for (status, code, subcode, kind, words) in [
        (
            400,
            100,
            0,
            SendErrorKind::Permanent,
            "does not take this template",
        ),
        (
            400,
            100,
            1_893_029,
            SendErrorKind::Permanent,
            "does not take this template",
        ),
        (403, 10, 0, SendErrorKind::Permission, "pages_utility_messaging"),
        (403, 200, 0, SendErrorKind::Permission, "pages_utility_messaging"),
        (
            400,
            551,
            1_545_041,
            SendErrorKind::RecipientUnavailable,
            "in their country",
        ),
    ] {
        let (_, answer) = send(&part, Permit::Approved, move || refusal(status, code, subcode)).await;
        let (told, sentence) = answer.unwrap_err();
        assert_eq!(told, kind, "{code}/{subcode}");
        assert!(sentence.contains(words), "{code}/{subcode}: {sentence}");
    }
}

fn content() -> ApprovedContent {
    ApprovedContent {
        header: "{{kind}} update".into(),
        body: "Good news: your order {{order}} is on its way.".into(),
        buttons: vec![
            Button {
                title: "Track".into(),
                action: ButtonAction::Link {
                    url: "https://shop.example/orders/{{1}}".into(),
                },
            },
            Button {
                title: "Thanks".into(),
                action: ButtonAction::Postback {
                    payload: "THANKS".into(),
                },
            },
            Button {
                title: "Call us".into(),
                action: ButtonAction::Call {
                    number: "+4720123456".into(),
                },
            },
        ],
    }
}

fn examples(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(key, text)| ((*key).into(), (*text).into()))
        .collect()
}

async fn submitted(content: &ApprovedContent, examples: &BTreeMap<String, String>) -> Json {
    let platform = Platform::new(|_| {
        support::json(
            200,
            r#"{"id":"104595129340398","status":"PENDING","category":"UTILITY"}"#,
        )
    });
    let channel = platform.channel();
    let account = account();
    let template = NewTemplate {
        name: "order_shipped",
        language: "en_US",
        content,
        examples,
    };
    let answer = channel.submit(&account, template).await.unwrap();
    assert_eq!(
        (answer.remote_id.as_str(), answer.state),
        ("104595129340398", ReviewState::Pending)
    );
    assert_eq!(platform.seen()[0].path(), format!("{PAGE}/message_templates"));
    platform.seen()[0].json()
}

#[tokio::test]
async fn a_template_is_submitted_with_its_examples() {
    let examples = examples(&[
        ("header.kind", "Order"),
        ("body.order", "566701"),
        ("button.0", "566701"),
    ]);
    assert_eq!(
        submitted(&content(), &examples).await,
        json!({
            "name": "order_shipped",
            "language": "en_US",
            "category": "UTILITY",
            "parameter_format": "NAMED",
            "components": [
                {"type": "HEADER", "format": "TEXT", "text": "{{kind}} update", "example": {
                    "header_text_named_params": [{"param_name": "kind", "example": "Order"}]}},
                {"type": "BODY", "text": "Good news: your order {{order}} is on its way.", "example": {
                    "body_text_named_params": [{"param_name": "order", "example": "566701"}]}},
                {"type": "BUTTONS", "buttons": [
                    {"type": "URL", "text": "Track", "url": "https://shop.example/orders/{{1}}",
                     "example": {"url_suffix_example": "https://shop.example/orders/566701"}},
                    {"type": "POSTBACK", "text": "Thanks", "payload": "THANKS"},
                    {"type": "PHONE_NUMBER", "text": "Call us", "phone_number": "+4720123456"},
                ]},
            ],
        })
    );
}

#[tokio::test]
async fn numbered_places_have_their_examples_in_order() {
    let numbered = ApprovedContent {
        body: "Your order {{1}} comes on {{2}}, we hope.".into(),
        ..ApprovedContent::default()
    };
    let body = submitted(&numbered, &examples(&[("body.1", "7"), ("body.2", "Monday")])).await;
    assert_eq!(body.get("parameter_format"), None);
    assert_eq!(
        body["components"],
        json!([{"type": "BODY", "text": "Your order {{1}} comes on {{2}}, we hope.",
                "example": {"body_text": [["7", "Monday"]]}}])
    );
}

#[tokio::test]
async fn a_refused_submission_says_what_to_do() {
    for (status, code, subcode, words) in [
        (403, 10, 0, "pages_utility_messaging"),
        (400, 100, 2_388_024, "exists at Facebook already"),
        (400, 100, 2_018_416, "does not take this template"),
    ] {
        let platform = Platform::new(move |_| refusal(status, code, subcode));
        let (channel, account, content) = (platform.channel(), account(), content());
        let template = NewTemplate {
            name: "x",
            language: "de",
            content: &content,
            examples: &BTreeMap::new(),
        };
        let error = channel.submit(&account, template).await.unwrap_err();
        assert!(error.sentence.text.contains(words), "{}", error.sentence.text);
    }
}

const FIRST: &str = r#"{"data":[
  {"id":"1","name":"order_shipped","language":"en_US","status":"APPROVED","category":"UTILITY","parameter_format":"NAMED",
   "rejected_reason":"NONE","components":[
     {"type":"HEADER","format":"TEXT","text":"{{kind}} update","example":{"header_text_named_params":[{"param_name":"kind","example":"Order"}]}},
     {"type":"BODY","text":"Your order {{order}} is on its way.","example":{"body_text_named_params":[{"param_name":"order","example":"7"}]}},
     {"type":"BUTTONS","buttons":[{"type":"URL","text":"Track","url":"https://shop.example/{{1}}"}]}]},
  {"id":2,"name":"numbers","language":"de","status":"REJECTED","category":"UTILITY","rejected_reason":"INCORRECT_PARAMS",
   "components":[{"type":"BODY","text":"Von {{1}} bis {{2}}.","example":{"body_text":[["Montag","Freitag"]]}}]}],
  "paging":{"cursors":{"after":"abc"},"next":"https://graph.facebook.com/next"}}"#;
const SECOND: &str = r#"{"data":[
  {"id":"3","name":"with_picture","language":"en","status":"APPROVED","components":[
     {"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"See above."}]},
  {"id":"4","name":"from_the_library","language":"en","category":"UTILITY","body":"{{1}}, it has come!","body_params":["Mark"],
   "buttons":[{"type":"URL","text":"Manage order","url":"https://www.example.com"}]},
  {"id":"5","name":"new_word","language":"en","status":"ON_THE_MOON","components":[{"type":"BODY","text":"Hello."}]},
  {"name":"no id"}, 7]}"#;

#[tokio::test]
async fn the_list_is_read_to_its_end_in_every_form() {
    let platform = Platform::new(|seen| {
        support::json(
            200,
            if seen.url.contains("after=abc") {
                SECOND
            } else {
                FIRST
            },
        )
    });
    let account = account();
    let listed = platform.channel().list(&account).await.unwrap();
    let states: Vec<_> = listed
        .iter()
        .map(|one| (one.name.as_str(), one.state, one.sendable))
        .collect();
    assert_eq!(
        states,
        [
            ("order_shipped", ReviewState::Approved, true),
            ("numbers", ReviewState::Rejected, true),
            ("with_picture", ReviewState::Approved, false),
            ("from_the_library", ReviewState::Pending, true),
            ("new_word", ReviewState::Disabled, true),
        ]
    );
    assert_eq!(listed[0].reason, None);
    assert_eq!(
        listed[0].examples,
        examples(&[("header.kind", "Order"), ("body.order", "7")])
    );
    assert_eq!(listed[1].reason.as_deref(), Some("INCORRECT_PARAMS"));
    assert_eq!(
        listed[1].examples,
        examples(&[("body.1", "Montag"), ("body.2", "Freitag")])
    );
    assert_eq!(listed[3].examples, examples(&[("body.1", "Mark")]));
    assert_eq!(listed[3].content.buttons.len(), 1);
}

#[tokio::test]
async fn one_language_of_a_template_is_deleted_and_what_is_gone_needs_none() {
    let platform = Platform::new(|_| support::json(200, r#"{"success":true}"#));
    let account = account();
    platform
        .channel()
        .delete(&account, "order_shipped", "1")
        .await
        .unwrap();
    assert_eq!(platform.seen()[0].method, "DELETE");
    assert!(platform.seen()[0].url.contains("name=order_shipped&hsm_id=1"));
    let gone = Platform::new(|_| refusal(400, 100, 2_593_002));
    gone.channel()
        .delete(&account, "order_shipped", "1")
        .await
        .unwrap();
}
