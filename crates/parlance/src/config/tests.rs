use std::{fs, net::SocketAddr, time::Duration};

use super::*;

fn env(pairs: &[(&str, &str)]) -> Sources {
    let environment = pairs
        .iter()
        .map(|(name, value)| ((*name).into(), (*value).into()))
        .collect();
    // A file that is named is the only one read, so that a `parlance.toml` lying about cannot disturb.
    Sources {
        file: Some("/dev/null".into()),
        environment,
        flags: vec![],
    }
}

fn problems(sources: &Sources) -> String {
    Config::load(sources).unwrap_err().to_string()
}

#[test]
fn it_starts_with_no_configuration_at_all() {
    let config = Config::load(&env(&[])).unwrap();
    assert_eq!(config.server.listen, SocketAddr::from(([127, 0, 0, 1], 8420)));
    assert_eq!(config.meta.graph_url.as_str(), "https://graph.facebook.com/");
    assert_eq!(config.meta.graph_version, "v26.0");
    assert_eq!(config.routing.offer_timeout, Duration::from_secs(20));
    assert_eq!(config.security.argon2_memory_kib, 47_104);
    assert!(
        config
            .storage
            .database_file()
            .is_some_and(|file| file.ends_with("data/parlance.db"))
    );
}

#[test]
fn every_default_is_declared_by_a_section() {
    let mut layers = Layers::gather(&env(&[]));
    Config::take(&mut layers);
    let (problems, declared) = layers.finish();
    assert_eq!(problems, []);
    let table: toml::Table = toml::from_str(DEFAULTS).unwrap();
    let settings: usize = table
        .values()
        .map(|value| value.as_table().map_or(1, toml::Table::len))
        .sum();
    assert_eq!(
        declared.len(),
        settings,
        "a setting in defaults.toml that no section takes"
    );
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("parlance.toml");
    fs::write(
        &file,
        "listen = \"127.0.0.1:1\"\n[routing]\noffer_timeout = \"5s\"\nchat_share = 50\n",
    )
    .unwrap();
    let sources = Sources {
        file: Some(file),
        environment: vec![
            ("PARLANCE_LISTEN".into(), "127.0.0.1:2".into()),
            ("PARLANCE_ROUTING__OFFER_TIMEOUT".into(), "6s".into()),
        ],
        flags: vec![],
    }
    .flag("--listen", "listen", Some("127.0.0.1:3".into()))
    .flag("--data-dir", "data_dir", None);
    let config = Config::load(&sources).unwrap();
    assert_eq!(config.server.listen.port(), 3);
    assert_eq!(config.routing.offer_timeout, Duration::from_secs(6));
    assert_eq!(config.routing.chat_share, 50);
}

#[test]
fn a_wrong_value_is_refused_with_name_value_origin_and_what_is_allowed() {
    let text = problems(&env(&[
        ("PARLANCE_ROUTING__CHAT_SHARE", "250"),
        ("PARLANCE_LISTEN", "8420"),
    ]));
    assert!(
        text.contains(
            "`routing.chat_share` = \"250\" (environment variable PARLANCE_ROUTING__CHAT_SHARE) is not allowed; \
             allowed is a whole number from 1 to 100"
        ),
        "{text}"
    );
    assert!(
        text.contains("`listen` = \"8420\""),
        "all problems are told at once: {text}"
    );
}

#[test]
fn an_unknown_setting_is_refused_and_the_near_one_is_named() {
    let text = problems(&env(&[("PARLANCE_META__GRAPH_ULR", "https://x.example")]));
    assert!(
        text.contains("did you mean `PARLANCE_META__GRAPH_URL`?"),
        "{text}"
    );
    let text = problems(&env(&[]).flag("--set", "offer_timeout", Some("3s".into())));
    assert!(
        text.contains("`offer_timeout` (flag --set) is not a setting; did you mean `routing.offer_timeout`?")
    );
}

#[test]
fn variables_of_a_cluster_are_not_taken_for_settings() {
    let links = [
        ("PARLANCE_PORT", "tcp://10.0.0.9:80"),
        ("PARLANCE_PORT_80_TCP_ADDR", "10.0.0.9"),
        ("PARLANCE_SERVICE_HOST", "10.0.0.9"),
        ("PARLANCE_SERVICE_PORT_HTTP", "80"),
    ];
    assert!(Config::load(&env(&links)).is_ok());
}

#[test]
fn secrets_are_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("parlance.toml");
    fs::write(&file, "keys = [\"k1:hunter2\"]\n").unwrap();
    let text = problems(&Sources {
        file: Some(file.clone()),
        ..Sources::default()
    });
    assert!(
        text.contains("`keys` = ••••") && !text.contains("hunter2"),
        "{text}"
    );
    fs::write(&file, "\nkeys = \"hunter2\nlisten = 3").unwrap();
    let text = problems(&Sources {
        file: Some(file),
        ..Sources::default()
    });
    assert!(text.contains("line 2") && !text.contains("hunter2"), "{text}");
    let config = Config::load(&env(&[("PARLANCE_KEYS", "k1:hunter2")])).unwrap();
    assert!(!format!("{config:?}").contains("hunter2"));
}

#[test]
fn a_named_file_must_exist() {
    let text = problems(&Sources {
        file: Some("/nowhere/parlance.toml".into()),
        ..Sources::default()
    });
    assert!(text.contains("/nowhere/parlance.toml: cannot be read"), "{text}");
}

#[test]
fn half_of_tls_is_refused() {
    let text = problems(&env(&[("PARLANCE_SERVER__TLS_CERT", "chain.pem")]));
    assert!(
        text.contains("`server.tls_key` is not; HTTPS needs both"),
        "{text}"
    );
}

#[test]
fn a_store_of_objects_needs_its_bucket_and_key_and_never_shows_the_key() {
    let text = problems(&env(&[("PARLANCE_STORAGE__ATTACHMENTS", "s3")]));
    for name in ["s3_bucket", "s3_key_id", "s3_secret_file"] {
        assert!(text.contains(&format!("storage.{name}` is not set")), "{text}");
    }
    let settings = [
        ("PARLANCE_STORAGE__ATTACHMENTS", "s3"),
        ("PARLANCE_STORAGE__S3_BUCKET", "parlance"),
        ("PARLANCE_STORAGE__S3_KEY_ID", "one"),
        ("PARLANCE_STORAGE__S3_SECRET", "hunter2"),
    ];
    let config = Config::load(&env(&settings)).unwrap();
    let s3 = config.storage.s3.as_ref().unwrap();
    assert_eq!(
        (s3.settings.bucket.as_str(), s3.settings.path_style),
        ("parlance", true)
    );
    assert!(!format!("{config:?}").contains("hunter2"));
    let both = [&settings[..], &[("PARLANCE_STORAGE__S3_SECRET_FILE", "/etc/s3")]].concat();
    assert!(problems(&env(&both)).contains("are both set; keep one"));
    assert!(Config::load(&env(&[])).unwrap().storage.s3.is_none());
}

#[test]
fn the_reference_is_fresh() {
    crate::fresh::check("docs/reference/configuration.md", &reference());
}
