//! Moves a whole installation from one database to another: table by table, in the order of keys, in transactions of a
//! few rows. Stopped at any moment, it goes on where it was; at the end both sides are read and compared.
#![forbid(unsafe_code)]

mod digest;
mod progress;

use std::{collections::BTreeMap, path::Path};

use parlance_store::{
    Store, StoreError, StoreExt as _, Tx, WorkError,
    tables::{Cell, Derived, Table},
    unit::Read,
};

use digest::Digest;
use progress::Progress;

/// Rows in one transaction, at most.
const BATCH: u32 = 500;

/// What the target makes from the rows.
const DERIVED: [(&str, Derived); 2] = [
    ("words of messages", Derived::MessageWords),
    ("names of customers", Derived::ContactWords),
];

/// Why an installation cannot be moved.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The target holds something.
    #[error("the target database holds rows already ({0}): a copy goes into an empty one")]
    NotEmpty(String),
    /// The two do not have the same tables.
    #[error("the two databases do not have the same schema: {0}; bring both up to date with this Parlance")]
    Schema(String),
    /// After the copy something differs.
    #[error("{table} differs after the copy: {from} rows there, {to} here, or one of them is not the same")]
    Differs {
        /// The table.
        table: String,
        /// Rows of the source.
        from: u64,
        /// Rows of the target.
        to: u64,
    },
    /// A database.
    #[error("the {side} database: {source}")]
    Store {
        /// Which.
        side: &'static str,
        /// Why.
        source: StoreError,
    },
    /// The file that remembers how far the copy is.
    #[error("how far the copy is cannot be remembered in {0}: {1}")]
    Progress(String, std::io::Error),
}

/// Copies everything. `progress` remembers how far it is. The source must not change meanwhile: nobody serves it.
/// Says how many rows each table has.
pub async fn copy(
    from: &dyn Store,
    to: &dyn Store,
    progress: &Path,
    tell: &(dyn Fn(&str) + Sync),
) -> Result<BTreeMap<String, u64>, CopyError> {
    let tables = read(from, "source", |read| read.tables()).await?;
    let others = read(to, "target", |read| read.tables()).await?;
    must_match(&tables, &others)?;
    let mut progress = Progress::open(progress)?;
    if progress.is_new() {
        must_be_empty(to, &tables).await?;
        progress.begin()?;
    }
    let mut counts = BTreeMap::new();
    for table in in_order(&tables)? {
        copy_table(from, to, table, &mut progress).await?;
        tell(&format!("{}: copied\n", table.name));
    }
    for (name, what) in DERIVED {
        while let Some(after) = progress.place_of(name) {
            let after = text_of(after);
            match write(to, move |tx| tx.derive(what, &after)).await? {
                Some(place) => progress.reached(name, vec![Cell::Text(place)])?,
                None => progress.finished(name)?,
            }
        }
        tell(&format!("{name}: made\n"));
    }
    for table in &tables {
        let (was, is) = (
            digest(from, "source", table).await?,
            digest(to, "target", table).await?,
        );
        if was != is {
            return Err(CopyError::Differs {
                table: table.name.clone(),
                from: was.rows,
                to: is.rows,
            });
        }
        counts.insert(table.name.clone(), is.rows);
    }
    progress.remove()?;
    Ok(counts)
}

fn text_of(place: Vec<Cell>) -> String {
    match place.into_iter().next() {
        Some(Cell::Text(text)) => text,
        _ => String::new(),
    }
}

fn must_match(from: &[Table], to: &[Table]) -> Result<(), CopyError> {
    let shape = |tables: &[Table]| -> BTreeMap<String, Vec<String>> {
        tables
            .iter()
            .map(|table| (table.name.clone(), table.columns.clone()))
            .collect()
    };
    let (from, to) = (shape(from), shape(to));
    for (table, columns) in &from {
        match to.get(table) {
            None => return Err(CopyError::Schema(format!("the target lacks {table}"))),
            Some(others) if others != columns => {
                return Err(CopyError::Schema(format!("{table} has other columns")));
            }
            Some(_) => {}
        }
    }
    match to.keys().find(|table| !from.contains_key(*table)) {
        Some(table) => Err(CopyError::Schema(format!("the source lacks {table}"))),
        None => Ok(()),
    }
}

async fn must_be_empty(to: &dyn Store, tables: &[Table]) -> Result<(), CopyError> {
    for table in tables {
        let own = table.clone();
        let rows = read(to, "target", move |read| read.table_rows(&own, &[], 1)).await?;
        if !rows.is_empty() {
            return Err(CopyError::NotEmpty(table.name.clone()));
        }
    }
    Ok(())
}

/// Parents before their children.
fn in_order(tables: &[Table]) -> Result<Vec<&Table>, CopyError> {
    let mut ordered: Vec<&Table> = Vec::new();
    let mut left: Vec<&Table> = tables.iter().collect();
    while !left.is_empty() {
        let (ready, rest): (Vec<&Table>, Vec<&Table>) = left.iter().partition(|table| {
            let is_there =
                |parent: &String| *parent == table.name || ordered.iter().any(|other| other.name == *parent);
            table.parents.iter().all(is_there)
        });
        if ready.is_empty() {
            return Err(CopyError::Schema(format!("{} needs itself", rest[0].name)));
        }
        ordered.extend(ready);
        left = rest;
    }
    Ok(ordered)
}

async fn copy_table(
    from: &dyn Store,
    to: &dyn Store,
    table: &Table,
    progress: &mut Progress,
) -> Result<(), CopyError> {
    while let Some(after) = progress.place_of(&table.name) {
        let own = table.clone();
        let rows = read(from, "source", move |read| read.table_rows(&own, &after, BATCH)).await?;
        let Some(last) = rows.last().map(|row| key_of(table, row)) else {
            let own = table.clone();
            write(to, move |tx| tx.raise_numbers(&own)).await?;
            progress.finished(&table.name)?;
            return Ok(());
        };
        let own = table.clone();
        write(to, move |tx| tx.insert_table_rows(&own, &rows)).await?;
        // After the commit: what is done again after a kill is there already and stays as it is.
        progress.reached(&table.name, last)?;
    }
    Ok(())
}

fn key_of(table: &Table, row: &[Cell]) -> Vec<Cell> {
    let of = |column: &String| {
        let place = table.columns.iter().position(|other| other == column);
        place.map_or(Cell::Null, |place| row[place].clone())
    };
    table.key.iter().map(of).collect()
}

async fn digest(store: &dyn Store, side: &'static str, table: &Table) -> Result<Digest, CopyError> {
    let mut digest = Digest::default();
    let mut after = Vec::new();
    loop {
        let (own, place) = (table.clone(), after.clone());
        let rows = read(store, side, move |read| read.table_rows(&own, &place, BATCH)).await?;
        let Some(last) = rows.last() else {
            return Ok(digest);
        };
        after = key_of(table, last);
        for row in &rows {
            digest.add(row);
        }
    }
}

async fn read<T: Send + 'static>(
    store: &dyn Store,
    side: &'static str,
    work: impl FnOnce(&dyn Read) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, CopyError> {
    store.read(work).await.map_err(|error| fault(side, error))
}

async fn write<T: Send + 'static>(
    store: &dyn Store,
    work: impl FnOnce(&mut dyn Tx) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, CopyError> {
    store.write(work).await.map_err(|error| fault("target", error))
}

fn fault(side: &'static str, error: WorkError<StoreError>) -> CopyError {
    let (WorkError::Refused(source) | WorkError::Store(source)) = error;
    CopyError::Store { side, source }
}
