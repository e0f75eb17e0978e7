//! The statements of all areas on a connection to PostgreSQL.
//!
//! Each statement is a journey to the server and back, so journeys are saved: the beginning of a transaction, its parts
//! (savepoints) and whose rows may be touched are said together, right before the first statement that needs them, or
//! never; rows that only have to be there at the commit are kept back and go as one statement per table.

use std::{cell::RefCell, collections::HashMap, fmt::Write as _, ops::ControlFlow, rc::Rc};

use parlance_store::StoreError;
use parlance_store_sql::{Bind, Database, Dialect, Each, Scope};
use postgres::{Client, Row, types::ToSql};
use uuid::Uuid;

use crate::{
    bound::{Bound, Column, Found, Kept},
    error::store_error,
    numbers::Numbers,
    statement::{Prepared, mentions, table_of, with_number},
};

/// Statements kept prepared; above that all are forgotten and made anew.
const STATEMENTS: usize = 1_024;
/// Numbers of rows taken at a time.
const NUMBERS: i64 = 512;

/// How what was done becomes durable.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    /// With the commit of a transaction.
    WithCommit,
    /// Rows of one table that were kept back go at once, in one statement without a transaction around it. The
    /// session may touch rows of all tenants.
    AtOnce,
}

/// A connection as the areas see it.
pub(crate) struct Postgres(RefCell<Inner>);

struct Inner {
    client: Client,
    statements: HashMap<Box<str>, Rc<Prepared>>,
    /// How transactions begin here, and how they end.
    begin: &'static str,
    ends: Ends,
    begun: bool,
    /// What is said before the next statement.
    prelude: String,
    parts: Vec<Part>,
    /// Whose rows may be touched, as said or about to be said.
    scope: Option<Scope>,
    kept_back: Vec<KeptBack>,
    numbers: Numbers,
    /// Inserts with the number of their row, by their text without it.
    with_number: HashMap<Box<str>, Rc<str>>,
    /// A statement failed and its part has not been taken back.
    failed: bool,
}

/// A part of the transaction that has begun and not ended.
struct Part {
    said: bool,
    /// Rows that had been kept back before it.
    before: usize,
    /// The scope before it.
    scope: Option<Scope>,
}

struct KeptBack {
    insert: Rc<Prepared>,
    values: Vec<Kept>,
}

impl Postgres {
    /// A connection whose transactions begin with `begin`.
    pub(crate) fn new(client: Client, begin: &'static str) -> Self {
        Self::with_numbers(client, begin, Ends::WithCommit, Numbers::default())
    }

    /// The same, for one of several that write.
    pub(crate) fn with_numbers(client: Client, begin: &'static str, ends: Ends, numbers: Numbers) -> Self {
        Self(RefCell::new(Inner {
            client,
            statements: HashMap::new(),
            begin,
            ends,
            begun: false,
            prelude: String::new(),
            parts: Vec::new(),
            scope: None,
            kept_back: Vec::new(),
            numbers,
            with_number: HashMap::new(),
            failed: false,
        }))
    }

    /// Whether the server is gone for this connection.
    pub(crate) fn is_lost(&self) -> bool {
        self.0.borrow().client.is_closed()
    }

    /// Makes everything since the last end durable.
    pub(crate) fn commit(&self) -> Result<(), StoreError> {
        let mut inner = self.0.borrow_mut();
        if inner.may_end_at_once() {
            return inner.end_at_once();
        }
        let ready = inner.before_commit();
        if let Err(error) = ready {
            inner.roll_back();
            return Err(error);
        }
        if !inner.begun {
            inner.forget();
            return Ok(());
        }
        inner.prelude.push_str("COMMIT");
        let text = std::mem::take(&mut inner.prelude);
        let done = inner.client.batch_execute(&text);
        inner.forget();
        done.map_err(|error| not_committed(&error))
    }

    /// Takes everything back.
    pub(crate) fn roll_back(&self) {
        self.0.borrow_mut().roll_back();
    }
}

/// The few inserts of which there are many rows, in the order of their first ones.
fn inserts_of(rows: &[KeptBack]) -> Vec<&Rc<Prepared>> {
    let mut inserts: Vec<&Rc<Prepared>> = Vec::new();
    for row in rows {
        if !inserts.iter().any(|insert| Rc::ptr_eq(insert, &row.insert)) {
            inserts.push(&row.insert);
        }
    }
    inserts
}

/// Why a commit did not return well.
fn not_committed(error: &postgres::Error) -> StoreError {
    match error.as_db_error() {
        // The server says that it did not.
        Some(_) => store_error(error),
        None => StoreError::CommitUnknown(crate::error::words(error)),
    }
}

impl Inner {
    /// Whether all there is to do is one statement.
    fn may_end_at_once(&self) -> bool {
        self.ends == Ends::AtOnce && !self.begun && !self.failed && inserts_of(&self.kept_back).len() == 1
    }

    fn end_at_once(&mut self) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut self.kept_back);
        let values: Vec<&[Kept]> = rows.iter().map(|row| row.values.as_slice()).collect();
        let sent = send_many(&mut self.client, &rows[0].insert, &values);
        self.forget();
        sent.map(drop).map_err(|error| not_committed(&error))
    }

    fn forget(&mut self) {
        self.begun = false;
        self.failed = false;
        self.scope = None;
        self.prelude.clear();
        self.parts.clear();
        self.kept_back.clear();
    }

    fn roll_back(&mut self) {
        if self.begun
            && let Err(error) = self.client.batch_execute("ROLLBACK")
        {
            tracing::warn!(%error, "a transaction could not be rolled back; the server does it when the connection ends");
        }
        self.forget();
    }

    fn before_commit(&mut self) -> Result<(), StoreError> {
        if self.failed {
            return Err(StoreError::Database(
                "a statement failed and the unit of work went on".into(),
            ));
        }
        let all = self.kept_back.len();
        self.send_kept_back(all)
    }

    fn prepare(&mut self, sql: &str) -> Result<Rc<Prepared>, StoreError> {
        if let Some(prepared) = self.statements.get(sql) {
            return Ok(Rc::clone(prepared));
        }
        if self.statements.len() >= STATEMENTS {
            self.statements.clear();
        }
        // Inside a failed transaction nothing can be prepared: what it would have said is said first.
        self.say()?;
        let prepared = Prepared::new(&mut self.client, sql);
        let prepared = self.outcome(prepared)?;
        self.statements.insert(sql.into(), Rc::clone(&prepared));
        Ok(prepared)
    }

    /// Says what waits to be said.
    fn say(&mut self) -> Result<(), StoreError> {
        if self.prelude.is_empty() {
            return Ok(());
        }
        let text = std::mem::take(&mut self.prelude);
        let said = self.client.batch_execute(&text);
        self.outcome(said)
    }

    fn outcome<T>(&mut self, result: Result<T, postgres::Error>) -> Result<T, StoreError> {
        result.map_err(|error| {
            self.failed |= self.begun;
            store_error(&error)
        })
    }

    /// Puts a statement into its place: in the transaction, in its parts, with its rows in reach.
    fn place(&mut self, scope: Scope) -> Result<(), StoreError> {
        self.begin();
        for depth in 0..self.parts.len() {
            if self.parts[depth].said {
                continue;
            }
            // What was kept back before this part must not be taken back with it.
            let before = self.parts[depth].before;
            self.send_kept_back(before)?;
            let _ = write!(self.prelude, "SAVEPOINT p{depth};");
            self.parts[depth].said = true;
            self.parts[depth].scope = self.scope;
        }
        self.set_scope(scope);
        Ok(())
    }

    fn begin(&mut self) {
        if !self.begun {
            self.prelude.push_str(self.begin);
            self.begun = true;
        }
    }

    fn set_scope(&mut self, scope: Scope) {
        if self.scope == Some(scope) {
            return;
        }
        let tenant = match scope {
            Scope::Tenant(tenant) => tenant.as_uuid(),
            Scope::Installation => Uuid::max(),
        };
        let _ = write!(self.prelude, "SET LOCAL parlance.tenant = '{tenant}';");
        self.scope = Some(scope);
    }

    /// Sends the first `count` rows that were kept back, one statement per table.
    fn send_kept_back(&mut self, count: usize) -> Result<(), StoreError> {
        if count == 0 {
            return Ok(());
        }
        self.begin();
        // They may be of several tenants; each says its own.
        self.set_scope(Scope::Installation);
        self.say()?;
        let rows: Vec<KeptBack> = self.kept_back.drain(..count).collect();
        for part in &mut self.parts {
            part.before -= part.before.min(count);
        }
        for insert in inserts_of(&rows) {
            let values: Vec<&[Kept]> = rows
                .iter()
                .filter(|row| Rc::ptr_eq(&row.insert, insert))
                .map(|row| row.values.as_slice())
                .collect();
            let sent = send_many(&mut self.client, insert, &values);
            self.outcome(sent)?;
        }
        Ok(())
    }

    /// Makes sure that a statement sees every row that it asks for.
    fn show_kept_back(&mut self, sql: &str) -> Result<(), StoreError> {
        let wanted = |insert: &&Rc<Prepared>| mentions(sql, table_of(&insert.sql));
        if inserts_of(&self.kept_back).iter().any(wanted) {
            let all = self.kept_back.len();
            let scope = self.scope;
            self.send_kept_back(all)?;
            if let Some(scope) = scope {
                self.set_scope(scope);
            }
        }
        Ok(())
    }

    fn ready(&mut self, scope: Scope, sql: &str) -> Result<Rc<Prepared>, StoreError> {
        let prepared = self.prepare(sql)?;
        self.place(scope)?;
        self.show_kept_back(sql)?;
        self.say()?;
        Ok(prepared)
    }

    fn query(&mut self, scope: Scope, sql: &str, values: &[&dyn Bind]) -> Result<Vec<Row>, StoreError> {
        let prepared = self.ready(scope, sql)?;
        let values: Vec<Bound<'_>> = values.iter().map(|value| Bound(value.value())).collect();
        let found = self.client.query(&prepared.statement, &parameters(&values));
        self.outcome(found)
    }

    fn execute(&mut self, scope: Scope, sql: &str, values: &[&dyn Bind]) -> Result<usize, StoreError> {
        let prepared = self.ready(scope, sql)?;
        let values: Vec<Bound<'_>> = values.iter().map(|value| Bound(value.value())).collect();
        let changed = self.client.execute(&prepared.statement, &parameters(&values));
        self.outcome(changed)
            .map(|count| usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// The next number for a row of a table. Numbers belong to no transaction.
    fn number(&mut self, table: &str) -> Result<i64, StoreError> {
        let numbers = self.numbers.clone();
        let fetched = numbers.next(table, || {
            let prepared = self.prepare(
                "SELECT nextval(pg_get_serial_sequence(?1, 'id')) AS number FROM generate_series(1, CAST(?2 AS bigint))",
            )?;
            self.say()?;
            let found = self.client.query(&prepared.statement, &[&table, &NUMBERS]);
            let rows = self.outcome(found)?;
            Ok::<_, StoreError>(rows.iter().map(|row| row.get(0)).collect())
        })?;
        fetched.ok_or_else(|| StoreError::Database(format!("{table} gives no numbers")))
    }

    /// An insert with the number of its row.
    fn numbered(&mut self, sql: &str) -> Rc<str> {
        if let Some(known) = self.with_number.get(sql) {
            return Rc::clone(known);
        }
        let text: Rc<str> = with_number(sql).into();
        self.with_number.insert(sql.into(), Rc::clone(&text));
        text
    }
}

fn parameters<'v>(values: &'v [Bound<'v>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn send_many(client: &mut Client, insert: &Prepared, rows: &[&[Kept]]) -> Result<u64, postgres::Error> {
    let columns: Vec<Column<'_>> = (0..insert.statement.params().len())
        .map(|place| Column { rows, place })
        .collect();
    let columns: Vec<&(dyn ToSql + Sync)> = columns
        .iter()
        .map(|column| column as &(dyn ToSql + Sync))
        .collect();
    let statement = insert.for_many(client)?.clone();
    client.execute(&statement, &columns)
}

impl Database for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn rows(&self, scope: Scope, sql: &str, values: &[&dyn Bind], each: Each<'_>) -> Result<(), StoreError> {
        let rows = self.0.borrow_mut().query(scope, sql, values)?;
        for row in &rows {
            if each(&Found(row)) == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(())
    }

    fn change(&self, scope: Scope, sql: &str, values: &[&dyn Bind]) -> Result<usize, StoreError> {
        self.0.borrow_mut().execute(scope, sql, values)
    }

    fn insert_numbered(&self, scope: Scope, sql: &str, values: &[&dyn Bind]) -> Result<i64, StoreError> {
        let number = self.0.borrow_mut().number(table_of(sql))?;
        let values: Vec<&dyn Bind> = std::iter::once(&number as &dyn Bind)
            .chain(values.iter().copied())
            .collect();
        let insert = self.0.borrow_mut().numbered(sql);
        self.append(scope, &insert, &values)?;
        Ok(number)
    }

    fn append(&self, _: Scope, sql: &str, values: &[&dyn Bind]) -> Result<(), StoreError> {
        let mut inner = self.0.borrow_mut();
        let insert = inner.prepare(sql)?;
        inner.kept_back.push(KeptBack {
            insert,
            values: values.iter().map(|value| Kept::from(value.value())).collect(),
        });
        Ok(())
    }

    fn mark(&self) -> Result<(), StoreError> {
        let mut inner = self.0.borrow_mut();
        let part = Part {
            said: false,
            before: inner.kept_back.len(),
            scope: None,
        };
        inner.parts.push(part);
        Ok(())
    }

    fn keep(&self) -> Result<(), StoreError> {
        let mut inner = self.0.borrow_mut();
        if inner.failed {
            return Err(StoreError::Database(
                "a statement failed and the unit of work went on".into(),
            ));
        }
        if inner.parts.pop().is_some_and(|part| part.said) {
            let depth = inner.parts.len();
            let _ = write!(inner.prelude, "RELEASE p{depth};");
        }
        Ok(())
    }

    fn undo(&self) -> Result<(), StoreError> {
        let mut inner = self.0.borrow_mut();
        let Some(part) = inner.parts.pop() else {
            return Ok(());
        };
        inner.kept_back.truncate(part.before);
        if part.said {
            let depth = inner.parts.len();
            let _ = write!(inner.prelude, "ROLLBACK TO p{depth}; RELEASE p{depth};");
            inner.scope = part.scope;
            inner.failed = false;
        }
        Ok(())
    }
}
