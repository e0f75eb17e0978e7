//! How long a unit of applying goes on, and when applying steps aside.
//!
//! What the platform waits for comes first: while deliveries come faster than they could be applied, they are stored,
//! and applied behind the answer. A burst is taken in and then worked off; what goes on for longer is no burst, and the
//! agents must see something of it.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long one unit goes on: other writers hardly wait, and a commit is still well used.
const UNIT: Duration = Duration::from_millis(4);
/// The same in a burst.
const UNIT_IN_A_BURST: Duration = Duration::from_micros(750);
/// How long applying steps aside between two units of a burst.
const ASIDE: Duration = Duration::from_millis(20);
/// A burst lasts so long at most.
const BURST: Duration = Duration::from_secs(3);
/// After a burst, the next one begins so much later at the earliest.
const BETWEEN_BURSTS: Duration = Duration::from_secs(3);
/// Deliveries that come so many times faster than they are applied are a burst.
const FASTER: u128 = 2;
/// For so long it is counted before that is judged.
const COUNTED: Duration = Duration::from_millis(100);

/// What is known of the deliveries that come and of those that are applied.
#[derive(Default)]
pub(super) struct Pace(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// It is being counted since then.
    since: Option<Instant>,
    /// Deliveries that came.
    arrivals: usize,
    /// Deliveries that were applied.
    applied: usize,
    /// How long that took.
    busy: Duration,
    /// The running unit began.
    begun: Option<Instant>,
    /// The burst began, or the last one did.
    burst: Option<Instant>,
    in_a_burst: bool,
}

impl Pace {
    /// A unit begins, and so many deliveries were stored since the last one began; says how long it may go on.
    pub(super) fn begin(&self, arrivals: usize) -> Duration {
        let now = Instant::now();
        let mut known = self.known();
        known.begun = Some(now);
        known.arrivals += arrivals;
        let since = *known.since.get_or_insert(now);
        if now - since >= COUNTED {
            known.judge(now, now - since);
        }
        if known.in_a_burst { UNIT_IN_A_BURST } else { UNIT }
    }

    /// The unit has applied so many.
    pub(super) fn end(&self, applied: usize) {
        let mut known = self.known();
        let took = known.begun.take().map(|begun| begun.elapsed());
        known.busy += took.unwrap_or_default();
        known.applied += applied;
    }

    /// In a burst, waits a moment.
    pub(super) async fn step_aside(&self) {
        let in_a_burst = self.known().in_a_burst;
        if in_a_burst {
            tokio::time::sleep(ASIDE).await;
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// Judges what was counted, and counts anew.
    fn judge(&mut self, now: Instant, counted: Duration) {
        self.in_a_burst = faster(self.arrivals, counted, self.applied, self.busy) && self.may_be_a_burst(now);
        (self.since, self.arrivals, self.applied, self.busy) = (Some(now), 0, 0, Duration::ZERO);
    }

    fn may_be_a_burst(&mut self, now: Instant) -> bool {
        match self.burst {
            Some(begun) if now - begun < BURST => true,
            Some(begun) if now - begun < BURST + BETWEEN_BURSTS => false,
            _ => {
                self.burst = Some(now);
                true
            }
        }
    }
}

/// Whether `arrivals` in `since` are many times what `applied` in `took` are.
fn faster(arrivals: usize, since: Duration, applied: usize, took: Duration) -> bool {
    arrivals as u128 * took.as_nanos() > FASTER * applied.max(1) as u128 * since.as_nanos()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn what_can_be_applied_is_no_burst() {
        assert!(!faster(24, ms(4), 24, ms(3)));
        assert!(!faster(0, ms(4), 24, ms(3)));
        assert!(!faster(800, ms(100), 0, ms(0)), "nothing was applied yet");
        assert!(!faster(1, ms(1_000), 1, ms(1)), "a single one after a pause");
    }

    #[test]
    fn what_comes_twice_as_fast_is_one() {
        assert!(faster(100, ms(4), 24, ms(3)));
        assert!(faster(500, ms(25), 6, ms(1)), "also while applying steps aside");
    }

    #[test]
    fn a_burst_ends_although_it_goes_on() {
        let mut known = Known::default();
        let begun = Instant::now();
        assert!(known.may_be_a_burst(begun));
        assert!(known.may_be_a_burst(begun + ms(2_900)));
        assert!(!known.may_be_a_burst(begun + ms(3_100)));
        assert!(known.may_be_a_burst(begun + ms(6_100)), "the next one");
    }
}
