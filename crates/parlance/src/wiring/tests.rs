use std::{path::Path, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::*;
use crate::{
    apply::{self, read::parse},
    config::Sources,
};

const COMPANY: &str = r#"
[tenant]
slug = "acme"
name = "Acme"
settings = { offer_timeout = "15s" }
[[teams]]
name = "Front"
supervisors = ["lena"]
[[skills]]
name = "Spanish"
kind = "language"
[[users]]
username = "lena"
name = "Lena Brandt"
roles = ["supervisor", "agent"]
team = "Front"
skills = { Sales = 80, Spanish = 40 }
password = "correct horse battery"
[[not_ready_reasons]]
name = "Lunch"
counts_as_break = true
[[services]]
name = "Sales"
teams = ["Front"]
required_skills = { Sales = 50 }
after_call_work = "2min"
dispositions = [{ name = "Sold", kind = "final" }, { name = "Thinks about it", kind = "non_final" }]
canned_texts = [{ shortcut = "hi", title = "Greeting", text = "Hello {first_name}" }]
[[accounts]]
name = "Our page"
channel = "messenger"
settings = { page_id = 1234567890, page_username = "@acme", verify_token = "let-me-in-please-0123" }
secrets = { token = "EAAB-token", app_secret = "0123456789abcdef0123456789abcdef" }
[[entries]]
name = "Hello"
service = "Sales"
accounts = ["Our page"]
greeting_text = "Hi!"
"#;

fn config(folder: &Path) -> Config {
    let sources = Sources {
        file: Some("/dev/null".into()),
        ..Sources::default()
    }
    .flag("--data-dir", "data_dir", Some(folder.display().to_string()))
    .flag("--listen", "listen", Some("127.0.0.1:0".into()))
    .flag("--set", "security.argon2_memory", Some("19MiB".into()));
    Config::load(&sources).unwrap()
}

async fn get(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    tokio::time::timeout(Duration::from_secs(20), stream.read_to_string(&mut answer))
        .await
        .unwrap()
        .unwrap();
    answer
}

#[tokio::test]
async fn a_server_starts_on_nothing_answers_and_stops_gently() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(&folder.path().join("data"));
    let listener = TcpListener::bind(config.server.listen).await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let server = tokio::spawn(run(config.clone(), listener, stop.clone()));
    assert!(get(address, "/readyz").await.starts_with("HTTP/1.1 200"));
    assert!(
        get(address, "/api/v1/openapi.json")
            .await
            .contains("\"openapi\": \"3.1")
    );
    assert!(get(address, "/metrics").await.contains("parlance_open_sockets 0"));

    // One server at a time works on a data folder.
    let second = Parlance::open(&config, address, Surroundings::default()).await;
    assert!(matches!(
        second.err(),
        Some(RunError::DataDir(DataDirError::InUse(_)))
    ));
    stop.cancel();
    server.await.unwrap().unwrap();
    assert!(
        Parlance::open(&config, address, Surroundings::default())
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn another_keyring_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    drop(Parlance::open_beside(&config).await.unwrap());
    std::fs::remove_file(folder.path().join("keys")).unwrap();
    let error = Parlance::open_beside(&config).await.err().unwrap();
    assert!(matches!(error, RunError::Keyring(_)), "{error}");
}

#[tokio::test]
async fn an_apply_file_makes_a_tenant_once_and_changes_only_what_differs() {
    let folder = tempfile::tempdir().unwrap();
    let parlance = Parlance::open_beside(&config(folder.path())).await.unwrap();
    let engine = parlance.engine();
    let company = parse("acme.toml", "toml", COMPANY).unwrap();

    let planned = apply::run(engine, company.clone(), true).await.unwrap();
    assert!(
        engine.operator_tenants().await.unwrap().is_empty(),
        "a dry run changes nothing"
    );
    let done = apply::run(engine, company.clone(), false).await.unwrap();
    assert_eq!(planned, done, "a dry run tells exactly what is done");
    let again = apply::run(engine, company.clone(), false).await.unwrap();
    assert!(
        again.is_empty(),
        "{}",
        again
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    );

    let text = COMPANY
        .replace("0123456789abcdef\"", "fedcba9876543210\"")
        .replace("Spanish = 40", "Spanish = 90");
    let changed = apply::run(engine, parse("acme.toml", "toml", &text).unwrap(), false)
        .await
        .unwrap();
    let text: Vec<_> = changed.iter().map(ToString::to_string).collect();
    assert_eq!(
        text,
        [
            "~ user `lena`\n    skills.Spanish: 40 → 90",
            "~ integration account `Our page`\n    secrets.app_secret: another value → ••••",
        ]
    );
}

#[tokio::test]
async fn an_apply_file_links_a_deleted_account_again_with_its_past() {
    use parlance_core::TenantCtx;
    use parlance_engine::{accounts, audit::Who};
    let folder = tempfile::tempdir().unwrap();
    let parlance = Parlance::open_beside(&config(folder.path())).await.unwrap();
    let engine = parlance.engine();
    let company = parse("acme.toml", "toml", COMPANY).unwrap();
    apply::run(engine, company.clone(), false).await.unwrap();
    let only_account = async || {
        engine
            .read(|read, _| {
                let ctx = TenantCtx::new(read.tenants()?[0].id);
                Ok((ctx, read.accounts(&ctx)?.remove(0).id))
            })
            .await
            .unwrap()
    };
    let (ctx, id) = only_account().await;
    engine
        .write(move |tx, env| accounts::delete(tx, env, &ctx, &Who::system(), id))
        .await
        .unwrap();
    apply::run(engine, company.clone(), false).await.unwrap();
    assert_eq!(only_account().await.1, id, "its conversations are its own again");
    let again = apply::run(engine, company, false).await.unwrap();
    assert!(again.is_empty(), "{again:?}");
}

#[tokio::test]
async fn an_apply_file_is_applied_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let parlance = Parlance::open_beside(&config(folder.path())).await.unwrap();
    let engine = parlance.engine();
    let refused = async |text: String| {
        let document = parse("acme.toml", "toml", &text).unwrap();
        let error = apply::run(engine, document, false).await.unwrap_err().to_string();
        assert!(engine.operator_tenants().await.unwrap().is_empty(), "{error}");
        error
    };
    let error = refused(COMPANY.replace("Sales = 80", "Sales = 180")).await;
    assert!(error.contains("user `lena`"), "{error}");
    let error = refused(COMPANY.replace("channel = \"messenger\"", "channel = \"pigeon\"")).await;
    assert!(
        error.contains("integration account `Our page`, channel: There is no such channel"),
        "{error}"
    );
    let error = refused(COMPANY.replace("correct horse battery", "password1234")).await;
    assert!(error.contains("user `lena`: This password"), "{error}");
    let error = refused(COMPANY.replace("\"EAAB-token\"", "{ env = \"NOT_SET_ANYWHERE\" }")).await;
    assert!(
        error.contains("account `Our page`, token: the environment variable NOT_SET_ANYWHERE"),
        "{error}"
    );
}

#[tokio::test]
async fn secrets_still_open_after_the_keys_were_rotated() {
    use crate::keyring_file::KeyFile;
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    let company = parse("acme.toml", "toml", COMPANY).unwrap();
    let parlance = Parlance::open_beside(&config).await.unwrap();
    apply::run(parlance.engine(), company.clone(), false)
        .await
        .unwrap();
    drop(parlance);

    let path = folder.path().join("keys");
    let mut keys = KeyFile::read(&path).unwrap();
    keys.add(&SystemRandom);
    keys.write(&path).unwrap();
    let parlance = Parlance::open_beside(&config).await.unwrap();
    assert_eq!(parlance.engine().reseal_all().await.unwrap(), 1);
    assert_eq!(
        parlance.engine().reseal_all().await.unwrap(),
        0,
        "nothing is left to do"
    );
    drop(parlance);
    keys.keep_first();
    keys.write(&path).unwrap();

    let parlance = Parlance::open_beside(&config).await.unwrap();
    let steps = apply::run(parlance.engine(), company, true).await.unwrap();
    assert_eq!(
        steps,
        [],
        "every secret opens with the new key alone and is the same"
    );
}

#[tokio::test]
async fn nothing_is_written_when_the_disk_is_nearly_full_and_reading_goes_on() {
    use parlance_store::{StoreError, StoreExt as _, WorkError};

    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    let parlance = Parlance::open_beside(&config).await.unwrap();
    parlance.disk.fill_for_tests();
    let write = parlance.store.write(|_| Ok::<(), ()>(())).await;
    assert!(
        matches!(write, Err(WorkError::Store(StoreError::Unavailable(reason))) if reason.contains("MB are free"))
    );
    assert!(parlance.store.read(|read| read.tenants().map(drop)).await.is_ok());
}
