//! The Conversations API: what happened before anybody listened.

use serde_json::{Value, json};

use crate::harness::{World, code};

/// The platform takes two calls a second.
async fn breathe(world: &World) {
    let (status, _) = world
        .post("/simulator/api/clock", json!({"move_ms": 1_000}))
        .await;
    assert_eq!(status, 200);
}

async fn history(world: &World, threads: usize, messages: usize) -> Vec<String> {
    let path = format!("/simulator/api/pages/{}/history", world.page);
    let (status, made) = world
        .post(&path, json!({"threads": threads, "messages": messages}))
        .await;
    assert_eq!(status, 201, "{made}");
    made["psids"]
        .as_array()
        .unwrap()
        .iter()
        .map(|psid| psid.as_str().unwrap().to_owned())
        .collect()
}

fn rows(value: &Value) -> Vec<Value> {
    value["data"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn threads_come_newest_first_in_pages_with_their_messages() {
    let (world, receiver) = World::connected().await;
    let psids = history(&world, 5, 23).await;
    let fields = "id,updated_time,participants,messages.limit(20){id,created_time,from,to,message,sticker}";
    let mut path = format!(
        "/v26.0/{}/conversations?platform=messenger&limit=2&fields={fields}",
        world.page
    );
    let (mut seen, mut count, mut times) = (Vec::new(), 0, Vec::new());
    for pages in 1.. {
        let (status, page) = world.get(&path).await;
        assert_eq!(status, 200, "{page}");
        for thread in rows(&page) {
            seen.push(
                thread["participants"]["data"][0]["id"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
            );
            times.push(thread["updated_time"].as_str().unwrap().to_owned());
            let messages = rows(&thread["messages"]);
            count += messages.len();
            let first = messages.last().unwrap();
            assert_eq!(first["from"]["id"], json!(seen.last()));
            assert_eq!(first["to"]["data"][0]["id"], json!(world.page));
            assert!(
                first["message"]
                    .as_str()
                    .unwrap()
                    .ends_with(&format!("(1/{})", messages.len()))
            );
        }
        let Some(after) = page["paging"]["cursors"]["after"].as_str() else {
            break;
        };
        if page["paging"]["next"].is_null() {
            assert_eq!(pages, 3);
            break;
        }
        path = format!(
            "/v26.0/{}/conversations?limit=2&fields={fields}&after={after}",
            world.page
        );
        breathe(&world).await;
    }
    assert_eq!(seen, psids);
    assert_eq!(count, 23);
    assert!(
        times.is_sorted_by(|a, b| a >= b) && times[0].ends_with("+0000"),
        "{times:?}"
    );
    assert!(receiver.events().is_empty(), "nobody is told of the past");
}

#[tokio::test]
async fn details_are_given_for_the_newest_twenty_only() {
    let world = World::start().await;
    let psid = history(&world, 1, 25).await.remove(0);
    let (_, list) = world
        .get(&format!(
            "/{}/conversations?user_id={psid}&fields=id,message_count",
            world.page
        ))
        .await;
    let thread = rows(&list).remove(0);
    assert_eq!(thread["message_count"], 25);
    let thread = thread["id"].as_str().unwrap();
    breathe(&world).await;
    let (_, first) = world
        .get(&format!(
            "/{thread}/messages?fields=id,created_time,message&limit=20"
        ))
        .await;
    assert!(
        rows(&first)
            .iter()
            .all(|message| message.get("message").is_some())
    );
    let after = first["paging"]["cursors"]["after"].as_str().unwrap();
    let (_, rest) = world
        .get(&format!(
            "/{thread}/messages?fields=id,created_time,message&after={after}"
        ))
        .await;
    let rest = rows(&rest);
    assert_eq!(rest.len(), 5);
    assert!(
        rest.iter()
            .all(|message| message.get("message").is_none() && message["created_time"].is_string())
    );
    breathe(&world).await;
    let old = world
        .get(&format!("/{}?fields=message", rest[0]["id"].as_str().unwrap()))
        .await;
    assert_eq!(code(&old).0, 9_000_001);
    let new = rows(&first).remove(0);
    let (status, _) = world
        .get(&format!("/{}?fields=message", new["id"].as_str().unwrap()))
        .await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn a_third_call_in_a_second_and_unknown_fields_are_refused() {
    let world = World::start().await;
    history(&world, 1, 1).await;
    let path = format!("/{}/conversations", world.page);
    let unknown = world.get(&format!("{path}?fields=shoe_size")).await;
    assert_eq!(code(&unknown).0, 100);
    assert_eq!(world.get(&path).await.0, 200);
    assert_eq!(code(&world.get(&path).await).0, 613);
    breathe(&world).await;
    assert_eq!(code(&world.get(&format!("{path}?after=nonsense")).await).0, 100);
}
