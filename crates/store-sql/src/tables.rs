//! Tables as they are. Names come from the catalogue and are quoted, never from outside.

use std::ops::ControlFlow;

use parlance_store::{
    StoreError,
    tables::{Cell, Derived, Table, TablesRead, TablesWrite},
};

use crate::{
    contact_words::fill_contact_words,
    db::{Db, Dialect, Scope, params},
    query::{Connected as _, each, for_both, many, one},
    search::fill_message_words,
    tx::Transaction,
    value::{Bind, FromValue, Value},
};

/// Derived from other tables, and made anew from them.
const DERIVED: [&str; 4] = ["message_text", "message_words", "message_place", "contact_word"];
/// Derived too: where a message's words are.
const DERIVED_COLUMN: (&str, &str) = ("message", "words_at");
/// Rows are handed over when they are so large together, bytes.
const ENOUGH: usize = 4 * 1024 * 1024;

impl Bind for Cell {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Integer(number) => Value::Integer(*number),
            Self::Text(text) => Value::Text(text),
            Self::Blob(bytes) => Value::Blob(bytes),
        }
    }
}

impl FromValue for Cell {
    fn from_value(value: Value<'_>) -> Option<Self> {
        Some(match value {
            Value::Null => Self::Null,
            Value::Integer(number) => Self::Integer(number),
            Value::Text(text) => Self::Text(text.to_owned()),
            Value::Blob(bytes) => Self::Blob(bytes.to_vec()),
        })
    }
}

const fn size(cell: &Cell) -> usize {
    match cell {
        Cell::Null | Cell::Integer(_) => 8,
        Cell::Text(text) => text.len(),
        Cell::Blob(bytes) => bytes.len(),
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn list(names: &[String]) -> String {
    names
        .iter()
        .map(|name| quoted(name))
        .collect::<Vec<_>>()
        .join(", ")
}

fn places(from: usize, count: usize) -> String {
    let places: Vec<String> = (from..from + count).map(|place| format!("?{place}")).collect();
    places.join(", ")
}

/// Names that a question about a table gives.
fn names(db: Db<'_>, sql: &str, table: &str) -> Result<Vec<String>, StoreError> {
    many(db, sql, params![table], |row| row.get(0))
}

fn table(db: Db<'_>, name: String) -> Result<Table, StoreError> {
    let (columns, key, parents) = match db.dialect() {
        Dialect::Sqlite => (
            "SELECT name FROM pragma_table_info(?1) ORDER BY name",
            "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk",
            "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(?1)",
        ),
        Dialect::Postgres => (
            "SELECT CAST(column_name AS text) FROM information_schema.columns
             WHERE table_schema = current_schema() AND CAST(table_name AS text) = ?1 AND is_generated = 'NEVER'",
            "SELECT CAST(a.attname AS text) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
               JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
             WHERE i.indisprimary AND c.relnamespace = CAST(current_schema() AS regnamespace)
               AND CAST(c.relname AS text) = ?1
             ORDER BY array_position(CAST(i.indkey AS int2[]), a.attnum)",
            "SELECT DISTINCT CAST(p.relname AS text) FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid
               JOIN pg_class p ON p.oid = f.confrelid
             WHERE f.contype = 'f' AND c.relnamespace = CAST(current_schema() AS regnamespace)
               AND CAST(c.relname AS text) = ?1",
        ),
    };
    let mut columns = names(db, columns, &name)?;
    columns.retain(|column| (name.as_str(), column.as_str()) != DERIVED_COLUMN);
    columns.sort_unstable();
    Ok(Table {
        columns,
        key: names(db, key, &name)?,
        parents: names(db, parents, &name)?,
        name,
    })
}

for_both!(TablesRead {
    fn tables(&self) -> Result<Vec<Table>, StoreError> {
        let all = match self.all().dialect() {
            Dialect::Sqlite => {
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
            }
            Dialect::Postgres => {
                "SELECT CAST(table_name AS text) FROM information_schema.tables
                 WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
            }
        };
        let mut names = many(self.all(), all, params![], |row| row.get::<String>(0))?;
        names.retain(|name| !name.starts_with("schema_") && !DERIVED.contains(&name.as_str()));
        names.sort_unstable();
        names.into_iter().map(|name| table(self.all(), name)).collect()
    }

    fn table_rows(&self, table: &Table, after: &[Cell], limit: u32) -> Result<Vec<Vec<Cell>>, StoreError> {
        let key = list(&table.key);
        let above = if after.is_empty() {
            String::new()
        } else {
            format!("WHERE ({key}) > ({})", places(1, after.len()))
        };
        let sql = format!(
            "SELECT {} FROM {} {above} ORDER BY {key} LIMIT {limit}",
            list(&table.columns),
            quoted(&table.name)
        );
        let after: Vec<&dyn Bind> = after.iter().map(|cell| cell as &dyn Bind).collect();
        let (mut rows, mut bytes) = (Vec::new(), 0);
        each(self.all(), &sql, after.as_slice(), |row| {
            let cells = (0..table.columns.len())
                .map(|place| row.get(place))
                .collect::<Result<Vec<Cell>, _>>()?;
            bytes += cells.iter().map(size).sum::<usize>();
            rows.push(cells);
            Ok(if bytes < ENOUGH { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        Ok(rows)
    }
});

impl TablesWrite for Transaction<'_> {
    fn insert_table_rows(&mut self, table: &Table, rows: &[Vec<Cell>]) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) DO NOTHING",
            quoted(&table.name),
            list(&table.columns),
            places(1, table.columns.len()),
            list(&table.key)
        );
        for row in rows {
            let values: Vec<&dyn Bind> = row.iter().map(|cell| cell as &dyn Bind).collect();
            self.database().append(Scope::Installation, &sql, &values)?;
        }
        Ok(())
    }

    fn derive(&mut self, what: Derived, after: &str) -> Result<Option<String>, StoreError> {
        match what {
            Derived::MessageWords => fill_message_words(self.database(), after),
            Derived::ContactWords => fill_contact_words(self.database(), after),
        }
    }

    fn raise_numbers(&mut self, table: &Table) -> Result<(), StoreError> {
        let db = self.all();
        let [key] = table.key.as_slice() else {
            return Ok(());
        };
        // SQLite goes on above the largest by itself.
        if db.dialect() == Dialect::Sqlite {
            return Ok(());
        }
        let is_numbered = "SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema()
             AND CAST(table_name AS text) = ?1 AND CAST(column_name AS text) = ?2 AND is_identity = 'YES'";
        if one(db, is_numbered, params![table.name, *key], |_| Ok(()))?.is_none() {
            return Ok(());
        }
        // Numbers can only be taken, not set, by who does not own them.
        let sql = format!(
            "SELECT count(nextval(pg_get_serial_sequence(?1, ?2))) FROM generate_series(1, (SELECT coalesce(max({0}), 0)
             FROM {1}))",
            quoted(key),
            quoted(&table.name)
        );
        one(db, &sql, params![quoted(&table.name), *key], |_| Ok(())).map(drop)
    }
}
