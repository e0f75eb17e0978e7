//! Templates that the platform approves, over the API: rights, tenancy and bad input.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::{
    app::App,
    desk::chat,
    desk_acts::{account, fields},
    tenancy::stranger,
};

#[tokio::test]
async fn templates_are_the_administrators_and_their_faults_are_named() {
    let app = App::with_page().await;
    let eve = stranger(&app).await;
    let path = format!("accounts/{}/approved-templates", account(&app).await);
    assert_eq!(app.get(&app.ana, &path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.get(&eve, &path).await.status, StatusCode::NOT_FOUND);
    let list = app.get(&app.admin, &path).await.ok();
    assert_eq!(list["items"], json!([]));
    assert_eq!(list["limits"]["body"], 1_024);
    assert!(list.get("read_at").is_none());

    let wrong = json!({ "name": "Order Shipped", "language": "en_US", "body": "{{1}} is here" });
    assert_eq!(
        app.post(&app.ana, &path, wrong.clone()).await.status,
        StatusCode::FORBIDDEN
    );
    let refused = app.post(&app.admin, &path, wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(fields(&refused), ["name", "body", "examples.body.1"]);
    for strange in [
        json!({ "colour": "red" }),
        json!([]),
        json!({ "buttons": [{ "title": "x", "does": "dance" }] }),
    ] {
        let answer = app.post(&app.admin, &path, strange.clone()).await;
        assert!(answer.status.is_client_error(), "{strange}: {}", answer.text());
    }
    let nothing = format!("approved-templates/apt_{}", "1".repeat(32));
    let change = Some(json!({ "defaults": {} }));
    for method in [Method::PATCH, Method::DELETE] {
        let body = change.clone().filter(|_| method == Method::PATCH);
        let answer = app.request(method, &app.admin, &nothing, body).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn an_agent_asks_what_can_be_sent_and_cannot_send_what_is_not_there() {
    let app = App::with_page().await;
    let interaction = chat(&app).await;
    let offered = format!("interactions/{interaction}/approved-templates");
    assert_eq!(app.get(&app.ana, &offered).await.ok()["items"], json!([]));
    let path = format!("interactions/{interaction}/messages");
    let gone = json!({ "template_id": format!("apt_{}", "1".repeat(32)) });
    let unknown = json!({ "client_msg_id": "a-1", "approved": gone });
    let answer = app.post(&app.ana, &path, unknown).await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        answer.text()
    );
    assert_eq!(fields(&answer), ["approved.template_id"]);
    let both = json!({ "client_msg_id": "a-2", "text": "and an offer", "approved": gone });
    assert_eq!(fields(&app.post(&app.ana, &path, both).await), ["approved"]);
}
