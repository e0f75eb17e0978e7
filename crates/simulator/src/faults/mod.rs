//! Faults on demand: what goes wrong, how often, for how long. Repeatable by seed.

mod model;
mod roll;

pub(crate) use model::{Fault, FaultKind, NewFault, Side};
pub(crate) use roll::{Hits, Question};
