//! Statements, prepared once per connection.

use std::{cell::OnceCell, rc::Rc};

use postgres::{Client, Error, Statement};

/// A prepared statement.
pub(crate) struct Prepared {
    pub(crate) statement: Statement,
    /// The text it was prepared from, as the areas have it.
    pub(crate) sql: Box<str>,
    many: OnceCell<Statement>,
}

impl Prepared {
    pub(crate) fn new(client: &mut Client, sql: &str) -> Result<Rc<Self>, Error> {
        Ok(Rc::new(Self {
            statement: client.prepare(&numbered(sql))?,
            sql: sql.into(),
            many: OnceCell::new(),
        }))
    }

    /// The same insert for many rows, given as one array per column.
    pub(crate) fn for_many(&self, client: &mut Client) -> Result<&Statement, Error> {
        if self.many.get().is_none() {
            let (head, values) = split_insert(&self.sql);
            // What is to happen to rows that are there already.
            let tail = values.find("ON CONFLICT").map_or("", |place| &values[place..]);
            let columns: Vec<String> = self
                .statement
                .params()
                .iter()
                .enumerate()
                .map(|(place, ty)| format!("${}::{}[]", place + 1, ty.name()))
                .collect();
            let columns = columns.join(", ");
            let statement = client.prepare(&format!("{head} SELECT * FROM unnest({columns}) {tail}"))?;
            let _ = self.many.set(statement);
        }
        Ok(self.many.get().expect("it was set above"))
    }
}

/// `INSERT INTO table (columns)` and the rest.
fn split_insert(sql: &str) -> (&str, &str) {
    sql.find("VALUES").map_or((sql, ""), |place| sql.split_at(place))
}

/// The table that an insert goes to.
pub(crate) fn table_of(insert: &str) -> &str {
    let rest = insert.trim_start().strip_prefix("INSERT INTO ").unwrap_or(insert);
    rest.split(|letter: char| letter.is_whitespace() || letter == '(')
        .next()
        .unwrap_or_default()
}

/// The same insert with the row's number as its first column.
pub(crate) fn with_number(insert: &str) -> String {
    let (head, values) = split_insert(insert);
    let head = head.replacen('(', "(id, ", 1);
    let count = values.matches('?').count() + 1;
    let places: Vec<String> = (1..=count).map(|place| format!("?{place}")).collect();
    format!("{head}VALUES ({})", places.join(", "))
}

/// `$1` for `?1`, outside of quoted texts.
fn numbered(sql: &str) -> String {
    let mut quoted = false;
    sql.chars()
        .map(|letter| {
            quoted ^= letter == '\'';
            if letter == '?' && !quoted { '$' } else { letter }
        })
        .collect()
}

/// Whether a statement speaks of a table: it must see what was kept back for it.
pub(crate) fn mentions(sql: &str, table: &str) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    sql.match_indices(table).any(|(place, _)| {
        !sql[..place].ends_with(is_word) && !sql[place + table.len()..].starts_with(is_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_get_their_signs_and_texts_stay() {
        assert_eq!(numbered("SELECT ?1, 'who?' || ?12"), "SELECT $1, 'who?' || $12");
    }

    #[test]
    fn an_insert_is_known_by_its_parts() {
        let insert = "INSERT INTO inbound_event\n  (tenant_id, body)\n VALUES (?1, ?2)";
        assert_eq!(table_of(insert), "inbound_event");
        assert_eq!(
            with_number(insert),
            "INSERT INTO inbound_event\n  (id, tenant_id, body)\n VALUES (?1, ?2, ?3)"
        );
    }

    #[test]
    fn a_table_is_mentioned_as_a_whole_word() {
        assert!(mentions("SELECT 1 FROM event WHERE seq = 1", "event"));
        assert!(!mentions("SELECT 1 FROM inbound_event", "event"));
        assert!(!mentions("SELECT event_seq FROM tenant", "event"));
    }
}
