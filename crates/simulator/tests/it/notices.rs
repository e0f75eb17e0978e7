//! A person demands the deletion of their data, or removes the app.

use serde_json::json;

use crate::harness::World;

#[tokio::test]
async fn a_demand_is_posted_signed_and_its_answer_is_told() {
    let (world, receiver) = World::connected().await;
    let path = format!("/simulator/api/apps/{}/notices", world.app);
    let demand = json!({ "kind": "deletion", "url": receiver.url, "user_id": "218471" });
    let (status, answered) = world.post(&path, demand).await;
    assert_eq!((status, &answered["status"]), (200, &json!(200)), "{answered}");
    let received = receiver.received();
    let body = String::from_utf8(received.last().unwrap().body.to_vec()).unwrap();
    let request = body.strip_prefix("signed_request=").expect("a form");
    assert_eq!(request.split('.').count(), 2, "{request}");
}

#[tokio::test]
async fn removing_the_app_ends_its_tokens() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer_who_wrote().await;
    let path = format!("/simulator/api/apps/{}/notices", world.app);
    let removed = json!({ "kind": "deauthorise", "url": receiver.url, "user_id": "218471" });
    assert_eq!(world.post(&path, removed).await.0, 200);
    let (status, answer) = world.send(&psid, "Hi").await;
    assert_eq!(status, 401, "{answer}");
    assert_eq!(
        (&answer["error"]["code"], &answer["error"]["error_subcode"]),
        (&json!(190), &json!(458))
    );
}

#[tokio::test]
async fn nonsense_is_refused() {
    let (world, receiver) = World::connected().await;
    let path = format!("/simulator/api/apps/{}/notices", world.app);
    for (url, user_id) in [
        ("ftp://x", "1"),
        (receiver.url.as_str(), "not-an-id"),
        (receiver.url.as_str(), ""),
    ] {
        let demand = json!({ "kind": "deletion", "url": url, "user_id": user_id });
        assert_eq!(world.post(&path, demand).await.0, 400);
    }
}
