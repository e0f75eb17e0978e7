//! Tables as they are, for moving a whole installation from one database to another. Nothing else reads rows this way.

use serde::{Deserialize, Serialize};

use crate::error::StoreError;

/// One value of a row. All databases know these kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number, a flag, a moment.
    Integer(i64),
    /// A text; JSON too.
    Text(String),
    /// Bytes; an id has 16.
    Blob(Vec<u8>),
}

/// A table, from the database's own catalogue. What is derived from other tables (words of the search) and what belongs
/// to the database itself (its migrations) is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Name.
    pub name: String,
    /// Columns, by name.
    pub columns: Vec<String>,
    /// Columns of the primary key, in its order.
    pub key: Vec<String>,
    /// Tables whose rows must be there before. Not every database tells.
    pub parents: Vec<String>,
}

/// What is made from other rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derived {
    /// Where messages are found by their words.
    MessageWords,
    /// Where customers are found by their names.
    ContactWords,
}

/// Reads tables.
pub trait TablesRead {
    /// All tables, by name.
    fn tables(&self) -> Result<Vec<Table>, StoreError>;
    /// Rows with a key above `after` (empty: from the beginning), in the order of the key, with the columns as the table
    /// names them. Fewer than `limit` when they are large; none only at the end.
    fn table_rows(&self, table: &Table, after: &[Cell], limit: u32) -> Result<Vec<Vec<Cell>>, StoreError>;
}

/// Writes tables.
pub trait TablesWrite: TablesRead {
    /// Inserts rows as they are. Those whose key is there already stay as they are.
    fn insert_table_rows(&mut self, table: &Table, rows: &[Vec<Cell>]) -> Result<(), StoreError>;
    /// Makes a part of what is derived, after a place (empty: from the beginning), and says how far it came; `None`:
    /// nothing is left.
    fn derive(&mut self, what: Derived, after: &str) -> Result<Option<String>, StoreError>;
    /// After all rows are there: numbers that the database gives go on above those that came.
    fn raise_numbers(&mut self, table: &Table) -> Result<(), StoreError>;
}
