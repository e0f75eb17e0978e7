//! An open loop: messages leave on a schedule, whether or not answers come.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use parlance_testkit::http_client;
use tokio::task::JoinSet;

use crate::{Failure, listeners::Ear, load, payload};

/// Connections that share the schedule.
const CONNECTIONS: usize = 8;

/// Where messages go and from whom they come, by their number.
pub struct Schedule {
    /// The server.
    pub address: SocketAddr,
    /// The address of the n-th message.
    pub path: Arc<dyn Fn(usize) -> String + Send + Sync>,
    /// The customer of the n-th message.
    pub customer: Arc<dyn Fn(usize) -> u64 + Send + Sync>,
    /// Messages per second.
    pub rate: usize,
    /// How long.
    pub length: Duration,
}

/// What was sent.
#[derive(Debug, Default)]
pub struct Sent {
    /// Accepted messages.
    pub accepted: u64,
    /// Time to the answer, sorted, microseconds.
    pub latencies_us: Vec<u64>,
}

/// Sends the whole schedule.
pub async fn send(schedule: &Schedule, ear: &Arc<Ear>) -> Result<Sent, Failure> {
    let per_connection = schedule.rate * schedule.length.as_millis() as usize / 1_000 / CONNECTIONS;
    let gap = Duration::from_secs_f64(CONNECTIONS as f64 / schedule.rate as f64);
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for lane in 0..CONNECTIONS {
        let mut sender = http_client::connect(schedule.address).await?;
        let (path, customer, ear) = (
            Arc::clone(&schedule.path),
            Arc::clone(&schedule.customer),
            Arc::clone(ear),
        );
        tasks.spawn(async move {
            let mut sent = Sent::default();
            for turn in 0..per_connection {
                let due = begun + gap.mul_f64(turn as f64 + lane as f64 / CONNECTIONS as f64);
                tokio::time::sleep_until(due.into()).await;
                let number = turn * CONNECTIONS + lane;
                let event = payload::message(
                    customer(number),
                    &load::next_mid(),
                    payload::now_ms(),
                    &ear.mark(),
                );
                let left = Instant::now();
                if load::post(&mut sender, &path(number), event).await? == 200 {
                    sent.accepted += 1;
                    sent.latencies_us.push(left.elapsed().as_micros() as u64);
                }
            }
            Ok::<_, Failure>(sent)
        });
    }
    let mut all = Sent::default();
    while let Some(done) = tasks.join_next().await {
        let part = done??;
        all.accepted += part.accepted;
        all.latencies_us.extend(part.latencies_us);
    }
    all.latencies_us.sort_unstable();
    Ok(all)
}
