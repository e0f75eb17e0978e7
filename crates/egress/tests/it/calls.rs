use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Method};
use parlance_channel::{
    BoxFuture, ByteSource, ByteStream, BytesSource, HttpFailure, HttpRequest, HttpResponse,
    call::{FormPart, FormValue, HttpBody},
};
use parlance_egress::{Egress, PrivateTargets, TargetError};

use crate::server::{Answer, Names, Server, settings, trusting};

fn get(url: String) -> HttpRequest {
    HttpRequest {
        method: Method::GET,
        url,
        headers: HeaderMap::new(),
        body: HttpBody::Empty,
        timeout_ms: 5_000,
    }
}

async fn platform(server: &Server, request: HttpRequest) -> Result<HttpResponse, HttpFailure> {
    trusting(server).platform().call(request).await
}

#[tokio::test]
async fn an_answer_of_any_status_is_an_answer_and_redirects_are_not_followed() {
    let server =
        Server::start(|_| Answer::status("302 Found", "Location: http://127.0.0.1:1/\r\n", b"moved")).await;
    let answer = platform(&server, get(server.url("/a"))).await.unwrap();
    assert_eq!((answer.status, answer.body.as_ref()), (302, b"moved".as_ref()));
}

#[tokio::test]
async fn other_hosts_are_refused_before_anything_is_sent() {
    let server = Server::start(|_| Answer::ok(b"")).await;
    let other = Server::start(|_| Answer::ok(b"")).await;
    assert_eq!(
        platform(&server, get(other.url("/"))).await.unwrap_err(),
        HttpFailure::Refused
    );
}

#[tokio::test]
async fn failures_say_whether_the_request_may_have_arrived() {
    let silent = Server::start(|_| Answer::Silence).await;
    let mut request = get(silent.url("/"));
    request.timeout_ms = 150;
    let failure = platform(&silent, request).await.unwrap_err();
    assert_eq!(
        failure,
        HttpFailure::Timeout {
            may_have_arrived: true
        }
    );

    let rude = Server::start(|_| Answer::HangUp).await;
    let failure = platform(&rude, get(rude.url("/"))).await.unwrap_err();
    assert_eq!(failure, HttpFailure::Broken);
    assert!(failure.may_have_arrived());

    let torn =
        Server::start(|_| Answer::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf".to_vec())).await;
    assert_eq!(
        platform(&torn, get(torn.url("/"))).await.unwrap_err(),
        HttpFailure::Broken
    );

    let gone = {
        let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}/", socket.local_addr().unwrap())
    };
    let failure = Egress::new(settings(&gone))
        .unwrap()
        .platform()
        .call(get(gone))
        .await
        .unwrap_err();
    assert_eq!(failure, HttpFailure::Connect);
    assert!(!failure.may_have_arrived());

    let mut nameless = settings("https://graph.example");
    nameless.lookup = Arc::new(Names::to(&[]));
    let call = Egress::new(nameless)
        .unwrap()
        .platform()
        .call(get("https://graph.example/me".into()))
        .await;
    assert_eq!(call.unwrap_err(), HttpFailure::Dns);
}

#[tokio::test]
async fn large_answers_are_cut_off() {
    let server = Server::start(|_| Answer::ok(&vec![b'x'; 1_000_001])).await;
    assert_eq!(
        platform(&server, get(server.url("/"))).await.unwrap_err(),
        HttpFailure::TooLarge
    );
}

#[tokio::test]
async fn a_name_with_one_private_address_is_refused_and_looked_up_once() {
    let names = Names::to(&["8.8.8.8", "127.0.0.1"]);
    let mut settings = settings("https://graph.example");
    settings.lookup = Arc::new(names.clone());
    let egress = Egress::new(settings).unwrap();
    let call = egress.user().call(get("https://hooks.example/x".into())).await;
    assert_eq!(call.unwrap_err(), HttpFailure::Refused);
    assert_eq!(names.asked(), 1);
    assert_eq!(
        egress.check_user_url("https://hooks.example/x").await,
        Err(TargetError::NotPublic)
    );
    assert_eq!(
        egress.check_user_url("http://hooks.example/x").await,
        Err(TargetError::NotHttps)
    );
}

#[tokio::test]
async fn the_connection_goes_to_the_address_that_was_looked_up() {
    let mut server = Server::start(|_| Answer::ok(b"here")).await;
    let names = Names::to(&["127.0.0.1"]);
    let mut settings = settings("https://graph.example");
    settings.private_targets = PrivateTargets::Named(vec![("sim.internal".into(), server.at.port())]);
    settings.lookup = Arc::new(names.clone());
    let url = format!("http://sim.internal:{}/x", server.at.port());
    let answer = Egress::new(settings)
        .unwrap()
        .user()
        .call(get(url))
        .await
        .unwrap();
    assert_eq!((answer.body.as_ref(), names.asked()), (b"here".as_ref(), 1));
    let request = server.request().await.to_ascii_lowercase();
    assert!(request.contains("host: sim.internal"));
    assert!(
        !request.contains("accept-encoding"),
        "nothing is asked for compressed"
    );
}

#[tokio::test]
async fn uploads_are_streamed_with_their_exact_size() {
    let mut server = Server::start(|_| Answer::ok(b"{}")).await;
    let file = FormValue::File {
        source: Arc::new(BytesSource(Bytes::from_static(b"%PDF-1.7"))),
        file_name: "x/invoice \"7\".pdf".into(),
        mime: "application/pdf".into(),
    };
    let parts = vec![
        FormPart {
            name: "recipient".into(),
            value: FormValue::Text("{\"id\":\"1\"}".into()),
        },
        FormPart {
            name: "filedata".into(),
            value: file,
        },
    ];
    let mut request = get(server.url("/me/messages"));
    request.method = Method::POST;
    request.body = HttpBody::Multipart(parts);
    platform(&server, request).await.unwrap();
    let got = server.request().await;
    assert!(got.to_ascii_lowercase().contains("content-length:"), "{got}");
    assert!(
        got.contains("name=\"filedata\"; filename=\"invoice _7_.pdf\""),
        "{got}"
    );
    assert!(
        got.contains("Content-Type: application/pdf\r\n\r\n%PDF-1.7\r\n"),
        "{got}"
    );
}

struct Lies;

impl ByteSource for Lies {
    fn size_bytes(&self) -> u64 {
        1_000
    }
    fn open(&self) -> BoxFuture<'_, std::io::Result<ByteStream>> {
        Box::pin(async { BytesSource(Bytes::from_static(b"short")).open().await })
    }
}

#[tokio::test]
async fn a_source_that_breaks_is_not_taken_for_the_network() {
    let server = Server::start(|_| Answer::ok(b"{}")).await;
    let value = FormValue::File {
        source: Arc::new(Lies),
        file_name: "a.bin".into(),
        mime: "application/octet-stream".into(),
    };
    let mut request = get(server.url("/me/messages"));
    request.method = Method::POST;
    request.body = HttpBody::Multipart(vec![FormPart {
        name: "filedata".into(),
        value,
    }]);
    let failure = platform(&server, request).await.unwrap_err();
    assert_eq!(failure, HttpFailure::Source);
    assert!(!failure.may_have_arrived());
}
