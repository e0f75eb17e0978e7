//! Where a test's rows lie: a file of SQLite or, with PARLANCE_TEST_STORE=postgres, a database of its own on a real
//! server. Both must tell every story alike.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use parlance_store::{EventSink, Store};
use parlance_store_postgres::{PostgresStore, testing::TestDatabase};
use parlance_store_sqlite::SqliteStore;
use tempfile::TempDir;

pub struct Place {
    folder: TempDir,
    server: Option<TestDatabase>,
}

impl Place {
    pub fn new() -> Self {
        let wanted = std::env::var("PARLANCE_TEST_STORE").unwrap_or_default();
        Self {
            folder: tempfile::tempdir().unwrap(),
            server: (wanted == "postgres").then(|| TestDatabase::migrated().unwrap()),
        }
    }

    #[allow(dead_code)] // not every suite has files
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn open(&self, sink: Arc<dyn EventSink>) -> Arc<dyn Store> {
        match &self.server {
            Some(database) => Arc::new(PostgresStore::open(&database.url(), sink).unwrap()),
            None => Arc::new(SqliteStore::open(&self.file(), sink).unwrap()),
        }
    }

    #[allow(dead_code)] // not every suite tells them apart
    pub const fn is_postgres(&self) -> bool {
        self.server.is_some()
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("p.db")
    }

    /// Makes the database refuse what happens to a table (`INSERT ON message`) when a condition holds, as a disk fault
    /// or a defect of ours would.
    #[allow(dead_code)] // not every suite breaks its database
    pub fn refuse(&self, name: &str, what: &str, when: &str) {
        match &self.server {
            Some(database) => database
                .run(&format!(
                    "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
                     $$ BEGIN RAISE EXCEPTION 'refused by {name}'; END $$;
                     CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {name}()"
                ))
                .unwrap(),
            None => self.run(&format!(
                "CREATE TRIGGER {name} BEFORE {what} WHEN {when} BEGIN SELECT RAISE(ABORT, 'refused by {name}'); END"
            )),
        }
    }

    /// Ends such a refusal.
    #[allow(dead_code)] // not every suite breaks its database
    pub fn allow(&self, name: &str, table: &str) {
        match &self.server {
            Some(database) => database
                .run(&format!("DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}()"))
                .unwrap(),
            None => self.run(&format!("DROP TRIGGER {name}")),
        }
    }

    fn run(&self, sql: &str) {
        let connection = rusqlite::Connection::open(self.file()).unwrap();
        connection.execute_batch(sql).unwrap();
    }

    /// Every text and every bytes of the database, with where it stands: `table.column`.
    #[allow(dead_code)] // not every suite looks into its database
    pub fn everything(&self) -> Vec<(String, Vec<u8>)> {
        match &self.server {
            Some(database) => database.everything().unwrap(),
            None => everything_in(&self.file()),
        }
    }
}

fn everything_in(file: &Path) -> Vec<(String, Vec<u8>)> {
    let db = rusqlite::Connection::open(file).unwrap();
    let tables: Vec<String> = db
        // An index without contents has its words in tables beside it.
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%content = ''''%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut found = Vec::new();
    for table in tables {
        let mut statement = db.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for (at, column) in columns.iter().enumerate() {
                let bytes: Vec<u8> = match row.get_ref(at).unwrap() {
                    rusqlite::types::ValueRef::Text(text) => text.to_vec(),
                    rusqlite::types::ValueRef::Blob(blob) => blob.to_vec(),
                    _ => continue,
                };
                found.push((format!("{table}.{column}"), bytes));
            }
        }
    }
    found
}
