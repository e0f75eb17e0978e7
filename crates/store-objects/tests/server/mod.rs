//! An S3-compatible server over a folder, on loopback.

use std::{path::PathBuf, sync::Arc};

use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use parlance_store_objects::S3Settings;
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;

const KEY_ID: &str = "parlance-test";
pub const SECRET: &str = "a-secret-that-nobody-may-read";

pub struct Server {
    folder: TempDir,
    url: String,
    pub client: reqwest::Client,
}

impl Server {
    pub async fn start(buckets: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for bucket in buckets {
            std::fs::create_dir(folder.path().join(bucket)).unwrap();
        }
        let mut builder = S3ServiceBuilder::new(FileSystem::new(folder.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single(KEY_ID, SECRET));
        let service = builder.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let service = service.clone();
                tokio::spawn(async move {
                    let server = Builder::new(TokioExecutor::new());
                    let _ = server.serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        Self {
            folder,
            url,
            client: client(),
        }
    }

    pub fn settings(&self, bucket: &str) -> S3Settings {
        S3Settings {
            endpoint: Some(self.url.parse().unwrap()),
            bucket: bucket.into(),
            prefix: String::new(),
            region: "eu-central-1".into(),
            key_id: KEY_ID.into(),
            secret: SECRET.into(),
            path_style: true,
        }
    }

    /// What somebody else keeps there.
    pub fn put(&self, bucket: &str, name: &str, bytes: &[u8]) {
        let place: PathBuf = self.folder.path().join(bucket).join(name);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
    }
}

#[allow(clippy::disallowed_methods, reason = "calls loopback only")]
fn client() -> reqwest::Client {
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .no_proxy()
        .build()
        .unwrap()
}
