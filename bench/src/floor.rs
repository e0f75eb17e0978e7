//! Webhook → the agent's socket at a steady rate with many desktops open, memory per held socket, and a broadcast.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use parlance_testkit::{http_client, person::Person, program::Program};

use crate::{
    Bench, Failure,
    ceiling::Ceiling,
    figures::{self, Spread, percentile, percentiles, spread},
    listeners::{Ear, listen, until},
    load, machine, payload, server, sockets,
    steady::{self, Schedule},
};

/// People whose windows are open and who get nothing.
const IDLE: usize = 200;
/// Broadcasts of a run.
const BROADCASTS: usize = 7;

/// A customer of the measured page.
pub fn customer(number: usize) -> u64 {
    25_000_000_000_000_000 + number as u64
}

/// What one side (ours or the ceiling) gave.
#[derive(Default)]
struct Side {
    rounds: Vec<Vec<u64>>,
    answers: Vec<Vec<u64>>,
    lost: u64,
    broadcasts: Vec<f64>,
    per_socket_kib: f64,
    all_mib: f64,
}

/// Measures the ceiling with its own sockets, then the product.
pub async fn measure(bench: &mut Bench) -> Result<(), Failure> {
    let raw = ceiling(bench).await?;
    let own = product(bench).await?;
    print(bench, &own, &raw);
    Ok(())
}

async fn ceiling(bench: &Bench) -> Result<Side, Failure> {
    let extent = bench.extent;
    let ceiling = Ceiling::start().await?;
    let ear = Arc::new(Ear::default());
    let before = machine::memory_kib(ceiling.pid(), "VmRSS");
    for socket in sockets::open_bare(ceiling.address, extent.sockets).await? {
        listen(socket, Arc::clone(&ear), None);
    }
    let mut side = Side::default();
    note_memory(&mut side, ceiling.pid(), before, extent.sockets);
    let schedule = Schedule {
        address: ceiling.address,
        path: Arc::new(|number| format!("/push?{number}")),
        customer: Arc::new(customer),
        rate: extent.rate,
        length: Duration::from_millis(extent.round_ms),
    };
    rounds(bench, &schedule, &ear, &mut side).await?;
    let mut sender = http_client::connect(ceiling.address).await?;
    for _ in 0..BROADCASTS {
        let arrived = ear.arrived();
        let begun = Instant::now();
        let body = format!(r#"{{"object":"{}","fill":"{}"}}"#, ear.mark(), "x".repeat(240));
        load::send(&mut sender, "/broadcast", body.into(), None).await?;
        let all = arrived + extent.sockets as u64;
        until("a bare broadcast", Duration::from_secs(10), all, || ear.arrived()).await?;
        side.broadcasts.push(begun.elapsed().as_secs_f64() * 1e6);
        ear.take_latencies();
    }
    Ok(side)
}

async fn product(bench: &Bench) -> Result<Side, Failure> {
    let extent = bench.extent;
    let staff = server::Staff {
        agents: extent.agents,
        max_chats: 100,
        idle: IDLE,
    };
    let server = server::start_with(&bench.binary, staff, server::NOBODY).await?;
    let agents = sockets::sign_in(server.address, "agent", extent.agents).await?;
    let idle = sockets::sign_in(server.address, "idle", IDLE).await?;
    let vera = Person::sign_in(server.address, None, "vera").await?;
    let ear = Arc::new(Ear::default());
    let mut side = Side::default();
    let before = machine::memory_kib(server.pid(), "VmRSS");
    let windows = extent.sockets.saturating_sub(extent.agents) / IDLE;
    for (_, socket) in sockets::open(&idle, windows).await? {
        listen(socket, Arc::clone(&ear), None);
    }
    note_memory(&mut side, server.pid(), before, windows * IDLE);
    fill(&server, &agents, &ear).await?;
    let path = webhook();
    let schedule = Schedule {
        address: server.address,
        path: Arc::new(move |_| path.clone()),
        customer: Arc::new(move |number| customer(number % extent.agents)),
        rate: extent.rate,
        length: Duration::from_millis(extent.round_ms),
    };
    rounds(bench, &schedule, &ear, &mut side).await?;
    let everybody = (windows * IDLE + extent.agents) as u64 - ear.ended();
    for number in 0..BROADCASTS {
        let heard = ear.news();
        let begun = Instant::now();
        let skill = serde_json::json!({ "name": format!("Broadcast {number}") });
        vera.post("/api/v1/skills", skill).await?;
        let all = heard + everybody;
        until("a broadcast", Duration::from_secs(10), all, || ear.news()).await?;
        side.broadcasts.push(begun.elapsed().as_secs_f64() * 1e6);
    }
    if ear.ended() > 0 {
        println!("\n{} sockets were ended by the server.", ear.ended());
    }
    Ok(side)
}

/// The webhook's address.
pub fn webhook() -> String {
    format!("/clientweb/fb/webhook/{}", payload::PAGE_ID)
}

fn note_memory(side: &mut Side, pid: u32, before: f64, sockets: usize) {
    let after = machine::memory_kib(pid, "VmRSS");
    side.per_socket_kib = (after - before) / sockets as f64;
    side.all_mib = after / 1_024.0;
}

async fn rounds(bench: &Bench, schedule: &Schedule, ear: &Arc<Ear>, side: &mut Side) -> Result<(), Failure> {
    // The first one warms up.
    for round in 0..=bench.extent.rounds {
        let before = ear.arrived();
        let sent = steady::send(schedule, ear).await?;
        let all = before + sent.accepted;
        let _ = until("messages", Duration::from_secs(5), all, || ear.arrived()).await;
        let latencies = ear.take_latencies();
        if round > 0 {
            side.lost += all.saturating_sub(ear.arrived());
            side.rounds.push(latencies);
            side.answers.push(sent.latencies_us);
        }
    }
    Ok(())
}

/// Opens a window for every agent; each gets a chat with a customer of their own and takes it.
pub async fn fill(server: &Program, agents: &[Arc<Person>], ear: &Arc<Ear>) -> Result<(), Failure> {
    for (person, socket) in sockets::open(agents, 1).await? {
        listen(socket, Arc::clone(ear), Some(person));
    }
    for person in agents {
        person.become_ready().await?;
    }
    let mut sender = http_client::connect(server.address).await?;
    for number in 0..agents.len() {
        let event = payload::message(customer(number), &load::next_mid(), payload::now_ms(), "hello");
        load::post(&mut sender, &webhook(), event).await?;
    }
    let wanted = agents.len() as u64;
    until("chats taken", Duration::from_mins(1), wanted, || ear.accepted()).await
}

fn print(bench: &mut Bench, own: &Side, raw: &Side) {
    let extent = bench.extent;
    figures::goals(&format!(
        "{} desktops open, {} messages/s to {} agents",
        extent.sockets, extent.rate, extent.agents
    ));
    for (what, share, goal) in [("p50", 0.5, "≤ 0.60 ms"), ("p99", 0.99, "≤ 5 ms")] {
        latency(
            bench,
            &format!("webhook → socket, {what}"),
            share,
            goal,
            &own.rounds,
            &raw.rounds,
        );
    }
    latency(
        bench,
        "webhook → 200, p99",
        0.99,
        "≤ 5 ms",
        &own.answers,
        &raw.answers,
    );
    figures::against_goal("messages that did not arrive", own.lost.to_string(), "0");
    let last = spread(own.broadcasts.clone());
    let bare = spread(raw.broadcasts.clone());
    figures::row(&[
        "broadcast: last receiver, from the administrator's request".into(),
        last.shown(figures::ms),
        "≤ 120 ms".into(),
        bare.shown(figures::ms),
        bench.ratios.note("broadcast", against(last, bare.median)),
    ]);
    figures::row(&[
        "memory per held socket".into(),
        format!("{:.1} KiB", own.per_socket_kib),
        "≤ 12 KiB".into(),
        format!("{:.1} KiB", raw.per_socket_kib),
        bench.ratios.note(
            "memory per socket",
            spread(vec![raw.per_socket_kib / own.per_socket_kib]),
        ),
    ]);
    figures::against_goal("memory with all of them", format!("{:.0} MiB", own.all_mib), "");
}

fn latency(bench: &mut Bench, what: &str, share: f64, goal: &str, own: &[Vec<u64>], raw: &[Vec<u64>]) {
    let bare = percentiles(raw.iter(), share);
    let ratios = own
        .iter()
        .zip(raw)
        .map(|(own, raw)| percentile(raw, share) as f64 / percentile(own, share).max(1) as f64);
    figures::row(&[
        what.into(),
        percentiles(own.iter(), share).shown(figures::ms),
        goal.into(),
        bare.shown(figures::ms),
        bench.ratios.note(what, spread(ratios.collect())),
    ]);
}

/// How a time stands to the ceiling's: better when higher.
fn against(own: Spread, ceiling: f64) -> Spread {
    spread(vec![ceiling / own.max, ceiling / own.median, ceiling / own.min])
}
