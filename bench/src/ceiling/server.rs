//! Bare axum handlers with the same signature check and JSON parse as the product: nothing behind them, a group commit
//! behind them, a socket behind that, and a call to the platform behind that.

use std::net::SocketAddr;

use axum::{
    Router,
    body::Bytes,
    extract::{RawQuery, State, ws::Utf8Bytes},
    http::{HeaderMap, StatusCode},
    routing::{get, post},
};
use parlance_testkit::http_client;
use tokio::sync::Mutex;

use super::{
    group_commit::{self, Queue},
    sockets::{self, Sockets},
};
use crate::{Failure, load, payload};

/// What the handlers share.
#[derive(Clone)]
pub struct Machine {
    queue: Queue,
    pub sockets: Sockets,
    platform: std::sync::Arc<Mutex<Option<http_client::Connection>>>,
}

/// Listens on a free port, says which one, and serves until the process ends.
pub async fn serve(place: &str) -> Result<(), Failure> {
    let machine = Machine {
        queue: group_commit::start(place)?,
        sockets: Sockets::default(),
        platform: std::sync::Arc::default(),
    };
    let router = Router::new()
        .route("/bare", post(check))
        .route("/raw", post(store))
        .route("/push", post(store_and_push))
        .route("/broadcast", post(broadcast))
        .route("/relay", post(store_and_call))
        .route("/socket", get(sockets::hold))
        .with_state(machine);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}

async fn check(headers: HeaderMap, body: Bytes) -> StatusCode {
    verdict(&headers, &body)
}

fn verdict(headers: &HeaderMap, body: &Bytes) -> StatusCode {
    let signature = headers
        .get("x-hub-signature-256")
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    if !payload::is_signed(body, signature) {
        return StatusCode::FORBIDDEN;
    }
    match serde_json::from_slice::<serde_json::Value>(body) {
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::BAD_REQUEST,
    }
}

async fn store(State(machine): State<Machine>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let status = verdict(&headers, &body);
    if status != StatusCode::OK {
        return status;
    }
    if machine.queue.store(body).await {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    }
}

/// `?n` names the socket; the body goes there once it is stored.
async fn store_and_push(
    State(machine): State<Machine>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let status = store(State(machine.clone()), headers, body.clone()).await;
    let number = query.and_then(|number| number.parse().ok());
    if let (StatusCode::OK, Some(number), Ok(text)) = (status, number, Utf8Bytes::try_from(body)) {
        machine.sockets.push(number, &text);
    }
    status
}

async fn broadcast(State(machine): State<Machine>, body: Bytes) -> StatusCode {
    if let Ok(text) = Utf8Bytes::try_from(body) {
        machine.sockets.broadcast(&text);
    }
    StatusCode::OK
}

/// `?address` names the platform; the body goes there once it is stored.
async fn store_and_call(
    State(machine): State<Machine>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> StatusCode {
    if !machine.queue.store(body.clone()).await {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    let platform = query.and_then(|address| address.parse::<SocketAddr>().ok());
    tokio::spawn(async move {
        let mut connection = machine.platform.lock().await;
        if let (None, Some(platform)) = (&*connection, platform) {
            *connection = http_client::connect(platform).await.ok();
        }
        if let Some(open) = connection.as_mut() {
            let _ = load::send(open, "/relayed", body, None).await;
        }
    });
    StatusCode::OK
}
