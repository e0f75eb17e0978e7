//! Planted secrets must turn up nowhere: not in answers, events, logs, the audit log, or on disk.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use serde_json::{Value, json};
use tracing_subscriber::fmt::MakeWriter;

use crate::app::App;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Log {
    type Writer = Self;
    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

fn contains(bytes: &[u8], needle: &str) -> bool {
    bytes
        .windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

#[tokio::test]
async fn planted_secrets_turn_up_nowhere() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .finish();
    // Also for the store's threads; each test runs in a process of its own or is content with the first.
    let first = tracing::subscriber::set_global_default(subscriber).is_ok();
    tracing::info!("the log is read");
    assert!(!first || contains(&log.0.lock().unwrap(), "the log is read"));

    let (app, admin) = App::with_admin().await;
    let (password, wrong) = ("canary-password-9 lamp", "canary-wrong-password");
    let (token, ring, verify) = (
        "canary-token-123456",
        "canary-ring-123456",
        "canary-verify-123456",
    );
    let mut said: Vec<String> = Vec::new();

    let user = json!({ "username": "ana", "name": "Ana", "roles": ["agent"], "password": password });
    said.push(admin.post("users", user).await.text);
    let mut ana = app.nobody();
    said.push(ana.try_sign_in("alder", "ana", wrong).await.text);
    said.push(ana.try_sign_in("alder", "ana", password).await.text);
    let malformed = json!({ "username": "eve", "name": "Eve", "roles": password, "password": [password] });
    said.push(admin.post("users", malformed).await.text);
    let change = json!({ "current": wrong, "new": "canary-password-10" });
    said.push(ana.post("session/password", change).await.text);

    let account = json!({
        "channel": "pigeon", "name": "Tower",
        "settings": { "loft_name": "tower", "loft_id": "123", "verify_token": verify },
        "secrets": { "token": token, "ring_secret": ring },
    });
    let made = admin.post("accounts", account).await.ok();
    let path = format!("accounts/{}", made["id"].as_str().unwrap());
    let too_long = json!({ "secrets": { "token": format!("{token}{}", "x".repeat(60)) } });
    said.push(admin.patch(&path, too_long).await.text);
    said.push(
        admin
            .patch(&path, json!({ "settings": { "token": [token] } }))
            .await
            .text,
    );
    said.push(admin.post(&format!("{path}/test"), json!({})).await.text);
    let key = admin
        .post("api-keys", json!({ "name": "Sync", "scopes": ["config_read"] }))
        .await
        .ok();
    let key = key["secret"].as_str().unwrap().to_owned();
    let mut program = app.nobody();
    program.bearer = Some(key.clone());
    said.push(program.get("accounts").await.text);
    for list in [
        "users",
        "accounts",
        "api-keys",
        "sessions",
        "audit?limit=200",
        "session",
        "settings",
        "services",
    ] {
        said.push(admin.get(list).await.text);
    }
    said.extend(app.frames().iter().map(Value::to_string));
    said.push(String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned());

    let cookie = admin.cookie.clone().unwrap();
    let session = cookie.split_once('=').unwrap().1.to_owned();
    let disk = app.bytes_on_disk();
    for secret in [password, wrong, token, ring, key.as_str(), session.as_str()] {
        for text in &said {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        assert!(!contains(&disk, secret), "{secret} lies on disk");
    }
    assert!(!contains(&disk, verify), "sealed at rest, though it may be shown");
    assert!(admin.get(&path).await.text.contains(verify));
    assert!(
        contains(&disk, "Tower"),
        "what is no secret is found, so the search works"
    );

    let me = admin.get("session").await.ok();
    let ctx = parlance_core::TenantCtx::new(me["tenant_id"].as_str().unwrap().parse().unwrap());
    let broken = app
        .engine
        .read(move |read, _| Ok(read.first_broken_audit_line(&ctx)?))
        .await
        .unwrap();
    assert_eq!(broken, None, "the audit log's chain holds after all this");
}
