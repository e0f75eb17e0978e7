//! Users: rules, sessions, and the last administrator.

use parlance_core::permission::Role;
use serde_json::{Value, json};

use crate::{
    actor::Actor,
    app::{App, PASSWORD},
};

fn new_user(username: &str) -> Value {
    json!({ "username": username, "name": "Ana Sol", "roles": ["agent"], "password": PASSWORD })
}

async fn id_of(admin: &Actor, username: &str) -> String {
    let users = admin.list("users").await;
    let user = users.iter().find(|user| user["username"] == username).unwrap();
    format!("users/{}", user["id"].as_str().unwrap())
}

#[tokio::test]
async fn every_fault_is_named() {
    let (_, admin) = App::with_admin().await;
    let bad = json!({
        "username": "a b", "name": "  ", "email": "no mail", "roles": [], "password": "short",
        "team_id": "team_00000000000000000000000000000000",
        "skills": [{ "skill_id": "skl_00000000000000000000000000000000", "level": 101 }], "max_chats": 0,
    });
    admin.post("users", bad).await.invalid(&[
        "password: too_short",
        "username: malformed",
        "name: missing",
        "email: malformed",
        "roles: missing",
        "team_id: unknown",
        "skills[0].skill_id: unknown",
        "skills[0].level: out_of_range",
        "max_chats: out_of_range",
    ]);
    admin
        .post("users", json!({ "username": "ana" }))
        .await
        .invalid(&["name: missing"]);
    let mut sneaky = new_user("ana");
    sneaky["tenant_id"] = json!("ten_00000000000000000000000000000000");
    admin.post("users", sneaky).await.invalid(&["tenant_id: unknown"]);
    assert_eq!(admin.list("users").await.len(), 1);
}

#[tokio::test]
async fn names_are_unique_without_case() {
    let (app, admin) = App::with_admin().await;
    admin.post("users", new_user("ana")).await.ok();
    admin
        .post("users", new_user("ANA"))
        .await
        .invalid(&["username: taken"]);
    let birch = app.tenant_with_admin("birch").await;
    birch.post("users", new_user("ana")).await.ok();
}

#[tokio::test]
async fn a_patch_changes_what_it_names_and_notices_a_colleague() {
    let (app, admin) = App::with_admin().await;
    let made = admin.post("users", new_user("ana")).await.ok();
    let path = format!("users/{}", made["id"].as_str().unwrap());
    let skill = admin
        .post("skills", json!({ "name": "Spanish", "kind": "language" }))
        .await
        .ok();
    let team = admin.post("teams", json!({ "name": "Orders" })).await.ok();
    let patch = json!({
        "email": "ana@alder.example", "team_id": team["id"], "max_chats": 3,
        "skills": [{ "skill_id": skill["id"], "level": 80 }], "expected_updated_at": made["updated_at"],
    });
    let changed = admin.patch(&path, patch.clone()).await.ok();
    assert_eq!(changed["name"], "Ana Sol");
    assert_eq!(
        changed["skills"],
        json!([{ "skill_id": skill["id"], "level": 80 }])
    );
    admin.patch(&path, patch).await.refused(409, "conflict");
    assert_eq!(admin.list("teams").await[0]["members"], 1);
    assert_eq!(admin.list("skills").await[0]["holders"], 1);

    let cleared = admin
        .patch(&path, json!({ "email": null, "team_id": null, "skills": [] }))
        .await
        .ok();
    assert_eq!(
        (&cleared["email"], &cleared["team_id"], &cleared["skills"]),
        (&Value::Null, &Value::Null, &json!([]))
    );
    assert!(app.config_changes("users") >= 3);
}

#[tokio::test]
async fn disabling_demoting_and_new_passwords_end_sessions() {
    let (app, admin) = App::with_admin().await;
    let mut ana = app.person("alder", "ana", &[Role::Agent, Role::Supervisor]).await;
    let path = id_of(&admin, "ana").await;

    admin.patch(&path, json!({ "roles": ["agent"] })).await.ok();
    assert!(!ana.is_signed_in().await);
    ana.sign_in("alder", "ana", PASSWORD).await;
    admin
        .patch(&path, json!({ "password": "one more quokka lamp" }))
        .await
        .ok();
    assert!(!ana.is_signed_in().await);
    ana.sign_in("alder", "ana", "one more quokka lamp").await;
    admin.patch(&path, json!({ "name": "Ana Solo" })).await.ok();
    assert!(ana.is_signed_in().await, "a new name ends nothing");
    admin.patch(&path, json!({ "disabled": true })).await.ok();
    assert!(!ana.is_signed_in().await);
    let ended = app
        .published
        .signals
        .lock()
        .unwrap()
        .contains(&parlance_store::Signal::Sessions);
    assert!(ended, "open sockets are told");
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let (app, admin) = App::with_admin().await;
    let nora = id_of(&admin, "nora").await;
    for patch in [json!({ "disabled": true }), json!({ "roles": ["agent"] })] {
        admin.patch(&nora, patch).await.refused(409, "last_administrator");
    }
    let second = app.person("alder", "omar", &[Role::Administrator]).await;
    admin.patch(&nora, json!({ "roles": ["agent"] })).await.ok();
    admin.get("users").await.refused(403, "forbidden");
    let omar = id_of(&second, "omar").await;
    second
        .patch(&omar, json!({ "disabled": true }))
        .await
        .refused(409, "last_administrator");
}
