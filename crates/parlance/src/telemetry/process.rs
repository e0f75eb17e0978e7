//! What the operating system says about this process, under the names that dashboards expect.

use std::{fmt, fs, time::Instant};

use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric as _},
    metrics::gauge::ConstGauge,
};

/// Reads `/proc` at each scrape; where there is none, only the running time is told.
#[derive(Debug)]
pub(super) struct Process {
    begun: Instant,
}

impl Process {
    pub(super) fn begun_now() -> Self {
        Self {
            begun: Instant::now(),
        }
    }
}

impl Collector for Process {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let figures = [
            (
                "process_uptime_seconds",
                "Time since the start",
                Some(self.begun.elapsed().as_secs_f64()),
            ),
            (
                "process_resident_memory_bytes",
                "Memory in use",
                status_kib("VmRSS:").map(|kib| kib * 1024.0),
            ),
            ("process_threads", "Threads", status_kib("Threads:")),
            ("process_open_fds", "Open files and sockets", open_files()),
        ];
        for (name, help, value) in figures {
            let Some(value) = value else { continue };
            let gauge = ConstGauge::new(value);
            gauge.encode(encoder.encode_descriptor(name, help, None, gauge.metric_type())?)?;
        }
        Ok(())
    }
}

/// The number of a line of `/proc/self/status`.
fn status_kib(line: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let rest = status.lines().find_map(|found| found.strip_prefix(line))?;
    rest.split_whitespace().next()?.parse().ok()
}

fn open_files() -> Option<f64> {
    let count = fs::read_dir("/proc/self/fd").ok()?.count();
    u32::try_from(count).ok().map(f64::from)
}
