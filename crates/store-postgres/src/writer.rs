//! The threads that write. Each takes all units of work that wait into one transaction, commits once, answers,
//! publishes. A connection that is lost is made anew with the next units.

use parlance_store::{EventSink, StoreError, unit::WriteUnit};
use parlance_store_sql::{Effects, MAX_BATCH, Waiting, run_unit, settle};
use postgres::Client;

use crate::{
    connection::{Ends, Postgres},
    numbers::Numbers,
    open::{Access, Address, OpenError},
};

type Unit = Box<dyn WriteUnit>;

/// A command may write beside the server: units of work are serial all the same. A statement after the lock sees
/// everything that was committed before it was given.
const BEGIN: &str =
    "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(8100958183461610849);"; // "parlunit"

/// Deliveries are rows of their own: they wait for nobody.
const BEGIN_DELIVERIES: &str = "BEGIN ISOLATION LEVEL READ COMMITTED;";

/// Which units a thread writes.
enum Kind {
    /// Units of work. This connection holds the lock that lets one Parlance at a time serve.
    Units(Access),
    /// Deliveries, beside the units.
    Deliveries,
}

/// What a thread that writes needs to connect again.
pub(crate) struct Writer {
    address: Address,
    kind: Kind,
    numbers: Numbers,
}

impl Writer {
    /// Of the thread that writes units of work.
    pub(crate) fn units(address: Address, access: Access, numbers: Numbers) -> Self {
        Self {
            address,
            kind: Kind::Units(access),
            numbers,
        }
    }

    /// Of the thread that keeps deliveries.
    pub(crate) fn deliveries(address: Address, numbers: Numbers) -> Self {
        Self {
            address,
            kind: Kind::Deliveries,
            numbers,
        }
    }

    /// Writes until nothing comes any more.
    pub(crate) fn write(&self, first: Client, waiting: &Waiting, sink: &dyn EventSink) {
        let mut connection = Some(self.on(first));
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

    fn on(&self, client: Client) -> Postgres {
        let (begin, ends) = match self.kind {
            Kind::Units(_) => (BEGIN, Ends::WithCommit),
            Kind::Deliveries => (BEGIN_DELIVERIES, Ends::AtOnce),
        };
        Postgres::with_numbers(client, begin, ends, self.numbers.clone())
    }

    fn reconnect(&self) -> Option<Postgres> {
        let connected = match self.kind {
            Kind::Units(access) => self.address.connect_writer(access),
            Kind::Deliveries => self.address.connect_receiver(),
        };
        match connected {
            Ok(client) => {
                tracing::info!("connected to PostgreSQL again");
                Some(self.on(client))
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
