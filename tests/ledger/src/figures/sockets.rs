//! P9: every desktop reconnects at once and catches up, while the platform goes on delivering.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use parlance_testkit::{
    Failure,
    person::{Person, Socket, next_frame},
};
use tokio::{sync::Semaphore, task::JoinSet};

use super::{Company, Figure, hooks::Hooks, percentile};

/// People, each with several desktops.
const PEOPLE: usize = 50;
/// Desktops that knock at the same moment; the others stand in the machine's queue anyway.
const AT_ONCE: usize = 256;
/// Between two deliveries.
const PAUSE: Duration = Duration::from_millis(20);

/// Kills the program under all desktops, and times their return.
pub async fn sockets(binary: &Path, count: usize) -> Result<Figure, Failure> {
    let mut company = Company::open(binary, PEOPLE, vec![]).await?;
    let hooks = Hooks::of(&company.meta, company.program.address);
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        people.push(Person::sign_in(company.program.address, None, &format!("agent{number}")).await?);
    }
    let before = connect_all(&people, count, None).await?;
    let seq = before.iter().map(|(_, seq)| *seq).max().unwrap_or(0);
    let mut over = hooks.connect().await?;
    for number in 0..100 {
        hooks
            .deliver(&mut over, hooks.body(number, number, "missed"))
            .await?;
    }
    company.program.kill_and_start().await?;
    drop(before);
    let over = Arc::new(AtomicBool::new(false));
    let platform = tokio::spawn(deliver_until(hooks, Arc::clone(&over)));
    let begun = Instant::now();
    let back = connect_all(&people, count, Some(seq)).await?;
    let took = begun.elapsed();
    over.store(true, Ordering::Relaxed);
    let (mut latencies, refused) = platform.await??;
    let p99 = percentile(&mut latencies, 0.99);
    Ok(Figure {
        promise: "P9",
        what: format!("kill -9 under {count} sockets; all come back and catch up"),
        measured: format!(
            "{:.1} s; deliveries meanwhile p99 {p99:.0} ms, {refused} refused",
            took.as_secs_f64()
        ),
        bound: "< 60 s, p99 < 2 s",
        holds: back.len() == count && took < Duration::from_mins(1) && p99 < 2_000.0 && refused == 0,
    })
}

/// Opens so many desktops and waits until each has been told where the stream is; with a number, until each has got
/// everything after it.
async fn connect_all(
    people: &[Person],
    count: usize,
    after: Option<i64>,
) -> Result<Vec<(Socket, i64)>, Failure> {
    let gate = Arc::new(Semaphore::new(AT_ONCE));
    let mut coming = JoinSet::new();
    for number in 0..count {
        let person = people[number % people.len()].clone();
        let gate = Arc::clone(&gate);
        coming.spawn(async move {
            let _turn = gate.acquire_owned().await?;
            let mut socket = match after {
                Some(after) => person.listen(after).await?,
                None => person.connect().await?.0,
            };
            let hello = next_frame(&mut socket).await?;
            let newest = hello["seq"].as_i64().unwrap_or(0);
            let mut seen = after.unwrap_or(newest);
            // An agent sees the offers of others and their chats only in part: one frame of what was missed is enough.
            if after.is_some_and(|after| after < newest) {
                seen = next_frame(&mut socket).await?["seq"].as_i64().unwrap_or(seen);
            }
            Ok::<_, Failure>((socket, seen))
        });
    }
    let mut open = Vec::with_capacity(count);
    while let Some(came) = coming.join_next().await {
        open.push(came??);
    }
    Ok(open)
}

/// Delivers one message after another; says how long each took, milliseconds, and how many were refused.
async fn deliver_until(hooks: Hooks, over: Arc<AtomicBool>) -> Result<(Vec<f64>, usize), Failure> {
    let mut connection = hooks.connect().await?;
    let (mut latencies, mut refused) = (Vec::new(), 0);
    for number in 0.. {
        let body = hooks.body(number % 100, 1_000 + number, "meanwhile");
        let (status, took) = hooks.deliver(&mut connection, body).await?;
        latencies.push(took.as_secs_f64() * 1_000.0);
        refused += usize::from(status != 200);
        if over.load(Ordering::Relaxed) {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok((latencies, refused))
}
