use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use rusqlite::Connection;
use tempfile::TempDir;

use super::{MIGRATIONS, MigrateError, Migration, Step, books, run::apply};
use crate::open::open_writer;

const FIRST: Migration = Migration {
    version: 1,
    name: "first",
    steps: &[Step::Sql(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT",
    )],
};
const ROWS: i64 = 2_000;

/// Expand, fill in batches of ten, contract.
const SECOND: Migration = Migration {
    version: 2,
    name: "second",
    steps: &[
        Step::Sql("ALTER TABLE t ADD COLUMN length INTEGER"),
        Step::Batches {
            name: "lengths",
            batch: fill_lengths,
        },
        Step::Sql("CREATE INDEX t_by_length ON t (length)"),
    ],
};

fn fill_lengths(connection: &Connection, after: &str) -> Result<Option<String>, rusqlite::Error> {
    let after: i64 = after.parse().unwrap_or(0);
    let changed = connection.execute(
        // `coalesce`: a row that was filled twice would show.
        "UPDATE t SET length = coalesce(length, 0) + length(word) WHERE id > ?1 AND id <= ?1 + 10",
        [after],
    )?;
    if std::env::var_os(CHILD).is_some() {
        println!("batch after {after}");
        std::io::stdout().flush().unwrap();
    }
    Ok((changed > 0).then(|| (after + 10).to_string()))
}

fn empty() -> (TempDir, PathBuf, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.db");
    let connection = open_writer(&path).unwrap();
    (folder, path, connection)
}

fn with_rows() -> (TempDir, PathBuf, Connection) {
    let (folder, path, mut connection) = empty();
    apply(&mut connection, &path, &[FIRST]).unwrap();
    connection
        .execute_batch(&format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})
             INSERT INTO t SELECT i, 'word' || i FROM n"
        ))
        .unwrap();
    (folder, path, connection)
}

fn assert_filled_once(connection: &Connection) {
    let wrong: i64 = connection
        .query_row(
            "SELECT count(*) FROM t WHERE length IS NOT length(word)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(wrong, 0, "each row is filled exactly once");
    assert_eq!(books::progress(connection, 2).unwrap(), None);
}

#[test]
fn numbers_ascend() {
    assert!(
        MIGRATIONS
            .windows(2)
            .all(|pair| pair[0].version < pair[1].version)
    );
}

#[test]
fn a_second_run_does_nothing() {
    let (_folder, path, mut connection) = with_rows();
    apply(&mut connection, &path, &[FIRST, SECOND]).unwrap();
    apply(&mut connection, &path, &[FIRST, SECOND]).unwrap();
    assert_filled_once(&connection);
}

#[test]
fn a_step_that_fails_goes_back_and_the_next_start_goes_on() {
    const BROKEN: Migration = Migration {
        version: 2,
        name: "second",
        steps: &[
            Step::Sql("ALTER TABLE t ADD COLUMN length INTEGER"),
            Step::Sql("CREATE TABLE half (x); INSERT INTO nowhere VALUES (1)"),
        ],
    };
    const MENDED: Migration = Migration {
        steps: &[
            Step::Sql("ALTER TABLE t ADD COLUMN length INTEGER"),
            Step::Sql("CREATE TABLE whole (x)"),
        ],
        ..BROKEN
    };
    const OTHER: Migration = Migration {
        steps: &[
            Step::Sql("ALTER TABLE t ADD COLUMN width INTEGER"),
            Step::Sql("CREATE TABLE whole (x)"),
        ],
        ..BROKEN
    };
    let (_folder, path, mut connection) = with_rows();
    let error = apply(&mut connection, &path, &[FIRST, BROKEN]).unwrap_err();
    assert!(error.to_string().contains("nowhere"), "{error}");
    let half: i64 = connection
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE name = 'half'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(half, 0, "the step went back whole");
    assert_eq!(books::progress(&connection, 2).unwrap().unwrap().step, 1);
    // What was done must be what was done, the rest may be mended.
    let error = apply(&mut connection, &path, &[FIRST, OTHER]).unwrap_err();
    assert!(
        matches!(error, MigrateError::Edited { version: 2, .. }),
        "{error}"
    );
    apply(&mut connection, &path, &[FIRST, MENDED]).unwrap();
    assert!(books::pending(&connection, &[FIRST, MENDED]).unwrap().is_empty());
}

#[test]
fn an_older_binary_refuses_also_a_migration_that_is_not_finished() {
    let (_folder, path, mut connection) = with_rows();
    apply(&mut connection, &path, &[FIRST, SECOND]).unwrap();
    connection
        .execute_batch("INSERT INTO schema_progress VALUES (2, 1, '50')") // as if it were not
        .unwrap();
    let error = apply(&mut connection, &path, &[FIRST]).unwrap_err();
    assert!(matches!(error, MigrateError::Newer { found: 2, known: 1 }));
    assert!(error.to_string().contains("use the newer Parlance"), "{error}");
}

#[test]
fn an_edited_migration_is_noticed() {
    const EDITED: Migration = Migration {
        steps: &[Step::Sql(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT) STRICT",
        )],
        ..FIRST
    };
    let (_folder, path, mut connection) = with_rows();
    let error = apply(&mut connection, &path, &[EDITED]).unwrap_err();
    assert!(
        matches!(error, MigrateError::Edited { version: 1, .. }),
        "{error}"
    );
}

#[test]
fn a_migration_that_was_written_meanwhile_is_taken_though_its_number_is_lower() {
    const LATE: Migration = Migration {
        version: 3,
        name: "third",
        steps: &[Step::Sql("CREATE TABLE third (x)")],
    };
    let (_folder, path, mut connection) = with_rows();
    apply(&mut connection, &path, &[FIRST, LATE]).unwrap();
    let error = apply(&mut connection, &path, &[FIRST, SECOND]).unwrap_err();
    assert!(matches!(error, MigrateError::Newer { .. }));
    apply(&mut connection, &path, &[FIRST, SECOND, LATE]).unwrap();
    assert_filled_once(&connection);
    let error = books::pending(&connection, &[FIRST, LATE]).unwrap_err();
    assert!(matches!(error, MigrateError::Unknown { version: 2 }), "{error}");
}

#[test]
fn two_at_once_do_each_step_once() {
    let (_folder, path, connection) = with_rows();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut connection = open_writer(&path).unwrap();
                apply(&mut connection, &path, &[FIRST, SECOND]).unwrap();
            });
        }
    });
    assert_filled_once(&connection);
}

/// Set for the process that is killed; names its database.
const CHILD: &str = "MIGRATE_CHILD_DATABASE";

/// Not a test of its own: the process that the next test kills.
#[test]
fn child_that_is_killed() {
    let Some(path) = std::env::var_os(CHILD) else {
        return;
    };
    let mut connection = open_writer(Path::new(&path)).unwrap();
    apply(&mut connection, Path::new(&path), &[FIRST, SECOND]).unwrap();
}

#[test]
fn a_migration_that_is_killed_goes_on_where_it_was() {
    let (_folder, path, connection) = with_rows();
    drop(connection);
    let mut seen = Vec::new();
    for kill_after in [3, 40, 90] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["migrate::tests::child_that_is_killed", "--exact", "--nocapture"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let batches: Vec<i64> = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok)
            .filter_map(|line| line.split_once("batch after ")?.1.trim().parse().ok())
            .take(kill_after)
            .collect();
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(batches.len(), kill_after);
        seen.push(batches);
    }
    // A batch that was told may not have been committed yet: it is done again, and nothing before it.
    assert!(
        seen.windows(2).all(|pair| pair[1][0] >= *pair[0].last().unwrap()),
        "{seen:?}"
    );
    let mut connection = open_writer(&path).unwrap();
    assert!(
        books::progress(&connection, 2).unwrap().is_some(),
        "it was stopped half-way"
    );
    apply(&mut connection, &path, &[FIRST, SECOND]).unwrap();
    assert_filled_once(&connection);
}
