//! What PostgreSQL is asked for beyond the contract: that tenants are kept apart by the database too, one server at a
//! time, safe settings, and going on after the server was away.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use parlance_api::config::TenantSettings;
use parlance_core::{AccountId, TenantCtx, TenantId, Timestamp};
use parlance_store::{
    CommittedEvent, EventSink, Signal, StoreError, StoreExt as _, WorkError, inbound::NewRaw,
    tenants::TenantRow,
};
use parlance_store_postgres::{
    OpenError, PostgresStore, inspect,
    testing::{Fault, TestDatabase, TestServer},
};

struct Nobody;

impl EventSink for Nobody {
    fn publish(&self, _: Vec<CommittedEvent>) {}
    fn signal(&self, _: Vec<Signal>) {}
}

fn open(url: &str) -> PostgresStore {
    PostgresStore::open(url, Arc::new(Nobody)).unwrap()
}

fn tenant(n: u8) -> TenantRow {
    TenantRow {
        id: TenantId::new(Timestamp::from_millis(1), [n; 10]),
        slug: format!("tenant-{n}"),
        name: "A tenant".into(),
        settings: TenantSettings::default(),
        disabled_at: None,
        created_at: Timestamp::from_millis(1),
    }
}

async fn add_tenant(store: &PostgresStore, n: u8) -> Result<(), WorkError<StoreError>> {
    store.write(move |tx| tx.insert_tenant(&tenant(n))).await
}

async fn count(store: &PostgresStore) -> Result<usize, WorkError<StoreError>> {
    store
        .read(|read| read.tenants())
        .await
        .map(|tenants| tenants.len())
}

/// As the service's role: what a statement sees that forgets to name the tenant.
fn seen_by(database: &TestDatabase, tenant: &str) -> Result<i64, Fault> {
    let sql = format!("SET ROLE parlance_service; SET parlance.tenant = '{tenant}'");
    database.number(&sql, "SELECT count(*) FROM tenant")
}

#[tokio::test]
async fn a_statement_that_forgets_the_tenant_sees_only_its_own_rows() {
    let database = TestDatabase::migrated().unwrap();
    let store = open(&database.url());
    add_tenant(&store, 1).await.unwrap();
    add_tenant(&store, 2).await.unwrap();
    let own = tenant(1).id.as_uuid().to_string();
    assert_eq!(seen_by(&database, &own).unwrap(), 1);
    assert_eq!(
        seen_by(&database, "").unwrap(),
        0,
        "without a word nothing is seen"
    );
    let everything = "ffffffff-ffff-ffff-ffff-ffffffffffff";
    assert_eq!(seen_by(&database, everything).unwrap(), 2);
    // Writing for another is refused, too.
    let foreign = format!(
        "SET ROLE parlance_service; SET parlance.tenant = '{own}';
         INSERT INTO team (tenant_id, id, name, created_at, updated_at)
         VALUES ('{}', gen_random_uuid(), 'x', 1, 1)",
        tenant(2).id.as_uuid()
    );
    let refused = database.run(&foreign).unwrap_err().to_string();
    assert!(refused.contains("db error"), "{refused}");
    let renamed = store
        .write(move |tx| {
            let ctx = TenantCtx::new(tenant(1).id);
            tx.update_tenant(&ctx, &tenant(1))?;
            Ok::<_, StoreError>(tx.tenant(&ctx)?.is_some())
        })
        .await;
    assert!(renamed.unwrap());
}

#[test]
fn every_table_with_a_tenant_is_protected_and_owned_by_somebody_else() {
    let database = TestDatabase::migrated().unwrap();
    let open = database
        .number(
            "",
            "SELECT count(*) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'tenant_id'
               AND NOT (c.relrowsecurity AND c.relforcerowsecurity
                        AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))",
        )
        .unwrap();
    assert_eq!(open, 0);
    let owned = database
        .number(
            "",
            "SELECT count(*) FROM pg_class WHERE relowner = 'parlance_service'::regrole",
        )
        .unwrap();
    assert_eq!(owned, 0);
}

#[test]
fn the_audit_log_is_append_only_for_everybody() {
    let database = TestDatabase::migrated().unwrap();
    for sql in [
        "DELETE FROM audit_log",
        "UPDATE audit_log SET action = 'x'",
        "TRUNCATE audit_log",
    ] {
        assert!(database.run(sql).is_err(), "{sql}");
    }
}

#[tokio::test]
async fn one_server_at_a_time_and_commands_beside_it() {
    let database = TestDatabase::migrated().unwrap();
    let server = open(&database.url());
    let second = PostgresStore::open(&database.url(), Arc::new(Nobody));
    assert!(matches!(second, Err(OpenError::InUse)));
    let command = PostgresStore::open_beside(&database.url(), Arc::new(Nobody)).unwrap();
    add_tenant(&command, 1).await.unwrap();
    add_tenant(&server, 2).await.unwrap();
    assert_eq!(count(&server).await.unwrap(), 2);
    drop(server);
    drop(open(&database.url()));
}

#[tokio::test]
async fn while_the_server_is_away_changes_are_refused_and_then_it_goes_on_by_itself() {
    let server = TestServer::start("crashes", "").unwrap();
    let store = open(&server.url().unwrap());
    add_tenant(&store, 1).await.unwrap();
    server.crash().unwrap();
    let refused = add_tenant(&store, 2).await;
    assert!(
        matches!(
            refused,
            Err(WorkError::Store(StoreError::Unavailable(_)) | WorkError::Refused(StoreError::Unavailable(_)))
        ),
        "{refused:?}"
    );
    assert!(count(&store).await.is_err());
    server.url().unwrap();
    // The first units after it may still meet the old connection's end.
    let mut tries = 0;
    while add_tenant(&store, 3).await.is_err() {
        tries += 1;
        assert!(tries < 50, "the store does not come back");
    }
    while count(&store).await.is_err() {
        tries += 1;
        assert!(tries < 50, "the readers do not come back");
    }
    assert_eq!(count(&store).await.unwrap(), 2, "what was acknowledged is there");
}

#[test]
fn a_server_that_could_lose_what_it_acknowledged_is_refused() {
    let server = TestServer::start("unsafe", "fsync = off").unwrap();
    let refused = PostgresStore::open(&server.url().unwrap(), Arc::new(Nobody));
    assert!(matches!(refused, Err(OpenError::Unsafe { setting: "fsync", .. })));
}

#[test]
fn a_bad_address_is_told_without_its_password() {
    for url in [
        "postgres://u:hunter2@",
        "postgres://u:hunter2@127.0.0.1:1/x",
        "nonsense hunter2",
    ] {
        let Err(error) = PostgresStore::open(url, Arc::new(Nobody)) else {
            panic!("{url} opened");
        };
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }
}

#[test]
fn a_newer_schema_is_refused() {
    let database = TestDatabase::migrated().unwrap();
    database
        .run("INSERT INTO schema_migration (version, name) VALUES (999999999999, 'of tomorrow')")
        .unwrap();
    let refused = inspect(&database.url()).unwrap_err().to_string();
    assert!(refused.contains("use the newer Parlance"), "{refused}");
}

#[tokio::test]
async fn a_new_table_is_counted_as_soon_as_it_has_rows() {
    let database = TestDatabase::migrated().unwrap();
    let store = open(&database.url());
    add_tenant(&store, 1).await.unwrap();
    let ctx = TenantCtx::new(tenant(1).id);
    let raw = NewRaw {
        account_id: AccountId::new(Timestamp::from_millis(1), [1; 10]),
        channel: "pigeon".into(),
        body: b"{}".to_vec(),
        verified_with: String::new(),
        received_at: Timestamp::from_millis(1),
    };
    for _ in 0..400 {
        let raw = raw.clone();
        store
            .keep_delivery(move |tx| tx.insert_raw(&ctx, &raw))
            .await
            .unwrap();
    }
    let counted = "SELECT count(*) FROM pg_stat_user_tables
                   WHERE relname = 'inbound_event' AND last_analyze IS NOT NULL";
    // A statement of its own: beside a table without such a row it would not be waited for.
    let a_moment = "SELECT count(*) FROM pg_sleep(0.2)";
    let looks = (0..150)
        .find(|_| database.number("", a_moment).is_ok() && database.number("", counted).unwrap() == 1);
    assert!(looks.is_some(), "nobody counted it within half a minute");
}
