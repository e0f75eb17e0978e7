//! Webhook → the agent's socket, with many desktops open, at a steady rate; and memory per held socket.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::task::JoinSet;

use parlance_testkit::{
    http_client,
    person::{Person, Socket, next_frame},
    program::Program,
};

use crate::{Extent, Failure, figures, load, machine, payload, server};

/// Desktops that each agent has open while memory is measured.
const WINDOWS: usize = 5;

/// When each message left, by its id.
type Departures = Arc<Mutex<HashMap<String, Instant>>>;

/// Opens the desktops, gives every agent a chat, then sends messages into the chats.
pub async fn measure(binary: &Path, extent: Extent) -> Result<(), Failure> {
    let server = server::start(binary, extent.agents).await?;
    let mut people = Vec::new();
    for number in 0..extent.agents {
        people.push(Arc::new(
            Person::sign_in(server.address, None, &format!("agent{number}")).await?,
        ));
    }
    let before = machine::memory_kib(server.pid(), "VmRSS");
    // Several windows each: the more sockets, the less the allocator's own steps show in the figure.
    let mut windows = Vec::new();
    for _ in 0..WINDOWS {
        let mut sockets = Vec::new();
        for person in &people {
            sockets.push(person.connect().await?.0);
        }
        windows.push(sockets);
    }
    let after = machine::memory_kib(server.pid(), "VmRSS");
    let per_socket = (after - before) / (extent.agents * WINDOWS) as f64;
    let sockets = windows.swap_remove(0);
    drop(windows);
    let sockets = fill_the_floor(&server, &people, sockets).await?;
    let mut latencies = Vec::new();
    let mut lost = 0;
    let mut sockets = sockets;
    for _ in 0..extent.rounds {
        let (round, missing, back) = steady(&server, extent, sockets).await?;
        sockets = back;
        lost += missing;
        latencies.push(round);
    }
    let at = |share: f64| {
        figures::spread(
            latencies
                .iter()
                .map(|round| figures::percentile(round, share) as f64)
                .collect(),
        )
    };
    figures::table("Webhook → the agent's socket", &["what", "figure", "goal"]);
    let what = format!("{} messages/s, {} agents: p50", extent.rate, extent.agents);
    figures::row(&[what, figures::ms(at(0.5).median), "< 2 ms".into()]);
    let p99 = at(0.99);
    figures::row(&[
        "p99".into(),
        format!(
            "{} ({}–{})",
            figures::ms(p99.median),
            figures::ms(p99.min),
            figures::ms(p99.max)
        ),
        "< 15 ms".into(),
    ]);
    figures::row(&[
        "messages that did not arrive".into(),
        lost.to_string(),
        "0".into(),
    ]);
    figures::row(&[
        format!("memory per held socket, {} of them", extent.agents * WINDOWS),
        format!("{per_socket:.1} KiB"),
        "< 16 KiB".into(),
    ]);
    Ok(())
}

/// One chat per agent: a customer writes, whoever it rings at accepts.
async fn fill_the_floor(
    server: &Program,
    people: &[Arc<Person>],
    sockets: Vec<Socket>,
) -> Result<Vec<Socket>, Failure> {
    for person in people {
        person.become_ready().await?;
    }
    let mut sender = http_client::connect(server.address).await?;
    let path = format!("/clientweb/fb/webhook/{}", payload::PAGE_ID);
    for number in 0..people.len() {
        let event = payload::message(customer(number), &load::next_mid(), payload::now_ms(), "hello");
        load::post(&mut sender, &path, event).await?;
    }
    let mut tasks = JoinSet::new();
    for (person, mut socket) in people.iter().cloned().zip(sockets) {
        tasks.spawn(async move {
            loop {
                let frame = next_frame(&mut socket).await?;
                if frame["kind"] == "offer.changed" && frame["data"]["state"] == "pending" {
                    let offer = frame["data"]["id"].as_str().unwrap_or_default();
                    person
                        .post(&format!("/api/v1/offers/{offer}/accept"), serde_json::json!({}))
                        .await?;
                    return Ok::<Socket, Failure>(socket);
                }
            }
        });
    }
    let mut ready = Vec::new();
    let all = async {
        while let Some(done) = tasks.join_next().await {
            ready.push(done??);
        }
        Ok::<(), Failure>(())
    };
    tokio::time::timeout(Duration::from_mins(1), all)
        .await
        .map_err(|_| "not every agent got a chat in 60 s")??;
    Ok(ready)
}

fn customer(number: usize) -> u64 {
    25_000_000_000_000_000 + number as u64
}

/// Sends at a steady rate for one round and gathers when messages arrive.
async fn steady(
    server: &Program,
    extent: Extent,
    sockets: Vec<Socket>,
) -> Result<(Vec<u64>, usize, Vec<Socket>), Failure> {
    let departures: Departures = Arc::default();
    let stop = Instant::now() + Duration::from_millis(extent.round_ms + 1_500);
    let mut listeners = JoinSet::new();
    for socket in sockets {
        listeners.spawn(listen(socket, Arc::clone(&departures), stop));
    }
    send_all(server, extent, &departures).await?;
    let mut latencies = Vec::new();
    let mut back = Vec::new();
    while let Some(done) = listeners.join_next().await {
        let (socket, mut arrived) = done??;
        latencies.append(&mut arrived);
        back.push(socket);
    }
    latencies.sort_unstable();
    let missing = departures.lock().map_or(0, |departures| departures.len());
    Ok((latencies, missing, back))
}

/// Sends on a schedule, whether or not answers come (an open loop over eight connections).
async fn send_all(server: &Program, extent: Extent, departures: &Departures) -> Result<(), Failure> {
    const CONNECTIONS: usize = 8;
    let path = format!("/clientweb/fb/webhook/{}", payload::PAGE_ID);
    let per_connection = extent.rate * extent.round_ms as usize / 1_000 / CONNECTIONS;
    let gap = Duration::from_secs_f64(CONNECTIONS as f64 / extent.rate as f64);
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for lane in 0..CONNECTIONS {
        let mut sender = http_client::connect(server.address).await?;
        let (path, departures) = (path.clone(), Arc::clone(departures));
        tasks.spawn(async move {
            for number in 0..per_connection {
                let due = begun + gap.mul_f64(number as f64 + lane as f64 / CONNECTIONS as f64);
                tokio::time::sleep_until(due.into()).await;
                let mark = load::next_mid();
                let who = customer((number * CONNECTIONS + lane) % extent.agents);
                let event = payload::message(who, &mark, payload::now_ms(), &mark);
                if let Ok(mut departures) = departures.lock() {
                    departures.insert(mark, Instant::now());
                }
                load::post(&mut sender, &path, event).await?;
            }
            Ok::<(), Failure>(())
        });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(())
}

/// Notes arrivals until the round is over.
async fn listen(
    mut socket: Socket,
    departures: Departures,
    stop: Instant,
) -> Result<(Socket, Vec<u64>), Failure> {
    let mut latencies = Vec::new();
    while let Ok(frame) = tokio::time::timeout_at(stop.into(), next_frame(&mut socket)).await {
        let frame: Value = frame?;
        if frame["kind"] != "message.changed" || frame["data"]["direction"] != "inbound" {
            continue;
        }
        let text = frame["data"]["parts"][0]["text"].as_str().unwrap_or_default();
        let mark = text.split(' ').next().unwrap_or_default();
        let left = departures
            .lock()
            .ok()
            .and_then(|mut departures| departures.remove(mark));
        if let Some(left) = left {
            latencies.push(left.elapsed().as_micros() as u64);
        }
    }
    Ok((socket, latencies))
}
