//! The agent's side: messages, files and contacts over the API.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::{Value, json};

use crate::app::{Answer, App, PAGE, SECRET, text};

pub(crate) const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0\x12\x16\xf1\x4d\0\0\0\x10IDAT\x78\xda\x63\x50\x68\x48\x80\x20\x06\x38\x0b\0\x3a\x94\x06\x01\xad\xb7\x16\x5e\0\0\0\0IEND\xae\x42\x60\x82";

/// Ana holds the chat of a customer.
pub(crate) async fn chat(app: &App) -> String {
    let agent = app.get(&app.ana, "desk").await.ok();
    let me = agent["me"]["user_id"].as_str().unwrap().to_owned();
    let ctx = {
        let tenants = app.engine.read(|read, _| Ok(read.tenants()?)).await.unwrap();
        parlance_core::TenantCtx::new(tenants[0].id)
    };
    let user: parlance_core::UserId = me.parse().unwrap();
    app.engine
        .write(move |tx, env| parlance_engine::presence::connected(tx, env, &ctx, user))
        .await
        .unwrap();
    let ready = Some(json!({ "availability": "ready" }));
    app.request(Method::PUT, &app.ana, "desk/state", ready).await.ok();
    let path = format!("/clientweb/fb/webhook/{PAGE}");
    assert_eq!(
        app.webhook(&path, SECRET, text("m_1", "Hi").as_bytes())
            .await
            .status,
        StatusCode::OK
    );
    app.settle().await;
    let desk = app.get(&app.ana, "desk").await.ok();
    let offer = desk["offers"][0]["id"]
        .as_str()
        .expect("an offer rings")
        .to_owned();
    let accepted = app
        .request(Method::POST, &app.ana, &format!("offers/{offer}/accept"), None)
        .await
        .ok();
    accepted["id"].as_str().unwrap().to_owned()
}

pub(crate) async fn upload(app: &App, cookie: &str, name: &str, bytes: &[u8]) -> Answer {
    upload_to(app, cookie, "attachments", name, bytes).await
}

pub(crate) async fn upload_to(app: &App, cookie: &str, place: &str, name: &str, bytes: &[u8]) -> Answer {
    let mut body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let request = Request::post(format!("/api/v1/{place}"))
        .header(header::HOST, "desk.example.com")
        .header(header::ORIGIN, "https://desk.example.com")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .header("x-parlance", "1")
        .body(Body::from(body))
        .unwrap();
    app.raw(request).await
}

#[tokio::test]
async fn an_answer_is_accepted_once_and_shown_on_both_sides() {
    let app = App::with_page().await;
    let chat = chat(&app).await;
    let path = format!("interactions/{chat}/messages");
    let new = json!({ "client_msg_id": "5b7e", "text": "Yes, 10 to 16 on Sunday." });
    let first = app.post(&app.ana, &path, new.clone()).await;
    assert_eq!(first.status, StatusCode::ACCEPTED);
    let again = app.post(&app.ana, &path, new).await.ok();
    assert_eq!(first.json()["id"], again["id"]);
    app.settle().await;
    let page = app.get(&app.ana, &format!("{path}?limit=50")).await.ok();
    let said: Vec<&Value> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|m| m["delivery"] == "sent")
        .collect();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0]["author_name"], "ana");
    let one = app.get(&app.ana, &format!("{path}?limit=1")).await.ok();
    assert_eq!(one["items"][0]["id"], again["id"]);
    let earlier = one["next_cursor"].as_str().unwrap();
    let before = app
        .get(&app.ana, &format!("{path}?limit=1&before={earlier}"))
        .await
        .ok();
    assert_ne!(before["items"][0]["id"], again["id"]);

    let empty = app
        .post(&app.ana, &path, json!({ "client_msg_id": "5b7f", "text": "  " }))
        .await;
    assert_eq!(
        (
            empty.status.as_u16(),
            empty.json()["error"]["fields"][0]["field"].as_str()
        ),
        (422, Some("text"))
    );
    let foreign = app
        .post(&app.admin, &path, json!({ "client_msg_id": "x", "text": "Hi" }))
        .await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn files_are_shown_only_as_what_they_are_and_only_to_those_concerned() {
    let app = App::with_page().await;
    let chat = chat(&app).await;
    let picture = upload(&app, &app.ana, "kettle.png", PNG).await.ok();
    assert_eq!(
        (picture["mime"].as_str(), picture["kind"].as_str()),
        (Some("image/png"), Some("image"))
    );
    let page = upload(
        &app,
        &app.ana,
        "page.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    )
    .await
    .ok();
    let ids = json!([picture["id"], page["id"]]);
    let new = json!({ "client_msg_id": "f", "text": "look", "attachment_ids": ids });
    app.post(&app.ana, &format!("interactions/{chat}/messages"), new)
        .await
        .ok();

    let file = |of: &Value| format!("attachments/{}", of["id"].as_str().unwrap());
    let shown = app.get(&app.ana, &file(&picture)).await;
    assert_eq!(shown.body, PNG);
    assert_eq!(shown.header("content-type"), "image/png");
    assert!(
        shown
            .header("content-disposition")
            .starts_with("inline; filename=\"kettle.png\"")
    );
    assert_eq!(
        shown.header("content-security-policy"),
        "sandbox; default-src 'none'"
    );
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    let saved = app.get(&app.ana, &format!("{}?download=1", file(&picture))).await;
    assert!(saved.header("content-disposition").starts_with("attachment"));
    let small = app.get(&app.ana, &format!("{}?size=small", file(&picture))).await;
    assert_eq!(small.body, PNG, "a small picture needs no smaller one");
    assert_eq!(
        small.header("content-security-policy"),
        "sandbox; default-src 'none'"
    );
    assert_eq!(picture["picture"], json!({ "width": 3, "height": 2 }));
    let unknown = app.get(&app.ana, &format!("{}?size=tiny", file(&picture))).await;
    assert!(unknown.status.is_client_error());
    let svg = app.get(&app.ana, &file(&page)).await;
    assert_eq!(svg.header("content-type"), "application/octet-stream");
    assert!(svg.header("content-disposition").starts_with("attachment"));
    assert_eq!(
        app.get("", &file(&picture)).await.status,
        StatusCode::UNAUTHORIZED
    );

    let request = Request::get(format!("/api/v1/{}", file(&picture)))
        .header(header::HOST, "desk.example.com")
        .header(header::COOKIE, &app.ana)
        .header(header::RANGE, "bytes=1-3")
        .body(Body::empty())
        .unwrap();
    let part = app.raw(request).await;
    assert_eq!(
        (part.status, part.body.as_slice()),
        (StatusCode::PARTIAL_CONTENT, b"PNG".as_slice())
    );
    assert_eq!(part.header("content-range"), format!("bytes 1-3/{}", PNG.len()));
}

#[tokio::test]
async fn contacts_are_found_and_changed() {
    let app = App::with_page().await;
    let chat = chat(&app).await;
    let detail = app.get(&app.ana, &format!("interactions/{chat}")).await.ok();
    let contact = detail["contact"]["id"].as_str().unwrap().to_owned();
    assert_eq!(detail["contact"]["name"], "Customer 0123");
    let patch = json!({ "first_name": "Émile", "last_name": "Zola", "email": "emile@example.com" });
    let path = format!("contacts/{contact}");
    let changed = app
        .request(Method::PATCH, &app.ana, &path, Some(patch))
        .await
        .ok();
    assert_eq!(
        (changed["name"].as_str(), changed["version"].as_i64()),
        (Some("Émile Zola"), Some(2))
    );
    for query in ["émile", "ZOLA", "example.com", "24891234567890123", ""] {
        let query: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let found = app.get(&app.ana, &format!("contacts?q={query}")).await.ok();
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "{query}");
    }
    for query in ["nobody", "100%25", "emile+maupassant"] {
        let found = app.get(&app.ana, &format!("contacts?q={query}")).await.ok();
        assert!(found["items"].as_array().unwrap().is_empty(), "{query}");
    }
    let wrong = Some(json!({ "email": "no at sign" }));
    let refused = app.request(Method::PATCH, &app.ana, &path, wrong).await;
    assert_eq!(refused.json()["error"]["fields"][0]["field"], "email");
    let cleared = Some(json!({ "first_name": null, "last_name": "" }));
    let cleared = app.request(Method::PATCH, &app.ana, &path, cleared).await.ok();
    assert_eq!(cleared["name"], "Customer 0123");
    let history = app.get(&app.ana, &format!("{path}/interactions")).await.ok();
    assert_eq!(history["items"][0]["id"], chat);
}

#[tokio::test]
async fn who_may_read_all_records_gets_a_desk_without_chats() {
    let app = App::with_page().await;
    chat(&app).await;
    let desk = app.get(&app.admin, "desk").await.ok();
    assert_eq!(desk["interactions"], json!([]), "Ana's chat is not Nora's");
    assert_eq!(desk["offers"], json!([]));
    assert_eq!(desk["agent"]["state"], "logged_out");
    let records = app.get(&app.admin, "records").await.ok();
    assert_eq!(records["items"].as_array().map(Vec::len), Some(1));
    let ready = Some(json!({ "availability": "ready" }));
    let refused = app.request(Method::PUT, &app.admin, "desk/state", ready).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "and no state to choose");
}
