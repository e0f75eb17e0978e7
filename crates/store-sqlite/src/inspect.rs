//! Looking at a database file from outside, without changing it: for `doctor` and `migrate --check`.

use std::path::Path;

use rusqlite::Connection;

use crate::{
    migrate::{MigrateError, Migration, pending_of},
    open::open_reader,
    wal,
};

/// What a database file is like.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// The number of its newest migration; 0 for a file without any.
    pub schema: i64,
    /// Migrations that it lacks.
    pub pending: Vec<Migration>,
    /// What SQLite's quick check says; empty when it is sound.
    pub damage: Vec<String>,
}

/// Looks at a file that exists. `thorough` reads it whole.
pub fn inspect(path: &Path, thorough: bool) -> Result<Inspection, MigrateError> {
    if thorough && let Ok(Some(damage)) = wal::damage(path) {
        // Not opened: SQLite would shorten the log.
        return Ok(Inspection {
            schema: 0,
            pending: Vec::new(),
            damage: vec![format!(
                "the write-ahead log {} does not fit at byte {}, before the end of what was committed",
                damage.log.display(),
                damage.at
            )],
        });
    }
    let connection = open_reader(path)?;
    let (schema, pending) = pending_of(&connection)?;
    let damage = if thorough {
        quick_check(&connection)?
    } else {
        Vec::new()
    };
    Ok(Inspection {
        schema,
        pending,
        damage,
    })
}

fn quick_check(connection: &Connection) -> Result<Vec<String>, rusqlite::Error> {
    let mut statement = connection.prepare("PRAGMA quick_check(10)")?;
    let lines = statement
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_described_without_being_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("some.db");
        Connection::open(&path)
            .unwrap()
            .execute_batch("CREATE TABLE t (x)")
            .unwrap();
        let before = std::fs::read(&path).unwrap();
        let found = inspect(&path, true).unwrap();
        assert_eq!((found.schema, found.damage.len()), (0, 0));
        assert!(!found.pending.is_empty());
        assert_eq!(std::fs::read(&path).unwrap(), before);
        assert!(inspect(&folder.path().join("missing.db"), false).is_err());
    }
}
