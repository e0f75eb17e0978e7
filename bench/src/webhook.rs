//! Signed webhook → durable 200, beside the machine's ceilings, in turns.

use std::{path::Path, time::Duration};

use crate::{
    Extent, Failure, ceiling, figures,
    load::{Round, closed_loop},
    payload, server,
};

/// Measures at 1, 8, 64 and 256 connections.
pub async fn measure(binary: &Path, extent: Extent) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let bare = ceiling::bare_axum().await?;
    let raw = ceiling::group_commit(folder.path()).await?;
    let program = server::start(binary, 0).await?;
    let path = format!("/clientweb/fb/webhook/{}", payload::PAGE_ID);
    let length = Duration::from_millis(extent.round_ms);
    figures::table(
        "Signed webhook → durable 200",
        &[
            "connections",
            "bare axum /s",
            "raw group commit /s",
            "Parlance /s",
            "share of raw",
            "p50",
            "p99",
            "not 200",
        ],
    );
    for connections in [1, 8, 64, 256] {
        let mut rounds: Vec<(Round, Round, Round)> = Vec::new();
        for _ in 0..extent.rounds {
            rounds.push((
                closed_loop(bare, "/", connections, length / 2).await?,
                closed_loop(raw, "/", connections, length).await?,
                closed_loop(program.address, &path, connections, length).await?,
            ));
        }
        print(connections, &rounds);
    }
    let wal = std::fs::metadata(program.data_dir().join("parlance.db")).map_or(0, |metadata| metadata.len());
    println!(
        "\nDatabase afterwards: {:.0} MiB. Events are applied behind the answers, on the same cores.",
        wal as f64 / 1_048_576.0
    );
    Ok(())
}

fn print(connections: usize, rounds: &[(Round, Round, Round)]) {
    let column = |pick: fn(&(Round, Round, Round)) -> f64| figures::spread(rounds.iter().map(pick).collect());
    let latency = |share: f64| {
        figures::spread(
            rounds
                .iter()
                .map(|round| figures::percentile(&round.2.latencies_us, share) as f64)
                .collect(),
        )
    };
    figures::row(&[
        connections.to_string(),
        figures::per_second(column(|round| round.0.per_second())),
        figures::per_second(column(|round| round.1.per_second())),
        figures::per_second(column(|round| round.2.per_second())),
        figures::share(column(|round| round.2.per_second() / round.1.per_second())),
        figures::ms(latency(0.5).median),
        figures::ms(latency(0.99).median),
        rounds
            .iter()
            .map(|round| round.2.refused)
            .sum::<u64>()
            .to_string(),
    ]);
}
