//! Contacts made and changed by hand, their own fields, their time line, and those who are blocked.

use axum::http::{Method, StatusCode};
use parlance_core::permission::Role;
use serde_json::{Value, json};

use crate::{
    app::{Answer, App, PAGE, SECRET, text_of},
    desk::chat,
};

fn faults(answer: &Answer) -> Vec<String> {
    let body = answer.json();
    let fields = body["error"]["fields"].as_array().expect("faults of fields");
    fields
        .iter()
        .map(|fault| fault["field"].as_str().unwrap().to_owned())
        .collect()
}

async fn set_fields(app: &App, fields: Value) -> Answer {
    let patch = json!({ "contact_fields": fields });
    app.request(Method::PATCH, &app.admin, "settings", Some(patch))
        .await
}

async fn names(app: &App, query: &str) -> Vec<String> {
    let page = app.get(&app.ana, &format!("contacts?{query}")).await.ok();
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|contact| contact["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_contact_is_made_by_hand_with_the_tenants_own_fields() {
    let app = App::with_page().await;
    let fields = json!([
        { "key": "tier", "label": "Tier", "kind": "choice", "choices": ["Gold", "Silver"], "required": true, "searchable": true },
        { "key": "born", "label": "Date of birth", "kind": "date" },
        { "key": "account_no", "label": "Account", "kind": "text" },
    ]);
    set_fields(&app, fields.clone()).await.ok();
    let shown = app.get(&app.ana, "contact-fields").await.ok();
    assert_eq!(shown["items"][0]["choices"], json!(["Gold", "Silver"]));
    let empty = app.post(&app.ana, "contacts", json!({ "notes": "Who?" })).await;
    assert_eq!(faults(&empty), ["first_name", "fields.tier"]);
    let wrong = json!({ "first_name": "Marta", "email": "marta", "more_emails": ["also wrong"],
                        "fields": { "tier": "Bronze", "born": "yesterday", "shoe": "44" } });
    let refused = app.post(&app.ana, "contacts", wrong).await;
    assert_eq!(
        faults(&refused),
        [
            "email",
            "more_emails[0]",
            "fields.born",
            "fields.shoe",
            "fields.tier"
        ]
    );
    let made = app
        .post(
            &app.ana,
            "contacts",
            json!({ "first_name": "Marta", "last_name": "Olsen", "email": "marta@example.org",
                    "more_emails": ["m.olsen@example.net", "MARTA@example.org"], "more_phones": ["+47 55 12 99"],
                    "fields": { "tier": "Gold", "account_no": "K77" } }),
        )
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let made = made.json();
    assert_eq!(
        (&made["name"], &made["more_emails"], &made["fields"]["tier"]),
        (
            &json!("Marta Olsen"),
            &json!(["m.olsen@example.net"]),
            &json!("Gold")
        )
    );
    for query in ["q=m.olsen", "q=47551299", "q=gold"] {
        assert_eq!(names(&app, query).await, ["Marta Olsen"], "{query}");
    }
    assert_eq!(
        names(&app, "q=k77").await,
        [""; 0],
        "nobody is found by this field"
    );

    let path = format!("contacts/{}", made["id"].as_str().unwrap());
    let patch = json!({ "fields": { "tier": null } });
    let refused = app.request(Method::PATCH, &app.ana, &path, Some(patch)).await;
    assert_eq!(faults(&refused), ["fields.tier"]);
    let patch = json!({ "fields": { "born": "1990-02-28", "account_no": null }, "more_phones": [] });
    let changed = app
        .request(Method::PATCH, &app.ana, &path, Some(patch))
        .await
        .ok();
    assert_eq!(changed["fields"], json!({ "tier": "Gold", "born": "1990-02-28" }));
    assert_eq!(changed["more_phones"], Value::Null);

    let other_kind = set_fields(&app, json!([{ "key": "tier", "label": "Tier", "kind": "text" }])).await;
    assert_eq!(faults(&other_kind), ["contact_fields[0].kind"]);
    set_fields(&app, json!([])).await.ok();
    let kept = app.get(&app.ana, &path).await.ok();
    assert_eq!(
        kept["fields"]["tier"], "Gold",
        "values stay when their field goes"
    );
    let bob = app.person("bob", Role::Author).await;
    let refused = app.post(&bob, "contacts", json!({ "first_name": "Eve" })).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

async fn says(app: &App, customer: &str, mid: &str, words: &str) {
    let path = format!("/clientweb/fb/webhook/{PAGE}");
    let answer = app
        .webhook(&path, SECRET, text_of(customer, mid, words).as_bytes())
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    app.settle().await;
}

#[tokio::test]
async fn what_a_blocked_customer_writes_is_kept_and_opens_nothing() {
    let app = App::with_page().await;
    says(&app, "66", "m_1", "You are fools").await;
    let contact = app.get(&app.ana, "contacts").await.ok()["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let interactions = async |app: &App| {
        let path = format!("contacts/{contact}/interactions");
        app.get(&app.ana, &path).await.ok()["items"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(interactions(&app).await, 1);
    // The chat that waits ends as an abandoned one would.
    end_all(&app).await;

    let path = format!("contacts/{contact}/block");
    let put = async |body: Value| app.request(Method::PUT, &app.ana, &path, Some(body)).await;
    assert_eq!(
        faults(&put(json!({ "reason": " ", "until": 5 })).await),
        ["reason", "until"]
    );
    let now = app.get(&app.ana, "desk").await.ok()["server_time"]
        .as_i64()
        .unwrap();
    let blocked = put(json!({ "reason": "Insults", "until": now + 3_600_000 }))
        .await
        .ok();
    assert_eq!(blocked["blocked"]["by"], "ana");
    assert_eq!(names(&app, "blocked=true").await.len(), 1);

    says(&app, "66", "m_2", "Still fools").await;
    assert_eq!(interactions(&app).await, 1, "nobody is asked to answer");
    says(&app, "77", "m_3", "Hello").await;
    assert_eq!(names(&app, "").await.len(), 2, "others are not concerned");

    app.advance(3_600_000);
    assert_eq!(names(&app, "blocked=true").await, [""; 0], "the hour is over");
    says(&app, "66", "m_4", "Sorry").await;
    assert_eq!(interactions(&app).await, 2);
    end_all(&app).await;

    put(json!({ "reason": "Again" })).await.ok();
    says(&app, "66", "m_5", "Fools").await;
    assert_eq!(interactions(&app).await, 2);
    let free = app.request(Method::DELETE, &app.ana, &path, None).await.ok();
    assert_eq!(free["blocked"], Value::Null);
    app.request(Method::DELETE, &app.ana, &path, None).await.ok();
    says(&app, "66", "m_6", "Thank you").await;
    assert_eq!(interactions(&app).await, 3);

    let audit = app.get(&app.admin, "audit").await.ok();
    let actions: Vec<_> = audit["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|line| line["action"].as_str()?.strip_prefix("contact."))
        .collect();
    assert_eq!(actions, ["unblocked", "blocked", "blocked"]);
}

/// Every interaction is over, as if their agents had finished them.
async fn end_all(app: &App) {
    app.engine
        .write(|tx, env| {
            let ctx = parlance_core::TenantCtx::new(tx.tenants()?[0].id);
            let all = parlance_store::contacts::ContactFilter {
                limit: 100,
                ..Default::default()
            };
            for contact in tx.search_contacts(&ctx, &all)?.rows {
                for mut row in tx.contact_interactions(&ctx, contact.id, None, 10)? {
                    row.state = parlance_core::interaction::InteractionState::Closed;
                    row.closed_at = Some(env.now);
                    let thread = row.thread_id;
                    tx.save_interaction(&ctx, &mut row)?;
                    tx.set_open_interaction(&ctx, thread, None)?;
                }
            }
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn one_line_of_time_has_conversations_notes_cases_and_reminders() {
    let app = App::with_page().await;
    let interaction = chat(&app).await;
    let detail = app
        .get(&app.ana, &format!("interactions/{interaction}"))
        .await
        .ok();
    let contact = detail["contact"]["id"].as_str().unwrap().to_owned();
    app.advance(1_000);
    let note = json!({ "client_msg_id": "n1", "text": "Prefers the phone", "note": true });
    app.post(&app.ana, &format!("interactions/{interaction}/messages"), note)
        .await
        .ok();
    app.advance(1_000);
    let case = json!({ "title": "Stove broken", "interaction_id": interaction });
    app.post(&app.ana, "cases", case).await.ok();
    let due = app.get(&app.ana, "desk").await.ok()["server_time"]
        .as_i64()
        .unwrap()
        + 3_600_000;
    let reminder = json!({ "kind": "reminder", "text": "Call back", "due_at": due });
    app.post(&app.ana, &format!("interactions/{interaction}/planned"), reminder)
        .await
        .ok();

    let path = format!("contacts/{contact}/timeline");
    let whole = app.get(&app.ana, &path).await.ok();
    let kinds = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap();
        items
            .iter()
            .map(|entry| entry["kind"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(kinds(&whole), ["reminder", "case", "note", "interaction"]);
    assert_eq!(whole["items"][0]["reminder"]["text"], "Call back");
    assert_eq!(whole["items"][1]["case"]["number"], 1);
    assert_eq!(whole["items"][2]["note"]["text"], "Prefers the phone");
    assert_eq!(whole["items"][3]["interaction"]["id"], interaction.as_str());

    let mut paged = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = app.get(&app.ana, &format!("{path}?limit=1{cursor}")).await.ok();
        paged.extend(kinds(&page));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(paged, kinds(&whole), "pages hold the same, each once");

    let bob = app.person("bob", Role::Agent).await;
    let theirs = app.get(&bob, &path).await.ok();
    assert_eq!(
        kinds(&theirs),
        ["case", "interaction"],
        "others' reminders, and notes of chats one may not read, are not shown"
    );
}

#[tokio::test]
async fn who_may_be_the_same_person_is_shown_with_the_reasons() {
    let app = App::with_page().await;
    let make = async |body: Value| {
        app.post(&app.ana, "contacts", body).await.ok()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let first = make(
        json!({ "first_name": "Élise", "last_name": "Brontë", "email": "elise@example.org",
                             "phone": "+49 170 5551212" }),
    )
    .await;
    let same = make(json!({ "first_name": "bronte elise", "more_emails": ["Elise@Example.org"] })).await;
    let phone = make(json!({ "first_name": "Unknown", "phone": "0049 170 555 12 12" })).await;
    make(json!({ "first_name": "Elise", "last_name": "Braun" })).await;
    let shown = app
        .get(&app.ana, &format!("contacts/{first}/duplicates"))
        .await
        .ok();
    let found: Vec<(&str, &Value)> = shown["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["contact"]["id"].as_str().unwrap(), &item["alike"]))
        .collect();
    assert_eq!(
        found,
        [
            (same.as_str(), &json!(["email", "name"])),
            (phone.as_str(), &json!(["phone"]))
        ]
    );
}
