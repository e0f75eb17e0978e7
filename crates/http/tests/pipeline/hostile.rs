//! Deliveries as no platform sends them, and as proxies make them: chunked, of odd types, broken off. Whoever signs
//! rightly is heard, whatever the headers say; everybody else gets a clear no, and nothing is stored.

use std::net::SocketAddr;

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use parlance_core::message::{Direction, Part};
use parlance_store::contacts::ContactFilter;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use crate::app::{App, PAGE, SECRET, signature, text};

const LIMIT: usize = 4 << 20;

fn path() -> String {
    format!("/clientweb/fb/webhook/{PAGE}")
}

/// What customers have said, in order.
async fn said(app: &App) -> Vec<String> {
    app.settle().await;
    let texts = app.engine.read(|read, _| {
        let ctx = parlance_core::TenantCtx::new(read.tenants()?[0].id);
        let mut texts = Vec::new();
        let all = ContactFilter {
            limit: 100,
            ..ContactFilter::default()
        };
        for contact in read.search_contacts(&ctx, &all)?.rows {
            for (thread, _) in read.threads_of_contact(&ctx, contact.id)? {
                let messages = read.messages_of_thread(&ctx, thread.id, None, 100)?;
                for message in messages
                    .into_iter()
                    .filter(|message| message.direction == Direction::Inbound)
                {
                    let Some(Part::Text { text }) = message.parts.into_iter().next() else {
                        continue;
                    };
                    texts.push(text);
                }
            }
        }
        Ok(texts)
    });
    texts.await.unwrap()
}

/// The same router behind a real socket: the chunks below are read by the server itself.
async fn listening(app: &App) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = app.router.clone();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Sends a request byte for byte and reads the answer to its end.
async fn speak(address: SocketAddr, request: &[u8]) -> (u16, String) {
    let mut socket = TcpStream::connect(address).await.unwrap();
    // The server may hang up before it has read all of a body that is too large.
    let _ = socket.write_all(request).await;
    let mut answer = Vec::new();
    let _ = socket.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.get(9..12).and_then(|status| status.parse().ok());
    (status.unwrap_or(0), answer)
}

struct Chunks<'a> {
    headers: &'a str,
    size: usize,
    extension: &'a str,
    trailer: &'a str,
}

impl Chunks<'_> {
    fn of(&self, body: &[u8]) -> Vec<u8> {
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: desk.example.com\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n{}\r\n",
            path(),
            self.headers
        );
        let mut request = head.into_bytes();
        for chunk in body.chunks(self.size) {
            request.extend(format!("{:x}{}\r\n", chunk.len(), self.extension).bytes());
            request.extend(chunk);
            request.extend(b"\r\n");
        }
        request.extend(format!("0\r\n{}\r\n", self.trailer).bytes());
        request
    }
}

fn signed(body: &[u8]) -> String {
    format!("X-Hub-Signature-256: {}\r\n", signature(SECRET, body))
}

#[tokio::test]
async fn a_delivery_in_chunks_is_a_delivery() {
    let app = App::with_page().await;
    let address = listening(&app).await;
    let mut expected = Vec::new();
    let lengths = ["", "Content-Length: 7\r\n"];
    for (number, (size, extension)) in [(1, ""), (7, ";name=value"), (4_096, "")].into_iter().enumerate() {
        for (which, length) in lengths.into_iter().enumerate() {
            let words = format!("chunks {number} {which}");
            let body = text(&format!("m_{number}_{which}"), &words).into_bytes();
            let headers = format!("{length}{}", signed(&body));
            let chunks = Chunks {
                headers: &headers,
                size,
                extension,
                trailer: "",
            };
            let (status, answer) = speak(address, &chunks.of(&body)).await;
            // Two lengths at once: a server may refuse it, or believe the chunks; it never believes the header.
            if length.is_empty() || status != 400 {
                assert_eq!(status, 200, "{answer}");
                expected.push(words);
            }
            // The platform repeats it in other pieces.
            let again = Chunks {
                headers: &signed(&body),
                size: size + 2,
                extension: "",
                trailer: "",
            };
            assert_eq!(speak(address, &again.of(&body)).await.0, 200);
            if !expected.contains(&format!("chunks {number} {which}")) {
                expected.push(format!("chunks {number} {which}"));
            }
        }
    }
    let mut found = said(&app).await;
    found.sort();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn chunks_that_are_none_and_signatures_that_come_too_late_are_refused() {
    let app = App::with_page().await;
    let address = listening(&app).await;
    let body = text("m_1", "Hi").into_bytes();
    let own = signed(&body);
    let plain = Chunks {
        headers: &own,
        size: 16,
        extension: "",
        trailer: "",
    };
    let broken = String::from_utf8(plain.of(&body))
        .unwrap()
        .replacen("\r\n10\r\n", "\r\nzz\r\n", 1);
    let (status, answer) = speak(address, broken.as_bytes()).await;
    assert_eq!(status, 400);
    assert!(answer.ends_with("could not be read to its end."), "{answer}");
    let late = Chunks {
        headers: "",
        size: 16,
        extension: "",
        trailer: &own,
    };
    assert_eq!(speak(address, &late.of(&body)).await.0, 403);
    let large = vec![b' '; LIMIT + 1];
    let own = signed(&large);
    let large = Chunks {
        headers: &own,
        size: 64 * 1024,
        extension: "",
        trailer: "",
    }
    .of(&large);
    let (status, answer) = speak(address, &large).await;
    assert_eq!(status, 413);
    assert!(
        answer.ends_with("The body is larger than 4194304 bytes, which is the limit."),
        "{answer}"
    );
    assert!(said(&app).await.is_empty());
}

async fn with_headers(app: &App, headers: &[(&str, &[u8])], body: &[u8]) -> StatusCode {
    let mut request = Request::post(path());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    app.raw(request.body(Body::from(body.to_vec())).unwrap())
        .await
        .status
}

#[tokio::test]
async fn the_bytes_count_and_not_what_headers_say_of_them() {
    let app = App::with_page().await;
    let types: [&[u8]; 9] = [
        b"application/json",
        b"application/json; charset=utf-16",
        b"text/plain",
        b"text/html",
        b"application/x-www-form-urlencoded",
        b"multipart/form-data; boundary=x",
        b"",
        b"*/*",
        b"\xff\xfe",
    ];
    let mut expected = Vec::new();
    for (number, content_type) in types.into_iter().enumerate() {
        let body = text(&format!("m_t{number}"), &format!("type {number}")).into_bytes();
        let own = signature(SECRET, &body);
        let headers = [
            ("content-type", content_type),
            ("x-hub-signature-256", own.as_bytes()),
        ];
        let status = with_headers(&app, &headers, &body).await;
        assert_eq!(
            status,
            StatusCode::OK,
            "{}",
            String::from_utf8_lossy(content_type)
        );
        expected.push(format!("type {number}"));
    }
    // Nothing is unpacked: the signature is that of the bytes as they came.
    for (number, coding) in ["gzip", "br", "identity", "nonsense, deflate"]
        .into_iter()
        .enumerate()
    {
        let body = text(&format!("m_e{number}"), &format!("coding {number}")).into_bytes();
        let own = signature(SECRET, &body);
        let headers = [
            ("content-encoding", coding.as_bytes()),
            ("x-hub-signature-256", own.as_bytes()),
        ];
        assert_eq!(
            with_headers(&app, &headers, &body).await,
            StatusCode::OK,
            "{coding}"
        );
        expected.push(format!("coding {number}"));
    }
    let mut found = said(&app).await;
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn one_signature_is_expected_and_it_stands_in_its_own_header() {
    let app = App::with_page().await;
    let body = text("m_1", "Hi").into_bytes();
    let own = signature(SECRET, &body);
    let wrong = format!("sha256={}", "0".repeat(64));
    let digits = own.trim_start_matches("sha256=");
    let cases: [&[(&str, &str)]; 8] = [
        &[("x-hub-signature-256", &wrong), ("x-hub-signature-256", &own)],
        &[("x-hub-signature-256", &own), ("x-hub-signature-256", &wrong)],
        &[("x-hub-signature", &own)],
        &[("x-hub-signature-256", digits)],
        &[("x-hub-signature-256", &format!("{own}00"))],
        &[("x-hub-signature-256", &format!("sha512={digits}"))],
        &[("x-hub-signature-256", &"a".repeat(9_000))],
        &[("authorization", &own)],
    ];
    for headers in cases {
        let headers: Vec<(&str, &[u8])> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_bytes()))
            .collect();
        let status = with_headers(&app, &headers, &body).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{headers:?}");
    }
    assert!(said(&app).await.is_empty());
    let status = with_headers(&app, &[("x-hub-signature-256", own.as_bytes())], &body).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(said(&app).await, ["Hi"]);
}
