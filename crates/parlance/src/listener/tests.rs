use std::{
    net::SocketAddr,
    sync::{Arc, Once},
    time::{Duration, Instant},
};

use axum::{
    Router,
    extract::{ConnectInfo, WebSocketUpgrade, ws::WebSocket},
    routing::get,
};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::JoinHandle,
};
use tokio_rustls::TlsConnector;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::config::sections::TlsFiles;

const PATIENCE: Duration = Duration::from_secs(20);

fn limits() -> Limits {
    Limits {
        connections: 100,
        per_address: 100,
        loopback_exempt: false,
        header_timeout: Duration::from_secs(10),
        header_bytes: 16 << 10,
        shutdown: PATIENCE,
    }
}

struct Running {
    address: SocketAddr,
    stop: CancellationToken,
    task: JoinHandle<usize>,
}

async fn start(router: Router, tls: Option<Arc<Tls>>, limits: Limits) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let task = tokio::spawn(serve(listener, router, tls, limits, stop.clone()));
    Running { address, stop, task }
}

impl Running {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }
}

fn hello() -> Router {
    Router::new().route(
        "/",
        get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() }),
    )
}

async fn ask<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S, path: &str) -> String {
    let head = format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n");
    // A server that has closed already is seen when reading.
    let _ = stream.write_all(head.as_bytes()).await;
    first_answer(stream).await
}

/// Reads until the head of an answer is there.
async fn first_answer<S: AsyncRead + Unpin>(stream: &mut S) -> String {
    let mut answer = Vec::new();
    let reading = async {
        while !answer.windows(4).any(|end| end == b"\r\n\r\n") {
            if stream.read_buf(&mut answer).await.unwrap_or(0) == 0 {
                break;
            }
        }
    };
    tokio::time::timeout(PATIENCE, reading)
        .await
        .expect("an answer in time");
    String::from_utf8(answer).unwrap()
}

/// Waits for the server to close.
async fn closed(stream: &mut TcpStream) -> Vec<u8> {
    let mut rest = Vec::new();
    let end = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut rest))
        .await
        .expect("closed in time");
    // A reset is a close too.
    let _ = end;
    rest
}

#[tokio::test]
async fn requests_are_answered_and_know_their_peer() {
    let server = start(hello(), None, limits()).await;
    let mut stream = server.connect().await;
    let answer = ask(&mut stream, "/").await;
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains("127.0.0.1"),
        "{answer}"
    );
    assert!(
        ask(&mut stream, "/").await.starts_with("HTTP/1.1 200"),
        "the connection is kept"
    );
}

#[tokio::test]
async fn a_client_that_is_slow_with_its_head_is_cut() {
    let server = start(
        hello(),
        None,
        Limits {
            header_timeout: Duration::from_millis(200),
            ..limits()
        },
    )
    .await;
    let begun = Instant::now();
    let mut slow = server.connect().await;
    slow.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nx-slow: ")
        .await
        .unwrap();
    closed(&mut slow).await;
    let mut silent = server.connect().await;
    closed(&mut silent).await;
    assert!(begun.elapsed() >= Duration::from_millis(400));
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let server = start(hello(), None, limits()).await;
    let mut stream = server.connect().await;
    let head = format!(
        "GET / HTTP/1.1\r\nhost: x\r\nx-large: {}\r\n\r\n",
        "a".repeat(20_000)
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let answer = String::from_utf8(closed(&mut stream).await).unwrap();
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn an_address_with_too_many_connections_is_closed_until_one_ends() {
    let server = start(
        hello(),
        None,
        Limits {
            per_address: 2,
            ..limits()
        },
    )
    .await;
    let (mut first, mut second) = (server.connect().await, server.connect().await);
    ask(&mut first, "/").await;
    ask(&mut second, "/").await;
    let mut third = server.connect().await;
    assert_eq!(closed(&mut third).await, b"");
    drop(first);
    // The server learns of the close by itself; until then it goes on refusing.
    let again = async {
        loop {
            let mut stream = server.connect().await;
            if ask(&mut stream, "/").await.starts_with("HTTP/1.1 200") {
                break;
            }
        }
    };
    tokio::time::timeout(PATIENCE, again).await.expect("room again");
    assert!(ask(&mut second, "/").await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn when_all_places_are_taken_the_next_one_waits() {
    let server = start(
        hello(),
        None,
        Limits {
            connections: 1,
            ..limits()
        },
    )
    .await;
    let mut first = server.connect().await;
    ask(&mut first, "/").await;
    let mut second = server.connect().await;
    second
        .write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    assert!(
        ask(&mut first, "/").await.starts_with("HTTP/1.1 200"),
        "the first goes on"
    );
    drop(first);
    assert!(first_answer(&mut second).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn stopping_finishes_the_request_under_way_and_takes_no_new_one() {
    let (entered, leave) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let gates = (entered.clone(), leave.clone());
    let slow = Router::new().route(
        "/slow",
        get(move || async move {
            gates.0.notify_one();
            gates.1.notified().await;
            "done"
        }),
    );
    let server = start(slow, None, limits()).await;
    let mut idle = server.connect().await;
    let mut busy = server.connect().await;
    busy.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    entered.notified().await;
    server.stop.cancel();
    assert_eq!(closed(&mut idle).await, b"");
    leave.notify_one();
    let answer = String::from_utf8(closed(&mut busy).await).unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"),
        "{answer}"
    );
    assert_eq!(server.task.await.unwrap(), 0);
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn a_request_that_does_not_end_is_cut_at_the_deadline() {
    let entered = Arc::new(Notify::new());
    let gate = entered.clone();
    let endless = Router::new().route(
        "/",
        get(move || async move {
            gate.notify_one();
            std::future::pending::<()>().await;
        }),
    );
    let server = start(
        endless,
        None,
        Limits {
            shutdown: Duration::from_millis(50),
            ..limits()
        },
    )
    .await;
    let mut stream = server.connect().await;
    stream
        .write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    entered.notified().await;
    server.stop.cancel();
    assert_eq!(server.task.await.unwrap(), 1);
}

fn echo() -> Router {
    async fn talk(mut socket: WebSocket) {
        while let Some(Ok(message)) = socket.recv().await {
            if socket.send(message).await.is_err() {
                break;
            }
        }
    }
    hello().route(
        "/ws",
        get(|upgrade: WebSocketUpgrade| async { upgrade.on_upgrade(talk) }),
    )
}

const UPGRADE: &[u8] = b"GET /ws HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
    sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

#[tokio::test]
async fn websockets_work_and_keep_their_place_in_the_count() {
    let server = start(
        echo(),
        None,
        Limits {
            per_address: 1,
            ..limits()
        },
    )
    .await;
    let mut socket = server.connect().await;
    socket.write_all(UPGRADE).await.unwrap();
    let answer = first_answer(&mut socket).await;
    assert!(answer.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "{answer}");
    // A masked text frame "hi", mask 0: comes back unmasked.
    socket
        .write_all(&[0x81, 0x82, 0, 0, 0, 0, b'h', b'i'])
        .await
        .unwrap();
    let mut frame = [0; 4];
    socket.read_exact(&mut frame).await.unwrap();
    assert_eq!(&frame, &[0x81, 2, b'h', b'i']);
    let mut second = server.connect().await;
    assert_eq!(closed(&mut second).await, b"", "an upgraded socket still counts");
}

/// Writes a fresh certificate and key for `localhost`; returns the certificate.
fn write_certificate(files: &TlsFiles) -> CertificateDer<'static> {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".into()]).unwrap();
    std::fs::write(&files.certificate, made.cert.pem()).unwrap();
    std::fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
    made.cert.der().clone()
}

async fn ask_over_tls(server: &Running, trusted: &CertificateDer<'static>) -> std::io::Result<String> {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let client = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let mut stream = TlsConnector::from(Arc::new(client))
        .connect(name, server.connect().await)
        .await?;
    Ok(ask(&mut stream, "/").await)
}

#[tokio::test]
async fn tls_certificates_are_replaced_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let files = TlsFiles {
        certificate: folder.path().join("chain.pem"),
        key: folder.path().join("key.pem"),
    };
    let old = write_certificate(&files);
    let tls = Arc::new(Tls::from_files(files.clone()).unwrap());
    let server = start(hello(), Some(tls.clone()), limits()).await;
    assert!(
        ask_over_tls(&server, &old)
            .await
            .unwrap()
            .starts_with("HTTP/1.1 200")
    );

    let new = write_certificate(&files);
    tls.reload().unwrap();
    assert!(
        ask_over_tls(&server, &new)
            .await
            .unwrap()
            .starts_with("HTTP/1.1 200")
    );
    assert!(
        ask_over_tls(&server, &old).await.is_err(),
        "the old certificate is gone"
    );

    std::fs::write(&files.key, "nonsense").unwrap();
    assert!(tls.reload().unwrap_err().to_string().contains("key.pem"));
    assert!(
        ask_over_tls(&server, &new).await.is_ok(),
        "a broken file changes nothing"
    );
}

#[tokio::test]
async fn a_silent_client_cannot_hold_a_tls_handshake_open() {
    let folder = tempfile::tempdir().unwrap();
    let files = TlsFiles {
        certificate: folder.path().join("chain.pem"),
        key: folder.path().join("key.pem"),
    };
    write_certificate(&files);
    let tls = Arc::new(Tls::from_files(files).unwrap());
    let short = Limits {
        header_timeout: Duration::from_millis(100),
        ..limits()
    };
    let server = start(hello(), Some(tls), short).await;
    assert_eq!(closed(&mut server.connect().await).await, b"");
}

#[test]
fn a_key_of_another_certificate_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let one = TlsFiles {
        certificate: folder.path().join("a.pem"),
        key: folder.path().join("a.key"),
    };
    let other = TlsFiles {
        certificate: folder.path().join("b.pem"),
        key: folder.path().join("b.key"),
    };
    write_certificate(&one);
    write_certificate(&other);
    let mixed = TlsFiles {
        certificate: one.certificate,
        key: other.key,
    };
    assert!(matches!(Tls::from_files(mixed), Err(TlsError::Mismatch { .. })));
}
