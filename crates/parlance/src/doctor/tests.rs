use std::{fs, path::Path};

use axum::{Router, http::StatusCode};
use tokio::net::TcpListener;

use super::*;
use crate::{
    apply::{self, read::parse},
    config::Sources,
    keyring_file::KeyFile,
    system::SystemRandom,
    wiring::Parlance,
};

fn config(data_dir: &Path, settings: &[(&str, &str)]) -> Config {
    let sources = Sources {
        file: Some("/dev/null".into()),
        ..Sources::default()
    }
    .flag("--data-dir", "data_dir", Some(data_dir.display().to_string()))
    .flag("--listen", "listen", Some("127.0.0.1:0".into()));
    let sources = settings.iter().fold(sources, |sources, (name, value)| {
        sources.flag("--set", name, Some((*value).to_owned()))
    });
    Config::load(&sources).unwrap()
}

async fn report(config: &Config, offline: bool) -> String {
    let findings = examine(config, offline).await;
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join(
        "
",
    )
}

#[tokio::test]
async fn an_installation_that_was_never_started_is_fine_and_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let settings = [("public_url", "https://chat.example.com")];
    let findings = examine(&config(&data, &settings), true).await;
    assert!(
        findings.iter().all(|finding| finding.grade == Grade::Good),
        "{findings:#?}"
    );
    assert!(!data.exists());
}

#[tokio::test]
async fn what_is_wrong_comes_with_a_fix() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("parlance.db"),
        "this is no database, not at all, it is a text",
    )
    .unwrap();
    fs::write(folder.path().join("keys"), "k1:hunter2").unwrap();
    let settings = [
        ("public_url", "http://203.0.113.9"),
        ("server.tls_cert", "/nowhere/cert"),
        ("server.tls_key", "/nowhere/key"),
    ];
    let text = report(&config(folder.path(), &settings), true).await;
    assert!(
        text.contains("cannot be read: ") && text.contains("restore the newest backup"),
        "{text}"
    );
    assert!(text.contains("chmod 600"), "{text}");
    assert!(
        text.contains("is not https") && text.contains("PARLANCE_PUBLIC_URL=https"),
        "{text}"
    );
    assert!(
        text.contains("BAD   HTTPS cannot start: /nowhere/cert: "),
        "{text}"
    );
    assert!(!text.contains("hunter2"));
}

#[tokio::test]
async fn a_store_of_objects_is_asked_here_and_before_a_server_starts() {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let server = Router::new().fallback(|| async { (StatusCode::FORBIDDEN, "AccessDenied") });
    let task = tokio::spawn(async move { axum::serve(listener, server).await });
    let key = folder.path().join("s3-secret");
    let (key_file, missing) = (
        key.display().to_string(),
        folder.path().join("none").display().to_string(),
    );
    let settings = |file: &str| {
        let settings = [
            ("storage.attachments", "s3"),
            ("storage.s3_endpoint", &endpoint),
            ("storage.s3_bucket", "parlance"),
            ("storage.s3_key_id", "one"),
            ("storage.s3_secret_file", file),
        ];
        config(&folder.path().join("data"), &settings)
    };
    fs::write(&key, "hunter2\n").unwrap();
    let refused = settings(&key_file);
    let text = report(&refused, false).await;
    assert!(
        text.contains("BAD   Pictures and files cannot be stored: the S3 store refuses the key 'one'"),
        "{text}"
    );
    let start = Parlance::open(
        &refused,
        refused.server.listen,
        crate::wiring::Surroundings::default(),
    )
    .await;
    let error = start.err().unwrap().to_string();
    assert!(error.contains("check `storage.s3_key_id`"), "{error}");
    assert!(!text.contains("hunter2") && !error.contains("hunter2"));
    let text = report(&settings(&missing), false).await;
    assert!(
        text.contains("cannot be read from `storage.s3_secret_file`"),
        "{text}"
    );
    assert!(
        Parlance::open_beside(&refused).await.is_ok(),
        "a command beside a server does not ask"
    );
    task.abort();
}

#[tokio::test]
async fn a_database_without_its_keyring_is_a_disaster() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("parlance.db"), "").unwrap();
    let text = report(&config(folder.path(), &[]), true).await;
    assert!(text.contains("BAD   The keyring is missing"), "{text}");
}

#[tokio::test]
async fn accounts_say_how_they_are_and_a_wrong_keyring_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path(), &[("security.argon2_memory", "19MiB")]);
    let parlance = Parlance::open_beside(&config).await.unwrap();
    let company =
        "tenant = { slug = 'acme', name = 'Acme' }\n[[accounts]]\nname = 'Our page'\nchannel = 'messenger'";
    apply::run(
        parlance.engine(),
        parse("a.toml", "toml", company).unwrap(),
        false,
    )
    .await
    .unwrap();
    let text = report(&config, true).await;
    assert!(
        text.contains("ok    The keyring opens this database's secrets."),
        "{text}"
    );
    assert!(
        text.contains("note  The account Our page (acme) lacks: "),
        "{text}"
    );

    fs::remove_file(folder.path().join("keys")).unwrap();
    KeyFile::generate(&SystemRandom)
        .write_new(&folder.path().join("keys"))
        .unwrap();
    let text = report(&config, true).await;
    assert!(
        text.contains("BAD   The keyring is not this database's"),
        "{text}"
    );
}

#[tokio::test]
async fn the_graph_api_is_asked_and_the_clocks_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = Router::new().fallback(|| async { (StatusCode::BAD_REQUEST, "no token") });
    let task = tokio::spawn(async move { axum::serve(listener, server).await });
    let url = format!("http://{address}");
    let config = config(folder.path(), &[("meta.graph_url", &url)]);
    let text = report(&config, false).await;
    assert!(
        text.contains("The Graph API answers") && text.contains("clock is right"),
        "{text}"
    );
    task.abort();
    let _ = task.await;
    let text = report(&config, false).await;
    assert!(text.contains("BAD   The Graph API cannot be reached"), "{text}");
}
