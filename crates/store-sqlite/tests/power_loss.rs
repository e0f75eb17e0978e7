//! Power loss: the file operations of a real process are recorded (strace), and every disk that could be left is rebuilt:
//! all that was flushed, and any part of what was not, torn at sectors. The real store opens each one: what was
//! acknowledged is there, and the file is sound. A disk that lies about flushing must be caught, or the test tests nothing.
//!
//! `POWER_LOSS_SEED` and `POWER_LOSS_DISKS` repeat or extend a run. Without strace nothing is tested, which is said.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "power_loss/disk.rs"]
mod disk;
#[path = "power_loss/trace.rs"]
mod trace;

use std::{
    collections::BTreeSet,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
};

use disk::{Dice, Disk};
use parlance_api::config::TenantSettings;
use parlance_core::{TenantId, Timestamp};
use parlance_store::{CommittedEvent, EventSink, Signal, StoreExt, tenants::TenantRow};
use parlance_store_sqlite::{SqliteStore, contents};
use trace::Event;

struct Nobody;

impl EventSink for Nobody {
    fn publish(&self, _: Vec<CommittedEvent>) {}
    fn signal(&self, _: Vec<Signal>) {}
}

/// Set for the recorded process; names its database.
const CHILD: &str = "POWER_LOSS_DATABASE";
/// The database is opened anew so often: the log is copied and begun again in between.
const ROUNDS: u64 = 3;
const COMMITS: u64 = 12;

fn row(number: u64) -> TenantRow {
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&number.to_be_bytes());
    TenantRow {
        id: TenantId::new(Timestamp::from_millis(1), bytes),
        slug: format!("t{number}"),
        // Some fill pages of their own, so that a commit is torn in the middle.
        name: "word ".repeat(if number.is_multiple_of(3) { 3_000 } else { 1 }),
        settings: TenantSettings::default(),
        disabled_at: None,
        created_at: Timestamp::from_millis(1),
    }
}

/// Not a test of its own: the process that is recorded.
#[tokio::test]
async fn child_that_is_recorded() {
    let Some(path) = std::env::var_os(CHILD) else {
        return;
    };
    for round in 0..ROUNDS {
        let store = SqliteStore::open(Path::new(&path), Arc::new(Nobody)).unwrap();
        for number in round * COMMITS..(round + 1) * COMMITS {
            let row = row(number);
            store.write(move |tx| tx.insert_tenant(&row)).await.unwrap();
            println!("acknowledged {number};");
            std::io::stdout().flush().unwrap();
        }
    }
}

/// What a process did to the disk, and when it acknowledged what; `None` without strace.
fn record() -> Option<Vec<Event>> {
    let folder = tempfile::tempdir().unwrap();
    // As the kernel will name it.
    let folder_path = folder.path().canonicalize().unwrap();
    let log = folder_path.join("trace");
    let status = Command::new("strace")
        .args(["-f", "-qq", "-y", "-xx", "-s", "100000", "-e", trace::CALLS, "-o"])
        .arg(&log)
        .arg(std::env::current_exe().unwrap())
        .args(["child_that_is_recorded", "--exact", "--nocapture"])
        .env(CHILD, folder_path.join("p.db"))
        .stdout(Stdio::null())
        .status();
    match status {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("strace is not installed: power loss is NOT tested");
            return None;
        }
        status => assert!(status.unwrap().success()),
    }
    let text = std::fs::read_to_string(log).unwrap();
    Some(trace::read(&text, &folder_path))
}

fn number_of(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

/// Cuts the power at random moments and looks at what is left. Says on which disks the store does not find what it
/// acknowledged.
fn cut(events: &[Event], disks: u64, seed: u64) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut broken = Vec::new();
    for seed in seed..seed + disks {
        let mut dice = Dice::new(seed);
        let event = dice.below(events.len() + 1);
        let mut disk = Disk::default();
        let mut acknowledged = BTreeSet::new();
        for event in &events[..event] {
            if let Event::Acknowledged(number) = event {
                acknowledged.insert(*number);
            }
            disk.take(event);
        }
        let place = folder.path().join(seed.to_string());
        std::fs::create_dir(&place).unwrap();
        disk.leave(&mut dice, &place);
        if let Err(why) = look(&place.join("p.db"), &acknowledged) {
            broken.push(format!(
                "POWER_LOSS_SEED={seed} POWER_LOSS_DISKS=1, after operation {event}: {why}"
            ));
        }
        std::fs::remove_dir_all(&place).unwrap();
    }
    broken
}

fn look(path: &Path, acknowledged: &BTreeSet<u64>) -> Result<(), String> {
    let store = SqliteStore::open(path, Arc::new(Nobody)).map_err(|error| error.to_string())?;
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let found = runtime
        .block_on(store.read(|read| read.tenants()))
        .map_err(|error| error.to_string())?;
    drop(store);
    for number in acknowledged {
        if !found.contains(&row(*number)) {
            return Err(format!("{number} was acknowledged and is not there"));
        }
    }
    let whole = |stored: &TenantRow| {
        stored.slug[1..]
            .parse()
            .is_ok_and(|number| row(number) == *stored)
    };
    if let Some(strange) = found.iter().find(|stored| !whole(stored)) {
        return Err(format!("{} is not what was written", strange.slug));
    }
    contents(path).map(drop).map_err(|error| error.to_string())
}

#[test]
fn no_cut_of_the_power_loses_what_was_acknowledged() {
    let Some(events) = record() else { return };
    let (seed, disks) = (
        number_of("POWER_LOSS_SEED", u64::from(std::process::id()) * 100_000),
        number_of("POWER_LOSS_DISKS", 60),
    );
    let acknowledged = events
        .iter()
        .filter(|event| matches!(event, Event::Acknowledged(_)));
    assert_eq!(acknowledged.count() as u64, ROUNDS * COMMITS);
    println!(
        "{disks} disks from POWER_LOSS_SEED={seed}, {} operations",
        events.len()
    );
    let broken = cut(&events, disks, seed);
    assert!(broken.is_empty(), "{broken:#?}");

    // The same recording on a disk that says "flushed" and has not: as with `synchronous = OFF`.
    let lie: Vec<Event> = events
        .into_iter()
        .filter(|event| !matches!(event, Event::Flushed { .. }))
        .collect();
    let noticed = cut(&lie, disks, seed).len();
    println!("a disk that lies is noticed on {noticed} of {disks}");
    assert!(noticed > 0, "a lie would not be noticed");
}
