//! A flood that is fully applied and pushed while it lasts: senders pause whenever more than a bounded number of
//! messages is behind, so the lag cannot grow, and what comes through is what can be sustained.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use parlance_testkit::{http_client, program::Program};
use rusqlite::{Connection, OpenFlags};
use tokio::task::JoinSet;

use crate::{
    Bench, Failure,
    ceiling::Ceiling,
    figures::{self, spread},
    floor,
    listeners::{Ear, until},
    load, machine, payload, server, sockets,
};

/// Messages that may be stored and not yet applied.
const BEHIND: u64 = 512;
const CONNECTIONS: usize = 32;
/// Agents with a chat each.
const AGENTS: usize = 50;

/// What a flood gave.
struct Flood {
    /// Applied messages in each second of it.
    per_second: Vec<f64>,
    /// CPU time per message, microseconds, everything included.
    cpu_us: f64,
    /// From the webhook's departure to the agent's socket, sorted, microseconds.
    latencies_us: Vec<u64>,
}

/// Known conversations with agents who watch them, then customers who write for the first time.
pub async fn measure(bench: &mut Bench) -> Result<(), Failure> {
    let (rate, cpu) = raw(bench).await?;
    let known = flood_known(bench).await?;
    let new = flood_new(bench).await?;
    figures::goals(&format!(
        "Fully applied and pushed, {} s without growing lag",
        bench.extent.flood_ms / 1_000
    ));
    for (what, flood, goal) in [
        ("messages/s into known conversations", &known, "≥ 8,000/s"),
        ("new interactions/s", &new, "≥ 4,000/s"),
    ] {
        let ratios = flood.per_second.iter().map(|applied| applied / rate).collect();
        figures::row(&[
            what.into(),
            spread(flood.per_second.clone()).shown(figures::whole),
            goal.into(),
            format!("{rate:.0} stored/s"),
            bench.ratios.note(what, spread(ratios)),
        ]);
    }
    for (what, flood, goal) in [
        ("CPU per message, end to end", &known, "≤ 90 µs"),
        ("CPU per new interaction", &new, ""),
    ] {
        figures::row(&[
            what.into(),
            format!("{:.0} µs", flood.cpu_us),
            goal.into(),
            format!("{cpu:.0} µs stored only"),
            bench.ratios.note(what, spread(vec![cpu / flood.cpu_us])),
        ]);
    }
    let lag = |share| figures::ms(figures::percentile(&known.latencies_us, share) as f64);
    figures::against_goal(
        "webhook → socket during the flood, p50 / p99",
        format!("{} / {}", lag(0.5), lag(0.99)),
        "",
    );
    Ok(())
}

/// Stored per second, and CPU time of each, of the raw group commit.
async fn raw(bench: &Bench) -> Result<(f64, f64), Failure> {
    let ceiling = Ceiling::start().await?;
    let before = machine::cpu_us(ceiling.pid());
    let length = Duration::from_millis(bench.extent.round_ms * 2);
    let round = load::closed_loop(ceiling.address, "/raw", 64, length).await?;
    let cpu = (machine::cpu_us(ceiling.pid()) - before) / round.accepted as f64;
    Ok((round.per_second(), cpu))
}

/// Messages into known conversations per second that are applied and pushed: for the soak.
pub async fn sustained(bench: &Bench) -> Result<f64, Failure> {
    Ok(spread(flood_known(bench).await?.per_second).median)
}

async fn flood_known(bench: &Bench) -> Result<Flood, Failure> {
    let server = server::start(&bench.binary, AGENTS).await?;
    let agents = sockets::sign_in(server.address, "agent", AGENTS).await?;
    let ear = Arc::new(Ear::default());
    floor::fill(&server, &agents, &ear).await?;
    ear.take_latencies();
    let heard = Arc::clone(&ear);
    let customers = |number: u64| floor::customer(number as usize % AGENTS);
    let mut flood = flood(bench, &server, &ear, customers, move || heard.arrived()).await?;
    flood.latencies_us = ear.take_latencies();
    Ok(flood)
}

/// All agents have as many chats as they may hold: whoever writes is queued.
async fn flood_new(bench: &Bench) -> Result<Flood, Failure> {
    let staff = server::Staff {
        agents: 10,
        max_chats: 1,
        idle: 0,
    };
    let server = server::start_with(&bench.binary, staff, server::NOBODY).await?;
    let agents = sockets::sign_in(server.address, "agent", staff.agents).await?;
    let ear = Arc::new(Ear::default());
    floor::fill(&server, &agents, &ear).await?;
    let applied = watch_applied(&server.data_dir().join("parlance.db"))?;
    let before = applied.load(Ordering::Relaxed);
    let new = |number: u64| 26_000_000_000_000_000 + number;
    flood(bench, &server, &ear, new, move || {
        applied.load(Ordering::Relaxed) - before
    })
    .await
}

/// Follows how many deliveries have been applied: nobody's desktop shows what only waits.
fn watch_applied(file: &Path) -> Result<Arc<AtomicU64>, Failure> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    let count = move || -> rusqlite::Result<i64> {
        connection
            .prepare_cached(
                "SELECT (SELECT coalesce(max(id), 0) FROM inbound_event)
                   - (SELECT count(*) FROM inbound_event WHERE state = 'new')",
            )?
            .query_row([], |row| row.get(0))
    };
    let applied = Arc::new(AtomicU64::new(count()? as u64));
    let shared = Arc::downgrade(&applied);
    std::thread::spawn(move || {
        while let Some(applied) = shared.upgrade() {
            if let Ok(now) = count() {
                applied.store(now as u64, Ordering::Relaxed);
            }
            // The other process cannot tell.
            std::thread::sleep(Duration::from_millis(10));
        }
    });
    Ok(applied)
}

async fn flood(
    bench: &Bench,
    server: &Program,
    ear: &Arc<Ear>,
    customer: impl Fn(u64) -> u64 + Copy + Send + 'static,
    applied: impl Fn() -> u64 + Clone + Send + 'static,
) -> Result<Flood, Failure> {
    let sent = Arc::new(AtomicU64::new(applied()));
    let stop = Arc::new(AtomicBool::new(false));
    let mut tasks = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let mut sender = http_client::connect(server.address).await?;
        let (sent, stop, ear, applied) = (
            Arc::clone(&sent),
            Arc::clone(&stop),
            Arc::clone(ear),
            applied.clone(),
        );
        tasks.spawn(async move {
            let path = floor::webhook();
            while !stop.load(Ordering::Relaxed) {
                if sent.load(Ordering::Relaxed).saturating_sub(applied()) >= BEHIND {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                    continue;
                }
                let number = sent.fetch_add(1, Ordering::Relaxed);
                let event = payload::message(
                    customer(number),
                    &load::next_mid(),
                    payload::now_ms(),
                    &ear.mark(),
                );
                let status = load::post(&mut sender, &path, event).await?;
                if status != 200 {
                    return Err(format!("the webhook answered {status}").into());
                }
            }
            Ok::<(), Failure>(())
        });
    }
    let begun = Instant::now();
    let (from, cpu_before) = (applied(), machine::cpu_us(server.pid()));
    let mut per_second = Vec::new();
    while begun.elapsed() < Duration::from_millis(bench.extent.flood_ms) {
        let (at, before) = (Instant::now(), applied());
        tokio::time::sleep(Duration::from_secs(1)).await;
        per_second.push((applied() - before) as f64 / at.elapsed().as_secs_f64());
    }
    stop.store(true, Ordering::Relaxed);
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    let all = sent.load(Ordering::Relaxed);
    until("messages applied", Duration::from_secs(20), all, &applied).await?;
    let cpu = machine::cpu_us(server.pid()) - cpu_before;
    Ok(Flood {
        per_second,
        cpu_us: cpu / (applied() - from) as f64,
        latencies_us: Vec::new(),
    })
}
