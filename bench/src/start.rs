//! Start to ready, and memory at rest.

use crate::{
    Bench, Failure,
    figures::{self, spread},
    machine, server,
};

/// Starts the server several times on a database that exists.
pub async fn measure(bench: &mut Bench) -> Result<(), Failure> {
    let mut program = server::start(&bench.binary, 3).await?;
    let mut ready = Vec::new();
    let mut memory = Vec::new();
    for _ in 0..bench.extent.rounds.max(5) {
        program.kill_and_start().await?;
        ready.push(program.ready_after.as_secs_f64() * 1e6);
        memory.push(machine::memory_kib(program.pid(), "VmRSS") / 1_024.0);
    }
    figures::against_goal("start to ready", spread(ready).shown(figures::ms), "≤ 50 ms");
    let memory = spread(memory).shown(|mib| format!("{mib:.1} MiB"));
    figures::against_goal("memory at rest", memory, "≤ 25 MiB");
    Ok(())
}
