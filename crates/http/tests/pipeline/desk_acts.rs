//! Control of shared conversations, reactions, message templates and the page's profile over the API: rights, tenancy
//! and bad input.

use axum::http::{Method, StatusCode};
use parlance_core::permission::Role;
use serde_json::{Value, json};

use crate::{
    app::{Answer, App},
    desk::chat,
    tenancy::stranger,
};

pub(crate) fn fields(answer: &Answer) -> Vec<String> {
    let json = answer.json();
    let faults = json["error"]["fields"].as_array().cloned().unwrap_or_default();
    faults
        .iter()
        .map(|fault| fault["field"].as_str().unwrap_or_default().to_owned())
        .collect()
}

async fn newest(app: &App, chat: &str, direction: &str) -> Value {
    let page = app
        .get(&app.ana, &format!("interactions/{chat}/messages"))
        .await
        .ok();
    let items = page["items"].as_array().unwrap().clone();
    items
        .into_iter()
        .rev()
        .find(|message| message["direction"] == direction)
        .expect("a message")
}

pub(crate) async fn account(app: &App) -> String {
    let accounts = app.get(&app.admin, "accounts").await.ok();
    accounts["items"][0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn only_the_agent_who_holds_a_chat_controls_it() {
    let app = App::with_page().await;
    let chat = chat(&app).await;
    let bob = app.person("bob", Role::Agent).await;
    let eve = stranger(&app).await;
    let path = format!("interactions/{chat}/control");
    let take = json!({ "step": "take" });
    let others = [
        (&bob, StatusCode::NOT_FOUND),
        (&eve, StatusCode::NOT_FOUND),
        (&app.admin, StatusCode::FORBIDDEN),
    ];
    for (who, status) in others {
        assert_eq!(app.post(who, &path, take.clone()).await.status, status);
    }
    assert_eq!(
        app.post("", &path, take.clone()).await.status,
        StatusCode::UNAUTHORIZED
    );
    for wrong in [
        json!({}),
        json!({ "step": "steal" }),
        json!({ "step": "take", "from": 1 }),
    ] {
        let answer = app.post(&app.ana, &path, wrong.clone()).await;
        assert!(answer.status.is_client_error(), "{wrong}: {}", answer.text());
    }
    let taken = app.post(&app.ana, &path, take).await.ok();
    assert_eq!(taken["owner"], Value::Null);
    let given = app
        .post(&app.ana, &path, json!({ "step": "hand_back" }))
        .await
        .ok();
    assert_eq!(given["owner"]["kind"], "inbox");
    let words = json!({ "client_msg_id": "late", "text": "One more thing" });
    let late = app
        .post(&app.ana, &format!("interactions/{chat}/messages"), words)
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(late.json()["error"]["code"], "held_elsewhere");
}

#[tokio::test]
async fn a_reaction_is_one_emoji_of_the_agent_who_holds_the_chat() {
    let app = App::with_page().await;
    let chat = chat(&app).await;
    let said = newest(&app, &chat, "inbound").await;
    let path = format!("messages/{}/reaction", said["id"].as_str().unwrap());
    let put = |who: &str, body: Value| {
        let (app, path, who) = (&app, path.clone(), who.to_owned());
        async move { app.request(Method::PUT, &who, &path, Some(body)).await }
    };
    let bob = app.person("bob", Role::Agent).await;
    let eve = stranger(&app).await;
    let thumb = json!({ "emoji": "👍" });
    assert_eq!(put(&bob, thumb.clone()).await.status, StatusCode::NOT_FOUND);
    assert_eq!(put(&eve, thumb.clone()).await.status, StatusCode::NOT_FOUND);
    assert_eq!(put(&app.admin, thumb.clone()).await.status, StatusCode::FORBIDDEN);
    for wrong in ["", "ok", "👍👍 x", "<b>"] {
        let answer = put(&app.ana, json!({ "emoji": wrong })).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        assert_eq!(fields(&answer), ["emoji"]);
    }
    assert!(
        put(&app.ana, json!({ "emoji": 7 }))
            .await
            .status
            .is_client_error()
    );
    let shown = put(&app.ana, thumb).await.ok();
    assert_eq!(shown["own_reaction"], "👍");
    let gone = app.request(Method::DELETE, &app.ana, &path, None).await.ok();
    assert_eq!(gone["own_reaction"], Value::Null);

    let words = json!({ "client_msg_id": "mine", "text": "Hello" });
    let own = app
        .post(&app.ana, &format!("interactions/{chat}/messages"), words)
        .await
        .ok();
    let own = format!("messages/{}/reaction", own["id"].as_str().unwrap());
    let answer = app
        .request(Method::PUT, &app.ana, &own, Some(json!({ "emoji": "👍" })))
        .await;
    assert_eq!(
        (answer.status, &answer.json()["error"]["code"]),
        (StatusCode::CONFLICT, &json!("not_inbound"))
    );
}

fn template(name: &str, text: &str) -> Value {
    json!({ "name": name, "channel": "messenger",
            "content": { "rich": "choices", "text": text, "replies": [{ "title": "Yes" }] } })
}

#[tokio::test]
async fn administrators_keep_templates_and_everybody_may_read_them() {
    let app = App::with_page().await;
    let eve = stranger(&app).await;
    let good = template("Colours", "Which one, {{contact.first_name}}?");
    let refused = app.post(&app.ana, "message-templates", good.clone()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let made = app.post(&app.admin, "message-templates", good.clone()).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let made = made.json();

    let listed = app.get(&app.ana, "message-templates").await.ok();
    assert_eq!(listed["items"][0]["id"], made["id"]);
    assert_eq!(
        app.get(&eve, "message-templates").await.ok()["items"],
        json!([]),
        "another tenant's are not listed"
    );

    let path = format!("message-templates/{}", made["id"].as_str().unwrap());
    let rename = Some(json!({ "name": "Ours" }));
    let theirs = app.request(Method::PATCH, &eve, &path, rename.clone()).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let agent = app.request(Method::PATCH, &app.ana, &path, rename).await;
    assert_eq!(agent.status, StatusCode::FORBIDDEN);

    let again = app.post(&app.admin, "message-templates", good).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(fields(&again), ["name"]);
    let unknown = template("Other", "Hello {{contact.shoe_size}}");
    let unknown = app.post(&app.admin, "message-templates", unknown).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        fields(&unknown).iter().any(|field| field.ends_with("text")),
        "{}",
        unknown.text()
    );
    for wrong in [
        json!({ "name": "x", "content": { "rich": "hologram" } }),
        json!({ "name": "x", "colour": "red" }),
        json!([]),
    ] {
        let answer = app.post(&app.admin, "message-templates", wrong.clone()).await;
        assert!(answer.status.is_client_error(), "{wrong}: {}", answer.text());
    }
}

#[tokio::test]
async fn the_pages_profile_is_the_administrators_and_its_faults_are_named() {
    let app = App::with_page().await;
    let eve = stranger(&app).await;
    let path = format!("accounts/{}/public-profile", account(&app).await);
    assert_eq!(app.get(&app.ana, &path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.get(&eve, &path).await.status, StatusCode::NOT_FOUND);
    app.get(&app.admin, &path).await.ok();
    let put = |who: &str, body: Value| {
        let (app, path, who) = (&app, path.clone(), who.to_owned());
        async move { app.request(Method::PUT, &who, &path, Some(body)).await }
    };
    let greeting = |locale: &str, text: &str| json!({ "greetings": [{ "locale": locale, "text": text }] });
    let hello = greeting("default", "Hello");
    assert_eq!(put(&app.ana, hello.clone()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(put(&eve, hello).await.status, StatusCode::NOT_FOUND);
    let long = put(&app.admin, greeting("default", &"x".repeat(161))).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(fields(&long), ["greetings[0].text"]);
    let strange = put(&app.admin, greeting("Klingon", "nuqneH")).await;
    assert_eq!(strange.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!fields(&strange).is_empty());
    assert!(
        put(&app.admin, json!({ "colour": "red" }))
            .await
            .status
            .is_client_error()
    );
}

#[tokio::test]
async fn the_set_up_guide_is_for_administrators_of_the_tenant() {
    let app = App::with_page().await;
    let eve = stranger(&app).await;
    let path = format!("accounts/{}/set-up", account(&app).await);
    assert_eq!(app.get(&app.ana, &path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.get(&eve, &path).await.status, StatusCode::NOT_FOUND);
    let guide = app.get(&app.admin, &format!("{path}?language=de")).await.ok();
    let steps = guide["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 8);
    assert_eq!(steps[0]["title"], "Facebook-App und Facebook-Seite anlegen");
    assert_eq!(steps[6]["state"], "done", "the account is there");
    assert_eq!(steps[4]["state"], "waiting", "nobody has verified the webhook");
    let checked = app
        .request(Method::POST, &app.admin, &format!("{path}/check"), None)
        .await;
    assert_eq!(checked.status, StatusCode::OK, "{}", checked.text());
    let told = checked.text();
    assert!(!told.contains("page-token-0001"), "no secret is told");
    assert!(checked.json()["checked_at"].is_number(), "the platform was asked");
    let odd = app.get(&app.admin, &format!("{path}?colour=red")).await;
    assert!(odd.status.is_client_error());
}
