use std::{future::poll_fn, io, sync::Arc};

use parlance_channel::{FetchError, Fetched};
use parlance_egress::Egress;

use crate::server::{Answer, Names, Server, settings, trusting};

async fn read(mut fetched: Fetched) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    while let Some(piece) = poll_fn(|context| fetched.stream.as_mut().poll_next(context)).await {
        all.extend_from_slice(&piece?);
    }
    Ok(all)
}

async fn fetch(server: &Server, path: &str, max: u64) -> Result<Fetched, FetchError> {
    trusting(server).media().fetch(&server.url(path), max).await
}

#[tokio::test]
async fn a_file_comes_with_its_name_and_type() {
    let server = Server::start(|_| Answer::status("200 OK", "Content-Type: image/png\r\n", b"\x89PNG")).await;
    let fetched = fetch(&server, "/v/t59/picture%201.png?oe=6A2B3C4D", 100)
        .await
        .unwrap();
    assert_eq!(fetched.content_type.as_deref(), Some("image/png"));
    assert_eq!(fetched.name.as_deref(), Some("picture 1.png"));
    assert_eq!(fetched.size_bytes, Some(4));
    assert_eq!(read(fetched).await.unwrap(), b"\x89PNG");
}

#[tokio::test]
async fn size_is_limited_by_announcement_and_by_count() {
    let server = Server::start(|path| match path {
        "/announced" => Answer::ok(&[0; 101]),
        _ => Answer::Bytes([b"HTTP/1.1 200 OK\r\n\r\n".as_ref(), &[0; 101]].concat()),
    })
    .await;
    assert_eq!(
        fetch(&server, "/announced", 100).await.err(),
        Some(FetchError::TooLarge { max_bytes: 100 })
    );
    let error = read(fetch(&server, "/endless", 100).await.unwrap())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    assert_eq!(
        read(fetch(&server, "/endless", 101).await.unwrap())
            .await
            .unwrap()
            .len(),
        101
    );
}

#[tokio::test]
async fn a_broken_connection_is_an_error_not_an_end() {
    let server =
        Server::start(|_| Answer::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".to_vec())).await;
    let error = read(fetch(&server, "/", 100).await.unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn statuses_say_whether_another_try_makes_sense() {
    let server = Server::start(|path| match path {
        "/expired" => Answer::status("403 Forbidden", "", b""),
        "/busy" => Answer::status("429 Too Many Requests", "", b""),
        "/packed" => Answer::status("200 OK", "Content-Encoding: gzip\r\n", b"\x1f\x8b"),
        _ => Answer::status("500 Oops", "", b""),
    })
    .await;
    assert_eq!(
        fetch(&server, "/expired", 9).await.err(),
        Some(FetchError::Gone(403))
    );
    assert!(fetch(&server, "/busy", 9).await.err().unwrap().is_temporary());
    assert!(fetch(&server, "/oops", 9).await.err().unwrap().is_temporary());
    assert!(!fetch(&server, "/packed", 9).await.err().unwrap().is_temporary());
}

#[tokio::test]
async fn redirects_are_few_and_each_is_checked() {
    let server = Server::start(|path| match path.strip_prefix("/hop") {
        Some("0") => Answer::ok(b"there"),
        Some(left) => {
            let next: u32 = left.parse::<u32>().unwrap() - 1;
            Answer::status("302 Found", &format!("Location: /hop{next}\r\n"), b"")
        }
        None => Answer::status("302 Found", "Location: http://127.0.0.1:1/secret\r\n", b""),
    })
    .await;
    assert_eq!(
        read(fetch(&server, "/hop3", 9).await.unwrap()).await.unwrap(),
        b"there"
    );
    assert_eq!(
        fetch(&server, "/hop4", 9).await.err(),
        Some(FetchError::Refused("too many redirects"))
    );
    assert!(matches!(
        fetch(&server, "/inward", 9).await.err(),
        Some(FetchError::Refused(_))
    ));
}

#[tokio::test]
async fn a_cdn_name_that_points_inside_is_refused() {
    let mut settings = settings("https://graph.example");
    settings.lookup = Arc::new(Names::to(&["10.0.0.7"]));
    let media = Egress::new(settings).unwrap().media();
    let refused = media.fetch("https://a.cdn.example/x.jpg", 9).await.err();
    assert_eq!(refused, Some(FetchError::Refused("not on the public internet")));
    assert!(matches!(
        media.fetch("https://evil.example/x.jpg", 9).await.err(),
        Some(FetchError::Refused(_))
    ));
}
