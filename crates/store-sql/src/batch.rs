//! Units of work that share one transaction: each in a part of its own, so that its refusal undoes nothing of its
//! neighbours.

use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind},
};

use parlance_store::{CommittedEvent, EventSink, Signal, StoreError, unit::WriteUnit};

use crate::{db::Database, tx::Transaction};

/// What the units of one transaction cause after its commit.
#[derive(Default)]
pub struct Effects {
    events: Vec<CommittedEvent>,
    signals: HashSet<Signal>,
}

impl Effects {
    /// Publishes. Before the units' callers are told: who gets an answer and then asks for the stream
    /// finds what they did.
    fn publish(self, sink: &dyn EventSink) {
        if !self.events.is_empty() {
            sink.publish(self.events);
        }
        if !self.signals.is_empty() {
            sink.signal(self.signals.into_iter().collect());
        }
    }
}

/// Publishes what a group of units caused, if it was committed, and tells every caller how it ended.
pub fn settle(
    group: &mut Vec<Box<dyn WriteUnit>>,
    outcome: &Result<(), StoreError>,
    effects: Effects,
    sink: &dyn EventSink,
) {
    match outcome {
        Ok(()) => effects.publish(sink),
        Err(error) => {
            tracing::error!(%error, units = group.len(), "a group of changes could not be committed");
        }
    }
    for unit in group.drain(..) {
        unit.finish(outcome.clone());
    }
}

/// Runs one unit inside a transaction that has begun.
pub fn run_unit(
    database: &dyn Database,
    unit: &mut dyn WriteUnit,
    effects: &mut Effects,
) -> Result<(), StoreError> {
    let part = Part::begin(database, unit)?;
    let mut tx = Transaction::new(database);
    let keep = catch_unwind(AssertUnwindSafe(|| unit.run(&mut tx))).unwrap_or_else(|_| {
        tracing::error!("a unit of work panicked and was rolled back");
        false
    });
    if !keep {
        return part.undo(database);
    }
    tx.keep_numbers()?;
    effects.events.append(&mut tx.events);
    effects.signals.extend(tx.signals);
    part.keep(database)
}

/// The part of the transaction that a unit has.
enum Part {
    /// One that can be taken back.
    OfItsOwn,
    /// None: there is nothing to take back of a delivery, and there are many of them.
    None,
}

impl Part {
    fn begin(database: &dyn Database, unit: &dyn WriteUnit) -> Result<Self, StoreError> {
        if unit.is_delivery() {
            return Ok(Self::None);
        }
        database.mark()?;
        Ok(Self::OfItsOwn)
    }

    fn undo(self, database: &dyn Database) -> Result<(), StoreError> {
        match self {
            Self::OfItsOwn => database.undo(),
            Self::None => Ok(()),
        }
    }

    fn keep(self, database: &dyn Database) -> Result<(), StoreError> {
        match self {
            Self::OfItsOwn => database.keep(),
            Self::None => Ok(()),
        }
    }
}
