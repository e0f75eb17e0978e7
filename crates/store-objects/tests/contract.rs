//! The contract of places for files: in memory, and over the wire against an S3-compatible server.
#![allow(clippy::unwrap_used, missing_docs)]

mod server;

use std::sync::Arc;

use object_store::memory::InMemory;
use parlance_store::{contract, files::FileStore as _};
use parlance_store_objects::{ObjectFiles, OpenError, S3Settings};
use server::Server;

#[tokio::test]
async fn in_memory() {
    contract::files::check(&ObjectFiles::new(Arc::new(InMemory::new()))).await;
}

#[tokio::test]
async fn over_the_wire() {
    let server = Server::start(&["attachments"]).await;
    for prefix in ["", "parlance/one"] {
        let settings = S3Settings {
            prefix: prefix.into(),
            ..server.settings("attachments")
        };
        let files = ObjectFiles::open(&settings, server.client.clone()).await.unwrap();
        contract::files::check(&files).await;
    }
}

#[tokio::test]
async fn what_is_not_ours_is_left_alone() {
    let server = Server::start(&["attachments"]).await;
    let files = ObjectFiles::open(&server.settings("attachments"), server.client.clone())
        .await
        .unwrap();
    server.put("attachments", "holiday/beach.jpg", b"somebody else's");
    assert!(files.older_than(0).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_wrong_setting_is_told_at_once_and_without_the_key() {
    let server = Server::start(&["attachments"]).await;
    let right = server.settings("attachments");
    let wrong_secret = S3Settings {
        secret: "not-the-secret".into(),
        ..right.clone()
    };
    let refused = ObjectFiles::open(&wrong_secret, server.client.clone())
        .await
        .unwrap_err();
    assert!(matches!(refused, OpenError::Refused { .. }), "{refused}");
    let stranger = S3Settings {
        key_id: "nobody".into(),
        ..right.clone()
    };
    let unknown = ObjectFiles::open(&stranger, server.client.clone())
        .await
        .unwrap_err();
    assert!(
        unknown.to_string().contains("refuses the key 'nobody'"),
        "{unknown}"
    );
    let no_bucket = ObjectFiles::open(&server.settings("elsewhere"), server.client.clone())
        .await
        .unwrap_err();
    assert!(
        no_bucket.to_string().contains("has no bucket 'elsewhere'"),
        "{no_bucket}"
    );
    let nobody = S3Settings {
        endpoint: Some("http://127.0.0.1:9".parse().unwrap()),
        ..right.clone()
    };
    let away = ObjectFiles::open(&nobody, server.client.clone())
        .await
        .unwrap_err();
    assert!(matches!(away, OpenError::Unreachable { .. }), "{away}");
    for said in [refused.to_string(), away.to_string(), format!("{right:?}")] {
        assert!(
            !said.contains("not-the-secret") && !said.contains(server::SECRET),
            "{said}"
        );
    }
}
