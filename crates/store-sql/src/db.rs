//! What the areas need of a database's connection.
//!
//! Statements are written once. Parameters are `?1`, `?2`, …; what the databases say differently stands behind
//! [`Dialect`].

use std::ops::ControlFlow;

use parlance_core::{TenantCtx, TenantId};
use parlance_store::StoreError;

use crate::value::{Bind, Value};

/// Which words the database knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Dialect {
    /// The texts of a JSON array given as a parameter, as rows of one column.
    #[must_use]
    pub fn texts_of(self, parameter: &str) -> String {
        match self {
            Self::Sqlite => format!("(SELECT value FROM json_each({parameter}))"),
            Self::Postgres => format!("(SELECT jsonb_array_elements_text(CAST({parameter} AS jsonb)))"),
        }
    }

    /// Whether a column is one of the ids of a JSON array given as a parameter (32 hexadecimal digits each); each is
    /// looked up in the column's index, however many rows there are: PostgreSQL would rather read a whole table than
    /// look up the rows of a query of unknown size.
    #[must_use]
    pub fn is_one_of(self, column: &str, parameter: &str) -> String {
        match self {
            Self::Sqlite => format!("{column} IN (SELECT unhex(value) FROM json_each({parameter}))"),
            Self::Postgres => {
                format!("{column} = ANY (CAST(translate({parameter}, '[]\"', '{{}}') AS uuid[]))")
            }
        }
    }

    /// Whether a column is one of the numbers of a JSON array given as a parameter; each is looked up in the column's
    /// index, however many rows there are.
    #[must_use]
    pub fn is_among(self, column: &str, parameter: &str) -> String {
        match self {
            Self::Sqlite => format!("{column} IN {}", self.texts_of(parameter)),
            Self::Postgres => {
                format!("{column} = ANY (CAST(translate({parameter}, '[]', '{{}}') AS bigint[]))")
            }
        }
    }

    /// The bytes of a text.
    #[must_use]
    pub fn bytes_of(self, text: &str) -> String {
        match self {
            Self::Sqlite => format!("CAST({text} AS BLOB)"),
            Self::Postgres => format!("convert_to({text}, 'UTF8')"),
        }
    }

    /// Which index is to be used, where the planner may be told.
    #[must_use]
    pub fn by_index(self, name: &str) -> String {
        match self {
            Self::Sqlite => format!("INDEXED BY {name}"),
            Self::Postgres => String::new(),
        }
    }

    /// A join that is made in the order in which it is written, where the planner may be told.
    #[must_use]
    pub const fn join_in_order(self) -> &'static str {
        match self {
            Self::Sqlite => "CROSS JOIN",
            Self::Postgres => "JOIN",
        }
    }

    /// Ends a selection of rows to be leased: what another node is leasing in this moment is passed over.
    #[must_use]
    pub const fn skip_leased(self) -> &'static str {
        match self {
            // There is one writer.
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }
}

/// Whose rows a statement may touch. PostgreSQL holds it against its row-level security; in a writing transaction it
/// also waits there until no other node changes this tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One tenant's.
    Tenant(TenantId),
    /// The installation's own work: queues, deadlines, sign-in, clearing up.
    Installation,
}

/// The columns of the row that a statement stands at.
pub trait Columns {
    /// How many there are.
    fn count(&self) -> usize;
    /// The name of one.
    fn name(&self, index: usize) -> &str;
    /// The value of one; `Err` says why it cannot be read.
    fn value(&self, index: usize) -> Result<Value<'_>, String>;
}

/// Called for each row; says whether to go on.
pub type Each<'e> = &'e mut dyn FnMut(&dyn Columns) -> ControlFlow<()>;

/// One connection. Its methods take `&self`, because a reader and a transaction look at the same one.
pub trait Database {
    /// Its words.
    fn dialect(&self) -> Dialect;
    /// Runs a statement and hands each of its rows to `each`, until that has enough.
    fn rows(&self, scope: Scope, sql: &str, values: &[&dyn Bind], each: Each<'_>) -> Result<(), StoreError>;
    /// Runs a statement that changes rows; says how many.
    fn change(&self, scope: Scope, sql: &str, values: &[&dyn Bind]) -> Result<usize, StoreError>;
    /// Inserts a row whose column `id` is a number of its own, and says which.
    fn insert_numbered(&self, scope: Scope, sql: &str, values: &[&dyn Bind]) -> Result<i64, StoreError>;
    /// Inserts a row (`INSERT INTO table (columns) VALUES (?1, …)`) whose failure would be a fault. It may be kept
    /// back and sent together with others, but not longer than until somebody could see that it is missing.
    fn append(&self, scope: Scope, sql: &str, values: &[&dyn Bind]) -> Result<(), StoreError>;
    /// Begins a part of the transaction that can be taken back alone; parts may lie inside each other.
    fn mark(&self) -> Result<(), StoreError>;
    /// Ends the innermost part, its changes stay.
    fn keep(&self) -> Result<(), StoreError>;
    /// Ends the innermost part and takes its changes back.
    fn undo(&self) -> Result<(), StoreError>;
}

/// A connection and whose rows it may touch: what a statement is run on.
#[derive(Clone, Copy)]
pub(crate) struct Db<'d> {
    pub(crate) database: &'d dyn Database,
    pub(crate) scope: Scope,
}

impl Db<'_> {
    /// The database's words.
    pub(crate) fn dialect(&self) -> Dialect {
        self.database.dialect()
    }
}

/// What both faces of a connection have in common.
pub(crate) trait Connected {
    /// The connection.
    fn database(&self) -> &dyn Database;

    /// For statements about a tenant's rows.
    fn db(&self, ctx: &TenantCtx) -> Db<'_> {
        Db {
            database: self.database(),
            scope: Scope::Tenant(ctx.tenant_id()),
        }
    }

    /// For statements of the installation's own work.
    fn all(&self) -> Db<'_> {
        Db {
            database: self.database(),
            scope: Scope::Installation,
        }
    }
}

/// Values for a statement's parameters, in order.
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        &[$(&$value as &dyn $crate::value::Bind),*] as &[&dyn $crate::value::Bind]
    };
}
pub(crate) use params;
