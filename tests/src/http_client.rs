//! One HTTP/1.1 connection at a time, as plain as it gets.

use std::net::SocketAddr;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::Failure;

/// An open connection.
pub type Connection = SendRequest<Full<Bytes>>;

/// Opens a keep-alive connection.
pub async fn connect(address: SocketAddr) -> Result<Connection, Failure> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(async move {
        // The other side may close first; the sender then fails and says so.
        let _ = connection.await;
    });
    Ok(sender)
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// First cookie that was given, `name=value`.
    pub cookie: Option<String>,
    /// The body as text.
    pub body: String,
}

/// Sends one request on a new connection.
pub async fn call(address: SocketAddr, request: http::Request<Full<Bytes>>) -> Result<Answer, Failure> {
    let answer = connect(address).await?.send_request(request).await?;
    let status = answer.status().as_u16();
    let cookie = answer
        .headers()
        .get("set-cookie")
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .map(str::to_owned);
    let body = String::from_utf8_lossy(&answer.into_body().collect().await?.to_bytes()).into_owned();
    Ok(Answer { status, cookie, body })
}
