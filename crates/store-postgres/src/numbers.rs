//! Numbers of rows to come, taken from the server many at a time.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

/// Numbers by table. All connections that write share them, so that a row that comes later has the higher number,
/// whoever writes it.
#[derive(Clone, Default)]
pub(crate) struct Numbers(Arc<Mutex<HashMap<Box<str>, VecDeque<i64>>>>);

impl Numbers {
    /// The next number for a row of a table; `fetch` brings more of them.
    pub(crate) fn next<E>(
        &self,
        table: &str,
        fetch: impl FnOnce() -> Result<VecDeque<i64>, E>,
    ) -> Result<Option<i64>, E> {
        let mut tables = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = tables.get_mut(table).and_then(VecDeque::pop_front) {
            return Ok(Some(number));
        }
        let mut fetched = fetch()?;
        let first = fetched.pop_front();
        tables.insert(table.into(), fetched);
        Ok(first)
    }
}
