//! Teams, skills, services, entries, reasons, settings.

use parlance_core::permission::Role;
use serde_json::{Value, json};

use crate::app::App;

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

#[tokio::test]
async fn teams_are_led_by_supervisors() {
    let (app, admin) = App::with_admin().await;
    app.person("alder", "ana", &[Role::Agent]).await;
    app.person("alder", "sam", &[Role::Supervisor]).await;
    let users = admin.list("users").await;
    let user = |name: &str| users.iter().find(|user| user["username"] == name).unwrap()["id"].clone();
    let team = admin
        .post(
            "teams",
            json!({ "name": " Orders ", "supervisor_ids": [user("sam")] }),
        )
        .await
        .ok();
    assert_eq!(
        (&team["name"], &team["supervisor_ids"]),
        (&json!("Orders"), &json!([user("sam")]))
    );
    admin
        .post("teams", json!({ "name": "ORDERS" }))
        .await
        .invalid(&["name: taken"]);
    let path = format!("teams/{}", id(&team));
    let patch = json!({ "supervisor_ids": [user("sam"), user("ana")] });
    admin
        .patch(&path, patch)
        .await
        .invalid(&["supervisor_ids[1]: not_allowed"]);
    let stale = json!({ "name": "Sales", "expected_updated_at": 1 });
    admin.patch(&path, stale).await.refused(409, "conflict");
    assert_eq!(
        admin.patch(&path, json!({ "disabled": true })).await.ok()["disabled"],
        true
    );
}

#[tokio::test]
async fn a_service_brings_its_skill_and_its_outcomes() {
    let (app, admin) = App::with_admin().await;
    let service = admin.post("services", json!({ "name": "Orders" })).await.ok();
    let outcomes = service["dispositions"].as_array().unwrap();
    let codes: Vec<&str> = outcomes
        .iter()
        .filter(|row| row["kind"] == "system")
        .map(|row| row["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["none_given", "abandoned"]);
    assert!(
        outcomes.iter().any(|row| row["kind"] == "final"),
        "agents have something to choose"
    );

    let skill = &admin.list("skills").await[0];
    assert_eq!(
        (&skill["name"], &skill["kind"]),
        (&json!("Orders"), &json!("service"))
    );
    let skill_path = format!("skills/{}", id(skill));
    admin
        .patch(&skill_path, json!({ "name": "Else" }))
        .await
        .invalid(&["name: not_allowed"]);
    admin
        .post("skills", json!({ "name": "orders" }))
        .await
        .invalid(&["name: taken"]);

    let path = format!("services/{}", id(&service));
    admin
        .patch(&path, json!({ "name": "Sales", "disabled": true }))
        .await
        .ok();
    let skill = &admin.list("skills").await[0];
    assert_eq!(
        (&skill["name"], &skill["disabled"]),
        (&json!("Sales"), &json!(true))
    );
    assert_eq!(
        (app.config_changes("services"), app.config_changes("skills")),
        (2, 2)
    );
}

#[tokio::test]
async fn outcomes_and_texts_are_replaced_as_wholes_and_keep_their_ids() {
    let (_, admin) = App::with_admin().await;
    let first = json!({
        "name": "Orders",
        "dispositions": [{ "name": "Done", "kind": "final" }, { "name": "Later", "kind": "non_final" }],
        "canned_texts": [{ "shortcut": "/hi", "title": "Hello", "text": "Hello {first_name}!" }],
    });
    let service = admin.post("services", first).await.ok();
    let path = format!("services/{}", id(&service));
    let done = &service["dispositions"][0];
    let system = &service["dispositions"][2];
    let swapped = json!({
        "dispositions": [
            { "name": "Refunded", "kind": "final", "code": "R" },
            { "id": done["id"], "name": "Solved", "kind": "final" },
            { "id": system["id"], "name": "Nothing said", "kind": "system" },
        ],
        "canned_texts": [],
    });
    let changed = admin.patch(&path, swapped).await.ok();
    let names: Vec<&str> = changed["dispositions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Refunded", "Solved", "Nothing said", "Abandoned"]);
    assert_eq!(changed["dispositions"][1]["id"], done["id"]);
    assert_eq!(
        changed["dispositions"][2]["code"], system["code"],
        "renamed, but still the system's"
    );
    assert_eq!(changed["canned_texts"], json!([]));

    let bad = json!({
        "dispositions": [
            { "name": "Same", "kind": "final" }, { "name": "same", "kind": "final" },
            { "name": "Mine", "kind": "system" },
            { "id": "dsp_00000000000000000000000000000000", "name": "Lost", "kind": "final" },
        ],
        "canned_texts": [
            { "shortcut": "a b", "title": "", "text": "x" }, { "shortcut": "x", "title": "X", "text": "" },
        ],
    });
    admin.patch(&path, bad).await.invalid(&[
        "dispositions[2].kind: not_allowed",
        "dispositions[3].id: unknown",
        "dispositions[1].name: taken",
        "canned_texts[0].shortcut: malformed",
        "canned_texts[0].title: missing",
        "canned_texts[1].text: missing",
    ]);
}

#[tokio::test]
async fn services_have_bounds() {
    let (_, admin) = App::with_admin().await;
    let bad = json!({
        "name": "x".repeat(81), "target_percent": 0, "target_wait_ms": 10, "after_call_work_ms": 3_600_001,
        "reply_warn_ms": 60_000, "reply_alarm_ms": 59_999,
        "team_ids": ["team_00000000000000000000000000000000"],
        "required_skills": [{ "skill_id": "skl_00000000000000000000000000000000", "level": 0 }],
    });
    admin.post("services", bad).await.invalid(&[
        "name: too_long",
        "team_ids[0]: unknown",
        "required_skills[0].skill_id: unknown",
        "required_skills[0].level: out_of_range",
        "target_percent: out_of_range",
        "target_wait_ms: out_of_range",
        "after_call_work_ms: out_of_range",
        "reply_alarm_ms: out_of_range",
    ]);
    admin
        .post("services", json!({}))
        .await
        .invalid(&["name: missing"]);
}

#[tokio::test]
async fn steps_stand_in_order_and_each_changes_something() {
    let (_, admin) = App::with_admin().await;
    let team = admin.post("teams", json!({ "name": "Second" })).await.ok();
    let skill = admin
        .post("skills", json!({ "name": "Spanish", "kind": "language" }))
        .await
        .ok();
    let level = |level: u8| json!([{ "skill_id": skill["id"], "level": level }]);
    let steps = json!([
        { "after_ms": 60_000, "team_ids": [team["id"]] },
        { "after_ms": 30_000, "levels": level(0) },
        { "after_ms": 90_000, "team_ids": [team["id"]] },
    ]);
    let service = admin
        .post(
            "services",
            json!({ "name": "Orders", "steps": steps, "last_agent_wait_ms": 20_000 }),
        )
        .await
        .ok();
    assert_eq!(
        service["steps"],
        json!([
            { "after_ms": 30_000, "team_ids": [], "levels": level(0) },
            { "after_ms": 60_000, "team_ids": [team["id"]], "levels": [] },
        ]),
        "in order, and a team comes once"
    );
    assert_eq!(service["last_agent_days"], 30);
    let bad = json!({
        "last_agent_wait_ms": 600_001, "last_agent_days": 0,
        "steps": [
            { "after_ms": 999, "levels": level(101) },
            { "after_ms": 5_000 },
            { "after_ms": 5_000, "team_ids": ["team_00000000000000000000000000000000"] },
        ],
    });
    let path = format!("services/{}", service["id"].as_str().unwrap());
    admin.patch(&path, bad).await.invalid(&[
        "steps[0].after_ms: out_of_range",
        "steps[0].levels[0].level: out_of_range",
        "steps[1].after_ms: missing",
        "steps[2].after_ms: taken",
        "steps[2].team_ids[0]: unknown",
        "last_agent_wait_ms: out_of_range",
        "last_agent_days: out_of_range",
    ]);
}

#[tokio::test]
async fn the_matrix_is_set_as_a_whole_or_not_at_all() {
    let (app, admin) = App::with_admin().await;
    app.person("alder", "ana", &[Role::Agent]).await;
    let skill = admin
        .post("skills", json!({ "name": "Tablets", "group": "Product" }))
        .await
        .ok();
    let users = admin.list("users").await;
    let cell =
        |user: &Value, level: u8| json!({ "user_id": user["id"], "skill_id": skill["id"], "level": level });
    let half = json!({ "levels": [cell(&users[0], 40), cell(&users[1], 101)] });
    admin
        .put("skill-levels", half)
        .await
        .invalid(&["levels[1].level: out_of_range"]);
    assert_eq!(admin.list("skills").await[0]["holders"], 0);
    admin
        .put(
            "skill-levels",
            json!({ "levels": [cell(&users[0], 40), cell(&users[1], 100)] }),
        )
        .await
        .ok();
    admin
        .put("skill-levels", json!({ "levels": [cell(&users[0], 0)] }))
        .await
        .ok();
    assert_eq!(admin.list("skills").await[0]["holders"], 1);
}

#[tokio::test]
async fn an_account_feeds_one_entry() {
    let (_, admin) = App::with_admin().await;
    let service = admin.post("services", json!({ "name": "Orders" })).await.ok();
    let account = admin
        .post("accounts", json!({ "channel": "pigeon", "name": "Loft" }))
        .await
        .ok();
    let first = json!({
        "name": "Page chats", "service_id": service["id"], "account_ids": [account["id"]], "priority": 70,
        "greeting_text": "Hello!\nWe are here.",
    });
    let entry = admin.post("entries", first).await.ok();
    assert_eq!(
        admin.get(&format!("accounts/{}", id(&account))).await.ok()["entry_id"],
        entry["id"]
    );

    let second = json!({ "name": "Other", "account_ids": [account["id"]] });
    let refused = admin.post("entries", second).await;
    assert!(refused.message().contains("Page chats"), "{}", refused.text);
    refused.invalid(&["account_ids[0]: taken"]);
    let bad = json!({
        "name": "page CHATS", "service_id": "svc_00000000000000000000000000000000", "priority": 101,
        "greeting_text": "x".repeat(2001),
    });
    admin.post("entries", bad).await.invalid(&[
        "name: taken",
        "service_id: unknown",
        "priority: out_of_range",
        "greeting_text: too_long",
    ]);

    let path = format!("entries/{}", id(&entry));
    assert_eq!(
        admin.patch(&path, json!({ "service_id": null })).await.ok()["service_id"],
        Value::Null
    );
    admin.delete(&path).await.ok();
    admin.get(&path).await.refused(404, "not_found");
    assert_eq!(
        admin.get(&format!("accounts/{}", id(&account))).await.ok()["entry_id"],
        Value::Null
    );
}

#[tokio::test]
async fn system_reasons_can_be_renamed_but_not_switched_off() {
    let (_, admin) = App::with_admin().await;
    let lunch = admin
        .post("reasons", json!({ "name": "Lunch", "counts_as_break": true }))
        .await
        .ok();
    assert_eq!(lunch["counts_as_break"], true);
    admin
        .post("reasons", json!({ "name": "lunch" }))
        .await
        .invalid(&["name: taken"]);
    let reasons = admin.list("reasons").await;
    assert_eq!(reasons[0]["name"], "Lunch", "one's own first");
    let system = reasons
        .iter()
        .find(|reason| reason["system"] == "no_answer")
        .unwrap();
    let path = format!("reasons/{}", id(system));
    assert_eq!(
        admin.patch(&path, json!({ "name": "Missed a chat" })).await.ok()["system"],
        "no_answer"
    );
    admin
        .patch(&path, json!({ "disabled": true }))
        .await
        .invalid(&["disabled: not_allowed"]);
}

#[tokio::test]
async fn settings_have_bounds_and_tell_running_desktops() {
    let (app, admin) = App::with_admin().await;
    let bad = json!({ "chat_share_percent": 0, "offer_timeout_ms": 4_999, "agent_grace_ms": 3_600_001 });
    admin.patch("settings", bad).await.invalid(&[
        "chat_share_percent: out_of_range",
        "offer_timeout_ms: out_of_range",
        "agent_grace_ms: out_of_range",
    ]);
    let changed = admin
        .patch("settings", json!({ "chat_share_percent": 50 }))
        .await
        .ok();
    assert_eq!(
        (&changed["chat_share_percent"], &changed["offer_timeout_ms"]),
        (&json!(50), &json!(20_000))
    );
    admin
        .patch("settings", json!({ "chat_share_percent": 50 }))
        .await
        .ok();
    assert_eq!(
        app.config_changes("settings"),
        1,
        "nothing changed the second time"
    );
    assert_eq!(admin.get("settings").await.ok(), changed);
}

#[tokio::test]
async fn the_audit_log_tells_who_changed_what_and_is_chained() {
    let (app, admin) = App::with_admin().await;
    admin.post("teams", json!({ "name": "Orders" })).await.ok();
    app.nobody()
        .try_sign_in("alder", "nora", "wrong wrong wrong")
        .await
        .refused(401, "unauthenticated");
    let page = admin.get("audit?limit=2").await.ok();
    let actions: Vec<&str> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["action"].as_str().unwrap())
        .collect();
    assert_eq!(actions, ["sign_in.failed", "team.created"]);
    assert_eq!(page["items"][1]["actor"], "nora of alder");
    assert_eq!(page["items"][1]["detail"]["name"], "Orders");
    let next = page["next_cursor"].as_str().unwrap();
    let older = admin.get(&format!("audit?limit=200&cursor={next}")).await.ok();
    assert_eq!(older["next_cursor"], Value::Null);
    assert!(
        older["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|line| line["action"] == "tenant.created")
    );
    admin.get("audit?cursor=x").await.invalid(&["cursor: malformed"]);
}
