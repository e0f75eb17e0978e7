//! The Agent Desktop in Chromium: `bench/web/desktop.mjs` drives the browser, this part the server and the customers.

use std::{path::Path, process::Stdio, sync::Arc, time::Duration};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
};

use crate::{
    Bench, Failure, figures,
    fill::{self, Amount},
    floor,
    listeners::Ear,
    server,
    steady::{self, Schedule},
};

/// Interactions that the agent holds.
const ACTIVE: usize = 1_000;
/// Interactions of the list that is scrolled.
const LISTED: usize = 10_000;
/// Messages of the transcript that is scrolled.
const LONG: usize = 20_000;
/// Messages per second that arrive.
const RATE: usize = 100;
const LENGTH: Duration = Duration::from_secs(15);

/// Opens the desktop a few times, then lets messages arrive.
pub async fn measure(bench: &mut Bench) -> Result<(), Failure> {
    if !Path::new("e2e/node_modules/@playwright/test").exists() {
        println!("\nThe web app was not measured: run `make e2e/node_modules/.installed` first.");
        return Ok(());
    }
    let mut server = server::start(&bench.binary, 1).await?;
    server.kill().await?;
    let file = server.data_dir().join("parlance.db");
    let amount = Amount {
        closed: 2_000,
        active: ACTIVE,
        long: None,
    };
    tokio::task::spawn_blocking(move || fill::fill(&file, amount).map_err(|error| error.to_string()))
        .await??;
    server.start_again().await?;
    let mut browser = Command::new("node")
        .arg("bench/web/desktop.mjs")
        .arg(format!("http://{}", server.address))
        .arg(bench.extent.rounds.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let output = browser
        .stdout
        .take()
        .ok_or("the browser's script has no output")?;
    let mut lines = BufReader::new(output).lines();
    let opened = line(&mut lines).await?;
    let schedule = Schedule {
        address: server.address,
        path: Arc::new(|_| floor::webhook()),
        customer: Arc::new(move |number| floor::customer(2_000 + number * 7 % ACTIVE)),
        rate: RATE,
        length: LENGTH,
    };
    steady::send(&schedule, &Arc::new(Ear::default())).await?;
    // The script hears by the end of its input that everything was sent.
    drop(browser.stdin.take());
    let busy = line(&mut lines).await?;
    print(&opened, &busy);
    drop(server);
    scroll(bench).await
}

/// A list of 10,000 conversations and a transcript of 20,000 messages, scrolled.
async fn scroll(bench: &Bench) -> Result<(), Failure> {
    let mut server = server::start(&bench.binary, 1).await?;
    server.kill().await?;
    let file = server.data_dir().join("parlance.db");
    let amount = Amount {
        closed: 0,
        active: LISTED,
        long: Some(LONG),
    };
    tokio::task::spawn_blocking(move || fill::fill(&file, amount).map_err(|error| error.to_string()))
        .await??;
    server.start_again().await?;
    let browser = Command::new("node")
        .arg("bench/web/desktop.mjs")
        .arg(format!("http://{}", server.address))
        .arg("scroll")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let output = browser.stdout.ok_or("the browser's script has no output")?;
    let figures = line(&mut BufReader::new(output).lines()).await?;
    let number = |of: &str, key: &str| figures[of][key].as_f64().unwrap_or(f64::NAN);
    for (what, of) in [
        (format!("scrolling {LISTED} conversations"), "list"),
        (format!("scrolling {LONG} messages"), "transcript"),
    ] {
        figures::against_goal(
            &format!("{what}: frames p50 / p99 / longest"),
            format!(
                "{:.0} / {:.0} / {:.0} ms",
                number(of, "frame_p50_ms"),
                number(of, "frame_p99_ms"),
                number(of, "longest_frame_ms")
            ),
            "p99 ≤ 17 ms",
        );
    }
    Ok(())
}

async fn line(
    lines: &mut tokio::io::Lines<BufReader<tokio::process::ChildStdout>>,
) -> Result<Value, Failure> {
    let text = tokio::time::timeout(Duration::from_mins(2), lines.next_line())
        .await
        .map_err(|_| "the browser did not answer in two minutes")??;
    Ok(serde_json::from_str(
        &text.ok_or("the browser's script has ended early")?,
    )?)
}

fn print(opened: &Value, busy: &Value) {
    let number = |from: &Value, key: &str| from[key].as_f64().unwrap_or(f64::NAN);
    let usable: Vec<f64> = opened["usable_ms"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64)
        .collect();
    figures::goals(&format!("The Agent Desktop in Chromium, {ACTIVE} chats held"));
    figures::against_goal(
        "JavaScript of the first screen, gzipped",
        format!("{:.0} kB", number(opened, "script_bytes") / 1_000.0),
        "≤ 180 kB",
    );
    figures::against_goal(
        "from the address to a usable desktop",
        figures::spread(usable).shown(|ms| format!("{ms:.0} ms")),
        "< 1 s",
    );
    let what = format!("{RATE} messages/s");
    figures::against_goal(
        &format!("{what}: longest task of the page"),
        format!("{:.0} ms", number(busy, "longest_task_ms")),
        "≤ 50 ms",
    );
    figures::against_goal(
        &format!("{what}: frames p50 / p99 / longest"),
        format!(
            "{:.0} / {:.0} / {:.0} ms",
            number(busy, "frame_p50_ms"),
            number(busy, "frame_p99_ms"),
            number(busy, "longest_frame_ms")
        ),
        "≤ 50 ms",
    );
}
