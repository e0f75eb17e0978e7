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
    figures::goals("The program");
    let size = format!("{:.1} MiB", size as f64 / 1_048_576.0);
    figures::against_goal("binary with the web app", size, "≤ 25 MiB");
    Ok(())
}

/// CPU time that a process has used so far, microseconds (to a hundredth of a second).
pub fn cpu_us(pid: u32) -> f64 {
    /// Linux counts in hundredths of a second on every architecture that Rust's standard library knows.
    const TICK_US: f64 = 10_000.0;
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name in parentheses may hold spaces; user and system time are the 14th and 15th fields.
    let fields = text.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: f64 = fields
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    ticks * TICK_US
}

/// A figure of `/proc/PID/status` in KiB, e.g. `VmRSS`.
pub fn memory_kib(pid: u32, key: &str) -> f64 {
    fact(&format!("/proc/{pid}/status"), key)
        .split(' ')
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0.0)
}

/// Holds a process still.
pub async fn hold(pid: u32) -> Result<(), Failure> {
    signal("-STOP", pid).await
}

/// Lets a held process go on.
pub async fn let_go(pid: u32) -> Result<(), Failure> {
    signal("-CONT", pid).await
}

async fn signal(name: &str, pid: u32) -> Result<(), Failure> {
    let pid = pid.to_string();
    let done = tokio::process::Command::new("kill")
        .args([name, &pid])
        .status()
        .await?;
    if done.success() {
        Ok(())
    } else {
        Err(format!("process {pid} does not take {name}").into())
    }
}
