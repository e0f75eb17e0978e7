//! Utility templates: submitted, reviewed, sent in any window, and refused as Meta does.

use parlance_simulator::ReviewRule;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{HOUR_MS, World, code};

const FIELD: &str = "message_template_status_update";

fn order() -> Value {
    json!({
        "name": "order_shipped", "language": "en_US", "category": "UTILITY",
        "components": [
            {"type": "HEADER", "format": "TEXT", "text": "{{1}} update", "example": {"header_text": ["Order"]}},
            {"type": "BODY", "text": "Good news, your order {{1}} is on its way to you.", "example": {"body_text": [["7"]]}},
            {"type": "BUTTONS", "buttons": [{"type": "POSTBACK", "text": "Thanks", "payload": "THANKS_{{1}}"}]},
        ],
    })
}

async fn submit(world: &World, template: Value) -> (u16, Value) {
    world
        .post(&format!("/v26.0/{}/message_templates", world.page), template)
        .await
}

fn filled(psid: &str, body: &str) -> Value {
    json!({"recipient": {"id": psid}, "messaging_type": "UTILITY", "message": {"template": {
    "name": "order_shipped", "language": {"code": "en_US"}, "components": [
        {"type": "header", "parameters": [{"type": "text", "text": "Order"}]},
        {"type": "body", "parameters": [{"type": "text", "text": body}]},
        {"type": "buttons", "parameters": [{"type": "POSTBACK", "payload": "7"}]},
    ]}}})
}

#[tokio::test]
async fn an_approved_template_goes_out_in_any_window_and_is_drawn() {
    let (world, receiver) = World::connected().await;
    world
        .connect(&receiver, &["messages", "messaging_postbacks", FIELD])
        .await;
    let (_, psid) = world.customer_who_wrote().await;
    let path = format!("/v26.0/{}/messages", world.page);
    let (status, made) = submit(&world, order()).await;
    assert_eq!((status, &made["status"]), (200, &json!("PENDING")));
    assert_eq!(
        code(&world.post(&path, filled(&psid, "7")).await),
        (100, None),
        "in review"
    );

    let id = made["id"].as_str().expect("an id");
    world
        .simulator
        .review_template(&world.page, id, "approved", None)
        .await
        .expect("reviewed");
    receiver
        .until("the review is told", |receiver| {
            receiver.received().iter().any(|received| {
                let change = received.json()["entry"][0]["changes"][0].clone();
                change["field"] == FIELD && change["value"]["event"] == "APPROVED"
            })
        })
        .await;
    let listed = world
        .get(&format!("/v26.0/{}/message_templates", world.page))
        .await
        .1;
    assert_eq!(listed["data"][0]["status"], "APPROVED");

    assert_eq!(
        world.post(&path, filled(&psid, "7")).await.0,
        200,
        "inside the window"
    );
    world
        .simulator
        .move_clock(30 * 24 * HOUR_MS)
        .await
        .expect("moved");
    assert_eq!(code(&world.send(&psid, "too late").await), (10, Some(2_018_278)));
    assert_eq!(
        world.post(&path, filled(&psid, "{{1}}")).await.0,
        200,
        "long after it"
    );
    let chat = serde_json::to_value(world.simulator.chat(&psid).expect("the chat")).expect("plain data");
    let shown = chat["messages"]
        .as_array()
        .expect("a list")
        .last()
        .expect("one")
        .to_string();
    assert!(shown.contains("Order update"), "{shown}");
    assert!(
        shown.contains("your order {{1}} is on its way"),
        "a value is not read again: {shown}"
    );
    assert!(shown.contains("THANKS_7"), "{shown}");
}

#[tokio::test]
async fn what_does_not_fit_the_template_is_refused() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    let path = format!("/v26.0/{}/messages", world.page);
    world
        .simulator
        .set_template_rule(&world.page, ReviewRule::Approve)
        .await
        .expect("set");
    assert_eq!(submit(&world, order()).await.1["status"], "APPROVED");
    let components = "/message/template/components";
    let without = |at: usize| {
        let mut body = filled(&psid, "7");
        let list = body
            .pointer_mut(components)
            .and_then(Value::as_array_mut)
            .expect("a list");
        list.remove(at);
        body
    };
    assert_eq!(
        code(&world.post(&path, without(0)).await),
        (100, None),
        "no value above"
    );
    assert_eq!(
        code(&world.post(&path, without(1)).await),
        (100, None),
        "no value in the text"
    );
    assert_eq!(
        code(&world.post(&path, without(2)).await),
        (100, Some(1_893_029)),
        "no payload"
    );
    assert_eq!(
        code(&world.post(&path, filled(&psid, " ")).await),
        (100, None),
        "an empty value"
    );
    let mut indexed = filled(&psid, "7");
    indexed["message"]["template"]["components"][2]["index"] = json!(0);
    assert_eq!(
        code(&world.post(&path, indexed).await),
        (100, None),
        "another platform's form"
    );
    let mut other = filled(&psid, "7");
    other["message"]["template"]["language"]["code"] = json!("de");
    assert_eq!(
        code(&world.post(&path, other).await),
        (100, None),
        "another language"
    );
    let mut plain = filled(&psid, "7");
    plain["messaging_type"] = json!("RESPONSE");
    assert_eq!(
        code(&world.post(&path, plain).await),
        (100, None),
        "not as an answer"
    );
    let mut tagged = filled(&psid, "7");
    tagged["tag"] = json!("HUMAN_AGENT");
    assert_eq!(
        code(&world.post(&path, tagged).await),
        (100, None),
        "no tag beside it"
    );
}

#[tokio::test]
async fn what_reviewers_reject_and_what_is_refused_at_once() {
    let world = World::start().await;
    let body = |text: &str, example: bool| {
        let mut component = json!({"type": "BODY", "text": text});
        if example {
            component["example"] = json!({"body_text": [["7"]]});
        }
        json!({"name": format!("t{}", text.len()), "language": "de", "category": "UTILITY", "components": [component]})
    };
    for (template, reason) in [
        (
            body("Your order {{1}} is on its way.", false),
            "TEMPLATE_VARIABLES_MISSING_SAMPLE_VALUES",
        ),
        (
            body("Your order is {{2}} on its way now.", true),
            "INCORRECT_PARAMS",
        ),
        (body("Order {{1}} now.", true), "PENDING"),
        (
            body("Oh {{1}} a {{2}} b", true),
            "PARAMS_TO_WORD_RATIO_EXCEED_LIMIT",
        ),
    ] {
        let (status, answer) = submit(&world, template.clone()).await;
        assert_eq!(status, 200, "{answer}");
        if reason == "PENDING" {
            assert_eq!(answer["status"], "PENDING", "{template}");
        } else {
            assert_eq!(answer["status"], "REJECTED", "{template}");
            let listed = world.simulator.templates(&world.page).items;
            let one = listed
                .iter()
                .find(|one| Some(one.id.as_str()) == answer["id"].as_str());
            assert_eq!(one.map(|one| one.reason.as_str()), Some(reason));
        }
    }
    let twice = body("Order {{1}} now.", true);
    assert_eq!(code(&submit(&world, twice).await), (100, Some(2_388_024)));
    assert_eq!(
        code(&submit(&world, body("{{1}} comes", true)).await),
        (100, Some(2_388_299))
    );
    let mut quick = order();
    quick["components"][2]["buttons"][0]["type"] = json!("QUICK_REPLY");
    assert_eq!(code(&submit(&world, quick).await), (100, Some(2_018_416)));
    let mut example = order();
    example["components"][2]["buttons"][0]["example"] = json!(["x"]);
    assert_eq!(code(&submit(&world, example).await), (100, Some(2_388_051)));

    let path = format!("/v26.0/{}/message_templates?hsm_id=1", world.page);
    assert_eq!(
        code(&world.call(Method::DELETE, &path, None).await),
        (100, Some(2_593_002))
    );
    let id = world.simulator.templates(&world.page).items[0].id.clone();
    let path = format!("/v26.0/{}/message_templates?hsm_id={id}", world.page);
    assert_eq!(world.call(Method::DELETE, &path, None).await.0, 200);
}
