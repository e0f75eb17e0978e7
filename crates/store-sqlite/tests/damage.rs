//! Damaged files: open or refuse with a clear text, never garbage, never a panic. What was acknowledged is compared.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock},
};

use parlance_api::config::TenantSettings;
use parlance_core::{TenantId, Timestamp};
use parlance_store::{CommittedEvent, EventSink, Signal, StoreExt, tenants::TenantRow};
use parlance_store_sqlite::{OpenError, SqliteStore, contents, inspect};
use proptest::prelude::*;

struct Nobody;

impl EventSink for Nobody {
    fn publish(&self, _: Vec<CommittedEvent>) {}
    fn signal(&self, _: Vec<Signal>) {}
}

/// Acknowledged commits before the "crash", each of several pages; the first part is in the database file already.
const COMMITS: u64 = 60;
const COPIED: u64 = 20;

/// The two files as a killed process leaves them.
struct Killed {
    database: Vec<u8>,
    log: Vec<u8>,
    rows: Vec<TenantRow>,
}

static KILLED: LazyLock<Killed> = LazyLock::new(|| {
    // The test's own runtime must not be entered twice.
    std::thread::spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(killed())
    })
    .join()
    .unwrap()
});

fn row(number: u64) -> TenantRow {
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&number.to_be_bytes());
    TenantRow {
        id: TenantId::new(Timestamp::from_millis(1), bytes),
        slug: format!("t{number}"),
        name: format!("{number} ").repeat(2_000),
        settings: TenantSettings::default(),
        disabled_at: None,
        created_at: Timestamp::from_millis(1),
    }
}

async fn killed() -> Killed {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.db");
    let rows: Vec<TenantRow> = (0..COMMITS).map(row).collect();
    let (first, then) = rows.split_at(usize::try_from(COPIED).unwrap());
    let store = SqliteStore::open(&path, Arc::new(Nobody)).unwrap();
    insert(&store, first).await;
    // Closing copies the log into the database.
    drop(store);
    let store = SqliteStore::open(&path, Arc::new(Nobody)).unwrap();
    insert(&store, then).await;
    Killed {
        database: fs::read(&path).unwrap(),
        log: fs::read(log_of(&path)).unwrap(),
        rows,
    }
}

async fn insert(store: &SqliteStore, rows: &[TenantRow]) {
    for row in rows {
        let row = row.clone();
        store.write(move |tx| tx.insert_tenant(&row)).await.unwrap();
    }
}

fn log_of(path: &Path) -> PathBuf {
    path.with_extension("db-wal")
}

/// What a look at the damaged files says.
enum Outcome {
    Refused(String),
    Opened(Result<Vec<TenantRow>, String>),
}

fn open(database: &[u8], log: &[u8]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.db");
    fs::write(&path, database).unwrap();
    fs::write(log_of(&path), log).unwrap();
    let store = match SqliteStore::open(&path, Arc::new(Nobody)) {
        Err(error) => return Outcome::Refused(error.to_string()),
        Ok(store) => store,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let rows = runtime.block_on(store.read(|read| read.tenants()));
    Outcome::Opened(rows.map_err(|error| error.to_string()).map(|mut rows| {
        rows.sort_unstable_by_key(|row| row.id);
        rows
    }))
}

/// How many of the acknowledged rows are there; everything else would be garbage.
fn prefix(rows: &[TenantRow]) -> usize {
    assert_eq!(
        rows,
        &KILLED.rows[..rows.len()],
        "what is there is what was stored"
    );
    rows.len()
}

#[test]
fn a_kill_loses_nothing() {
    let Outcome::Opened(rows) = open(&KILLED.database, &KILLED.log) else {
        panic!("it opens")
    };
    assert_eq!(prefix(&rows.unwrap()), KILLED.rows.len());
}

#[test]
fn a_hole_in_the_log_is_told_and_not_hidden() {
    let mut log = KILLED.log.clone();
    let middle = log.len() / 2;
    // Larger than a page, so that it meets more than what is empty anyway.
    log[middle..middle + 2 * 4096].fill(0);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.db");
    fs::write(&path, &KILLED.database).unwrap();
    fs::write(log_of(&path), &log).unwrap();
    let error = SqliteStore::open(&path, Arc::new(Nobody)).err().unwrap();
    assert!(matches!(error, OpenError::DamagedLog { .. }));
    let sentence = error.to_string();
    assert!(
        sentence.contains("p.db-wal") && sentence.contains("parlance restore"),
        "{sentence}"
    );
    let found = inspect(&path, true).unwrap();
    assert!(found.damage[0].contains("write-ahead log"), "{:?}", found.damage);
    assert_eq!(fs::read(log_of(&path)).unwrap(), log, "nothing was changed");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// As a crash leaves it: what was not flushed is cut off, torn, or something else.
    #[test]
    fn a_torn_end_loses_only_what_was_not_acknowledged(
        garbage in prop::collection::vec(any::<u8>(), 0..9_000),
        old in any::<bool>(),
    ) {
        let mut log = KILLED.log.clone();
        if old {
            // Frames of an earlier round of the log, which are whole but have other salts.
            let mut frames = KILLED.log[32..].to_vec();
            for frame in frames.chunks_mut(24 + 4_096) {
                if frame.len() > 16 {
                    frame[8] ^= 0xff;
                }
            }
            log.extend(frames);
        }
        log.extend(garbage);
        let Outcome::Opened(rows) = open(&KILLED.database, &log) else { panic!("it opens") };
        prop_assert_eq!(prefix(&rows.unwrap()), KILLED.rows.len());
    }

    /// A log that was cut anywhere ends with some commit; one whose bytes were changed is refused, unless the change is
    /// in its last commit, which nothing tells from a torn one.
    #[test]
    fn a_damaged_log_is_refused_or_ends_early_but_never_mixes(
        cut in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), 0..8u32), 1..4),
    ) {
        let cut = cut.index(KILLED.log.len() + 1);
        match open(&KILLED.database, &KILLED.log[..cut]) {
            Outcome::Refused(why) => prop_assert!(cut < 33, "{why}"),
            Outcome::Opened(rows) => prop_assert!(prefix(&rows.unwrap()) >= usize::try_from(COPIED).unwrap()),
        }
        let mut log = KILLED.log.clone();
        for (place, bit) in &flips {
            log[place.index(KILLED.log.len())] ^= 1 << bit;
        }
        match open(&KILLED.database, &log) {
            Outcome::Refused(why) => prop_assert!(why.contains("write-ahead log"), "{why}"),
            Outcome::Opened(rows) => {
                let kept = prefix(&rows.unwrap());
                prop_assert!(kept + 2 >= KILLED.rows.len(), "{kept} are left after {flips:?}");
            }
        }
    }

    /// The database file has no digests of its own: damage of its form is refused or read as an error; a changed letter of a
    /// text is what only a backup can tell.
    #[test]
    fn a_damaged_database_is_refused_or_loses_no_more_than_what_was_hit(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut database = KILLED.database.clone();
        for (place, byte) in &flips {
            database[place.index(KILLED.database.len())] = *byte;
        }
        if let Some(cut) = cut {
            database.truncate(cut.index(KILLED.database.len()));
        }
        match open(&database, &KILLED.log) {
            Outcome::Refused(why) | Outcome::Opened(Err(why)) => {
                prop_assert!(["database", "store", "row"].iter().any(|word| why.contains(word)), "{why}");
            }
            Outcome::Opened(Ok(rows)) => {
                let changed = KILLED.rows.iter().filter(|row| !rows.contains(row)).count();
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("p.db");
                fs::write(&path, &database).unwrap();
                fs::write(log_of(&path), &KILLED.log).unwrap();
                drop(SqliteStore::open(&path, Arc::new(Nobody)));
                if contents(&path).is_ok() {
                    prop_assert!(changed <= flips.len(), "{changed} rows changed by {} bytes", flips.len());
                }
            }
        }
    }
}
