//! Half of the measured maximum for many minutes: nothing lost, and memory stays where it was.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use crate::{
    Bench, Failure, applied, figures, floor,
    listeners::{Ear, until},
    machine, server, sockets,
    steady::{self, Schedule},
};

const AGENTS: usize = 50;

/// Measures the maximum shortly, then runs at half of it.
pub async fn measure(bench: &mut Bench, minutes: u64) -> Result<(), Failure> {
    let rate = (applied::sustained(bench).await? / 2.0) as usize;
    let server = server::start(&bench.binary, AGENTS).await?;
    let agents = sockets::sign_in(server.address, "agent", AGENTS).await?;
    let ear = Arc::new(Ear::default());
    floor::fill(&server, &agents, &ear).await?;
    ear.take_latencies();
    println!("\n### Soak: {minutes} minutes at {rate} messages/s, half of the maximum");
    figures::goals("minute by minute");
    let begun = Instant::now();
    let (mut sent, mut memory, mut worst) = (0, Vec::new(), 0);
    let before = ear.arrived();
    for _ in 0..minutes {
        let schedule = Schedule {
            address: server.address,
            path: Arc::new(|_| floor::webhook()),
            customer: Arc::new(|number| floor::customer(number % AGENTS)),
            rate,
            length: Duration::from_mins(1),
        };
        sent += steady::send(&schedule, &ear).await?.accepted;
        let latencies = ear.take_latencies();
        worst = worst.max(figures::percentile(&latencies, 0.99));
        memory.push(machine::memory_kib(server.pid(), "RssAnon") / 1_024.0);
        figures::against_goal(
            &format!("minute {}", memory.len()),
            format!(
                "{:.0} MiB, p50 {}, p99 {}",
                memory.last().copied().unwrap_or_default(),
                figures::ms(figures::percentile(&latencies, 0.5) as f64),
                figures::ms(figures::percentile(&latencies, 0.99) as f64),
            ),
            "",
        );
    }
    let _ = until("messages", Duration::from_secs(30), before + sent, || {
        ear.arrived()
    })
    .await;
    let lost = (before + sent).saturating_sub(ear.arrived());
    let first = memory.get(memory.len() / 5).copied().unwrap_or_default();
    let last = memory.last().copied().unwrap_or_default();
    figures::against_goal(
        "messages",
        format!("{sent} in {:.0} s", begun.elapsed().as_secs_f64()),
        "",
    );
    figures::against_goal("lost", lost.to_string(), "0");
    figures::against_goal("worst p99 of a minute", figures::ms(worst as f64), "");
    figures::against_goal(
        "memory, after a fifth → at the end",
        format!("{first:.0} → {last:.0} MiB"),
        "flat",
    );
    if lost > 0 {
        return Err(format!("{lost} messages were lost").into());
    }
    Ok(())
}
