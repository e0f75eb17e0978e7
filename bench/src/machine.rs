//! What was measured, and on what.

use std::path::Path;

use crate::{Failure, figures};

fn fact(file: &str, key: &str) -> String {
    std::fs::read_to_string(file)
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with(key))?.to_owned();
            Some(line.split_once(':')?.1.trim().to_owned())
        })
        .unwrap_or_else(|| "unknown".into())
}

/// Prints the machine's facts and the binary's size.
pub fn print(binary: &Path) -> Result<(), Failure> {
    let size = std::fs::metadata(binary)?.len();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    println!("# Parlance, measured\n");
    println!(
        "{cores} cores shared with the load · {} · {} memory · medians with (min–max)",
        fact("/proc/cpuinfo", "model name"),
        fact("/proc/meminfo", "MemTotal"),
    );
    figures::table("The program", &["what", "figure", "goal"]);
    figures::row(&[
        "binary with the web app".into(),
        format!("{:.1} MiB", size as f64 / 1_048_576.0),
        "< 35 MiB".into(),
    ]);
    Ok(())
}

/// A figure of `/proc/PID/status` in KiB, e.g. `VmRSS`.
pub fn memory_kib(pid: u32, key: &str) -> f64 {
    fact(&format!("/proc/{pid}/status"), key)
        .split(' ')
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0.0)
}
