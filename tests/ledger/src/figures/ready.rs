//! P8: `kill -9` with a lot waiting, until the program is ready again.

use std::{path::Path, time::Duration};

use parlance_testkit::Failure;
use rusqlite::Connection;
use tokio::process::Command;

use super::{Company, Figure, hooks::Hooks};

/// What one delivery of the queue says: a long message.
const TEXT_BYTES: usize = 3_600;

/// Puts deliveries behind the program's back while it stands still, so that all of them are in the write-ahead log,
/// and kills it there.
pub async fn ready(binary: &Path, megabytes: u64) -> Result<Figure, Failure> {
    let mut company = Company::open(binary, 0, vec![]).await?;
    let hooks = Hooks::of(&company.meta, company.program.address);
    let mut over = hooks.connect().await?;
    // One row to copy accounts and fingerprints from.
    hooks.deliver(&mut over, hooks.body(1, 0, "first")).await?;
    let file = company.program.data_dir().join("parlance.db");
    let text = "word ".repeat(TEXT_BYTES / 5);
    let count = megabytes * 1_000_000 / hooks.body(1, 1, &text).len() as u64;
    let pid = company.program.pid().to_string();
    Command::new("kill").args(["-STOP", &pid]).status().await?;
    let log = file.with_extension("db-wal");
    tokio::task::spawn_blocking(move || fill(&file, &hooks, &text, count)).await??;
    let log_mb = std::fs::metadata(log).map_or(0, |metadata| metadata.len() / 1_000_000);
    company.program.kill_and_start().await?;
    let took = company.program.ready_after;
    Ok(Figure {
        promise: "P8",
        what: format!("kill -9 with {megabytes} MB queued, {log_mb} MB of it in the log"),
        measured: format!("ready after {:.2} s", took.as_secs_f64()),
        bound: "< 5 s, no manual step",
        holds: took < Duration::from_secs(5),
    })
}

fn fill(file: &Path, hooks: &Hooks, text: &str, count: u64) -> Result<(), Failure> {
    let mut connection = Connection::open(file)?;
    connection.execute_batch("PRAGMA busy_timeout = 5000; PRAGMA wal_autocheckpoint = 0;")?;
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction.prepare(
            "INSERT INTO inbound_event (tenant_id, account_id, channel, body, signed, verified_with, received_at)
             SELECT tenant_id, account_id, channel, ?1, signed, verified_with, received_at
             FROM inbound_event ORDER BY id LIMIT 1",
        )?;
        for number in 0..count {
            let body = hooks.body(number % 5_000, number, text);
            insert.execute([body.as_bytes()])?;
        }
    }
    transaction.commit()?;
    Ok(())
}
