//! The one writer: takes all units of work that wait into one transaction, commits once, answers, publishes. Its
//! connection holds the lock that lets one Parlance at a time write; lost, it is made anew with the next units.

use parlance_store::{EventSink, StoreError, unit::WriteUnit};
use parlance_store_sql::{Effects, MAX_BATCH, Waiting, run_unit, settle};

use crate::{
    connection::Postgres,
    open::{Access, Address, OpenError},
};

type Unit = Box<dyn WriteUnit>;

/// A command may write beside the server: units of work are serial all the same. A statement after the lock sees
/// everything that was committed before it was given.
const BEGIN: &str =
    "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(8100958183461610849);"; // "parlunit"

/// What the writer needs to connect again.
pub(crate) struct Writer {
    pub(crate) address: Address,
    pub(crate) access: Access,
}

impl Writer {
    /// Writes until nothing comes any more.
    pub(crate) fn write(&self, first: postgres::Client, waiting: &Waiting, sink: &dyn EventSink) {
        let mut connection = Some(Postgres::new(first, BEGIN));
        let mut batch = Vec::with_capacity(MAX_BATCH);
        while waiting.next_group(&mut batch) {
            if connection.as_ref().is_none_or(Postgres::is_lost) {
                connection = self.reconnect();
            }
            match &connection {
                Some(connection) => run_batch(connection, &mut batch, sink),
                None => refuse(&mut batch),
            }
        }
    }

    fn reconnect(&self) -> Option<Postgres> {
        match self.address.connect_writer(self.access) {
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
    if outcome.is_err() {
        connection.roll_back();
    }
    settle(batch, &outcome, effects, sink);
}
