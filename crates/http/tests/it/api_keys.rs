//! Programs with API keys.

use parlance_core::permission::Role;
use serde_json::json;

use crate::{
    actor::Actor,
    app::{App, HOUR_MS},
};

async fn key(admin: &Actor, scopes: &[&str]) -> (serde_json::Value, Actor) {
    let made = admin
        .post("api-keys", json!({ "name": "Sync", "scopes": scopes }))
        .await
        .ok();
    let mut program = admin.clone();
    program.cookie = None;
    program.origin = None;
    program.bearer = Some(made["secret"].as_str().unwrap().to_owned());
    (made["key"].clone(), program)
}

#[tokio::test]
async fn a_key_does_what_its_scopes_say_and_needs_no_origin() {
    let (_, admin) = App::with_admin().await;
    let (view, reader) = key(&admin, &["config_read"]).await;
    assert!(reader.bearer.as_ref().unwrap().starts_with("pk_"));
    assert!(
        reader
            .bearer
            .as_ref()
            .unwrap()
            .ends_with(view["hint"].as_str().unwrap())
    );
    reader.get("users").await.ok();
    reader
        .post("teams", json!({ "name": "Orders" }))
        .await
        .refused(403, "forbidden");
    reader.get("session").await.refused(403, "forbidden");
    reader.get("api-keys").await.refused(403, "forbidden");
    reader.get("audit").await.refused(403, "forbidden");
    reader.get("records").await.refused(403, "forbidden");

    let (_, writer) = key(&admin, &["config_write"]).await;
    writer.post("teams", json!({ "name": "Orders" })).await.ok();
    writer.get("users").await.refused(403, "forbidden");
    assert!(
        admin
            .list("api-keys")
            .await
            .iter()
            .all(|key| key["last_used_at"].is_number())
    );
    assert_eq!(admin.get("audit?limit=1").await.ok()["items"][0]["actor"], "Sync");
}

#[tokio::test]
async fn a_key_hands_out_no_rights_it_lacks() {
    let (app, admin) = App::with_admin().await;
    let (_, writer) = key(&admin, &["config_write", "config_read"]).await;
    let user = |roles: &[&str]| json!({ "username": "eve", "name": "Eve", "roles": roles, "password": "vX9 quokka lamp 74" });
    writer
        .post("users", user(&["administrator"]))
        .await
        .refused(403, "forbidden");
    let eve = writer.post("users", user(&["agent"])).await.ok();
    let path = format!("users/{}", eve["id"].as_str().unwrap());
    writer
        .patch(&path, json!({ "roles": ["agent", "administrator"] }))
        .await
        .refused(403, "forbidden");
    let users = writer.list("users").await;
    let nora = users.iter().find(|user| user["username"] == "nora").unwrap()["id"]
        .as_str()
        .unwrap();
    let takeover = json!({ "password": "eves quokka lamp 1" });
    writer
        .patch(&format!("users/{nora}"), takeover)
        .await
        .refused(403, "forbidden");
    app.person("alder", "ana", &[Role::Agent]).await;
}

#[tokio::test]
async fn revoked_expired_and_unknown_keys_are_refused() {
    let (app, admin) = App::with_admin().await;
    let (view, program) = key(&admin, &["config_read"]).await;
    admin
        .delete(&format!("api-keys/{}", view["id"].as_str().unwrap()))
        .await
        .ok();
    program.get("users").await.refused(401, "unauthenticated");
    admin
        .delete(&format!("api-keys/{}", view["id"].as_str().unwrap()))
        .await
        .refused(404, "not_found");
    assert!(admin.list("api-keys").await.is_empty());

    let expires_at = app.now().plus_ms(HOUR_MS).as_millis();
    let body = json!({ "name": "Short", "scopes": ["config_read"], "expires_at": expires_at });
    let made = admin.post("api-keys", body).await.ok();
    let mut short = program.clone();
    short.bearer = Some(made["secret"].as_str().unwrap().to_owned());
    short.get("users").await.ok();
    app.clock.advance(HOUR_MS);
    short.get("users").await.refused(401, "unauthenticated");
    short.bearer = Some("pk_guessed".into());
    short.get("users").await.refused(401, "unauthenticated");

    admin.confirm().await;
    let bad = json!({ "name": "", "scopes": [], "expires_at": 1 });
    admin.post("api-keys", bad).await.invalid(&[
        "name: missing",
        "scopes: missing",
        "expires_at: out_of_range",
    ]);
}

#[tokio::test]
async fn a_key_that_calls_too_often_waits() {
    let (_, admin) = App::with_admin().await;
    let (_, program) = key(&admin, &["config_read"]).await;
    for _ in 0..600 {
        program.get("settings").await.ok();
    }
    program.get("settings").await.refused(429, "too_many");
}
