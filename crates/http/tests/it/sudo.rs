//! Sudo mode: what gives power needs a recent proof of who asks for it.

use axum::http::Method;
use serde_json::{Value, json};

use crate::{
    actor::Actor,
    app::{App, MINUTE_MS},
};

/// Everything that gives power, called with values that would do.
async fn powerful(admin: &Actor, user: &str) -> Vec<(u16, String, String)> {
    let secrets = json!({ "channel": "pigeon", "name": "Loft", "secrets": { "token": "coo" } });
    let key = "api-keys/key_00000000000000000000000000000000";
    let calls: [(Method, String, Option<Value>); 11] = [
        (
            Method::POST,
            "api-keys".into(),
            Some(json!({ "name": "Sync", "scopes": ["config_read"] })),
        ),
        (Method::DELETE, key.into(), None),
        (Method::POST, "session/second-factor/enrolment".into(), None),
        (Method::DELETE, "session/second-factor".into(), None),
        (Method::POST, "session/second-factor/recovery-codes".into(), None),
        (Method::DELETE, format!("users/{user}/second-factor"), None),
        (
            Method::PATCH,
            format!("users/{user}"),
            Some(json!({ "roles": ["supervisor"] })),
        ),
        (
            Method::PATCH,
            format!("users/{user}"),
            Some(json!({ "email": "ana@alder.example" })),
        ),
        (
            Method::PATCH,
            format!("users/{user}"),
            Some(json!({ "password": "one more quokka lamp" })),
        ),
        (Method::POST, "accounts".into(), Some(secrets)),
        (
            Method::PATCH,
            "settings".into(),
            Some(json!({ "require_second_factor": false })),
        ),
    ];
    let mut answers = Vec::new();
    for (method, path, body) in calls {
        let answer = admin
            .request(method.clone(), &path, body.map(|body| body.to_string()))
            .await;
        let code = answer.code();
        answers.push((answer.status.as_u16(), code, format!("{method} {path}")));
    }
    answers
}

#[tokio::test]
async fn a_sign_in_is_a_proof_for_ten_minutes_and_a_confirmation_for_ten_more() {
    let (app, admin) = App::with_admin().await;
    app.person("alder", "ana", &[parlance_core::permission::Role::Agent])
        .await;
    let users = admin.list("users").await;
    let ana = users.iter().find(|user| user["username"] == "ana").unwrap();
    let ana = ana["id"].as_str().unwrap();
    for (status, code, what) in powerful(&admin, ana).await {
        assert_ne!(code, "sudo_required", "{status} {what}");
    }
    app.clock.advance(10 * MINUTE_MS);
    for (status, code, what) in powerful(&admin, ana).await {
        assert_eq!((status, code.as_str()), (403, "sudo_required"), "{what}");
    }
    // What gives no power goes on.
    admin.get("api-keys").await.ok();
    admin
        .patch(&format!("users/{ana}"), json!({ "name": "Ana Sol" }))
        .await
        .ok();
    admin.post("teams", json!({ "name": "Orders" })).await.ok();

    admin
        .post("session/confirm", json!({ "password": "not the quokka" }))
        .await
        .invalid(&["password: wrong"]);
    admin.confirm().await;
    for (status, code, what) in powerful(&admin, ana).await {
        assert_ne!(code, "sudo_required", "{status} {what}");
    }
    app.clock.advance(10 * MINUTE_MS);
    let key = json!({ "name": "Sync", "scopes": ["config_read"] });
    admin.post("api-keys", key).await.refused(403, "sudo_required");
}

#[tokio::test]
async fn programs_prove_themselves_with_each_request() {
    let (app, admin) = App::with_admin().await;
    let key = json!({ "name": "Sync", "scopes": ["config_write", "config_read"] });
    let made = admin.post("api-keys", key).await.ok();
    let mut program = app.nobody();
    program.bearer = Some(made["secret"].as_str().unwrap().to_owned());
    app.clock.advance(60 * MINUTE_MS);
    let user =
        json!({ "username": "eve", "name": "Eve", "roles": ["agent"], "password": "vX9 quokka lamp 74" });
    program.post("users", user).await.ok();
}

#[tokio::test]
async fn guessing_the_password_of_a_found_session_is_slowed_down() {
    let (_, admin) = App::with_admin().await;
    let guess = || admin.post("session/confirm", json!({ "password": "not the quokka" }));
    for _ in 0..5 {
        guess().await.invalid(&["password: wrong"]);
    }
    guess().await.refused(429, "too_many");
}
