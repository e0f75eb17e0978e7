//! A pool of read-only connections on threads of their own.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{Arc, Mutex, mpsc::Receiver},
    thread::{Builder, JoinHandle},
};

use parlance_store::unit::ReadUnit;
use parlance_store_sql::Reader;
use rusqlite::Connection;

use crate::{
    connection::{Sqlite, store_error},
    open::open_reader,
};

type Unit = Box<dyn ReadUnit>;

/// Starts the readers; they end when their queue is closed and empty.
pub(crate) fn start_pool(
    path: &Path,
    queue: Receiver<Unit>,
    count: usize,
) -> std::io::Result<Vec<JoinHandle<()>>> {
    let queue = Arc::new(Mutex::new(queue));
    (0..count)
        .map(|number| {
            let queue = Arc::clone(&queue);
            let path = path.to_owned();
            Builder::new()
                .name(format!("store-reader-{number}"))
                .spawn(move || serve(&path, &queue))
        })
        .collect()
}

fn serve(path: &Path, queue: &Mutex<Receiver<Unit>>) {
    let mut connection: Option<Connection> = None;
    loop {
        let Ok(unit) = queue
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .recv()
        else {
            return;
        };
        if connection.is_none() {
            match open_reader(path) {
                Ok(opened) => connection = Some(opened),
                Err(error) => {
                    unit.fail(store_error(error));
                    continue;
                }
            }
        }
        if let Some(open) = &connection
            && run(open, unit).is_err()
        {
            connection = None;
        }
    }
}

/// One read on one snapshot. A connection that misbehaves is given up.
fn run(connection: &Connection, unit: Unit) -> Result<(), ()> {
    if let Err(error) = connection.execute_batch("BEGIN") {
        unit.fail(store_error(error));
        return Err(());
    }
    let ran = catch_unwind(AssertUnwindSafe(|| {
        unit.run(&Reader::new(&Sqlite::new(connection)));
    }));
    connection
        .execute_batch("COMMIT")
        .map_err(|error| tracing::warn!(%error, "a read could not be ended"))?;
    ran.map_err(|_| tracing::error!("a read panicked"))
}
