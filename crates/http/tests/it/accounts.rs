//! Integration accounts: partial, complete, linked once, tested, secret.

use parlance_core::permission::Role;
use serde_json::{Value, json};

use crate::{
    actor::Actor,
    app::{App, MINUTE_MS},
    pigeon::GOOD_TOKEN,
};

fn whole(name: &str, loft: &str) -> Value {
    json!({
        "channel": "pigeon", "name": name,
        "settings": { "loft_name": "@tower", "loft_id": loft, "verify_token": "verify-me-1" },
        "secrets": { "token": "token-canary-1", "ring_secret": "ring-canary-1" },
    })
}

fn path(account: &Value) -> String {
    format!("accounts/{}", account["id"].as_str().unwrap())
}

async fn made(admin: &Actor, body: Value) -> Value {
    admin.post("accounts", body).await.ok()
}

#[tokio::test]
async fn the_form_comes_from_the_channel() {
    let (_, admin) = App::with_admin().await;
    let channels = admin.list("channels").await;
    let keys: Vec<&str> = channels[0]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["key"].as_str().unwrap())
        .collect();
    assert_eq!(
        keys,
        [
            "loft_name",
            "loft_id",
            "token",
            "ring_secret",
            "accept_unsigned",
            "verify_token"
        ]
    );
    assert_eq!(channels[0]["fields"][5]["kind"], "verify_token");
    assert_eq!(channels[0]["capabilities"]["text_unit"], "chars");
}

#[tokio::test]
async fn a_partial_account_is_saved_stays_inactive_and_can_be_finished() {
    let (app, admin) = App::with_admin().await;
    let account = made(&admin, json!({ "channel": "pigeon", "name": "Tower" })).await;
    assert_eq!(
        (&account["status"], &account["callback_url"]),
        (&json!("incomplete"), &json!(""))
    );
    assert_eq!(
        account["missing"],
        json!(["Loft Name", "Loft ID", "Token", "Verify Token", "Ring Secret"])
    );
    assert_eq!(account["token_state"], "missing");

    let body = whole("Tower", "123");
    let rest = json!({ "settings": body["settings"], "secrets": body["secrets"] });
    app.clock.advance(MINUTE_MS);
    let account = admin.patch(&path(&account), rest).await.ok();
    assert_eq!(
        (&account["status"], &account["missing"]),
        (&json!("not_verified"), &json!([]))
    );
    assert_eq!(account["callback_url"], "https://desk.example.com/lofts/123");
    assert_eq!(account["subscribed_fields"], json!(["letters"]));
    assert_eq!(account["settings"]["loft_name"], "tower", "without the @");
    assert_eq!(
        account["settings"]["verify_token"], "verify-me-1",
        "to be copied to the platform"
    );
    assert_eq!(account["secrets"]["token"]["set"], true);
    assert_eq!(account["secrets"]["token"]["saved_by"], "nora of alder");
    assert_eq!(account["secrets"]["token"]["saved_at"], app.now().as_millis());
    assert_eq!(account["token_state"], "untested");

    let directory = app.engine.directory().now();
    let live = directory.active("pigeon", "123").expect("in force at once");
    assert_eq!(live.values.setting("loft_name"), Some("tower"));
    admin
        .patch(&path(&account), json!({ "enabled": false }))
        .await
        .ok();
    assert!(app.engine.directory().now().active("pigeon", "123").is_none());
    assert_eq!(admin.get(&path(&account)).await.ok()["status"], "off");
}

#[tokio::test]
async fn what_is_not_entered_stays_and_an_empty_text_clears() {
    let (app, admin) = App::with_admin().await;
    let account = made(&admin, whole("Tower", "123")).await;
    app.clock.advance(MINUTE_MS);
    let renamed = admin
        .patch(&path(&account), json!({ "name": "High tower" }))
        .await
        .ok();
    assert_eq!(renamed["secrets"], account["secrets"]);
    let again = json!({ "secrets": { "token": "token-canary-1" } });
    let same = admin.patch(&path(&account), again).await.ok();
    assert_eq!(same["secrets"], account["secrets"], "the same value is no change");
    let cleared = json!({ "secrets": { "token": "" }, "settings": { "loft_name": "" } });
    let cleared = admin.patch(&path(&account), cleared).await.ok();
    assert_eq!(cleared["missing"], json!(["Loft Name", "Token"]));
    assert_eq!(cleared["secrets"]["token"], json!({ "set": false }));
    assert_eq!(cleared["settings"]["loft_name"], Value::Null);
    let stale = json!({ "name": "Low tower", "expected_updated_at": account["updated_at"] });
    admin.patch(&path(&account), stale).await.refused(409, "conflict");
}

#[tokio::test]
async fn the_api_refuses_what_the_form_refuses() {
    let (_, admin) = App::with_admin().await;
    let bad = json!({
        "channel": "pigeon", "name": "", "channel_type": "carrier",
        "settings": { "loft_id": "12x", "colour": "grey", "callback_url": "https://x" },
        "secrets": { "token": "t" },
    });
    let answer = admin.post("accounts", bad).await;
    let mut faults = answer.faults();
    faults.sort();
    assert_eq!(
        faults,
        [
            "callback_url: unknown",
            "channel_type: unknown",
            "colour: unknown",
            "loft_id: malformed",
            "name: missing",
            "token: malformed",
        ]
    );
    admin
        .post("accounts", json!({ "channel": "fax", "name": "Fax" }))
        .await
        .invalid(&["channel: unknown"]);
    made(&admin, whole("Tower", "123")).await;
    admin
        .post("accounts", json!({ "channel": "pigeon", "name": "TOWER" }))
        .await
        .invalid(&["name: taken"]);
}

#[tokio::test]
async fn a_page_belongs_to_one_account_in_the_whole_installation() {
    let (app, alder) = App::with_admin().await;
    let tower = made(&alder, whole("Tower", "123")).await;
    let second = alder.post("accounts", whole("Second", "123")).await;
    assert!(second.message().contains("“Tower”"), "{}", second.text);
    second.invalid(&["loft_id: taken"]);

    let birch = app.tenant_with_admin("birch").await;
    let refused = birch.post("accounts", whole("Tower", "123")).await;
    assert_eq!(
        refused.message(),
        "This Loft ID is linked already.",
        "and not whose it is"
    );
    assert!(
        !refused.text.contains("lder") && !refused.text.contains("Tower"),
        "{}",
        refused.text
    );
    refused.invalid(&["loft_id: taken"]);

    alder.patch(&path(&tower), json!({ "enabled": false })).await.ok();
    let theirs = made(&birch, whole("Tower", "123")).await;
    alder
        .patch(&path(&tower), json!({ "enabled": true }))
        .await
        .invalid(&["loft_id: taken"]);
    birch.delete(&path(&theirs)).await.ok();
    alder.patch(&path(&tower), json!({ "enabled": true })).await.ok();
}

#[tokio::test]
async fn unsigned_events_are_let_in_knowingly() {
    let (_, admin) = App::with_admin().await;
    let mut body = whole("Tower", "123");
    body["secrets"] = json!({ "token": "token-canary-1" });
    let account = made(&admin, body).await;
    assert_eq!(
        (&account["status"], &account["missing"]),
        (&json!("incomplete"), &json!(["Ring Secret"]))
    );
    let ticked = json!({ "settings": { "accept_unsigned": "true" } });
    assert_eq!(
        admin.patch(&path(&account), ticked).await.ok()["missing"],
        json!([])
    );
    let lines = admin.get("audit?limit=1").await.ok();
    assert_eq!(lines["items"][0]["action"], "account.unsigned_accepted");
    assert!(lines["items"][0]["detail"]["warning"].is_string());
    let odd = json!({ "settings": { "accept_unsigned": "perhaps" } });
    admin
        .patch(&path(&account), odd)
        .await
        .invalid(&["accept_unsigned: malformed"]);
}

#[tokio::test]
async fn a_test_uses_what_is_not_applied_yet_and_learns_about_the_stored_token() {
    let (app, admin) = App::with_admin().await;
    let account = made(&admin, whole("Tower", "123")).await;
    let test = format!("{}/test", path(&account));

    let overlaid = json!({ "settings": { "loft_id": "456" }, "secrets": { "token": GOOD_TOKEN } });
    let report = admin.post(&test, overlaid).await.ok();
    assert_eq!(
        (&report["result"], &report["checks"][0]["result"]),
        (&json!("warning"), &json!("ok"))
    );
    assert_eq!(report["checks"][1]["id"], "webhook");
    assert_eq!(
        app.pigeon.asked.lock().unwrap().pop().unwrap(),
        (
            Some("456".into()),
            Some(GOOD_TOKEN.into()),
            Some("https://desk.example.com/lofts/456".into())
        )
    );
    assert_eq!(
        admin.get(&path(&account)).await.ok()["token_state"],
        "untested",
        "nothing was applied"
    );

    let report = admin.post(&test, json!({})).await.ok();
    assert_eq!(
        (&report["result"], &report["summary"]),
        (&json!("failed"), &json!("The pigeons do not know the token."))
    );
    assert_eq!(report["checks"][0]["fix"], "enter_token");
    let dead = admin.get(&path(&account)).await.ok();
    assert_eq!(
        (&dead["status"], &dead["token_state"]),
        (&json!("token_dead"), &json!("dead"))
    );
    assert_eq!(dead["health"]["sending_paused"], true);

    let good = json!({ "secrets": { "token": GOOD_TOKEN } });
    let fresh = admin.patch(&path(&account), good).await.ok();
    assert_eq!(
        (&fresh["token_state"], &fresh["health"]["sending_paused"]),
        (&json!("untested"), &json!(false))
    );
    assert_eq!(fresh["health"]["last_error"], Value::Null);
    admin.post(&test, json!({})).await.ok();
    assert_eq!(admin.get(&path(&account)).await.ok()["token_state"], "valid");

    admin
        .post(&test, json!({ "settings": { "loft_id": "x" } }))
        .await
        .invalid(&["loft_id: malformed"]);
    let report = admin.post("accounts/test", whole("New", "789")).await.ok();
    assert_eq!(report["result"], "failed");
    let report = admin
        .request_empty(&format!("{}/subscribe", path(&account)))
        .await
        .ok();
    assert_eq!(report["checks"][0]["result"], "ok");
    assert_eq!(*app.pigeon.subscribed.lock().unwrap(), ["letters"]);
}

#[tokio::test]
async fn another_page_begins_with_a_clean_history() {
    let (app, admin) = App::with_admin().await;
    let account = made(&admin, whole("Tower", "123")).await;
    let id = account["id"].as_str().unwrap().parse().unwrap();
    let live = app.engine.directory().now().get(id).cloned().unwrap();
    let at = app.now();
    app.engine
        .write(move |tx, _| Ok(tx.note_verified(&live.ctx(), live.id, at)?))
        .await
        .unwrap();
    assert_eq!(admin.get(&path(&account)).await.ok()["status"], "waiting");
    let moved = admin
        .patch(&path(&account), json!({ "settings": { "loft_id": "456" } }))
        .await
        .ok();
    assert_eq!(moved["status"], "not_verified");
}

#[tokio::test]
async fn a_deleted_account_is_gone_with_its_secrets() {
    let (app, admin) = App::with_admin().await;
    let account = made(&admin, whole("Tower", "123")).await;
    let entry = admin
        .post("entries", json!({ "name": "In", "account_ids": [account["id"]] }))
        .await
        .ok();
    admin.delete(&path(&account)).await.ok();
    admin.get(&path(&account)).await.refused(404, "not_found");
    admin.delete(&path(&account)).await.refused(404, "not_found");
    assert!(admin.list("accounts").await.is_empty());
    let entry = admin
        .get(&format!("entries/{}", entry["id"].as_str().unwrap()))
        .await
        .ok();
    assert_eq!(entry["account_ids"], json!([]));
    assert!(app.engine.directory().now().active("pigeon", "123").is_none());
    made(&admin, whole("Tower", "123")).await;
}

#[tokio::test]
async fn agents_do_not_see_accounts() {
    let (app, admin) = App::with_admin().await;
    made(&admin, whole("Tower", "123")).await;
    for role in [Role::Agent, Role::Supervisor] {
        let person = app
            .person("alder", &format!("{role:?}").to_lowercase(), &[role])
            .await;
        person.get("accounts").await.refused(403, "forbidden");
        person
            .post("accounts", whole("Mine", "5"))
            .await
            .refused(403, "forbidden");
    }
}
