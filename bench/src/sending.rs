//! An agent's answer until the platform has it.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{Json, Router, body::Bytes, extract::State};
use parlance_testkit::{
    http_client::{self, Connection},
    person::Person,
};
use serde_json::{Value, json};

use crate::{
    Bench, Failure,
    ceiling::Ceiling,
    figures::{self, percentiles, spread},
    floor,
    listeners::{Ear, until},
    load, server, sockets,
};

const AGENTS: usize = 20;
/// Answers per second.
const RATE: u64 = 50;

/// A platform that takes everything and notes when.
async fn platform(ear: Arc<Heard>) -> Result<SocketAddr, Failure> {
    let router = Router::new().fallback(take).with_state(ear);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

/// When marked answers arrived.
#[derive(Default)]
struct Heard {
    latencies_us: std::sync::Mutex<Vec<u64>>,
    begun: std::sync::OnceLock<Instant>,
}

impl Heard {
    fn now_us(&self) -> u64 {
        self.begun.get_or_init(Instant::now).elapsed().as_micros() as u64
    }

    fn mark(&self) -> String {
        format!("~{}~", self.now_us())
    }

    fn count(&self) -> u64 {
        self.latencies_us.lock().map_or(0, |list| list.len() as u64)
    }

    fn take(&self) -> Vec<u64> {
        let mut list = self
            .latencies_us
            .lock()
            .map(|mut list| std::mem::take(&mut *list))
            .unwrap_or_default();
        list.sort_unstable();
        list
    }
}

async fn take(State(heard): State<Arc<Heard>>, body: Bytes) -> Json<Value> {
    let text = String::from_utf8_lossy(&body);
    if let Some(left) = text.split('~').nth(1).and_then(|mark| mark.parse::<u64>().ok())
        && let Ok(mut list) = heard.latencies_us.lock()
    {
        list.push(heard.now_us().saturating_sub(left));
    }
    let recipient = serde_json::from_slice::<Value>(&body)
        .map(|body| body["recipient"]["id"].clone())
        .unwrap_or_default();
    Json(json!({ "recipient_id": recipient, "message_id": load::next_mid() }))
}

/// Twenty agents answer in turn.
pub async fn measure(bench: &mut Bench) -> Result<(), Failure> {
    let heard = Arc::new(Heard::default());
    let meta = platform(Arc::clone(&heard)).await?;
    let ceiling = Ceiling::start().await?;
    let staff = server::Staff {
        agents: AGENTS,
        max_chats: 1,
        idle: 0,
    };
    let server = server::start_with(&bench.binary, staff, &format!("http://{meta}")).await?;
    let agents = sockets::sign_in(server.address, "agent", AGENTS).await?;
    floor::fill(&server, &agents, &Arc::new(Ear::default())).await?;
    let chats = chats(&agents).await?;
    let mut own_connection = http_client::connect(server.address).await?;
    let mut raw_connection = http_client::connect(ceiling.address).await?;
    let (mut own, mut raw) = (Vec::new(), Vec::new());
    for round in 0..=bench.extent.rounds {
        for (is_own, side) in [(false, &mut raw), (true, &mut own)] {
            heard.take();
            let count = bench.extent.round_ms * RATE / 1_000;
            for number in 0..count {
                let next = Instant::now() + Duration::from_micros(1_000_000 / RATE);
                let (person, chat) = &chats[number as usize % chats.len()];
                if is_own {
                    answer(&mut own_connection, person, chat, &heard.mark()).await?;
                } else {
                    let body = json!({ "text": heard.mark() }).to_string();
                    load::send(&mut raw_connection, &format!("/relay?{meta}"), body.into(), None).await?;
                }
                tokio::time::sleep_until(next.into()).await;
            }
            until("answers at the platform", Duration::from_secs(20), count, || {
                heard.count()
            })
            .await?;
            if round > 0 {
                side.push(heard.take());
            }
        }
    }
    figures::goals(&format!("An agent's answer → the platform, {RATE}/s"));
    for (what, share) in [("answer → platform, p50", 0.5), ("answer → platform, p99", 0.99)] {
        let ratios = own.iter().zip(&raw).map(|(own, raw)| {
            figures::percentile(raw, share) as f64 / figures::percentile(own, share).max(1) as f64
        });
        figures::row(&[
            what.into(),
            percentiles(own.iter(), share).shown(figures::ms),
            String::new(),
            percentiles(raw.iter(), share).shown(figures::ms),
            bench.ratios.note(what, spread(ratios.collect())),
        ]);
    }
    Ok(())
}

/// The chat that each agent holds.
async fn chats(agents: &[Arc<Person>]) -> Result<Vec<(Arc<Person>, String)>, Failure> {
    let mut chats = Vec::new();
    for person in agents {
        let desk = person.get("/api/v1/desk").await?;
        let id = desk["interactions"][0]["id"]
            .as_str()
            .ok_or("an agent has no chat")?;
        chats.push((Arc::clone(person), id.to_owned()));
    }
    Ok(chats)
}

async fn answer(connection: &mut Connection, person: &Person, chat: &str, mark: &str) -> Result<(), Failure> {
    use http_body_util::BodyExt as _;
    let path = format!("/api/v1/interactions/{chat}/messages");
    let body = json!({ "client_msg_id": load::next_mid(), "text": format!("{mark} Thank you.") }).to_string();
    connection.ready().await?;
    let answer = connection
        .send_request(person.request("POST", &path, body)?)
        .await?;
    let status = answer.status();
    let body = answer.into_body().collect().await?.to_bytes();
    if !status.is_success() {
        return Err(format!(
            "the answer was refused with {status}: {}",
            String::from_utf8_lossy(&body)
        )
        .into());
    }
    Ok(())
}
