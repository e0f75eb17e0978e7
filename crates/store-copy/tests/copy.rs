//! There and back again: every row, between every two databases, also when it is stopped.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use parlance_api::config::TenantSettings;
use parlance_core::{TenantCtx, TenantId, Timestamp};
use parlance_store::{
    CommittedEvent, EventSink, Signal, Store, StoreError, StoreExt as _, Tx, contract,
    tables::Cell,
    tenants::TenantRow,
    unit::{ReadUnit, WriteUnit},
};
use parlance_store_copy::{CopyError, copy};
use parlance_store_postgres::{PostgresStore, testing::TestDatabase};
use parlance_store_sqlite::SqliteStore;

struct Nobody;

impl EventSink for Nobody {
    fn publish(&self, _: Vec<CommittedEvent>) {}
    fn signal(&self, _: Vec<Signal>) {}
}

fn sqlite(folder: &Path, name: &str) -> SqliteStore {
    SqliteStore::open(&folder.join(name), Arc::new(Nobody)).unwrap()
}

fn postgres(database: &TestDatabase) -> PostgresStore {
    PostgresStore::open(&database.url(), Arc::new(Nobody)).unwrap()
}

fn tenant(number: u64) -> TenantRow {
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&number.to_be_bytes());
    TenantRow {
        id: TenantId::new(Timestamp::from_millis(1), bytes),
        slug: format!("t{number}"),
        name: format!("Tenant {number} \u{1f600}"),
        settings: TenantSettings::default(),
        disabled_at: None,
        created_at: Timestamp::from_millis(1),
    }
}

/// A story of the contract, which fills many tables, and more tenants than fit into one batch.
async fn fill(store: &dyn Store, story: fn(&mut dyn Tx)) {
    let told = store.write(move |tx| {
        story(tx);
        Ok::<_, StoreError>(())
    });
    told.await.unwrap();
    for number in 1_000..1_700 {
        let row = tenant(number);
        store.write(move |tx| tx.insert_tenant(&row)).await.unwrap();
    }
}

async fn everything(store: &dyn Store) -> Vec<(String, Vec<Vec<Cell>>)> {
    let read = store.read(|read| {
        let mut all = Vec::new();
        for table in read.tables()? {
            let (mut rows, mut after): (Vec<Vec<Cell>>, Vec<Cell>) = (Vec::new(), Vec::new());
            loop {
                let more = read.table_rows(&table, &after, 500)?;
                let Some(last) = more.last() else { break };
                let place = |column: &String| table.columns.iter().position(|other| other == column).unwrap();
                after = table
                    .key
                    .iter()
                    .map(|column| last[place(column)].clone())
                    .collect();
                rows.extend(more);
            }
            rows.sort_unstable_by_key(|row| format!("{row:?}"));
            all.push((table.name.clone(), rows));
        }
        Ok::<_, StoreError>(all)
    });
    read.await.unwrap()
}

fn quiet(_: &str) {}

/// After the copy the target is a database like any other: numbers that it gives are new.
async fn goes_on(store: &dyn Store) {
    let ctx = TenantCtx::new(tenant(1_000).id);
    let taken = store.write(move |tx| {
        tx.append_event(&ctx, contract_event())?;
        tx.tenants().map(|tenants| tenants.len())
    });
    assert!(taken.await.unwrap() > 700);
}

fn contract_event() -> parlance_store::NewEvent {
    parlance_store::NewEvent {
        kind: parlance_core::event::EventKind::AccountChanged,
        audience: parlance_core::event::Audience::administrators(),
        data: serde_json::value::RawValue::from_string("{}".into()).unwrap(),
        at: Timestamp::from_millis(2),
    }
}

#[tokio::test]
async fn from_the_file_to_the_server_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let progress = folder.path().join("progress");
    let stories = contract::pipeline::STORIES
        .iter()
        .chain(&contract::floor::STORIES);
    for (number, (name, story)) in stories.step_by(8).enumerate() {
        let source = sqlite(folder.path(), &format!("{number}.db"));
        fill(&source, *story).await;
        let database = TestDatabase::migrated().unwrap();
        let server = postgres(&database);
        let counts = copy(&source, &server, &progress, &quiet).await.unwrap();
        assert!(counts["tenant"] > 700, "{name}");
        let wanted = everything(&source).await;
        assert_eq!(everything(&server).await, wanted, "{name}");
        let back = sqlite(folder.path(), &format!("{number}-back.db"));
        copy(&server, &back, &progress, &quiet).await.unwrap();
        assert_eq!(everything(&back).await, wanted, "{name}");
        goes_on(&server).await;
        goes_on(&back).await;
        assert!(!progress.exists(), "nothing is left to remember");
    }
}

/// A target that dies after some units of work.
struct Dying {
    store: SqliteStore,
    left: Mutex<u32>,
}

impl Store for Dying {
    fn submit(&self, unit: Box<dyn WriteUnit>) -> Result<(), StoreError> {
        let mut left = self.left.lock().unwrap();
        if *left == 0 {
            return Err(StoreError::Unavailable("killed".into()));
        }
        *left -= 1;
        self.store.submit(unit)
    }
    fn submit_delivery(&self, unit: Box<dyn WriteUnit>) -> Result<(), StoreError> {
        self.submit(unit)
    }
    fn submit_read(&self, unit: Box<dyn ReadUnit>) -> Result<(), StoreError> {
        self.store.submit_read(unit)
    }
    fn close(&self) {}
    fn kind(&self) -> &'static str {
        "dying"
    }
}

#[tokio::test]
async fn a_copy_that_was_stopped_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let progress = folder.path().join("progress");
    let source = sqlite(folder.path(), "from.db");
    fill(&source, contract::pipeline::STORIES[0].1).await;
    let mut target = Dying {
        store: sqlite(folder.path(), "to.db"),
        left: Mutex::new(0),
    };
    for allowed in [5, 20, 30] {
        *target.left.get_mut().unwrap() = allowed;
        let error = copy(&source, &target, &progress, &quiet).await.unwrap_err();
        assert!(error.to_string().contains("killed"), "{error}");
    }
    *target.left.get_mut().unwrap() = u32::MAX;
    copy(&source, &target, &progress, &quiet).await.unwrap();
    assert_eq!(everything(&target).await, everything(&source).await);
}

#[tokio::test]
async fn what_is_there_is_not_mixed_with_what_comes() {
    let folder = tempfile::tempdir().unwrap();
    let progress = folder.path().join("progress");
    let source = sqlite(folder.path(), "from.db");
    let target = sqlite(folder.path(), "to.db");
    for (store, number) in [(&source, 1), (&target, 2)] {
        let row = tenant(number);
        store.write(move |tx| tx.insert_tenant(&row)).await.unwrap();
    }
    let error = copy(&source, &target, &progress, &quiet).await.unwrap_err();
    assert!(matches!(error, CopyError::NotEmpty(_)), "{error}");
    // A copy that others have changed meanwhile is noticed at its end.
    let other = sqlite(folder.path(), "other.db");
    copy(&source, &other, &progress, &quiet).await.unwrap();
    std::fs::write(&progress, "{}").unwrap();
    let row = tenant(3);
    other.write(move |tx| tx.insert_tenant(&row)).await.unwrap();
    let error = copy(&source, &other, &progress, &quiet).await.unwrap_err();
    assert!(
        matches!(error, CopyError::Differs { from: 1, to: 2, .. }),
        "{error}"
    );
}
