//! Start to ready, and memory at rest.

use std::path::Path;

use crate::{Extent, Failure, figures, machine, server};

/// Starts the server several times on a database that exists.
pub async fn measure(binary: &Path, extent: Extent) -> Result<(), Failure> {
    let mut program = server::start(binary, 3).await?;
    let mut ready = Vec::new();
    let mut memory = Vec::new();
    for _ in 0..extent.rounds {
        program.kill_and_start().await?;
        ready.push(program.ready_after.as_secs_f64() * 1e6);
        memory.push(machine::memory_kib(program.pid(), "VmRSS") / 1_024.0);
    }
    let (ready, memory) = (figures::spread(ready), figures::spread(memory));
    figures::row(&[
        "start to ready".into(),
        figures::ms(ready.median),
        "< 300 ms".into(),
    ]);
    figures::row(&[
        "memory at rest".into(),
        format!("{:.1} MiB", memory.median),
        "< 40 MiB".into(),
    ]);
    Ok(())
}
