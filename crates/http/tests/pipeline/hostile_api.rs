//! Wrong bodies at the API, where agents send and administrators set up: each gets a clear no, and nothing changes.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::{Value, json};

use crate::{
    app::{Answer, App},
    desk::chat,
};

/// Values that fit nowhere.
fn odd() -> Vec<Value> {
    vec![
        json!(null),
        json!(-1),
        json!(1.5e308),
        json!(""),
        json!("a\u{0}b"),
        json!("x".repeat(70_000)),
        json!([[]]),
        json!([null]),
        json!({ "a": { "b": [] } }),
        json!("{{contact.first_name".repeat(200)),
        json!("javascript:alert(1)"),
        json!("http://[::1]/"),
    ]
}

/// Every field of a right body, one after the other, at any depth.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let inside: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.replace('/', "~1"), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (name, value) in inside {
        let place = format!("{at}/{name}");
        places(value, &place, found);
        found.push(place);
    }
}

/// Never a 5xx; a refusal has its word and its sentence.
#[track_caller]
fn is_clear(answer: &Answer, what: &str) {
    assert!(
        answer.status.as_u16() < 500,
        "{what}: {} {}",
        answer.status,
        answer.text()
    );
    if answer.status.is_success() {
        return;
    }
    let error = &answer.json()["error"];
    let message = error["message"].as_str().unwrap_or_default();
    assert!(
        error["code"].is_string() && message.ends_with(['.', '?']),
        "{what}: {}",
        answer.text()
    );
    for jargon in [
        "struct ",
        "enum ",
        "u32",
        "u64",
        "i64",
        "expected a map",
        "expected a sequence",
    ] {
        assert!(!message.contains(jargon), "{what}: {message}");
    }
}

fn address_of(account: &Value, noun: &str) -> String {
    format!("accounts/{}/{noun}", account["id"].as_str().unwrap())
}

async fn asked(app: &App, who: &str, method: &Method, path: &str, raw: Vec<u8>) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/v1/{path}"))
        .header(header::HOST, "desk.example.com")
        .header(header::ORIGIN, "https://desk.example.com")
        .header(header::COOKIE, who)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(raw))
        .unwrap();
    app.raw(request).await
}

#[tokio::test]
async fn every_field_may_hold_anything_and_the_answer_stays_clear() {
    let app = App::with_page().await;
    let chat = chat(&app).await;
    let account = app.get(&app.admin, "accounts").await.ok()["items"][0].clone();
    let link = json!({ "title": "Shop", "does": "link", "url": "https://shop.example" });
    let card = json!({ "title": "Kettle", "subtitle": "Blue", "buttons": [link] });
    let carousel = json!({ "rich": "carousel", "cards": [card] });
    let profile = json!({
        "greetings": [{ "locale": "default", "text": "Hello" }],
        "start_payload": "START",
        "questions": [],
        "menus": [],
    });
    let right = [
        (
            &app.ana,
            Method::POST,
            format!("interactions/{chat}/messages"),
            json!({ "client_msg_id": "c", "text": "Hello", "attachment_ids": [], "note": true }),
        ),
        (
            &app.ana,
            Method::POST,
            format!("interactions/{chat}/messages"),
            json!({ "client_msg_id": "r", "rich": carousel }),
        ),
        (
            &app.admin,
            Method::POST,
            "message-templates".to_owned(),
            json!({ "name": "Kettles", "content": carousel }),
        ),
        (
            &app.admin,
            Method::PUT,
            address_of(&account, "public-profile"),
            profile,
        ),
        (
            &app.admin,
            Method::POST,
            "alert-targets".to_owned(),
            json!({ "kind": "webhook", "address": "https://alerts.example/hook" }),
        ),
    ];
    // An import takes nothing from the body, whatever that is.
    let imports = address_of(&account, "imports");
    is_clear(
        &asked(&app, &app.admin, &Method::POST, &imports, b"[{".to_vec()).await,
        "an import",
    );
    for (who, method, path, body) in right {
        let mut fields = Vec::new();
        places(&body, "", &mut fields);
        for field in &fields {
            for value in odd() {
                let mut wrong = body.clone();
                *wrong.pointer_mut(field).unwrap() = value.clone();
                let answer = asked(&app, who, &method, &path, wrong.to_string().into_bytes()).await;
                let shown: String = value.to_string().chars().take(40).collect();
                is_clear(&answer, &format!("{method} {path} {field} = {shown}"));
            }
        }
        let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
        let wholes: [(&[u8], &[u16]); 7] = [
            (b"", &[400]),
            (b"{", &[400]),
            (b"[]", &[422]),
            (b"\xff\xfe{}", &[400]),
            (b"{\"extra\":1}", &[422]),
            (deep.as_bytes(), &[400]),
            (b"{} {}", &[400, 422]),
        ];
        for (raw, statuses) in wholes {
            let answer = asked(&app, who, &method, &path, raw.to_vec()).await;
            let what = format!(
                "{method} {path} {:?}",
                String::from_utf8_lossy(&raw[..raw.len().min(20)])
            );
            is_clear(&answer, &what);
            assert!(
                statuses.contains(&answer.status.as_u16()),
                "{what}: {}",
                answer.status
            );
        }
    }
}

#[tokio::test]
async fn what_is_refused_leaves_nothing_behind() {
    let app = App::with_page().await;
    let chat = chat(&app).await;
    let messages = format!("interactions/{chat}/messages");
    let before = app.get(&app.ana, &messages).await.ok()["items"]
        .as_array()
        .unwrap()
        .len();
    let wrong = [
        (
            &app.ana,
            messages.as_str(),
            r#"{"client_msg_id":"a","text":"Hi","text":"Ho"}"#,
        ),
        (
            &app.ana,
            &messages,
            r#"{"client_msg_id":"a","text":"Hi","tenant_id":"x"}"#,
        ),
        (
            &app.ana,
            &messages,
            r#"{"client_msg_id":"a","rich":{"rich":"coupon","title":"T","code":"C","cod":"D"}}"#,
        ),
        (
            &app.ana,
            &messages,
            r#"{"client_msg_id":"a","rich":{"rich":"hologram"}}"#,
        ),
        (&app.admin, "message-templates", r#"{"name":"T","name":"U"}"#),
        (
            &app.admin,
            "message-templates",
            r#"{"name":"T","content":{"rich":"buttons","text":"T","buttons":[{"title":"A","does":"postback","x":1}]}}"#,
        ),
        (
            &app.admin,
            "alert-targets",
            r#"{"kind":"webhook","address":"https://a.example","address":"https://b.example"}"#,
        ),
        (
            &app.admin,
            "alert-targets",
            r#"{"kind":"pigeon","address":"https://a.example"}"#,
        ),
    ];
    for (who, path, body) in wrong {
        let answer = asked(&app, who, &Method::POST, path, body.into()).await;
        is_clear(&answer, body);
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{body}: {}",
            answer.text()
        );
    }
    let after = app.get(&app.ana, &messages).await.ok()["items"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(after, before);
    for noun in ["message-templates", "alert-targets"] {
        let list = app.get(&app.admin, noun).await.ok();
        assert_eq!(list["items"], json!([]), "{noun}");
    }
    assert!(app.sent.lock().unwrap().is_empty());
}

#[tokio::test]
async fn bodies_of_another_type_are_refused_in_our_own_words() {
    let app = App::with_page().await;
    let chat = chat(&app).await;
    let messages = format!("interactions/{chat}/messages");
    for path in [messages.as_str(), "attachments"] {
        for content_type in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "",
            "application/xml",
        ] {
            let request = Request::post(format!("/api/v1/{path}"))
                .header(header::HOST, "desk.example.com")
                .header(header::ORIGIN, "https://desk.example.com")
                .header(header::COOKIE, &app.ana)
                .header("x-parlance", "1")
                .header(header::CONTENT_TYPE, content_type)
                .body(Body::from(r#"{"client_msg_id":"a","text":"Hi"}"#))
                .unwrap();
            let answer = app.raw(request).await;
            let what = format!("{path} as {content_type:?}");
            is_clear(&answer, &what);
            assert_eq!(
                answer.status,
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "{what}: {}",
                answer.text()
            );
        }
    }
}
