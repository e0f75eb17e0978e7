//! Signed webhook → durable 200, beside the machine's ceilings, in turns.

use std::time::Duration;

use parlance_testkit::program::Program;

use crate::{
    Bench, Failure,
    ceiling::Ceiling,
    figures::{self, spread},
    load::{Round, closed_loop},
    machine, payload, postgres_server, server,
};

/// One round of each.
struct Turn {
    bare: Round,
    raw: Round,
    own: Round,
}

/// Measures on SQLite.
pub async fn measure(bench: &mut Bench) -> Result<(), Failure> {
    let ceiling = Ceiling::start().await?;
    let program = server::start(&bench.binary, 0).await?;
    measure_at(bench, "SQLite", &ceiling, &program).await
}

/// Measures on PostgreSQL, where it is installed.
pub async fn measure_on_postgres(bench: &mut Bench) -> Result<(), Failure> {
    let databases = tokio::task::spawn_blocking(|| {
        let both = ["bench_ceiling", "bench_own"].map(postgres_server::empty_database);
        both.into_iter().collect::<Result<Option<Vec<String>>, Failure>>()
    })
    .await??;
    let Some(databases) = databases else {
        println!("\nPostgreSQL was not measured: its server is not installed.");
        return Ok(());
    };
    let ceiling = Ceiling::start_on(Some(&databases[0])).await?;
    let staff = server::Staff {
        agents: 0,
        max_chats: 1,
        idle: 0,
    };
    let program = server::start_on(&bench.binary, staff, server::NOBODY, Some(&databases[1])).await?;
    let measured = measure_at(bench, "PostgreSQL", &ceiling, &program).await;
    drop((ceiling, program));
    tokio::task::spawn_blocking(postgres_server::stop).await?;
    measured
}

/// Measures at 1, 8, 64 and 256 connections.
async fn measure_at(
    bench: &mut Bench,
    database: &str,
    ceiling: &Ceiling,
    program: &Program,
) -> Result<(), Failure> {
    let path = format!("/clientweb/fb/webhook/{}", payload::PAGE_ID);
    let length = Duration::from_millis(bench.extent.round_ms);
    figures::table(
        &format!("Signed webhook → durable 200, {database} (goal: ratio ≥ 0.60 at 64 and 256 connections)"),
        &[
            "connections",
            "bare axum /s",
            "raw group commit /s",
            "Parlance /s",
            "ratio to raw",
            "p50",
            "p99",
            "not 200",
        ],
    );
    for connections in [1, 8, 64, 256] {
        let mut turns = Vec::new();
        for _ in 0..bench.extent.rounds {
            // What it has yet to apply must not take from the ceilings.
            machine::hold(program.pid()).await?;
            let bare = closed_loop(ceiling.address, "/bare", connections, length / 2).await?;
            let raw = closed_loop(ceiling.address, "/raw", connections, length).await?;
            machine::let_go(program.pid()).await?;
            let own = closed_loop(program.address, &path, connections, length).await?;
            turns.push(Turn { bare, raw, own });
        }
        print(bench, database, connections, &turns);
    }
    let file = std::fs::metadata(program.data_dir().join("parlance.db")).map_or(0, |metadata| metadata.len());
    let memory = machine::memory_kib(program.pid(), "VmRSS") / 1_024.0;
    println!(
        "\nDatabase afterwards: {:.0} MiB, memory {memory:.0} MiB. Events are applied behind the answers, on the same cores.",
        file as f64 / 1_048_576.0
    );
    Ok(())
}

fn print(bench: &mut Bench, database: &str, connections: usize, turns: &[Turn]) {
    let rate = |pick: fn(&Turn) -> &Round| {
        spread(turns.iter().map(|turn| pick(turn).per_second()).collect()).shown(figures::whole)
    };
    let shares = turns
        .iter()
        .map(|turn| turn.own.per_second() / turn.raw.per_second());
    let latency = |share| {
        figures::percentiles(turns.iter().map(|turn| &turn.own.latencies_us), share).shown(figures::ms)
    };
    let refused: u64 = turns.iter().map(|turn| turn.own.refused).sum();
    figures::row(&[
        connections.to_string(),
        rate(|turn| &turn.bare),
        rate(|turn| &turn.raw),
        rate(|turn| &turn.own),
        bench.ratios.note(
            &format!("webhook, {database}, {connections} connections"),
            spread(shares.collect()),
        ),
        latency(0.5),
        latency(0.99),
        refused.to_string(),
    ]);
}
