//! Posts and comments: told to the apps, answered under the post and privately.

use serde_json::{Value, json};

use crate::harness::{Receiver, World, code};

const DAY_MS: i64 = 86_400_000;

async fn connected() -> (World, Receiver) {
    let receiver = Receiver::start().await;
    let world = World::start().await;
    world
        .connect(&receiver, &["messages", "message_echoes", "feed"])
        .await;
    (world, receiver)
}

async fn made(world: &World, path: &str, body: Value) -> String {
    let (status, answer) = world.post(&format!("/simulator/api{path}"), body).await;
    assert_eq!(status, 201, "{answer}");
    answer["id"].as_str().unwrap().to_owned()
}

/// A post with a comment of a customer: post, comment, customer.
async fn commented(world: &World) -> (String, String, u64) {
    let (person, _) = world.customer().await;
    let post = made(
        world,
        &format!("/pages/{}/posts", world.page),
        json!({"text": "Autumn sale"}),
    )
    .await;
    let comment = json!({"person_id": person, "text": "how much?"});
    let comment = made(world, &format!("/posts/{post}/comments"), comment).await;
    (post, comment, person)
}

/// Changes of the field `feed`, in the order they came.
fn changes(receiver: &Receiver) -> Vec<Value> {
    let bodies = receiver.received().into_iter().map(|received| received.json());
    bodies
        .flat_map(|body| body["entry"].as_array().cloned().unwrap_or_default())
        .flat_map(|entry| entry["changes"].as_array().cloned().unwrap_or_default())
        .collect()
}

async fn private(world: &World, comment: &str, text: &str) -> (u16, Value) {
    let body = json!({"recipient": {"comment_id": comment}, "messaging_type": "RESPONSE", "message": {"text": text}});
    world.post(&format!("/v26.0/{}/messages", world.page), body).await
}

#[tokio::test]
async fn a_comment_is_told_as_a_change_of_the_page_in_seconds() {
    let (world, receiver) = connected().await;
    let (post, comment, _) = commented(&world).await;
    receiver
        .until("the comment", |receiver| !changes(receiver).is_empty())
        .await;
    let change = changes(&receiver).remove(0);
    assert_eq!(change["field"], "feed");
    let value = &change["value"];
    assert_eq!(
        (&value["item"], &value["verb"]),
        (&json!("comment"), &json!("add"))
    );
    assert_eq!(
        (&value["comment_id"], &value["post_id"]),
        (&json!(comment), &json!(post))
    );
    assert_eq!(
        (&value["parent_id"], &value["message"]),
        (&json!(post), &json!("how much?"))
    );
    assert!(
        value["created_time"].as_i64().unwrap() < 100_000_000_000,
        "seconds"
    );
    let path = format!("/simulator/api/posts/{post}/comments/{comment}");
    for (method, body) in [
        ("PATCH", Some(json!({"text": "how much is it?"}))),
        ("DELETE", None),
    ] {
        let (status, _) = world.call(method.parse().unwrap(), &path, body).await;
        assert_eq!(status, 200);
    }
    receiver
        .until("the changes", |receiver| changes(receiver).len() == 3)
        .await;
    let verbs: Vec<Value> = changes(&receiver)
        .iter()
        .map(|change| change["value"]["verb"].clone())
        .collect();
    assert_eq!(verbs, ["add", "edited", "remove"]);
}

#[tokio::test]
async fn the_author_is_no_address_for_messages_until_a_private_reply_tells_one() {
    let (world, receiver) = connected().await;
    let (_, comment, _) = commented(&world).await;
    receiver
        .until("the comment", |receiver| !changes(receiver).is_empty())
        .await;
    let author = changes(&receiver)[0]["value"]["from"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(code(&world.send(&author, "hi").await), (100, Some(2_018_001)));
    let (status, sent) = private(&world, &comment, "40 euros").await;
    assert_eq!(status, 200, "{sent}");
    let psid = sent["recipient_id"].as_str().unwrap();
    assert_ne!(psid, author);
    let echo = receiver.until_with("message", 1).await.remove(0);
    assert_eq!(echo["recipient"]["id"], psid);
    // Nothing more until the customer answers.
    assert_eq!(code(&world.send(psid, "and?").await), (10, Some(2_018_278)));
}

#[tokio::test]
async fn a_comment_is_answered_privately_once_and_within_seven_days() {
    let (world, _receiver) = connected().await;
    let (post, first, person) = commented(&world).await;
    assert_eq!(private(&world, &first, "40 euros").await.0, 200);
    assert_eq!(code(&private(&world, &first, "again").await), (10_900, None));
    let second = json!({"person_id": person, "text": "and the red one?"});
    let second = made(&world, &format!("/posts/{post}/comments"), second).await;
    let late = json!({"move_ms": 7 * DAY_MS + 1});
    assert_eq!(world.post("/simulator/api/clock", late).await.0, 200);
    assert_eq!(code(&private(&world, &second, "late").await), (10_903, None));
    assert_eq!(code(&private(&world, "99_1", "nobody").await), (100, Some(33)));
}

#[tokio::test]
async fn the_page_answers_under_the_post_and_finds_its_answer_again() {
    let (world, receiver) = connected().await;
    let (post, comment, _) = commented(&world).await;
    let under = format!("/v26.0/{comment}/comments");
    let (status, reply) = world.post(&under, json!({"message": "We wrote to you."})).await;
    assert_eq!(status, 200, "{reply}");
    let (status, list) = world
        .get(&format!(
            "{under}?fields=id,from,message,created_time&order=reverse_chronological"
        ))
        .await;
    assert_eq!(status, 200, "{list}");
    assert_eq!(list["data"][0]["id"], reply["id"]);
    assert_eq!(list["data"][0]["from"]["id"], json!(world.page));
    receiver
        .until("both", |receiver| changes(receiver).len() == 2)
        .await;
    let own = &changes(&receiver)[1]["value"];
    assert_eq!(
        (&own["from"]["id"], &own["parent_id"]),
        (&json!(world.page), &json!(comment))
    );
    let (_, node) = world
        .get(&format!("/v26.0/{post}?fields=message,permalink_url"))
        .await;
    assert_eq!(node["message"], "Autumn sale");
    let path = format!("/simulator/api/posts/{post}/comments/{comment}");
    assert_eq!(world.call("DELETE".parse().unwrap(), &path, None).await.0, 200);
    assert_eq!(
        code(&world.post(&under, json!({"message": "x"})).await),
        (100, Some(33))
    );
}
