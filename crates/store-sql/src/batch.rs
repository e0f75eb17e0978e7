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
    /// Publishes. To be called before the units' callers are told: who gets an answer and then asks for the stream
    /// finds what they did.
    pub fn publish(self, sink: &dyn EventSink) {
        if !self.events.is_empty() {
            sink.publish(self.events);
        }
        if !self.signals.is_empty() {
            sink.signal(self.signals.into_iter().collect());
        }
    }
}

/// Runs one unit inside a transaction that has begun.
pub fn run_unit(
    database: &dyn Database,
    unit: &mut dyn WriteUnit,
    effects: &mut Effects,
) -> Result<(), StoreError> {
    database.mark()?;
    let mut tx = Transaction::new(database);
    let keep = catch_unwind(AssertUnwindSafe(|| unit.run(&mut tx))).unwrap_or_else(|_| {
        tracing::error!("a unit of work panicked and was rolled back");
        false
    });
    if !keep {
        return database.undo();
    }
    tx.keep_numbers()?;
    effects.events.append(&mut tx.events);
    effects.signals.extend(tx.signals);
    database.keep()
}
