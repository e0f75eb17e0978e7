//! P7: from the platform's request to a supervisor's socket, while other things go wrong.

use std::{
    collections::HashMap,
    path::Path,
    time::{Duration, Instant},
};

use parlance_testkit::{
    Failure,
    person::{Person, Socket, next_frame},
};
use serde_json::json;

use super::{Company, Figure, Scale, hooks::Hooks, percentile};
use crate::{customers, random::Chance};

/// Conversations that are written into.
const CUSTOMERS: u64 = 50;
/// Connections of the platform.
const CONNECTIONS: u64 = 4;
/// Desktops that do not read.
const SLOW: usize = 10;

/// Delivers at a steady rate and times each message's way, while the platform answers slowly, some desktops do not
/// read and odd events come between.
pub async fn pushed(binary: &Path, scale: Scale) -> Result<Figure, Failure> {
    let Scale {
        rate,
        seconds,
        judged,
        ..
    } = scale;
    let company = Company::open(binary, 2, vec![]).await?;
    let hooks = Hooks::of(&company.meta, company.program.address);
    let vera = Person::sign_in(company.program.address, None, "vera").await?;
    let mut deaf = Vec::new();
    for _ in 0..SLOW {
        deaf.push(vera.connect().await?.0);
    }
    let slow = json!({ "kind": "delay", "ms": 800, "seconds": 600 });
    company.meta.simulator.order_fault(slow).await?;
    let (socket, _) = vera.connect().await?;
    let mut warm = hooks.connect().await?;
    for customer in 0..CUSTOMERS {
        hooks.deliver(&mut warm, hooks.body(customer, 0, "begin")).await?;
    }
    let count = rate * seconds;
    let arrivals = tokio::spawn(arrive(socket, count));
    let begun = Instant::now();
    let mut senders = Vec::new();
    for connection in 0..CONNECTIONS {
        let hooks = hooks.clone();
        senders.push(tokio::spawn(async move {
            let mut over = hooks.connect().await?;
            let mut left = HashMap::new();
            let mut number = connection;
            while number < count {
                let due = begun + Duration::from_micros(number * 1_000_000 / rate);
                tokio::time::sleep_until(due.into()).await;
                // From the moment it was due: a late answer before it is no excuse.
                left.insert(number, due);
                let body = hooks.body(number % CUSTOMERS, number + 1, &format!("P7 {number}"));
                hooks.deliver(&mut over, body).await?;
                number += CONNECTIONS;
            }
            Ok::<_, Failure>(left)
        }));
    }
    customers::poison(&company.meta, 20, &mut Chance::new(1, "figures")).await?;
    let mut left = HashMap::new();
    for sender in senders {
        left.extend(sender.await??);
    }
    let arrived = arrivals.await??;
    let mut latencies: Vec<f64> = arrived
        .iter()
        .filter_map(|(number, at)| Some(at.duration_since(*left.get(number)?).as_secs_f64() * 1_000.0))
        .collect();
    drop(deaf);
    let (p50, p99) = (percentile(&mut latencies, 0.5), percentile(&mut latencies, 0.99));
    Ok(Figure {
        promise: "P7",
        what: format!("{rate} messages/s for {seconds} s; platform slow, {SLOW} desktops deaf, odd events"),
        measured: format!(
            "{} of {count} pushed; p50 {p50:.1} ms, p99 {p99:.1} ms",
            latencies.len()
        ),
        bound: if judged {
            "all, p99 ≤ 15 ms"
        } else {
            "all (the time needs a release build)"
        },
        holds: latencies.len() as u64 == count && (p99 <= 15.0 || !judged),
    })
}

/// When each message came to the desktop; patience ends some seconds after the last one.
async fn arrive(mut socket: Socket, count: u64) -> Result<HashMap<u64, Instant>, Failure> {
    let mut arrived = HashMap::new();
    while (arrived.len() as u64) < count {
        let Ok(frame) = tokio::time::timeout(Duration::from_secs(10), next_frame(&mut socket)).await else {
            break;
        };
        let frame = frame?;
        let text = frame["data"]["parts"][0]["text"].as_str().unwrap_or_default();
        if let Some(number) = text.strip_prefix("P7 ").and_then(|number| number.parse().ok()) {
            arrived.entry(number).or_insert_with(Instant::now);
        }
    }
    Ok(arrived)
}
