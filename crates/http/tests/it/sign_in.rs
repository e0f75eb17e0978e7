//! Signing in, sessions, and what protects them.

use axum::http::{StatusCode, header};
use parlance_core::permission::Role;
use serde_json::json;

use crate::app::{App, HOUR_MS, MINUTE_MS, PASSWORD};

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let (app, _) = App::with_admin().await;
    let mut nora = app.nobody();
    let answer = nora.try_sign_in("alder", "NORA", PASSWORD).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    for part in [
        "__Host-parlance=",
        "Secure",
        "HttpOnly",
        "SameSite=Lax",
        "Path=/",
        "Max-Age=604800",
    ] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    let me = answer.ok();
    assert_eq!(me["username"], "nora");
    assert!(me["rights"].as_array().unwrap().contains(&json!("configure")));
}

#[tokio::test]
async fn on_this_machine_itself_plain_http_will_do() {
    let app = App::bare_at("http://localhost:8080").await;
    let mut local = app.nobody();
    local.host = "127.0.0.1:8080".into();
    local.origin = Some("http://127.0.0.1:8080".into());
    app.engine
        .operator_create_tenant("alder".into(), None)
        .await
        .unwrap();
    let user = parlance_api::user::NewUser {
        username: "nora".into(),
        name: "Nora".into(),
        email: None,
        roles: vec![Role::Agent],
        team_id: None,
        skills: Vec::new(),
        max_chats: None,
        password: PASSWORD.into(),
    };
    app.engine.operator_create_user("alder", user).await.unwrap();
    let cookie = local.try_sign_in("alder", "nora", PASSWORD).await.headers[header::SET_COOKIE].clone();
    let cookie = cookie.to_str().unwrap();
    assert!(
        cookie.starts_with("parlance=") && !cookie.contains("Secure"),
        "{cookie}"
    );
    assert!(local.is_signed_in().await);

    let mut elsewhere = app.nobody();
    elsewhere.host = "192.168.1.5:8080".into();
    elsewhere.origin = Some("http://localhost:8080".into());
    let refused = elsewhere.try_sign_in("alder", "nora", PASSWORD).await;
    assert!(refused.message().contains("HTTPS"), "{}", refused.text);
    elsewhere.cookie.clone_from(&local.cookie);
    assert!(
        !elsewhere.is_signed_in().await,
        "the plain cookie counts on loopback only"
    );
}

#[tokio::test]
async fn whatever_is_wrong_the_answer_is_the_same() {
    let (app, admin) = App::with_admin().await;
    app.person("alder", "ana", &[Role::Agent]).await;
    let ana = &admin.list("users").await[0];
    let id = ana["id"].as_str().unwrap();
    admin
        .patch(&format!("users/{id}"), json!({ "disabled": true }))
        .await
        .ok();
    let mut answers = Vec::new();
    for (tenant, username, password) in [
        ("alder", "nora", "wrong wrong wrong"),
        ("alder", "nobody", PASSWORD),
        ("elsewhere", "nora", PASSWORD),
        ("alder", "ana", PASSWORD),
    ] {
        let answer = app.nobody().try_sign_in(tenant, username, password).await;
        answers.push((answer.status, answer.text));
    }
    assert_eq!(answers[0].0, StatusCode::UNAUTHORIZED);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
}

#[tokio::test]
async fn the_sixth_try_in_a_minute_waits_and_the_wait_ends() {
    let (app, _) = App::with_admin().await;
    for _ in 0..5 {
        app.nobody()
            .try_sign_in("alder", "nora", "wrong wrong wrong")
            .await
            .refused(401, "unauthenticated");
    }
    let refused = app.nobody().try_sign_in("alder", "nora", PASSWORD).await;
    let wait: i64 = refused.headers[header::RETRY_AFTER]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(wait, 60);
    refused.refused(429, "too_many");
    app.clock.advance(wait * 1000);
    app.nobody().try_sign_in("alder", "nora", PASSWORD).await.ok();
}

#[tokio::test]
async fn one_address_cannot_try_many_names() {
    let (app, _) = App::with_admin().await;
    for number in 0..20 {
        let name = format!("guess{number}");
        app.nobody()
            .try_sign_in("alder", &name, PASSWORD)
            .await
            .refused(401, "unauthenticated");
    }
    app.nobody()
        .try_sign_in("alder", "nora", PASSWORD)
        .await
        .refused(429, "too_many");
}

#[tokio::test]
async fn sessions_end_when_idle_and_at_last() {
    let (app, nora) = App::with_admin().await;
    for _ in 0..16 {
        app.clock.advance(11 * HOUR_MS);
        assert_eq!(
            nora.is_signed_in().await,
            app.now() < crate::app::START.plus_ms(7 * 24 * HOUR_MS)
        );
    }
    let mut idle = app.nobody();
    idle.sign_in("alder", "nora", PASSWORD).await;
    app.clock.advance(12 * HOUR_MS + MINUTE_MS);
    assert!(!idle.is_signed_in().await);
}

#[tokio::test]
async fn people_see_and_end_their_own_sessions_only() {
    let (app, nora) = App::with_admin().await;
    app.clock.advance(1_000);
    let mut elsewhere = app.nobody();
    elsewhere.sign_in("alder", "nora", PASSWORD).await;
    let ana = app.person("alder", "ana", &[Role::Agent]).await;

    let sessions = nora.list("sessions").await;
    assert_eq!(sessions.len(), 2);
    assert_eq!(sessions[1]["current"], true);
    assert_eq!(sessions[0]["client"], "Firefox on Linux");
    let other = sessions[0]["id"].as_str().unwrap();
    ana.delete(&format!("sessions/{other}"))
        .await
        .refused(404, "not_found");
    nora.delete(&format!("sessions/{other}")).await.ok();
    assert!(!elsewhere.is_signed_in().await && nora.is_signed_in().await);

    let gone = nora.delete("session").await;
    assert!(
        gone.headers["clear-site-data"]
            .to_str()
            .unwrap()
            .contains("storage")
    );
    assert!(
        gone.headers[header::SET_COOKIE]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    assert!(!nora.is_signed_in().await);
}

#[tokio::test]
async fn signing_in_again_gives_a_new_session_and_ends_the_old_one() {
    let (_, nora) = App::with_admin().await;
    let mut again = nora.clone();
    again.sign_in("alder", "nora", PASSWORD).await;
    assert_ne!(again.cookie, nora.cookie);
    assert!(again.is_signed_in().await && !nora.is_signed_in().await);
}

#[tokio::test]
async fn a_new_password_ends_other_sessions_and_renews_this_one() {
    let (app, nora) = App::with_admin().await;
    let mut elsewhere = app.nobody();
    elsewhere.sign_in("alder", "nora", PASSWORD).await;
    let new = "another quokka lamp";
    let wrong = json!({ "current": "not this one, no", "new": new });
    nora.post("session/password", wrong)
        .await
        .invalid(&["current: wrong"]);
    let weak = json!({ "current": PASSWORD, "new": "short" });
    nora.post("session/password", weak)
        .await
        .invalid(&["new: too_short"]);

    let mut renewed = nora.clone();
    let answer = nora
        .post("session/password", json!({ "current": PASSWORD, "new": new }))
        .await;
    renewed.keep_cookie(&answer);
    answer.ok();
    assert!(renewed.is_signed_in().await);
    assert!(
        !elsewhere.is_signed_in().await && !nora.is_signed_in().await,
        "old cookies are void"
    );
    app.nobody()
        .try_sign_in("alder", "nora", PASSWORD)
        .await
        .refused(401, "unauthenticated");
    app.nobody().try_sign_in("alder", "nora", new).await.ok();
}

#[tokio::test]
async fn changes_must_come_from_our_own_pages_as_json() {
    let (app, nora) = App::with_admin().await;
    let body = json!({ "name": "Orders" });
    for origin in [
        None,
        Some("https://evil.example"),
        Some("null"),
        Some("http://desk.example.com"),
    ] {
        let mut foreign = nora.clone();
        foreign.origin = origin.map(str::to_owned);
        foreign
            .post("teams", body.clone())
            .await
            .refused(403, "wrong_origin");
        assert!(foreign.is_signed_in().await, "reading does not need it");
    }
    let mut form = nora.clone();
    form.content_type = "text/plain".into();
    form.post("teams", body.clone()).await.refused(415, "invalid");
    let mut stranger = app.nobody();
    stranger.origin = Some("https://evil.example".into());
    stranger
        .try_sign_in("alder", "nora", PASSWORD)
        .await
        .refused(403, "wrong_origin");
    nora.post("teams", body).await.ok();
}

#[tokio::test]
async fn several_tenants_ask_for_the_short_name() {
    let (app, _) = App::with_admin().await;
    let mut nora = app.nobody();
    nora.post("session", json!({ "username": "nora", "password": PASSWORD }))
        .await
        .ok();
    app.tenant_with_admin("birch").await;
    assert_eq!(nora.get("session/options").await.ok()["tenant_required"], true);
    let nameless = json!({ "username": "nora", "password": PASSWORD });
    nora.post("session", nameless).await.invalid(&["tenant: missing"]);
    nora.sign_in("birch", "nora", PASSWORD).await;
    assert_eq!(nora.get("session").await.ok()["tenant_slug"], "birch");
}

#[tokio::test]
async fn refusals_name_the_request_and_answers_are_not_kept() {
    let (app, nora) = App::with_admin().await;
    let refused = app.nobody().get("session").await;
    assert_eq!(refused.json()["error"]["request_id"], "req1");
    let answer = nora.get("session").await;
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    assert!(
        answer.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap()
            .contains("default-src 'none'")
    );
    assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert!(answer.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    nora.get("nothing-here").await.refused(404, "not_found");
    nora.delete("teams").await.refused(405, "invalid");
}

#[tokio::test]
async fn searching_has_a_limit_of_its_own() {
    let (app, nora) = App::with_admin().await;
    for _ in 0..60 {
        nora.get("records").await.ok();
    }
    let refused = nora.get("contacts?q=a").await;
    assert_eq!(refused.headers[header::RETRY_AFTER], "60");
    refused.refused(429, "too_many");
    nora.get("services").await.ok();
    app.clock.advance(MINUTE_MS);
    nora.get("records").await.ok();
}
