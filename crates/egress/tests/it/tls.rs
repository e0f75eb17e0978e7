use std::sync::Arc;

use http::{HeaderMap, Method};
use parlance_channel::{HttpFailure, HttpRequest, HttpResponse, call::HttpBody};
use parlance_egress::Egress;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::{io::AsyncWriteExt, net::TcpListener};
use tokio_rustls::TlsAcceptor;

use crate::server::{Names, read_request, settings};

/// A TLS server for one name; gives its port and the PEM of its own authority.
async fn serve(name: &str) -> (u16, String) {
    let certified = rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
    let chain = vec![CertificateDer::from(certified.cert.der().to_vec())];
    let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            if let Ok(mut secure) = acceptor.accept(socket).await {
                read_request(&mut secure).await;
                let _ = secure
                    .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
                    .await;
                let _ = secure.shutdown().await;
            }
        }
    });
    (port, certified.cert.pem())
}

async fn call(name: &str, port: u16, roots: &str) -> Result<HttpResponse, HttpFailure> {
    let base = format!("https://{name}:{port}");
    let mut settings = settings(&base);
    settings.extra_roots_pem = roots.as_bytes().to_vec();
    settings.lookup = Arc::new(Names::to(&["127.0.0.1"]));
    let request = HttpRequest {
        method: Method::GET,
        url: format!("{base}/me"),
        headers: HeaderMap::new(),
        body: HttpBody::Empty,
        timeout_ms: 5_000,
    };
    Egress::new(settings).unwrap().platform().call(request).await
}

#[tokio::test]
async fn certificates_are_checked_by_authority_and_name() {
    let (port, pem) = serve("graph.example").await;
    assert_eq!(
        call("graph.example", port, &pem).await.unwrap().body.as_ref(),
        b"hi"
    );
    assert_eq!(
        call("graph.example", port, "").await.unwrap_err(),
        HttpFailure::Tls,
        "unknown authority"
    );
    assert_eq!(
        call("other.example", port, &pem).await.unwrap_err(),
        HttpFailure::Tls,
        "another name"
    );
}

#[test]
fn broken_extra_authorities_are_an_error_at_start() {
    let mut settings = settings("https://graph.example");
    settings.extra_roots_pem = b"-----BEGIN CERTIFICATE-----\nbm90IGE=\n-----END CERTIFICATE-----\n".to_vec();
    assert!(Egress::new(settings).is_err());
}
