//! Second factors: enrolled, asked for, used once, recovered, required, reset.

use std::sync::Arc;

use axum::http::header;
use parlance_core::permission::Role;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::{
    actor::{Actor, Answer},
    app::{App, HOUR_MS, MINUTE_MS, PASSWORD},
};

const STEP_MS: i64 = 30_000;

/// Somebody's authenticator app.
struct Authenticator {
    app: Arc<App>,
    secret: String,
}

impl Authenticator {
    /// What it shows now.
    fn code(&self) -> String {
        self.code_in(0)
    }
    /// What it shows some milliseconds later.
    fn code_in(&self, millis: i64) -> String {
        let secret = Secret::try_from_base32(&self.secret).unwrap();
        let totp = Builder::new().with_secret(secret).build().unwrap();
        let second = (self.app.now().as_millis() + millis) / 1000;
        totp.generate(second.try_into().unwrap()).to_string()
    }
}

/// Puts an authenticator app in force; returns it with the recovery codes.
async fn enrol(app: &Arc<App>, person: &mut Actor) -> (Authenticator, Vec<String>) {
    let begun = person.request_empty("session/second-factor/enrolment").await.ok();
    let phone = Authenticator {
        app: app.clone(),
        secret: begun["secret"].as_str().unwrap().to_owned(),
    };
    let answer = person
        .post("session/second-factor", json!({ "code": phone.code() }))
        .await;
    person.keep_cookie(&answer);
    let codes = answer.ok()["codes"].as_array().unwrap().clone();
    let text = |code: &Value| code.as_str().unwrap().to_owned();
    (phone, codes.iter().map(text).collect())
}

/// The first step with the right password: asked for a code.
async fn first_step(app: &Arc<App>, username: &str) -> Actor {
    let mut person = app.nobody();
    let answer = person.try_sign_in("alder", username, PASSWORD).await;
    assert_eq!(answer.status.as_u16(), 202, "{}", answer.text);
    assert!(answer.json()["name"].is_null(), "nothing is told yet");
    person
}

async fn give(person: &mut Actor, code: &str) -> Answer {
    let answer = person.post("session/code", json!({ "code": code })).await;
    person.keep_cookie(&answer);
    answer
}

#[tokio::test]
async fn the_password_alone_opens_nothing_and_the_code_renews_the_session() {
    let (app, mut nora) = App::with_admin().await;
    let before = nora.cookie.clone();
    let (phone, _) = enrol(&app, &mut nora).await;
    assert_ne!(nora.cookie, before, "enrolling renews the session");
    assert_eq!(nora.get("session").await.ok()["second_factor"], true);

    let mut again = first_step(&app, "nora").await;
    for path in ["session", "users", "session/second-factor", "sessions"] {
        again.get(path).await.refused(401, "unauthenticated");
    }
    again
        .request_empty("session/second-factor/enrolment")
        .await
        .refused(401, "unauthenticated");
    assert_eq!(
        nora.list("sessions").await.len(),
        1,
        "half a sign-in is no session"
    );
    let half = again.cookie.clone();
    app.clock.advance(STEP_MS);
    let me = give(&mut again, &phone.code()).await.ok();
    assert_eq!(me["username"], "nora");
    assert!(again.is_signed_in().await);
    assert_ne!(again.cookie, half);
    again.cookie = half;
    assert!(!again.is_signed_in().await, "the first step's value is void");
}

#[tokio::test]
async fn each_code_is_good_once_also_the_one_that_enrolled() {
    let (app, mut nora) = App::with_admin().await;
    let (phone, _) = enrol(&app, &mut nora).await;
    let mut first = first_step(&app, "nora").await;
    give(&mut first, &phone.code()).await.invalid(&["code: wrong"]);
    // A clock that runs half a minute ahead is allowed for.
    let ahead = phone.code_in(STEP_MS);
    give(&mut first, &ahead).await.ok();
    let mut second = first_step(&app, "nora").await;
    give(&mut second, &ahead).await.invalid(&["code: wrong"]);
    app.clock.advance(STEP_MS);
    give(&mut second, &phone.code()).await.invalid(&["code: wrong"]);
    app.clock.advance(STEP_MS);
    let code = phone.code();
    let spaced = format!(" {} {}", &code[..3], &code[3..]);
    give(&mut second, &spaced).await.ok();
}

#[tokio::test]
async fn a_recovery_code_is_good_once_and_stands_in_the_log() {
    let (app, mut nora) = App::with_admin().await;
    let (_, codes) = enrol(&app, &mut nora).await;
    assert_eq!(codes.len(), 10);
    let mut first = first_step(&app, "nora").await;
    give(&mut first, &codes[3].to_uppercase().replace('-', " "))
        .await
        .ok();
    assert_eq!(
        first.get("session/second-factor").await.ok()["recovery_codes_left"],
        9
    );
    let mut second = first_step(&app, "nora").await;
    give(&mut second, &codes[3]).await.invalid(&["code: wrong"]);
    give(&mut second, &codes[4]).await.ok();

    let fresh = second
        .request_empty("session/second-factor/recovery-codes")
        .await
        .ok();
    let fresh = fresh["codes"].as_array().unwrap();
    assert_eq!(fresh.len(), 10);
    let mut third = first_step(&app, "nora").await;
    give(&mut third, &codes[5]).await.invalid(&["code: wrong"]);
    give(&mut third, fresh[0].as_str().unwrap()).await.ok();
    let lines = third.get("audit?limit=50").await.ok();
    let actions: Vec<&str> = lines["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["action"].as_str().unwrap())
        .collect();
    for action in [
        "second_factor.enrolled",
        "second_factor.recovery_code_used",
        "second_factor.recovery_codes_renewed",
        "sign_in.code_failed",
    ] {
        assert!(actions.contains(&action), "{action} in {actions:?}");
    }
    assert!(codes.iter().all(|code| !lines.to_string().contains(code)));
}

#[tokio::test]
async fn guessing_codes_is_slowed_down_whoever_guesses_from_wherever() {
    let (app, mut nora) = App::with_admin().await;
    let (phone, codes) = enrol(&app, &mut nora).await;
    let mut thief = first_step(&app, "nora").await;
    for _ in 0..5 {
        give(&mut thief, "000000").await.invalid(&["code: wrong"]);
    }
    // Another first step does not begin the count anew, and the right code does not help now.
    let mut thief = first_step(&app, "nora").await;
    app.clock.advance(STEP_MS);
    let refused = give(&mut thief, &phone.code()).await.refused(429, "too_many");
    assert!(
        refused.headers[header::RETRY_AFTER]
            .to_str()
            .unwrap()
            .parse::<u32>()
            .unwrap()
            > 0
    );
    give(&mut thief, &codes[0]).await.refused(429, "too_many");
    app.clock.advance(MINUTE_MS);
    give(&mut thief, &phone.code()).await.ok();
}

#[tokio::test]
async fn the_second_step_has_ten_minutes_and_needs_the_first() {
    let (app, mut nora) = App::with_admin().await;
    let (phone, _) = enrol(&app, &mut nora).await;
    let mut late = first_step(&app, "nora").await;
    app.clock.advance(10 * MINUTE_MS);
    give(&mut late, &phone.code())
        .await
        .refused(401, "unauthenticated");
    let mut nobody = app.nobody();
    give(&mut nobody, &phone.code())
        .await
        .refused(401, "unauthenticated");
    give(&mut nora, &phone.code())
        .await
        .refused(401, "unauthenticated");
    let mut wrong = app.nobody();
    let answer = wrong.try_sign_in("alder", "nora", "not the quokka lamp").await;
    answer.refused(401, "unauthenticated");
    assert!(
        wrong.cookie.is_none(),
        "a wrong password is not told from one without a second factor"
    );
}

#[tokio::test]
async fn administrators_enrol_before_anything_else_and_others_when_they_like() {
    let app = App::strict().await;
    let mut nora = app.tenant_with_admin("alder").await;
    let me = nora.get("session").await.ok();
    assert_eq!(
        (&me["must_enrol"], &me["second_factor"]),
        (&json!(true), &json!(false))
    );
    for path in ["users", "settings", "sessions", "records", "api-keys"] {
        nora.get(path).await.refused(403, "second_factor_required");
    }
    nora.request_empty("events/ticket")
        .await
        .refused(403, "second_factor_required");
    let change = json!({ "current": PASSWORD, "new": "one more quokka lamp" });
    nora.post("session/password", change)
        .await
        .refused(403, "second_factor_required");
    let (_, codes) = enrol(&app, &mut nora).await;
    nora.get("users").await.ok();
    assert_eq!(nora.get("session").await.ok()["must_enrol"], false);
    nora.delete("session/second-factor")
        .await
        .refused(409, "second_factor_required");
    app.clock.advance(2 * HOUR_MS);
    assert!(
        nora.is_signed_in().await,
        "the short session for enrolling has become a full one"
    );

    let mut ana = app.person("alder", "ana", &[Role::Agent, Role::Supervisor]).await;
    assert_eq!(ana.get("session").await.ok()["must_enrol"], false);
    enrol(&app, &mut ana).await;
    let answer = ana.delete("session/second-factor").await;
    ana.keep_cookie(&answer);
    answer.ok();
    ana.sign_in("alder", "ana", PASSWORD).await;
    drop(codes);
}

#[tokio::test]
async fn a_session_for_enrolling_ends_soon() {
    let app = App::strict().await;
    let nora = app.tenant_with_admin("alder").await;
    app.clock.advance(HOUR_MS);
    assert!(!nora.is_signed_in().await);
}

#[tokio::test]
async fn a_tenant_may_require_it_of_everybody_from_the_next_sign_in_on() {
    let (app, admin) = App::with_admin().await;
    let mut ana = app.person("alder", "ana", &[Role::Agent]).await;
    admin
        .patch("settings", json!({ "require_second_factor": true }))
        .await
        .ok();
    assert_eq!(ana.get("session").await.ok()["must_enrol"], false, "work goes on");
    ana.sign_in("alder", "ana", PASSWORD).await;
    assert_eq!(ana.get("session").await.ok()["must_enrol"], true);
    ana.get("records").await.refused(403, "second_factor_required");
    // An API key has no second factor and needs none.
    let key = json!({ "name": "Sync", "scopes": ["config_read"] });
    let made = admin.post("api-keys", key).await.ok();
    let mut program = app.nobody();
    program.bearer = Some(made["secret"].as_str().unwrap().to_owned());
    program.get("users").await.ok();
}

#[tokio::test]
async fn resetting_anothers_second_factor_ends_their_sessions_and_is_written_down() {
    let (app, admin) = App::with_admin().await;
    let mut ana = app.person("alder", "ana", &[Role::Agent]).await;
    enrol(&app, &mut ana).await;
    let users = admin.list("users").await;
    let id_of = |name: &str| {
        let user = users.iter().find(|user| user["username"] == name).unwrap();
        (
            user["id"].as_str().unwrap().to_owned(),
            user["second_factor"] == true,
        )
    };
    let ((ana_id, enrolled), (nora_id, not)) = (id_of("ana"), id_of("nora"));
    assert!(enrolled && !not);
    ana.delete(&format!("users/{nora_id}/second-factor"))
        .await
        .refused(403, "forbidden");
    admin
        .delete(&format!("users/{nora_id}/second-factor"))
        .await
        .refused(409, "own_second_factor");
    let birch = app.tenant_with_admin("birch").await;
    let path = format!("users/{ana_id}/second-factor");
    birch.delete(&path).await.refused(404, "not_found");
    admin.delete(&path).await.ok();
    assert!(!ana.is_signed_in().await);
    admin.delete(&path).await.refused(404, "not_found");
    ana.sign_in("alder", "ana", PASSWORD).await;
    let newest = admin.get("audit?limit=10").await.ok()["items"].clone();
    let reset = newest
        .as_array()
        .unwrap()
        .iter()
        .find(|line| line["action"] == "second_factor.reset")
        .unwrap();
    assert_eq!(
        (&reset["object"], &reset["actor"]),
        (&json!(ana_id), &json!("nora of alder"))
    );

    enrol(&app, &mut ana).await;
    app.engine
        .operator_reset_second_factor("alder", "ANA")
        .await
        .unwrap();
    assert!(!ana.is_signed_in().await);
    ana.sign_in("alder", "ana", PASSWORD).await;
}

#[tokio::test]
async fn a_new_password_does_not_skip_the_second_factor() {
    let (app, admin) = App::with_admin().await;
    let mut ana = app.person("alder", "ana", &[Role::Agent]).await;
    enrol(&app, &mut ana).await;
    let users = admin.list("users").await;
    let ana_id = users.iter().find(|user| user["username"] == "ana").unwrap()["id"].clone();
    let path = format!("users/{}", ana_id.as_str().unwrap());
    admin
        .patch(&path, json!({ "password": "one more quokka lamp" }))
        .await
        .ok();
    let answer = ana.try_sign_in("alder", "ana", "one more quokka lamp").await;
    assert_eq!(answer.status.as_u16(), 202, "{}", answer.text);
}

#[tokio::test]
async fn a_phone_is_replaced_only_by_the_first_code_of_the_new_one() {
    let (app, mut nora) = App::with_admin().await;
    let (old, old_codes) = enrol(&app, &mut nora).await;
    let mut elsewhere = first_step(&app, "nora").await;
    app.clock.advance(STEP_MS);
    give(&mut elsewhere, &old.code()).await.ok();

    nora.request_empty("session/second-factor/enrolment").await.ok();
    nora.post("session/second-factor", json!({ "code": "000000" }))
        .await
        .invalid(&["code: wrong"]);
    app.clock.advance(STEP_MS);
    let mut person = first_step(&app, "nora").await;
    give(&mut person, &old.code()).await.ok();

    let (new, _) = enrol(&app, &mut nora).await;
    assert!(!elsewhere.is_signed_in().await, "all other sessions end");
    app.clock.advance(STEP_MS);
    let mut person = first_step(&app, "nora").await;
    give(&mut person, &old.code()).await.invalid(&["code: wrong"]);
    give(&mut person, &old_codes[0]).await.invalid(&["code: wrong"]);
    give(&mut person, &new.code()).await.ok();
    nora.request_empty("session/second-factor/enrolment").await.ok();
    app.clock.advance(15 * MINUTE_MS);
    nora.post("session/second-factor", json!({ "code": "000000" }))
        .await
        .refused(409, "enrolment_over");
}

#[tokio::test]
async fn the_secret_is_sealed_and_sealed_anew_with_a_new_key() {
    let (app, mut nora) = App::with_admin().await;
    let (phone, codes) = enrol(&app, &mut nora).await;
    let secret = phone.secret.clone();
    drop(phone);
    let on_disk = app.bytes_on_disk();
    let holds = |text: &str| on_disk.windows(text.len()).any(|bytes| bytes == text.as_bytes());
    assert!(
        !holds(&secret)
            && codes
                .iter()
                .all(|code| !holds(code) && !holds(&code.replace('-', "")))
    );

    drop(nora);
    let folder = app.close();
    let rotated = App::open(folder, &[("k2", 9), ("k1", 7)]);
    assert_eq!(rotated.engine.reseal_all().await.unwrap(), 1);
    assert_eq!(rotated.engine.reseal_all().await.unwrap(), 0);
    let reopened = App::open(rotated.close(), &[("k2", 9)]);
    reopened.clock.advance(STEP_MS);
    let mut person = first_step(&reopened, "nora").await;
    let phone = Authenticator {
        app: reopened.clone(),
        secret,
    };
    give(&mut person, &phone.code()).await.ok();
}

#[tokio::test]
async fn a_confirmation_needs_a_code_too_where_one_is_enrolled() {
    let (app, mut nora) = App::with_admin().await;
    let (phone, codes) = enrol(&app, &mut nora).await;
    app.clock.advance(10 * MINUTE_MS);
    let confirm = |code: Value| json!({ "password": PASSWORD, "code": code });
    let key = json!({ "name": "Sync", "scopes": ["config_read"] });
    nora.post("session/confirm", confirm(Value::Null))
        .await
        .invalid(&["code: missing"]);
    nora.post("session/confirm", confirm(json!("000000")))
        .await
        .invalid(&["code: wrong"]);
    nora.post("api-keys", key.clone())
        .await
        .refused(403, "sudo_required");
    let code = phone.code();
    nora.post("session/confirm", confirm(json!(code))).await.ok();
    nora.post("api-keys", key).await.ok();
    nora.post("session/confirm", confirm(json!(code)))
        .await
        .invalid(&["code: wrong"]);
    nora.post("session/confirm", confirm(json!(codes[0]))).await.ok();
}
