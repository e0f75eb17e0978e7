//! A closed-loop load: N connections, each sends its next event when the last one was answered.

use std::{
    net::SocketAddr,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use parlance_testkit::http_client::{self, Connection};
use tokio::task::JoinSet;

use crate::{Failure, payload};

/// Numbers every event of the whole run, so that no message id comes twice.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// What a round gave.
#[derive(Debug, Default)]
pub struct Round {
    /// Answers with 200.
    pub accepted: u64,
    /// Other answers.
    pub refused: u64,
    /// Latencies of the accepted ones, microseconds, sorted.
    pub latencies_us: Vec<u64>,
    /// How long the round took.
    pub took: Duration,
}

impl Round {
    /// Accepted events per second.
    pub fn per_second(&self) -> f64 {
        self.accepted as f64 / self.took.as_secs_f64()
    }
}

/// Posts one event and returns the status.
pub async fn post(sender: &mut Connection, path: &str, event: payload::Signed) -> Result<u16, Failure> {
    send(sender, path, event.body, Some(event.signature)).await
}

/// Posts a body, signed or not, and returns the status.
pub async fn send(
    sender: &mut Connection,
    path: &str,
    body: Bytes,
    signature: Option<String>,
) -> Result<u16, Failure> {
    sender.ready().await?;
    let mut request = http::Request::post(path)
        .header("host", "127.0.0.1")
        .header("content-type", "application/json");
    if let Some(signature) = signature {
        request = request.header("x-hub-signature-256", signature);
    }
    let request = request.body(Full::new(body))?;
    let answer = sender.send_request(request).await?;
    let status = answer.status().as_u16();
    answer.into_body().collect().await?;
    Ok(status)
}

/// A fresh message id.
pub fn next_mid() -> String {
    format!(
        "m_bench-{}-{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    )
}

/// Keeps `connections` busy for a while. Customers are few, so that threads are known.
pub async fn closed_loop(
    address: SocketAddr,
    path: &str,
    connections: usize,
    length: Duration,
) -> Result<Round, Failure> {
    let mut tasks = JoinSet::new();
    let begun = Instant::now();
    for number in 0..connections {
        let path = path.to_owned();
        tasks.spawn(async move { one_connection(address, &path, number as u64, begun + length).await });
    }
    let mut round = Round::default();
    while let Some(done) = tasks.join_next().await {
        let part = done??;
        round.accepted += part.accepted;
        round.refused += part.refused;
        round.latencies_us.extend(part.latencies_us);
    }
    round.took = begun.elapsed();
    round.latencies_us.sort_unstable();
    Ok(round)
}

async fn one_connection(
    address: SocketAddr,
    path: &str,
    number: u64,
    until: Instant,
) -> Result<Round, Failure> {
    let mut sender = http_client::connect(address).await?;
    let mut round = Round::default();
    while Instant::now() < until {
        let event = payload::message(
            24_000_000_000_000_000 + number % 200,
            &next_mid(),
            payload::now_ms(),
            "load",
        );
        let sent = Instant::now();
        if post(&mut sender, path, event).await? == 200 {
            round.accepted += 1;
            round.latencies_us.push(sent.elapsed().as_micros() as u64);
        } else {
            round.refused += 1;
        }
    }
    Ok(round)
}
