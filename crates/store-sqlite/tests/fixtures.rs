//! Every released schema, kept as SQL with rows, is brought up to date: the same schema as a new file's, and all rows.
//!
//! `UPDATE_FIXTURES=1` writes the fixture of the present schema; done once for each release.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "fixtures/dump.rs"]
mod dump;

use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc};

use parlance_store::{CommittedEvent, EventSink, Signal, StoreExt, Tx, contract};
use parlance_store_sqlite::SqliteStore;
use rusqlite::Connection;

struct Nobody;

impl EventSink for Nobody {
    fn publish(&self, _: Vec<CommittedEvent>) {}
    fn signal(&self, _: Vec<Signal>) {}
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn fixtures() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "sql"))
        .collect();
    found.sort();
    found
}

#[test]
fn every_released_schema_is_brought_up_to_date_with_all_its_rows() {
    let place = tempfile::tempdir().unwrap();
    let fresh = place.path().join("fresh.db");
    SqliteStore::open(&fresh, Arc::new(Nobody)).unwrap();
    let wanted = dump::schema(&Connection::open(&fresh).unwrap());
    assert!(!fixtures().is_empty());
    for fixture in fixtures() {
        let name = fixture.file_name().unwrap().to_string_lossy().into_owned();
        let path = place.path().join(&name);
        let before = {
            let connection = Connection::open(&path).unwrap();
            connection
                .execute_batch(&fs::read_to_string(&fixture).unwrap())
                .unwrap();
            dump::rows(&connection)
        };
        assert!(
            before.values().map(Vec::len).sum::<usize>() > 50,
            "{name} has rows"
        );
        SqliteStore::open(&path, Arc::new(Nobody)).unwrap();
        let connection = Connection::open(&path).unwrap();
        assert_eq!(dump::schema(&connection), wanted, "{name}");
        assert_kept(&name, &before, &dump::rows(&connection));
        let sound: String = connection
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(sound, "ok", "{name}");
        let strays: i64 = connection
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(strays, 0, "{name}");
    }
}

type Rows = BTreeMap<String, Vec<BTreeMap<String, String>>>;

/// Where a message stands in the index of words, which is made anew now and then.
const DERIVED: &str = "words_at";

/// Of every table that is still there: every row, with the columns that are still there.
fn assert_kept(name: &str, before: &Rows, after: &Rows) {
    for (table, rows) in before {
        if table.starts_with("schema_") || rows.is_empty() {
            continue;
        }
        let Some(now) = after.get(table) else { continue };
        let Some(columns) = now.first() else {
            panic!("{name}: all rows of {table} are gone")
        };
        let of = |row: &BTreeMap<String, String>| -> Vec<(String, String)> {
            row.iter()
                .filter(|(column, _)| {
                    *column != DERIVED && columns.contains_key(*column) && rows[0].contains_key(*column)
                })
                .map(|(column, value)| (column.clone(), value.clone()))
                .collect()
        };
        let mut lost: Vec<_> = rows.iter().map(of).collect();
        for row in now.iter().map(of) {
            if let Some(place) = lost.iter().position(|other| *other == row) {
                lost.swap_remove(place);
            }
        }
        assert!(lost.is_empty(), "{name}: {table} has lost {lost:?}");
    }
}

#[tokio::test]
async fn the_newest_schema_can_be_kept_as_a_fixture() {
    let place = tempfile::tempdir().unwrap();
    let full = place.path().join("full.db");
    SqliteStore::open(&full, Arc::new(Nobody)).unwrap();
    let connection = Connection::open(&full).unwrap();
    connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    for (number, (_, story)) in contract::stories().enumerate() {
        let path = place.path().join(format!("{number}.db"));
        let store = SqliteStore::open(&path, Arc::new(Nobody)).unwrap();
        tell(&store, story).await;
        drop(store);
        dump::add(&connection, &path);
    }
    for part in [
        "configuration",
        "people",
        "sessions",
        "accounts",
        "templates",
        "health",
        "audit",
    ] {
        let path = place.path().join(part);
        let store = SqliteStore::open(&path, Arc::new(Nobody)).unwrap();
        match part {
            "configuration" => contract::configuration(&store).await,
            "people" => contract::people(&store).await,
            "sessions" => contract::sessions(&store).await,
            "accounts" => contract::accounts(&store).await,
            "templates" => contract::templates(&store).await,
            "health" => contract::health(&store).await,
            _ => contract::audit(&store).await,
        }
        drop(store);
        dump::add(&connection, &path);
    }
    let text = dump::sql(&connection);
    let copy = Connection::open(place.path().join("copy.db")).unwrap();
    copy.execute_batch(&text).unwrap();
    assert_eq!(dump::schema(&copy), dump::schema(&connection));
    assert_eq!(dump::rows(&copy), dump::rows(&connection));
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        let version: i64 = connection
            .query_row("SELECT max(version) FROM schema_migration", [], |row| row.get(0))
            .unwrap();
        fs::write(folder().join(format!("{version}.sql")), text).unwrap();
    }
}

async fn tell(store: &SqliteStore, story: fn(&mut dyn Tx)) {
    let told = store
        .write(move |tx| {
            story(tx);
            Ok::<_, ()>(())
        })
        .await;
    assert!(told.is_ok());
}
