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
/// The same in a burst, and while many deliveries wait to be stored.
const SHORT_UNIT: Duration = Duration::from_micros(750);
/// So many are many.
const MANY: usize = 48;
/// How long applying steps aside between two units of a burst.
const ASIDE: Duration = Duration::from_millis(20);
/// A burst lasts so long at most; the time after it is the next one's.
const BURST: Duration = Duration::from_secs(3);
/// For so long it is counted before that is judged.
const COUNTED: Duration = Duration::from_millis(100);

/// What is known of the deliveries that come and of those that are applied.
#[derive(Default)]
pub(super) struct Pace(Mutex<Known>);

struct Known {
    /// It is being counted since then.
    since: Option<Instant>,
    /// Deliveries that came.
    arrivals: usize,
    /// Deliveries that were applied.
    applied: usize,
    /// Deliveries a second that can be applied beside all else.
    sustained: u64,
    /// How long a burst may last now.
    left: Duration,
    in_a_burst: bool,
}

impl Default for Known {
    fn default() -> Self {
        Self {
            since: None,
            arrivals: 0,
            applied: 0,
            sustained: 0,
            left: BURST,
            in_a_burst: false,
        }
    }
}

impl Pace {
    /// A unit begins: so many deliveries were stored since the last one began, and so many are being stored. Says how
    /// long it may go on.
    pub(super) fn begin(&self, arrivals: usize, on_their_way: usize) -> Duration {
        let now = Instant::now();
        let mut known = self.known();
        known.arrivals += arrivals;
        let since = *known.since.get_or_insert(now);
        if now - since >= COUNTED {
            known.judge(now, now - since);
        }
        if known.in_a_burst || on_their_way >= MANY {
            SHORT_UNIT
        } else {
            UNIT
        }
    }

    /// The unit has applied so many.
    pub(super) fn end(&self, applied: usize) {
        self.known().applied += applied;
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
        if self.in_a_burst {
            self.left = self.left.saturating_sub(counted);
        } else {
            self.left = (self.left + counted).min(BURST);
            // What was possible a moment ago is probably possible still.
            self.sustained = a_second(self.applied, counted).max(self.sustained * 9 / 10);
        }
        let faster = a_second(self.arrivals, counted) > self.sustained * 5 / 4;
        // One that is over for its length waits until the next one can have some.
        let least = if self.in_a_burst {
            Duration::ZERO
        } else {
            BURST / 2
        };
        self.in_a_burst = faster && self.left > least;
        (self.since, self.arrivals, self.applied) = (Some(now), 0, 0);
    }
}

/// How many that are in a second.
fn a_second(count: usize, counted: Duration) -> u64 {
    let millis = u64::try_from(counted.as_millis()).unwrap_or(u64::MAX).max(1);
    count as u64 * 1_000 / millis
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Judges windows of 100 ms, given what came and what was applied in each.
    fn judged(known: &mut Known, windows: &[(usize, usize)], from: Instant) -> Vec<bool> {
        let mut now = from;
        windows
            .iter()
            .map(|&(arrivals, applied)| {
                now += COUNTED;
                (known.arrivals, known.applied) = (arrivals, applied);
                known.judge(now, COUNTED);
                known.in_a_burst
            })
            .collect()
    }

    #[test]
    fn what_can_be_applied_is_no_burst() {
        let windows = [(10, 10), (600, 590), (700, 700), (650, 300), (800, 1_000)];
        assert_eq!(
            judged(&mut Known::default(), &windows, Instant::now()),
            [false; 5],
            "also when one window hangs"
        );
    }

    #[test]
    fn what_comes_faster_is_one_until_it_stops() {
        let windows = [(600, 600), (2_000, 700), (2_000, 40), (700, 40), (0, 500)];
        assert_eq!(
            judged(&mut Known::default(), &windows, Instant::now()),
            [false, true, true, false, false]
        );
    }

    #[test]
    fn a_burst_ends_although_it_goes_on() {
        let mut known = Known::default();
        let bursts = judged(&mut known, &[(2_000, 500); 80], Instant::now());
        let lengths: Vec<usize> = bursts
            .chunk_by(|one, next| one == next)
            .map(<[bool]>::len)
            .collect();
        assert!(bursts[0]);
        assert_eq!(lengths[..3], [30, 16, 16], "three seconds, then in turns");
    }
}
