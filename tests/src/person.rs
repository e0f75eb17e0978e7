//! A person with a desktop: signs in, asks, changes, listens.

use std::net::SocketAddr;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use http_body_util::Full;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest, protocol::WebSocketConfig},
};

use crate::{
    Failure,
    http_client::{self, Answer},
};

/// Password of everybody in the tests' contact centers.
pub const PASSWORD: &str = "four words make a password";

/// The open stream of events.
pub type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A signed-in person.
#[derive(Debug, Clone)]
pub struct Person {
    address: SocketAddr,
    cookie: String,
}

impl Person {
    /// Signs in; `tenant` is needed when the installation has several.
    pub async fn sign_in(address: SocketAddr, tenant: Option<&str>, username: &str) -> Result<Self, Failure> {
        let mut person = Self {
            address,
            cookie: String::new(),
        };
        let body = json!({ "tenant": tenant, "username": username, "password": PASSWORD });
        let answer = person.call("POST", "/api/v1/session", Some(body)).await?;
        if answer.status >= 300 {
            return Err(format!(
                "sign-in of {username} answered {}: {}",
                answer.status, answer.body
            )
            .into());
        }
        person.cookie = answer.cookie.ok_or("the sign-in gave no cookie")?;
        Ok(person)
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Result<Value, Failure> {
        self.succeed("GET", path, None).await
    }

    /// Does something that must succeed.
    pub async fn post(&self, path: &str, body: Value) -> Result<Value, Failure> {
        self.succeed("POST", path, Some(body)).await
    }

    /// Sets something, which must succeed.
    pub async fn put(&self, path: &str, body: Value) -> Result<Value, Failure> {
        self.succeed("PUT", path, Some(body)).await
    }

    /// Becomes Ready.
    pub async fn become_ready(&self) -> Result<(), Failure> {
        self.put("/api/v1/desk/state", json!({ "availability": "ready" }))
            .await
            .map(|_| ())
    }

    /// Takes a snapshot and opens the stream of what comes after it.
    pub async fn connect(&self) -> Result<(Socket, Value), Failure> {
        let desk = self.get("/api/v1/desk").await?;
        let socket = self.listen(desk["seq"].as_i64().unwrap_or(0)).await?;
        Ok((socket, desk))
    }

    /// Opens the stream of what comes after a number.
    pub async fn listen(&self, after: i64) -> Result<Socket, Failure> {
        let ticket = self.post("/api/v1/events/ticket", json!({})).await?;
        let ticket = ticket["ticket"].as_str().ok_or("no ticket")?;
        let address = self.address;
        let mut request =
            format!("ws://{address}/api/v1/events?ticket={ticket}&after={after}").into_client_request()?;
        request.headers_mut().insert("cookie", self.cookie.parse()?);
        request
            .headers_mut()
            .insert("origin", format!("http://{address}").parse()?);
        // Small buffers: some measurements hold thousands of sockets.
        let buffers = WebSocketConfig::default().read_buffer_size(4 * 1024);
        let (socket, _) = tokio_tungstenite::connect_async_with_config(request, Some(buffers), true).await?;
        Ok(socket)
    }

    /// A request of this person, for a connection that is kept.
    pub fn request(
        &self,
        method: &str,
        path: &str,
        body: impl Into<Bytes>,
    ) -> Result<http::Request<Full<Bytes>>, Failure> {
        Ok(http::Request::builder()
            .method(method)
            .uri(path)
            .header("host", self.address.to_string())
            .header("origin", format!("http://{}", self.address))
            .header("content-type", "application/json")
            .header("cookie", &self.cookie)
            .body(Full::new(body.into()))?)
    }

    async fn succeed(&self, method: &str, path: &str, body: Option<Value>) -> Result<Value, Failure> {
        let answer = self.call(method, path, body).await?;
        if answer.status >= 300 {
            return Err(format!("{method} {path} answered {}: {}", answer.status, answer.body).into());
        }
        Ok(serde_json::from_str(&answer.body).unwrap_or(Value::Null))
    }

    /// Any request, any answer.
    pub async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Result<Answer, Failure> {
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        http_client::call(self.address, self.request(method, path, body)?).await
    }
}

/// The next frame as JSON; answers pings on the way.
pub async fn next_frame(socket: &mut Socket) -> Result<Value, Failure> {
    loop {
        let message = socket.next().await.ok_or("the stream has ended")??;
        let Message::Text(text) = message else { continue };
        let frame: Value = serde_json::from_str(text.as_str())?;
        if frame["kind"] == "ping" {
            socket.send(Message::text(r#"{"kind":"pong"}"#)).await?;
            continue;
        }
        return Ok(frame);
    }
}
