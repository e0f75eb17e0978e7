//! A pool of connections that only read, on threads of their own.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, mpsc::Receiver},
    thread::{Builder, JoinHandle},
};

use parlance_store::unit::ReadUnit;
use parlance_store_sql::Reader;

use crate::{connection::Postgres, error::store_error, open::Address};

type Unit = Box<dyn ReadUnit>;

/// One read stands on one snapshot.
const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;";

/// Starts the readers; they end when their queue is closed and empty.
pub(crate) fn start_pool(
    address: &Address,
    queue: Receiver<Unit>,
    count: usize,
) -> std::io::Result<Vec<JoinHandle<()>>> {
    let queue = Arc::new(Mutex::new(queue));
    (0..count)
        .map(|number| {
            let queue = Arc::clone(&queue);
            let address = address.clone();
            Builder::new()
                .name(format!("store-reader-{number}"))
                .spawn(move || serve(&address, &queue))
        })
        .collect()
}

fn serve(address: &Address, queue: &Mutex<Receiver<Unit>>) {
    let mut connection: Option<Postgres> = None;
    loop {
        let Ok(unit) = queue
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .recv()
        else {
            return;
        };
        if connection.as_ref().is_none_or(Postgres::is_lost) {
            match address.connect_reader() {
                Ok(client) => connection = Some(Postgres::new(client, BEGIN)),
                Err(error) => {
                    unit.fail(store_error(&error));
                    continue;
                }
            }
        }
        if let Some(open) = &connection {
            run(open, unit);
        }
    }
}

fn run(connection: &Postgres, unit: Unit) {
    let ran = catch_unwind(AssertUnwindSafe(|| unit.run(&Reader::new(connection))));
    if ran.is_err() {
        tracing::error!("a read panicked");
    }
    // Nothing was changed: ending the snapshot is all there is to it, also after a failed statement.
    connection.roll_back();
}
