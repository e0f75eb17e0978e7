//! Pictures of cards and templates, as a platform fetches them: by an address that proves itself.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use serde_json::{Value, json};

use crate::{
    app::{Answer, App},
    desk::{PNG, chat, upload_to},
    tenancy::stranger,
};

async fn picture(app: &App, who: &str) -> String {
    let stored = upload_to(app, who, "pictures", "tent.png", PNG).await.ok();
    format!("attachment:{}", stored["id"].as_str().unwrap())
}

fn cards(picture: &str) -> Value {
    json!({ "rich": "carousel", "cards": [{ "title": "Tent", "image_url": picture }] })
}

/// What anybody gets from an address of ours.
async fn fetched(app: &App, address: &str) -> Answer {
    let path = address.strip_prefix("https://desk.example.com").unwrap();
    app.raw(Request::get(path).body(Body::empty()).unwrap()).await
}

/// The address under which the platform was told to fetch the picture of the message sent last.
fn told(app: &App) -> String {
    let bodies = app.sent.lock().unwrap();
    let body = bodies.iter().rev().find(|body| body.contains("clientweb/files/"));
    let body: Value = serde_json::from_str(body.expect("a picture's address went out")).unwrap();
    body["message"]["attachment"]["payload"]["elements"][0]["image_url"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_picture_of_a_card_is_fetched_by_its_address_until_it_ends() {
    let app = App::with_page().await;
    let chat = chat(&app).await;
    let picture = picture(&app, &app.ana).await;
    let message = json!({ "client_msg_id": "c1", "rich": cards(&picture) });
    app.post(&app.ana, &format!("interactions/{chat}/messages"), message)
        .await
        .ok();
    app.settle().await;
    let address = told(&app);

    let served = fetched(&app, &address).await;
    assert_eq!((served.status, served.body.as_slice()), (StatusCode::OK, PNG));
    assert_eq!(served.header("content-type"), "image/png");
    assert_eq!(served.header("x-content-type-options"), "nosniff");
    assert!(served.header("content-security-policy").contains("sandbox"));

    let mut broken = address.clone().into_bytes();
    let place = broken.len() - 20;
    broken[place] = if broken[place] == b'A' { b'B' } else { b'A' };
    let tampered = String::from_utf8(broken).unwrap();
    assert_eq!(fetched(&app, &tampered).await.status, StatusCode::NOT_FOUND);
    let (list, _) = address.rsplit_once('/').unwrap();
    for nothing in [
        list.to_owned(),
        format!("{list}/x"),
        format!("{list}/{}", "A".repeat(4_000)),
    ] {
        assert_ne!(fetched(&app, &nothing).await.status, StatusCode::OK, "{nothing}");
    }

    app.advance(7 * 24 * 3_600_000 - 1);
    assert_eq!(fetched(&app, &address).await.status, StatusCode::OK);
    app.advance(2);
    assert_eq!(fetched(&app, &address).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_template_keeps_its_picture_and_another_tenant_cannot_use_it() {
    let app = App::with_page().await;
    let picture = picture(&app, &app.admin).await;
    let template = |name: &str| json!({ "name": name, "channel": "messenger", "content": cards(&picture) });
    app.post(&app.admin, "message-templates", template("Tents"))
        .await
        .ok();
    let chat = chat(&app).await;
    let message = json!({ "client_msg_id": "c1", "rich": cards(&picture) });
    let path = format!("interactions/{chat}/messages");
    app.post(&app.ana, &path, message).await.ok();
    let id = picture.strip_prefix("attachment:").unwrap();
    let seen = app.get(&app.ana, &format!("attachments/{id}")).await;
    assert_eq!(seen.status, StatusCode::OK, "agents see what they may send");

    let eve = stranger(&app).await;
    let stolen = app.post(&eve, "message-templates", template("Mine")).await;
    assert_eq!(stolen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let theirs = app.get(&eve, &format!("attachments/{id}")).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn only_pictures_of_agents_and_administrators_are_taken() {
    let app = App::with_page().await;
    let text = upload_to(&app, &app.ana, "pictures", "evil.png", b"<html></html>").await;
    assert_eq!(text.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", text.text());
    let nobody = upload_to(&app, "", "pictures", "tent.png", PNG).await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);

    // An upload of somebody else that no template uses is nobody else's.
    let chat = chat(&app).await;
    let bobs = picture(&app, &app.admin).await;
    let message = json!({ "client_msg_id": "c1", "rich": cards(&bobs) });
    let path = format!("interactions/{chat}/messages");
    let answer = app.post(&app.ana, &path, message).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.json()["error"]["fields"][0]["field"],
        "rich.cards[0].image_url"
    );
}
