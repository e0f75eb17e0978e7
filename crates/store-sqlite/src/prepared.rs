//! Prepared statements and what is known of them.
//!
//! The driver's own cache makes a new key of a statement's text at each use, clears its values and forgets the names of
//! its columns: that is a tenth of what a message costs the writer.

use std::{cell::RefCell, rc::Rc};

use hashbrown::HashMap;
use rusqlite::{CachedStatement, Connection, Row};

/// Statements that are kept at hand, at most: more than the program has, but some have lists of any length.
const AT_HAND: usize = 512;

/// A statement, and the names of its columns once a row was read.
pub(crate) struct Prepared<'c> {
    pub(crate) statement: CachedStatement<'c>,
    pub(crate) names: Names,
}

impl<'c> Prepared<'c> {
    /// From the driver's cache, or anew.
    pub(crate) fn new(connection: &'c Connection, sql: &str) -> Result<Self, rusqlite::Error> {
        Ok(Self {
            statement: connection.prepare_cached(sql)?,
            names: Names::default(),
        })
    }
}

/// The names of a statement's columns. Empty until its first row has been read: most of a reader's statements have one.
#[derive(Default)]
pub(crate) struct Names(Vec<Box<str>>);

impl Names {
    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        self.0.get(index).map(|name| &**name)
    }

    /// Remembers them for the next row.
    pub(crate) fn note(&mut self, row: &Row<'_>) {
        if self.0.is_empty() {
            self.0 = row.as_ref().column_names().map(Into::into).collect();
        }
    }
}

/// The statement of a text; none while it runs.
pub(crate) type Slot<'c> = RefCell<Option<Prepared<'c>>>;

/// Statements at hand, by their text.
#[derive(Default)]
pub(crate) struct Kept<'c>(RefCell<HashMap<Box<str>, Rc<Slot<'c>>>>);

impl<'c> Kept<'c> {
    /// Where the statement of this text is kept.
    pub(crate) fn slot(&self, sql: &str) -> Rc<Slot<'c>> {
        let mut kept = self.0.borrow_mut();
        if let Some(slot) = kept.get(sql) {
            return Rc::clone(slot);
        }
        if kept.len() >= AT_HAND {
            kept.clear();
        }
        let slot = Rc::default();
        kept.insert(sql.into(), Rc::clone(&slot));
        slot
    }
}
