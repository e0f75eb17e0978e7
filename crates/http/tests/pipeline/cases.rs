//! Cases from chats: made, joined, waiting, resolved, opened again, closed, followed.

use axum::http::{Method, StatusCode};
use parlance_core::permission::Role;
use serde_json::{Value, json};

use crate::{
    app::{App, PAGE, SECRET, text},
    desk::chat,
};

const DAY_MS: i64 = 86_400_000;

async fn step(app: &App, case: &str, body: Value) -> Value {
    app.post(&app.ana, &format!("cases/{case}/step"), body).await.ok()
}

async fn numbers(app: &App, query: &str) -> Vec<i64> {
    let page = app.get(&app.ana, &format!("cases?{query}")).await.ok();
    let items = page["items"].as_array().unwrap().clone();
    items
        .iter()
        .map(|case| case["number"].as_i64().unwrap())
        .collect()
}

#[tokio::test]
async fn a_case_lives_from_a_chat_to_its_end_and_is_followed() {
    let mut app = App::with_page().await;
    let interaction = chat(&app).await;
    let patch = json!({ "case_pending_reasons": ["Supplier"], "case_close_days": 3 });
    app.request(Method::PATCH, &app.admin, "settings", Some(patch))
        .await
        .ok();
    let made = app
        .post(
            &app.ana,
            "cases",
            json!({ "title": "Stove broken", "description": "Wants a new one", "interaction_id": interaction }),
        )
        .await
        .ok();
    let case = made["case"]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        (&made["case"]["number"], &made["case"]["state"]),
        (&json!(1), &json!("new"))
    );
    assert_eq!(made["interactions"][0]["id"], interaction.as_str());
    assert_eq!(made["pending_reasons"], json!(["Supplier"]));
    for query in [
        "shelf=mine",
        "q=%231",
        "q=stoves",
        &format!("interaction_id={interaction}"),
    ] {
        assert_eq!(numbers(&app, query).await, [1], "{query}");
    }
    assert_eq!(numbers(&app, "state=open").await, [0; 0]);

    let refused = app
        .post(
            &app.ana,
            &format!("cases/{case}/step"),
            json!({ "step": "pend", "reason": "Weather" }),
        )
        .await;
    assert_eq!(
        refused.json()["error"]["fields"][0]["field"],
        "reason",
        "{}",
        refused.text()
    );
    let waits = step(&app, &case, json!({ "step": "pend", "reason": "Supplier" })).await;
    assert_eq!(
        (&waits["case"]["state"], &waits["case"]["reason"]),
        (&json!("pending"), &json!("Supplier"))
    );
    let solved = step(&app, &case, json!({ "step": "resolve" })).await;
    assert_eq!(
        (&solved["case"]["state"], &solved["case"]["reason"]),
        (&json!("resolved"), &Value::Null)
    );
    let again = step(&app, &case, json!({ "step": "open" })).await;
    assert_eq!(again["case"]["resolved_at"], Value::Null);
    step(&app, &case, json!({ "step": "resolve" })).await;

    app.advance(3 * DAY_MS - 60_000);
    // The session of days ago is over.
    app.ana = app.person("bob", Role::Agent).await;
    parlance_engine::jobs::clean_house(&app.engine).await;
    assert_eq!(
        numbers(&app, "state=resolved").await,
        [1],
        "not before its days are over"
    );
    app.advance(120_000);
    parlance_engine::jobs::clean_house(&app.engine).await;
    let over = app.get(&app.ana, &format!("cases/{case}")).await.ok();
    assert_eq!(over["case"]["state"], "closed");
    let whats: Vec<_> = over["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["what"].as_str().unwrap())
        .collect();
    assert_eq!(
        whats,
        ["created", "pending", "resolved", "open", "resolved", "closed"]
    );

    let late = app
        .post(&app.ana, &format!("cases/{case}/step"), json!({ "step": "open" }))
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(late.json()["error"]["code"], "case_closed");
    let next = app
        .post(
            &app.ana,
            "cases",
            json!({ "title": "Broken again", "contact_id": over["case"]["contact_id"], "follows": case }),
        )
        .await
        .ok();
    assert_eq!(
        (&next["case"]["number"], &next["case"]["follows"]),
        (&json!(2), &json!(case))
    );
}

#[tokio::test]
async fn a_conversation_that_is_joined_opens_a_resolved_case_again() {
    let app = App::with_page().await;
    let interaction = chat(&app).await;
    let contact = app
        .get(&app.ana, &format!("interactions/{interaction}"))
        .await
        .ok()["interaction"]["contact_id"]
        .clone();
    let made = app
        .post(
            &app.ana,
            "cases",
            json!({ "title": "Stove broken", "contact_id": contact }),
        )
        .await
        .ok();
    let case = made["case"]["id"].as_str().unwrap().to_owned();
    assert_eq!(made["interactions"], json!([]));
    step(&app, &case, json!({ "step": "resolve" })).await;
    let path = format!("cases/{case}/interactions");
    let joined = app
        .post(&app.ana, &path, json!({ "interaction_id": interaction }))
        .await
        .ok();
    assert_eq!(joined["case"]["state"], "open");
    assert_eq!(joined["interactions"][0]["id"], interaction.as_str());
    let twice = app
        .post(&app.ana, &path, json!({ "interaction_id": interaction }))
        .await
        .ok();
    assert_eq!(twice["interactions"].as_array().unwrap().len(), 1);

    let eve = crate::tenancy::stranger(&app).await;
    assert_eq!(app.get(&eve, "cases").await.ok()["items"], json!([]));
    for (method, path, body) in [
        (Method::GET, format!("cases/{case}"), json!({})),
        (Method::PATCH, format!("cases/{case}"), json!({ "title": "Mine" })),
        (
            Method::POST,
            format!("cases/{case}/step"),
            json!({ "step": "resolve" }),
        ),
        (Method::POST, path, json!({ "interaction_id": interaction })),
        (
            Method::POST,
            "cases".into(),
            json!({ "title": "Mine", "contact_id": contact }),
        ),
    ] {
        let answer = app.request(method, &eve, &path, Some(body)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}: {}", answer.text());
    }
}

async fn says(app: &App, mid: &str, words: &str) {
    let path = format!("/clientweb/fb/webhook/{PAGE}");
    app.webhook(&path, SECRET, text(mid, words).as_bytes()).await;
    app.settle().await;
}

#[tokio::test]
async fn a_customers_new_words_open_a_resolved_case_again_and_desks_are_told() {
    let app = App::with_page().await;
    let interaction = chat(&app).await;
    let case = json!({ "title": "Stove broken", "interaction_id": interaction });
    let made = app.post(&app.ana, "cases", case).await.ok();
    let case = made["case"]["id"].as_str().unwrap().to_owned();
    let state = async |app: &App| app.get(&app.ana, &format!("cases/{case}")).await.ok();
    says(&app, "m_2", "Still waiting").await;
    assert_eq!(
        state(&app).await["case"]["state"],
        "new",
        "only what is resolved opens"
    );
    step(&app, &case, json!({ "step": "resolve" })).await;
    says(&app, "m_3", "It is broken again").await;
    let open = state(&app).await;
    assert_eq!(
        (&open["case"]["state"], &open["case"]["resolved_at"]),
        (&json!("open"), &Value::Null)
    );

    step(&app, &case, json!({ "step": "resolve" })).await;
    let end = format!("interactions/{interaction}/end");
    app.request(Method::POST, &app.ana, &end, None).await.ok();
    says(&app, "m_4", "And again").await;
    let joined = state(&app).await;
    assert_eq!(joined["case"]["state"], "open");
    assert_eq!(
        joined["interactions"].as_array().unwrap().len(),
        2,
        "the new conversation is joined to it"
    );
    let told: Vec<String> = app
        .engine
        .read(|read, _| {
            let ctx = parlance_core::TenantCtx::new(read.tenants()?[0].id);
            let events = read.events_after(&ctx, 0, 1_000)?;
            Ok(events
                .into_iter()
                .filter(|event| event.kind == parlance_core::event::EventKind::CaseChanged)
                .filter_map(|event| serde_json::from_str::<Value>(&event.frame).ok())
                .map(|frame| frame["data"]["state"].as_str().unwrap_or_default().to_owned())
                .collect())
        })
        .await
        .unwrap();
    let owners = app.get(&app.ana, "case-owners").await.ok();
    let named = owners["items"].as_array().unwrap();
    assert!(named.iter().any(|owner| owner["name"] == "ana"), "{owners}");
    assert_eq!(told, ["new", "resolved", "open", "resolved", "resolved", "open"]);
}
