//! Handshakes, signatures and limits, as the platform's documentation has them.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use parlance_core::TenantCtx;
use serde_json::json;

use crate::app::{App, PAGE, SECRET, text};

fn own() -> String {
    format!("/clientweb/fb/webhook/{PAGE}")
}

async fn handshake(app: &App, address: &str) -> (StatusCode, String) {
    let answer = app.raw(Request::get(address).body(Body::empty()).unwrap()).await;
    if answer.status == StatusCode::OK {
        assert!(answer.header("content-type").starts_with("text/plain"));
    }
    (answer.status, answer.text())
}

const RIGHT: &str = "hub.verify_token=s3cret%2B%2F%3D%20token";

#[tokio::test]
async fn the_handshake_echoes_the_challenge_and_nothing_else() {
    let app = App::with_page().await;
    for base in [own(), "/clientweb/fb/webhook".into()] {
        let ask = |query: String| format!("{base}?{query}");
        let cases = [
            (
                format!("hub.mode=subscribe&{RIGHT}&hub.challenge=1158201444"),
                200,
                "1158201444",
            ),
            (
                format!("hub.challenge=abc&{RIGHT}&hub.mode=subscribe"),
                200,
                "abc",
            ),
            (
                "hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1".into(),
                403,
                "",
            ),
            (format!("hub.mode=unsubscribe&{RIGHT}&hub.challenge=1"), 403, ""),
            (
                format!("hub.mode=subscribe&{RIGHT}&hub.challenge=%3Cscript%3E"),
                200,
                "<script>",
            ),
        ];
        for (query, status, body) in cases {
            let (got, said) = handshake(&app, &ask(query.clone())).await;
            assert_eq!(got.as_u16(), status, "{query}: {said}");
            if status == 200 {
                assert_eq!(said, body);
            }
        }
        let (status, _) = handshake(&app, &base).await;
        assert!(
            matches!(status.as_u16(), 400 | 403),
            "at once, and not as a success"
        );
    }
    let (status, said) = handshake(
        &app,
        "/clientweb/fb/webhook/999?hub.mode=subscribe&hub.verify_token=x&hub.challenge=1",
    )
    .await;
    assert_eq!((status.as_u16(), said.contains("999")), (404, false));
    let account = app.get(&app.admin, "accounts").await.ok();
    assert!(account["items"][0]["health"]["verified_at"].is_number());
}

#[tokio::test]
async fn the_verify_token_works_before_anything_else_is_entered() {
    let app = App::new().await;
    let new =
        json!({ "channel": "messenger", "name": "Draft", "secrets": { "verify_token": "s3cret+/= token" } });
    app.post(&app.admin, "accounts", new).await.ok();
    let query = format!("{}?hub.mode=subscribe&{RIGHT}&hub.challenge=77", own());
    assert_eq!(handshake(&app, &query).await, (StatusCode::OK, "77".into()));
    app.engine.store().close();
    assert_eq!(
        handshake(&app, &query).await,
        (StatusCode::OK, "77".into()),
        "also without a database"
    );
}

#[tokio::test]
async fn a_delivery_is_accepted_when_it_is_on_disk() {
    let app = App::with_page().await;
    let body = text("m_1", "Hi, is the shop open on Sunday?");
    let answer = app.webhook(&own(), SECRET, body.as_bytes()).await;
    assert_eq!(
        (answer.status, answer.text().as_str()),
        (StatusCode::OK, "EVENT_RECEIVED")
    );
    let stored = app
        .engine
        .read(|read, _| {
            let ctx = TenantCtx::new(read.tenants()?[0].id);
            Ok(read.raw(&ctx, 1)?)
        })
        .await
        .unwrap();
    assert_eq!(stored.unwrap().body, body.as_bytes());

    app.engine.store().close();
    let answer = app.webhook(&own(), SECRET, text("m_2", "again").as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!answer.header("retry-after").is_empty());
}

#[tokio::test]
async fn signatures_are_checked_over_the_bytes_as_they_came() {
    let app = App::with_page().await;
    // Vectors of the platform's own description, computed with another program.
    let a = br#"{"object":"page","entry":[]}"#;
    let right = "sha256=21ab73e93365ff42681e0358fbb7dff06ba0f87dda25b96d88bda60076b97618";
    assert_eq!(app.signed(&own(), right, a).await.status, StatusCode::OK);
    let longer = [a.as_slice(), b"\n"].concat();
    let refused = [
        (right, longer.as_slice()),
        (
            "sha256=73318decdad8c4b2379a039b5b4d5e59fb5bc0d0c6b93b896a08f6505b1129fe",
            a.as_slice(),
        ),
        ("sha1=67bd27d00a078fc251e40d4acb422dc3b43e37ba", a.as_slice()),
        ("sha256=21ab", a.as_slice()),
        ("", a.as_slice()),
    ];
    for (signature, body) in refused {
        assert_eq!(
            app.signed(&own(), signature, body).await.status,
            StatusCode::FORBIDDEN,
            "{signature}"
        );
    }
    let escaped = br#"{"object":"page","entry":[{"id":"108044556677001","time":1795340101123,"messaging":[{"sender":{"id":"24891234567890123"},"recipient":{"id":"108044556677001"},"timestamp":1795340100987,"message":{"mid":"m_demo-0002","text":"gr\u00fc\u00df dich \ud83d\udc4b https:\/\/example.com\/a"}}]}]}"#;
    let right = "sha256=e12d78fb4ed4057110c859e3bd724718f176bb90fea97644cf1e9ccca1a56b6b";
    assert_eq!(
        app.signed("/clientweb/fb/webhook", right, escaped).await.status,
        StatusCode::OK
    );
    let unsigned = Request::post(own()).body(Body::from(a.to_vec())).unwrap();
    assert_eq!(app.raw(unsigned).await.status, StatusCode::FORBIDDEN);
    parlance_engine::inbound::refusals::flush_refusals(&app.engine)
        .await
        .unwrap();
    let account = app.get(&app.admin, "accounts").await.ok()["items"][0].clone();
    assert_eq!(account["health"]["refused"], 6);
    assert!(
        account["health"]["last_refusal"]
            .as_str()
            .unwrap()
            .contains("without a signature")
    );
}

#[tokio::test]
async fn limits_are_said_and_oddities_are_accepted() {
    let app = App::with_page().await;
    let large = vec![b' '; (4 << 20) + 1];
    let answer = app.webhook(&own(), SECRET, &large).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text().contains("4194304"));
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let answer = app.webhook(&own(), SECRET, deep.as_bytes()).await;
    assert!(answer.status.is_client_error(), "{}", answer.text());
    for odd in [
        "not json",
        "{}",
        "[]",
        "null",
        r#"{"object":"instagram","entry":[{"id":"1"}]}"#,
        "",
    ] {
        let answer = app.webhook(&own(), SECRET, odd.as_bytes()).await;
        assert!(
            answer.status == StatusCode::OK,
            "{odd}: {} {}",
            answer.status,
            answer.text()
        );
    }
    app.settle().await;
    let unknown = app.webhook("/clientweb/fb/webhook/999", SECRET, b"{}").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let verb = Request::put(own()).body(Body::empty()).unwrap();
    assert_eq!(app.raw(verb).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_switched_off_account_is_not_there() {
    let app = App::with_page().await;
    let account = app.get(&app.admin, "accounts").await.ok()["items"][0].clone();
    let path = format!("accounts/{}", account["id"].as_str().unwrap());
    let off = Some(json!({ "enabled": false }));
    app.request(axum::http::Method::PATCH, &app.admin, &path, off)
        .await
        .ok();
    let answer = app.webhook(&own(), SECRET, text("m_1", "Hi").as_bytes()).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
