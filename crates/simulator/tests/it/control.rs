//! The control API over HTTP: the founding steps, refusals in words, and the door to other web sites.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Receiver, VERIFY_TOKEN, World};

async fn control(world: &World, method: Method, path: &str, body: Value) -> (u16, Value) {
    let url = format!("{}/simulator/api{path}", world.url);
    let answer = world
        .http
        .request(method, url)
        .json(&body)
        .send()
        .await
        .expect("an answer");
    (answer.status().as_u16(), answer.json().await.expect("JSON"))
}

#[tokio::test]
async fn the_founding_steps_from_an_app_to_a_written_message() {
    let world = World::start().await;
    let receiver = Receiver::start().await;
    let post = |path: String, body: Value| {
        let world = &world;
        async move { control(world, Method::POST, &path, body).await }
    };
    let (_, app) = post("/apps".into(), json!({"name": "Founders"})).await;
    let app = app["id"].as_str().expect("an id").to_owned();
    let (_, page) = post(
        "/pages".into(),
        json!({"name": "Birch Tents", "username": "birchtents"}),
    )
    .await;
    let page = page["id"].as_str().expect("an id").to_owned();
    let (_, token) = post(format!("/pages/{page}/tokens"), json!({"app_id": app})).await;
    assert!(
        token["token"]
            .as_str()
            .is_some_and(|token| token.starts_with("EAA"))
    );
    let callback = json!({"callback_url": receiver.url, "verify_token": VERIFY_TOKEN});
    let (status, saved) = post(format!("/apps/{app}/webhook"), callback).await;
    assert_eq!((status, &saved["callback_url"]), (200, &json!(receiver.url)));
    let fields = json!({"fields": ["messages", "messaging_postbacks"]});
    assert_eq!(
        control(&world, Method::PUT, &format!("/apps/{app}/fields"), fields)
            .await
            .0,
        200
    );
    let wanted = json!({"app_id": app, "fields": ["messages"]});
    assert_eq!(
        control(
            &world,
            Method::PUT,
            &format!("/pages/{page}/subscription"),
            wanted
        )
        .await
        .0,
        200
    );
    let (_, person) = post("/customers".into(), json!({"name": "Ines Keller"})).await;
    let (_, chat) = post(
        format!("/customers/{}/chats", person["id"]),
        json!({"page_id": page}),
    )
    .await;
    let psid = chat["psid"].as_str().expect("a chat").to_owned();
    assert_eq!(
        post(format!("/chats/{psid}/messages"), json!({"text": "Guten Tag"}))
            .await
            .0,
        201
    );
    assert_eq!(
        receiver.until_with("message", 1).await[0]["message"]["text"],
        "Guten Tag"
    );

    let (_, overview) = control(&world, Method::GET, "/overview", Value::Null).await;
    let text = overview.to_string();
    assert!(
        !text.contains(token["token"].as_str().expect("a token")),
        "tokens are shown once"
    );
    let (_, secret) = control(&world, Method::GET, &format!("/apps/{app}/secret"), Value::Null).await;
    assert!(
        !text.contains(secret["secret"].as_str().expect("a secret")),
        "secrets are asked for"
    );
}

#[tokio::test]
async fn refusals_say_what_was_wrong() {
    let world = World::start().await;
    let cases = [
        (
            Method::POST,
            "/apps",
            json!({"name": "  "}),
            400,
            "1 to 75 characters",
        ),
        (
            Method::POST,
            "/pages",
            json!({"name": "X", "username": "a b"}),
            400,
            "5 to 50",
        ),
        (
            Method::POST,
            "/pages",
            json!({"name": "X", "username": "AlderAndPine"}),
            409,
            "taken",
        ),
        (
            Method::POST,
            "/pages/1/tokens",
            json!({"app_id": "2"}),
            404,
            "no app `2`",
        ),
        (
            Method::POST,
            "/chats/9/messages",
            json!({"text": "x"}),
            404,
            "no chat `9`",
        ),
        (Method::POST, "/apps", json!({"nome": "X"}), 422, "unknown field"),
        (
            Method::POST,
            "/clock",
            json!({"move_ms": i64::MAX}),
            400,
            "30 years",
        ),
        (Method::GET, "/weather", Value::Null, 404, "no such address"),
    ];
    for (method, path, body, status, words) in cases {
        let (got, answer) = control(&world, method, path, body).await;
        let message = answer["error"]["message"].as_str().unwrap_or_default().to_owned();
        assert_eq!(got, status, "{path}: {message}");
        assert!(message.contains(words), "{path}: {message}");
    }
}

#[tokio::test]
async fn other_web_sites_are_kept_out() {
    let world = World::start().await;
    let post = |origin: &str| {
        world
            .http
            .post(format!("{}/simulator/api/apps", world.url))
            .header("origin", origin)
            .json(&json!({"name": "Sneaky"}))
            .send()
    };
    assert_eq!(
        post("https://evil.example").await.expect("an answer").status(),
        403
    );
    assert_eq!(post("null").await.expect("an answer").status(), 403);
    assert_eq!(post(&world.url).await.expect("an answer").status(), 201);
}

#[tokio::test]
async fn the_stream_tells_of_changes() {
    let world = World::start().await;
    let (_, psid) = world.customer().await;
    let url = format!("{}/simulator/api/events", world.url);
    let mut news = world.http.get(url).send().await.expect("the stream");
    assert_eq!(news.headers()["content-type"], "text/event-stream");
    world.simulator.say(&psid, "hello").await.expect("said");
    let mut text = String::new();
    while !(text.contains(r#""kind":"thread""#) && text.contains(r#""kind":"log""#)) {
        let chunk = news.chunk().await.expect("goes on").expect("not over");
        text.push_str(&String::from_utf8_lossy(&chunk));
    }
    assert!(text.contains(&psid));
}

#[tokio::test]
async fn pages_without_a_build_say_so_and_a_file_is_never_run() {
    let world = World::start().await;
    let page = world
        .http
        .get(format!("{}/phone", world.url))
        .send()
        .await
        .expect("an answer");
    assert_eq!(page.status(), 404);
    assert!(
        page.headers()["content-security-policy"]
            .to_str()
            .expect("text")
            .contains("script-src 'self'")
    );
    let (_, psid) = world.customer().await;
    let svg = parlance_simulator::SendFile {
        name: "x.svg".into(),
        content_type: "image/svg+xml".into(),
        bytes: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
            .as_slice()
            .into(),
    };
    world.simulator.send_file(&psid, svg).await.expect("sent");
    let chat = serde_json::to_value(world.simulator.chat(&psid).expect("the chat")).expect("JSON");
    let link = chat["messages"][0]["attachments"][0]["url"]
        .as_str()
        .expect("a link");
    let answer = world
        .http
        .get(format!("{}{link}", world.url))
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.headers()["content-disposition"], "attachment");
    assert!(
        answer.headers()["content-security-policy"]
            .to_str()
            .expect("text")
            .contains("sandbox")
    );
}
