//! Desktops that listen: they answer pings, take what rings, and note when messages arrive.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::{SinkExt as _, StreamExt as _};
use parlance_testkit::person::{Person, Socket};
use tokio_tungstenite::tungstenite::Message;

use crate::Failure;

/// What all listeners have heard.
#[derive(Debug)]
pub struct Ear {
    begun: Instant,
    arrived: AtomicU64,
    accepted: AtomicU64,
    news: AtomicU64,
    ended: AtomicU64,
    latencies_us: Mutex<Vec<u64>>,
}

impl Default for Ear {
    fn default() -> Self {
        Self {
            begun: Instant::now(),
            arrived: AtomicU64::new(0),
            accepted: AtomicU64::new(0),
            news: AtomicU64::new(0),
            ended: AtomicU64::new(0),
            latencies_us: Mutex::default(),
        }
    }
}

impl Ear {
    /// The text of a message that leaves now; whoever hears it knows how long it was under way.
    pub fn mark(&self) -> String {
        format!("~{}~", self.begun.elapsed().as_micros())
    }

    /// Marked messages that have arrived.
    pub fn arrived(&self) -> u64 {
        self.arrived.load(Ordering::Relaxed)
    }

    /// Offers taken.
    pub fn accepted(&self) -> u64 {
        self.accepted.load(Ordering::Relaxed)
    }

    /// Frames that everybody gets.
    pub fn news(&self) -> u64 {
        self.news.load(Ordering::Relaxed)
    }

    /// Sockets that the other side has ended.
    pub fn ended(&self) -> u64 {
        self.ended.load(Ordering::Relaxed)
    }

    /// The latencies noted since the last time, sorted, microseconds.
    pub fn take_latencies(&self) -> Vec<u64> {
        let mut taken =
            std::mem::take(&mut *self.latencies_us.lock().unwrap_or_else(PoisonError::into_inner));
        taken.sort_unstable();
        taken
    }

    /// Notes a frame; `true` when it is a ping that wants an answer.
    fn hear(&self, text: &str) -> bool {
        if text.contains(r#""kind":"ping""#) {
            return true;
        }
        if text.contains(r#""kind":"config.changed""#) {
            self.news.fetch_add(1, Ordering::Relaxed);
        }
        let left = text.split('~').nth(1).and_then(|mark| mark.parse::<u64>().ok());
        // An interaction's last line carries the mark too; only the message counts.
        if let Some(left) = left
            && (text.contains(r#""kind":"message.changed""#) || text.starts_with(r#"{"object""#))
        {
            self.arrived.fetch_add(1, Ordering::Relaxed);
            let took = (self.begun.elapsed().as_micros() as u64).saturating_sub(left);
            self.latencies_us
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(took);
        }
        false
    }
}

/// Listens until the socket ends. With a person, takes whatever rings.
pub fn listen(mut socket: Socket, ear: Arc<Ear>, person: Option<Arc<Person>>) {
    tokio::spawn(async move {
        while let Some(Ok(message)) = socket.next().await {
            let Message::Text(text) = message else { continue };
            if ear.hear(&text) {
                let _ = socket.send(Message::text(r#"{"kind":"pong"}"#)).await;
            }
            if let Some(person) = person.as_deref() {
                take_offer(&text, person, &ear).await;
            }
        }
        ear.ended.fetch_add(1, Ordering::Relaxed);
    });
}

async fn take_offer(text: &str, person: &Person, ear: &Ear) {
    if !text.contains(r#""kind":"offer.changed""#) {
        return;
    }
    let Ok(frame) = serde_json::from_str::<serde_json::Value>(text) else {
        return;
    };
    if frame["data"]["state"] == "pending" {
        let offer = frame["data"]["id"].as_str().unwrap_or_default();
        let path = format!("/api/v1/offers/{offer}/accept");
        if person.post(&path, serde_json::json!({})).await.is_ok() {
            ear.accepted.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Waits until something has happened so often; says what did not when it takes too long.
pub async fn until(
    what: &str,
    within: Duration,
    wanted: u64,
    count: impl Fn() -> u64,
) -> Result<(), Failure> {
    let begun = Instant::now();
    while count() < wanted {
        if begun.elapsed() > within {
            return Err(format!("{what}: {} of {wanted} after {} s", count(), within.as_secs()).into());
        }
        // What is waited for happens in another process.
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    Ok(())
}
