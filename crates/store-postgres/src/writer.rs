//! The one writer: takes all units of work that wait into one transaction, commits once, answers, publishes. Its
//! connection holds the lock that lets one Parlance at a time write; lost, it is made anew with the next units.

use std::{
    sync::{Arc, mpsc::Receiver},
    thread::{Builder, JoinHandle},
};

use parlance_store::{EventSink, StoreError, unit::WriteUnit};
use parlance_store_sql::{Effects, run_unit};

use crate::{
    MAX_BATCH,
    connection::Postgres,
    open::{Access, Address, OpenError},
};

type Unit = Box<dyn WriteUnit>;

/// A command may write beside the server: units of work are serial all the same. A statement after the lock sees
/// everything that was committed before it was given.
const BEGIN: &str =
    "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(8100958183461610849);"; // "parlunit"

/// Starts the writer's thread; it ends when its queue is closed and empty.
pub(crate) fn start(
    address: Address,
    access: Access,
    first: postgres::Client,
    queue: Receiver<Unit>,
    sink: Arc<dyn EventSink>,
) -> std::io::Result<JoinHandle<()>> {
    Builder::new().name("store-writer".into()).spawn(move || {
        let mut connection = Some(Postgres::new(first, BEGIN));
        let mut batch = Vec::with_capacity(MAX_BATCH);
        while let Ok(next) = queue.recv() {
            batch.push(next);
            while batch.len() < MAX_BATCH {
                let Ok(next) = queue.try_recv() else { break };
                batch.push(next);
            }
            if connection.as_ref().is_none_or(Postgres::is_lost) {
                connection = reconnect(&address, access);
            }
            match &connection {
                Some(connection) => run_batch(connection, &mut batch, sink.as_ref()),
                None => refuse(&mut batch),
            }
        }
    })
}

fn reconnect(address: &Address, access: Access) -> Option<Postgres> {
    match address.connect_writer(access) {
        Ok(client) => {
            tracing::info!("connected to PostgreSQL again");
            Some(Postgres::new(client, BEGIN))
        }
        Err(error) => {
            say(&error);
            None
        }
    }
}

fn say(error: &OpenError) {
    tracing::error!(%error, "PostgreSQL is away: changes are refused until it is back");
}

fn refuse(batch: &mut Vec<Unit>) {
    for unit in batch.drain(..) {
        unit.finish(Err(StoreError::Unavailable("PostgreSQL is away".into())));
    }
}

fn run_batch(connection: &Postgres, batch: &mut Vec<Unit>, sink: &dyn EventSink) {
    let mut effects = Effects::default();
    let outcome = batch
        .iter_mut()
        .try_for_each(|unit| run_unit(connection, unit.as_mut(), &mut effects))
        .and_then(|()| connection.commit());
    match &outcome {
        Ok(()) => effects.publish(sink),
        Err(error) => {
            connection.roll_back();
            tracing::error!(%error, units = batch.len(), "a group of changes could not be committed");
        }
    }
    for unit in batch.drain(..) {
        unit.finish(outcome.clone());
    }
}
