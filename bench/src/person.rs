//! An agent with a desktop: signs in, becomes Ready, accepts what rings, and notes when messages arrive.

use std::net::SocketAddr;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use http_body_util::{BodyExt, Full};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest},
};

use crate::{Failure, load, server::PASSWORD};

/// The open stream of events.
pub type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A signed-in agent.
pub struct Person {
    address: SocketAddr,
    cookie: String,
}

impl Person {
    /// Signs in.
    pub async fn sign_in(address: SocketAddr, username: &str) -> Result<Self, Failure> {
        let mut person = Self {
            address,
            cookie: String::new(),
        };
        let body = json!({ "username": username, "password": PASSWORD });
        let (status, cookie, answer) = person.call("POST", "/api/v1/session", Some(body)).await?;
        if status >= 300 {
            return Err(format!("sign-in of {username} answered {status}: {answer}").into());
        }
        person.cookie = cookie.ok_or("sign-in gave no cookie")?;
        Ok(person)
    }

    /// Becomes Ready.
    pub async fn ready(&self) -> Result<(), Failure> {
        self.succeed(
            "PUT",
            "/api/v1/desk/state",
            Some(json!({ "availability": "ready" })),
        )
        .await
        .map(|_| ())
    }

    /// Accepts an offer.
    pub async fn accept(&self, offer: &str) -> Result<(), Failure> {
        self.succeed("POST", &format!("/api/v1/offers/{offer}/accept"), Some(json!({})))
            .await
            .map(|_| ())
    }

    /// Opens the stream of events from the present snapshot on.
    pub async fn connect(&self) -> Result<(Socket, Value), Failure> {
        let desk = self.succeed("GET", "/api/v1/desk", None).await?;
        let ticket = self
            .succeed("POST", "/api/v1/events/ticket", Some(json!({})))
            .await?;
        let ticket = ticket["ticket"].as_str().ok_or("no ticket")?;
        let address = self.address;
        let mut request = format!(
            "ws://{address}/api/v1/events?ticket={ticket}&after={}",
            desk["seq"]
        )
        .into_client_request()?;
        request.headers_mut().insert("cookie", self.cookie.parse()?);
        request
            .headers_mut()
            .insert("origin", format!("http://{address}").parse()?);
        let (socket, _) = tokio_tungstenite::connect_async(request).await?;
        Ok((socket, desk))
    }

    async fn succeed(&self, method: &str, path: &str, body: Option<Value>) -> Result<Value, Failure> {
        let (status, _, answer) = self.call(method, path, body).await?;
        if status >= 300 {
            return Err(format!("{method} {path} answered {status}: {answer}").into());
        }
        Ok(serde_json::from_str(&answer).unwrap_or(Value::Null))
    }

    async fn call(
        &self,
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> Result<(u16, Option<String>, String), Failure> {
        let mut sender = load::connect(self.address).await?;
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let request = http::Request::builder()
            .method(method)
            .uri(path)
            .header("host", self.address.to_string())
            .header("origin", format!("http://{}", self.address))
            .header("content-type", "application/json")
            .header("cookie", &self.cookie)
            .body(Full::new(Bytes::from(body)))?;
        let answer = sender.send_request(request).await?;
        let status = answer.status().as_u16();
        let cookie = answer
            .headers()
            .get("set-cookie")
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .map(str::to_owned);
        let text = String::from_utf8_lossy(&answer.into_body().collect().await?.to_bytes()).into_owned();
        Ok((status, cookie, text))
    }
}

/// The next event or frame as JSON; answers pings on the way.
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
