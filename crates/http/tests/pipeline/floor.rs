//! The floor over the API: a customer's message becomes an offer, a chat, a transfer, after-call work and a record.

use axum::http::{Method, StatusCode};
use parlance_core::{TenantCtx, UserId, permission::Role};
use serde_json::{Value, json};

use crate::app::{Answer, App, PAGE, SECRET, text_of};

/// Nora, Ana and Ben with their desktops connected; Ben is in Ana's team.
struct Floor {
    app: App,
    ben: String,
}

impl Floor {
    async fn new() -> Self {
        let app = App::with_page().await;
        let ben = app.person("ben", Role::Agent).await;
        let users = app.get(&app.admin, "users").await.ok();
        let user = |name: &str| -> Value {
            let all = users["items"].as_array().unwrap();
            all.iter().find(|user| user["username"] == name).unwrap().clone()
        };
        let patch = json!({ "team_id": user("ana")["team_id"] });
        let path = format!("users/{}", user("ben")["id"].as_str().unwrap());
        app.request(Method::PATCH, &app.admin, &path, Some(patch))
            .await
            .ok();
        let floor = Self { app, ben };
        floor.connect(&floor.app.ana).await;
        floor.connect(&floor.ben).await;
        floor
    }

    /// The realtime hub would say this.
    async fn connect(&self, cookie: &str) {
        let me = self.app.get(cookie, "session").await.ok();
        let ctx = TenantCtx::new(me["tenant_id"].as_str().unwrap().parse().unwrap());
        let user: UserId = me["user_id"].as_str().unwrap().parse().unwrap();
        let connected = self
            .app
            .engine
            .write(move |tx, env| parlance_engine::presence::connected(tx, env, &ctx, user));
        connected.await.unwrap();
    }

    async fn set(&self, cookie: &str, state: Value) -> Answer {
        self.app
            .request(Method::PUT, cookie, "desk/state", Some(state))
            .await
    }

    async fn ready(&self, cookie: &str) {
        self.set(cookie, json!({ "availability": "ready" })).await.ok();
        self.app.settle().await;
    }

    async fn customer_writes(&self, customer: &str, words: &str) {
        let path = format!("/clientweb/fb/webhook/{PAGE}");
        let body = text_of(customer, &format!("m_{customer}_{words}"), words);
        let answer = self.app.webhook(&path, SECRET, body.as_bytes()).await;
        assert_eq!(answer.status, StatusCode::OK);
        self.app.settle().await;
    }

    async fn desk(&self, cookie: &str) -> Value {
        self.app.get(cookie, "desk").await.ok()
    }

    async fn accept(&self, cookie: &str) -> Value {
        let desk = self.desk(cookie).await;
        let offer = desk["offers"][0]["id"]
            .as_str()
            .expect("something rings")
            .to_owned();
        self.act(cookie, &format!("offers/{offer}/accept")).await.ok()
    }

    /// A POST without a body.
    async fn act(&self, cookie: &str, path: &str) -> Answer {
        self.app.request(Method::POST, cookie, path, None).await
    }
}

fn code(answer: &Answer) -> (u16, String) {
    let code = answer.json()["error"]["code"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.status.as_u16(), code)
}

#[tokio::test]
async fn a_chat_goes_from_the_offer_to_the_record() {
    let floor = Floor::new().await;
    let (app, ana) = (&floor.app, &floor.app.ana);
    floor.ready(ana).await;
    floor.customer_writes("101", "Where is my kettle?").await;

    let desk = floor.desk(ana).await;
    assert_eq!(desk["agent"]["state"], "ringing");
    let offer = &desk["offers"][0];
    assert_eq!(offer["first_words"], "Where is my kettle?");
    assert_eq!(offer["reason"]["decided_by"], "only_candidate");
    assert!(
        offer["reason"]["sentence"]
            .as_str()
            .unwrap()
            .contains("0 of 4 chats")
    );

    let chat = floor.accept(ana).await;
    let id = chat["id"].as_str().unwrap();
    assert_eq!(
        (&chat["state"], &chat["turn"]),
        (&json!("active"), &json!("agent"))
    );
    let detail = app.get(ana, &format!("interactions/{id}")).await.ok();
    let messages = detail["messages"].as_array().unwrap();
    let last = messages
        .iter()
        .rfind(|message| message["direction"] == "inbound")
        .unwrap();
    let seen = json!({ "message_id": last["id"] });
    let read = app.post(ana, &format!("interactions/{id}/read"), seen).await;
    assert_eq!(read.status, StatusCode::NO_CONTENT);
    assert_eq!(floor.desk(ana).await["interactions"][0]["unread"], 0);

    let ended = floor.act(ana, &format!("interactions/{id}/end")).await.ok();
    assert_eq!(ended["state"], "after_call_work");
    let services = app.get(ana, "services").await.ok();
    let dispositions = services["items"][0]["dispositions"].as_array().unwrap().clone();
    let system = dispositions
        .iter()
        .find(|disposition| disposition["kind"] == "system")
        .unwrap();
    let wrap_up = format!("interactions/{id}/wrap-up");
    let wrong = json!({ "disposition_id": system["id"], "finish": true });
    let refused = app.request(Method::PUT, ana, &wrap_up, Some(wrong)).await;
    assert_eq!(code(&refused), (422, "invalid".into()));
    assert_eq!(refused.json()["error"]["fields"][0]["field"], "disposition_id");
    let done = json!({ "note": "Sent a new one", "finish": true });
    let closed = app.request(Method::PUT, ana, &wrap_up, Some(done)).await.ok();
    assert_eq!(
        (&closed["state"], &closed["wrap_up_note"]),
        (&json!("closed"), &json!("Sent a new one"))
    );
    assert_eq!(
        floor.desk(ana).await["today"],
        json!({ "handled": 1, "waiting": 0 })
    );

    let found = app.get(ana, "records?q=kett").await.ok();
    assert_eq!(found["items"][0]["line"], "Where is my kettle?");
    let record = app.get(&app.admin, &format!("records/{id}")).await.ok();
    let kinds: Vec<&str> = record["segments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|segment| segment["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["queue", "offer", "talk", "after_call_work"]);
    assert_eq!(record["decisions"][0]["state"], "accepted");
    assert_eq!(record["entry"], "Facebook");
    assert_eq!(
        app.get(&floor.ben, &format!("records/{id}")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(app.get(&floor.ben, "records").await.ok()["items"], json!([]));
    let bad = app.get(ana, "records?cursor=nonsense").await;
    assert_eq!(code(&bad), (422, "invalid".into()));
}

#[tokio::test]
async fn a_rejected_offer_goes_to_a_colleague_and_says_so() {
    let floor = Floor::new().await;
    let ana = &floor.app.ana;
    floor.ready(ana).await;
    floor.customer_writes("101", "Hello").await;
    let offer = floor.desk(ana).await["offers"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let foreign = floor.act(&floor.ben, &format!("offers/{offer}/accept")).await;
    assert_eq!(code(&foreign), (404, "not_found".into()));
    let rejected = floor.act(ana, &format!("offers/{offer}/reject")).await;
    assert_eq!(rejected.status, StatusCode::NO_CONTENT);
    let desk = floor.desk(ana).await;
    assert_eq!(
        (&desk["agent"]["state"], &desk["offers"]),
        (&json!("not_ready"), &json!([]))
    );
    floor.ready(&floor.ben).await;
    floor.accept(&floor.ben).await;
    let late = floor.act(ana, &format!("offers/{offer}/accept")).await;
    assert_eq!(code(&late), (409, "offer_settled".into()));
    let message = late.json()["error"]["message"].as_str().unwrap().to_owned();
    assert!(
        message.contains("You have rejected it.") && message.contains("ben has the chat now."),
        "{message}"
    );
}

#[tokio::test]
async fn a_chat_is_handed_to_a_colleague_with_room() {
    let floor = Floor::new().await;
    let (app, ana) = (&floor.app, &floor.app.ana);
    floor.ready(ana).await;
    floor.customer_writes("101", "Hello").await;
    let chat = floor.accept(ana).await;
    let transfer = format!("interactions/{}/transfer", chat["id"].as_str().unwrap());
    let targets = app.get(ana, "transfer-targets").await.ok();
    let ben = targets["agents"][0]["agent"]["user_id"].clone();
    assert_eq!(targets["agents"][0]["available"], false);
    let refused = app.post(ana, &transfer, json!({ "agent_id": ben })).await;
    assert_eq!(code(&refused), (409, "agent_unavailable".into()));
    let neither = app.post(ana, &transfer, json!({})).await;
    assert_eq!(code(&neither), (422, "invalid".into()));
    floor.ready(&floor.ben).await;
    let handed = app
        .post(
            ana,
            &transfer,
            json!({ "agent_id": ben, "note": "Knows kettles" }),
        )
        .await
        .ok();
    assert_eq!(handed["state"], "offered");
    assert_eq!(floor.desk(ana).await["interactions"], json!([]));
    let desk = floor.desk(&floor.ben).await;
    assert_eq!(desk["offers"][0]["reason"]["decided_by"], "transfer");
    let taken = floor.accept(&floor.ben).await;
    assert_eq!(taken["id"], chat["id"]);
    // Ana held it, so she may still read it, but no longer act in it.
    let path = format!("interactions/{}", chat["id"].as_str().unwrap());
    assert_eq!(app.get(ana, &path).await.status, StatusCode::OK);
    assert_eq!(
        floor.act(ana, &format!("{path}/end")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn states_are_for_agents_and_seen_by_supervisors() {
    let floor = Floor::new().await;
    let app = &floor.app;
    let ready = json!({ "availability": "ready" });
    assert_eq!(floor.set(&app.admin, ready).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.get(&app.ana, "agents").await.status, StatusCode::FORBIDDEN);
    let unknown = json!({ "availability": "ready", "since": 1 });
    assert_eq!(
        floor.set(&app.ana, unknown).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    floor.ready(&floor.ben).await;
    let agents = app.get(&app.admin, "agents").await.ok();
    let states: Vec<(&str, &str)> = agents["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|agent| (agent["name"].as_str().unwrap(), agent["state"].as_str().unwrap()))
        .collect();
    assert_eq!(states, [("ana", "not_ready"), ("ben", "ready")]);
}

#[tokio::test]
async fn a_day_is_for_the_agent_and_those_who_supervise() {
    let floor = Floor::new().await;
    let app = &floor.app;
    floor.ready(&floor.ben).await;
    let day = app.get(&floor.ben, "desk/day").await.ok();
    assert_eq!(day["name"], "ben");
    let stretches = day["stretches"].as_array().unwrap();
    let length = |part: &Value| part["until"].as_i64().unwrap() - part["from"].as_i64().unwrap();
    let signed_in: i64 = stretches.iter().map(length).sum();
    assert_eq!(day["signed_in_ms"], signed_in);
    assert_eq!(
        app.get(&floor.ben, "agents/days").await.status,
        StatusCode::FORBIDDEN
    );
    let days = app.get(&app.admin, "agents/days").await.ok();
    let names: Vec<&str> = days["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| day["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["ana", "ben"]);
    let nobody = "agents/days?team_id=team_00000000000000000000000000000000";
    assert_eq!(app.get(&app.admin, nobody).await.ok()["items"], json!([]));
    let backwards = app.get(&floor.ben, "desk/day?from=2000&until=1000").await;
    assert_eq!(backwards.status, StatusCode::UNPROCESSABLE_ENTITY);
}
