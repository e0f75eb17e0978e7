//! First set-up by the printed link.

use serde_json::json;

use crate::app::{App, HOUR_MS, PASSWORD};

fn token_of(link: &str) -> String {
    let url: url::Url = link.parse().unwrap();
    assert_eq!(
        (url.host_str(), url.path()),
        (Some("desk.example.com"), "/set-up")
    );
    url.query_pairs()
        .find(|(name, _)| name == "token")
        .unwrap()
        .1
        .into_owned()
}

fn command(token: &str) -> serde_json::Value {
    json!({ "token": token, "tenant_name": "Alder & Pine", "name": "Nora Kim", "username": "nora", "password": PASSWORD })
}

#[tokio::test]
async fn the_printed_link_makes_the_first_administrator_and_works_once() {
    let app = App::bare().await;
    let mut nora = app.nobody();
    assert_eq!(nora.get("session/options").await.ok()["setup_required"], true);
    let token = token_of(&app.engine.setup_link().await.unwrap().unwrap());

    nora.post("setup", command("guessed"))
        .await
        .refused(409, "link_used");
    let answer = nora.post("setup", command(&token)).await;
    nora.keep_cookie(&answer);
    let me = answer.ok();
    assert_eq!(
        (me["tenant_slug"].as_str(), me["username"].as_str()),
        (Some("alder-pine"), Some("nora"))
    );
    assert_eq!(me["roles"], json!(["administrator"]));
    assert!(nora.is_signed_in().await);

    let options = nora.get("session/options").await.ok();
    assert_eq!(
        (&options["setup_required"], &options["tenant_required"]),
        (&json!(false), &json!(false))
    );
    nora.post("setup", command(&token))
        .await
        .refused(404, "not_found");
    assert_eq!(app.engine.setup_link().await.unwrap(), None);
    let reasons = nora.list("reasons").await;
    assert_eq!(
        reasons
            .iter()
            .filter(|reason| reason["system"].is_string())
            .count(),
        5
    );
}

#[tokio::test]
async fn a_link_ends_when_a_newer_one_is_printed_and_after_a_day() {
    let app = App::bare().await;
    let first = token_of(&app.engine.setup_link().await.unwrap().unwrap());
    let second = token_of(&app.engine.setup_link().await.unwrap().unwrap());
    let nora = app.nobody();
    nora.post("setup", command(&first))
        .await
        .refused(409, "link_used");
    app.clock.advance(25 * HOUR_MS);
    nora.post("setup", command(&second))
        .await
        .refused(409, "link_used");
}

#[tokio::test]
async fn weak_passwords_and_empty_names_are_refused_and_leave_the_link_usable() {
    let app = App::bare().await;
    let token = token_of(&app.engine.setup_link().await.unwrap().unwrap());
    let nora = app.nobody();
    let mut weak = command(&token);
    weak["password"] = json!("password1234");
    nora.post("setup", weak).await.invalid(&["password: too_common"]);
    let mut nameless = command(&token);
    nameless["username"] = json!("not a name");
    nora.post("setup", nameless)
        .await
        .invalid(&["username: malformed"]);
    nora.post("setup", command(&token)).await.ok();
}
