//! P6: while the database is away a delivery is refused quickly, and taken as soon as it is back.

use std::{path::Path, time::Duration};

use parlance_testkit::Failure;

use super::{Company, Figure, hooks::Hooks};
use crate::faults::lock;

/// The database is away for so long: longer than any answer may take.
const AWAY_MS: u64 = 7_000;

/// Holds the write lock from outside, and delivers.
pub async fn away(binary: &Path) -> Result<Figure, Failure> {
    let company = Company::open(binary, 0, vec![]).await?;
    let hooks = Hooks::of(&company.meta, company.program.address);
    let data_dir = company.program.data_dir();
    let mut over = hooks.connect().await?;
    let (before, _) = hooks.deliver(&mut over, hooks.body(1, 0, "before")).await?;
    let held = tokio::spawn(async move { lock(&data_dir, AWAY_MS).await });
    // The lock is taken by another thread, and there is no event when it is.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let (during, took) = hooks.deliver(&mut over, hooks.body(1, 1, "during")).await?;
    held.await??;
    let mut after = 0;
    for _ in 0..50 {
        (after, _) = hooks.deliver(&mut over, hooks.body(1, 2, "after")).await?;
        if after == 200 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(Figure {
        promise: "P6",
        what: format!("another process holds the write lock for {} s", AWAY_MS / 1_000),
        measured: format!(
            "{during} after {:.1} s; {after} when it is back",
            took.as_secs_f64()
        ),
        bound: "503 < 5 s",
        holds: before == 200 && during == 503 && after == 200 && took < Duration::from_secs(5),
    })
}
