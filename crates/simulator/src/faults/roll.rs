//! Deciding whether a fault strikes: a repeatable draw per fault and question.

use super::{Fault, FaultKind, Side};
use crate::ids::{fraction, scramble};
use crate::transaction::Tx;
use crate::world::Change;

/// The faults that strike one call or one webhook request.
#[derive(Debug, Default)]
pub(crate) struct Hits(Vec<FaultKind>);

impl Hits {
    pub fn find<T>(&self, pick: impl Fn(&FaultKind) -> Option<T>) -> Option<T> {
        self.0.iter().find_map(pick)
    }

    pub fn any(&self, wanted: impl Fn(&FaultKind) -> bool) -> bool {
        self.0.iter().any(wanted)
    }
}

/// What a call or request is about.
pub(crate) struct Question<'a> {
    pub side: Side,
    pub page_id: Option<&'a str>,
    pub path: &'a str,
}

impl Tx<'_> {
    /// Asks every fault in force whether it strikes now. `wanted` limits the kinds asked.
    pub fn roll(&mut self, question: &Question<'_>, wanted: impl Fn(&FaultKind) -> bool) -> Hits {
        let mut hits = Hits::default();
        let (now, seed) = (self.now, self.seed);
        let mut changes = Vec::new();
        for fault in self.world.faults.values_mut() {
            if fault.until_ms.is_some_and(|until| until <= now) {
                changes.push(Change::FaultRemoved { id: fault.id });
                continue;
            }
            if !concerns(fault, question) || !wanted(&fault.order.kind) {
                continue;
            }
            fault.rolls += 1;
            if fraction(scramble(seed, fault.id), fault.rolls) >= fault.order.probability {
                continue;
            }
            hits.0.push(fault.order.kind.clone());
            changes.push(struck(fault));
        }
        for change in changes {
            self.apply(change);
        }
        hits
    }
}

fn concerns(fault: &Fault, question: &Question<'_>) -> bool {
    let order = &fault.order;
    order.kind.side() == question.side
        && order
            .page_id
            .as_deref()
            .is_none_or(|page| question.page_id == Some(page))
        && order
            .path
            .as_deref()
            .is_none_or(|part| question.path.contains(part))
}

fn struck(fault: &Fault) -> Change {
    let left = fault.left.map(|left| left.saturating_sub(1));
    if left == Some(0) {
        return Change::FaultRemoved { id: fault.id };
    }
    Change::FaultPut(Fault {
        left,
        hits: fault.hits + 1,
        ..fault.clone()
    })
}
