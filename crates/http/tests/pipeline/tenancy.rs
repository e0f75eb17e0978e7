//! Another tenant's chats, messages, files and customers do not exist, whatever is asked of them.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use parlance_api::user::NewUser;
use parlance_core::permission::Role;
use serde_json::{Value, json};

use crate::{
    app::{App, PAGE, SECRET, text_of},
    desk::{PNG, chat, upload},
};

/// Somebody of another tenant with every right there.
pub(crate) async fn stranger(app: &App) -> String {
    let password = "vX9 quokka lamp 74";
    app.engine
        .operator_create_tenant("Birch".into(), Some("birch".into()))
        .await
        .unwrap();
    let user = NewUser {
        username: "eve".into(),
        name: "Eve".into(),
        email: None,
        roles: Role::ALL.to_vec(),
        team_id: None,
        skills: Vec::new(),
        max_chats: None,
        password: password.into(),
    };
    app.engine.operator_create_user("birch", user).await.unwrap();
    let body = json!({ "tenant": "birch", "username": "eve", "password": password });
    let answer = app.post("", "session", body).await;
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

fn id(value: &Value) -> String {
    value.as_str().expect("an id").to_owned()
}

/// One thing of each kind that comes from chats, by the noun of its address.
async fn things(app: &App) -> BTreeMap<&'static str, String> {
    let interaction = chat(app).await;
    let answer = json!({ "client_msg_id": "c1", "text": "Hello back" });
    let path = format!("interactions/{interaction}/messages");
    let message = app.post(&app.ana, &path, answer).await.ok();
    let attachment = upload(app, &app.ana, "a.png", PNG).await.ok();
    let webhook = format!("/clientweb/fb/webhook/{PAGE}");
    let odd =
        json!({ "object": "page", "entry": [{ "id": PAGE, "time": 1, "messaging": [{ "sender": 7 }] }] });
    for body in [text_of("202", "m_2", "Second"), odd.to_string()] {
        let answer = app.webhook(&webhook, SECRET, body.as_bytes()).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
    app.settle().await;
    let desk = app.get(&app.ana, "desk").await.ok();
    let account = id(&app.get(&app.admin, "accounts").await.ok()["items"][0]["id"]);
    let parked = app
        .get(&app.admin, &format!("accounts/{account}/parked"))
        .await
        .ok();
    let import = app
        .post(&app.admin, &format!("accounts/{account}/imports"), json!({}))
        .await
        .ok();
    let in_an_hour = app.get(&app.ana, "desk").await.ok()["server_time"]
        .as_i64()
        .unwrap()
        + 3_600_000;
    let reminder = json!({ "kind": "reminder", "due_at": in_an_hour });
    let path = format!("interactions/{interaction}/planned");
    let planned = app.post(&app.ana, &path, reminder).await.ok();
    BTreeMap::from([
        ("planned", id(&planned["id"])),
        ("imports", id(&import["id"])),
        ("offers", id(&desk["offers"][0]["id"])),
        ("contacts", id(&desk["interactions"][0]["contact_id"])),
        ("messages", id(&message["id"])),
        ("attachments", id(&attachment["id"])),
        ("parked", id(&parked["items"][0]["id"])),
        ("records", interaction.clone()),
        ("interactions", interaction),
        ("accounts", account),
    ])
}

/// A body that the operation would take.
fn body_of(operation: &str, things: &BTreeMap<&'static str, String>) -> Option<Value> {
    match operation {
        "sendMessage" => Some(json!({ "client_msg_id": "c9", "text": "Hello" })),
        "markRead" => Some(json!({ "message_id": things["messages"] })),
        "plan" => Some(json!({ "kind": "reminder", "due_at": 9_999_999_999_999_i64 })),
        "changePlanned" => Some(json!({ "text": "Other words" })),
        "saveDraft" => Some(json!({ "reply": "Hel", "note": "", "written_at": 5 })),
        "transferInteraction" => Some(json!({ "service_id": "svc_00000000000000000000000000000000" })),
        "setInteractionPriority" => Some(json!({ "priority": 1 })),
        "assignInteraction" => Some(json!({ "agent_id": "usr_00000000000000000000000000000000" })),
        "askToJoin" => {
            Some(json!({ "role": "consulted", "user_id": "usr_00000000000000000000000000000000" }))
        }
        "changePart" => Some(json!({ "step": "join" })),
        "callForHelp" => Some(json!({ "text": "Please" })),
        "controlThread" => Some(json!({ "step": "take" })),
        "reactToMessage" => Some(json!({ "emoji": "👍" })),
        "changeAlertTarget" => Some(json!({ "disabled": true })),
        "blockContact" => Some(json!({ "reason": "Insults" })),
        "eraseContact" => Some(json!({ "name": "Nobody" })),
        "submitApprovedTemplate" => Some(json!({ "name": "x", "language": "de", "body": "Hello." })),
        "wrapUp" | "changeContact" | "changeAccount" | "testAccount" | "publishPublicProfile" => {
            Some(json!({}))
        }
        _ => None,
    }
}

#[tokio::test]
async fn another_tenants_chats_do_not_exist() {
    let app = App::with_page().await;
    let things = things(&app).await;
    let eve = stranger(&app).await;
    let document: Value = serde_json::from_str(&parlance_http::openapi_json()).unwrap();
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        let path = path.strip_prefix("/api/v1/").unwrap();
        let Some(id) = things
            .get(path.split('/').next().unwrap())
            .filter(|_| path.contains("{id}"))
        else {
            continue;
        };
        let missing = format!("{}{}", &id[..id.len() - 32], "1".repeat(32));
        for (method, operation) in item.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap();
            let ask = |id: &str| {
                let (path, body) = (path.replace("{id}", id), body_of(name, &things));
                let method: Method = method.to_uppercase().parse().unwrap();
                let (app, eve) = (&app, &eve);
                async move { app.request(method, eve, &path, body).await }
            };
            let (theirs, none) = (ask(id).await, ask(&missing).await);
            assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{name}: {}", theirs.text());
            assert_eq!(
                theirs.text(),
                none.text(),
                "{name} must look like something missing"
            );
            tried += 1;
        }
    }
    assert!(tried >= 24, "{tried}");

    let lists = [
        "contacts",
        "contacts?q=a",
        "records",
        "records?q=Second",
        "agents",
        "agents/days",
        "transfer-targets",
        "waiting",
        "desk",
    ];
    for list in lists {
        let shown = app.get(&eve, list).await.ok().to_string();
        for id in things.values() {
            assert!(!shown.contains(id), "{id} in {list}");
        }
        assert!(
            !shown.contains("Second") && !shown.contains("kettles"),
            "{list}: {shown}"
        );
    }
    let untouched = app
        .get(&app.ana, &format!("interactions/{}", things["interactions"]))
        .await
        .ok();
    assert_eq!(untouched["interaction"]["state"], "active");
}
