//! How long a unit of applying goes on, and when applying steps aside.
//!
//! What the platform waits for comes first: while many deliveries wait to be stored, they are stored, and applied behind
//! the answer. A burst is taken in and then worked off; what goes on for longer is no burst, and the agents must see
//! something of it.

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
/// So many deliveries that are being stored at the same time are a burst.
const MANY: usize = 40;
/// A burst lasts so long at most. It gets its time back while there is none.
const BURST: Duration = Duration::from_secs(3);

/// A longer time between two units of a burst was none.
const GAP: Duration = Duration::from_millis(100);

/// What is known of the deliveries on their way.
#[derive(Default)]
pub(super) struct Pace(Mutex<Known>);

struct Known {
    /// The last unit began.
    since: Option<Instant>,
    /// How long a burst may last now.
    left: Duration,
    in_a_burst: bool,
}

impl Default for Known {
    fn default() -> Self {
        Self {
            since: None,
            left: BURST,
            in_a_burst: false,
        }
    }
}

impl Pace {
    /// A unit begins while so many deliveries are being stored; says how long it may go on.
    pub(super) fn begin(&self, being_stored: usize) -> Duration {
        let mut known = self.known();
        known.judge(Instant::now(), being_stored);
        if known.in_a_burst { UNIT_IN_A_BURST } else { UNIT }
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
    fn judge(&mut self, now: Instant, being_stored: usize) {
        let passed = self
            .since
            .replace(now)
            .map_or(Duration::ZERO, |since| now - since);
        let (burst, calm) = if self.in_a_burst {
            (passed.min(GAP), passed.saturating_sub(GAP))
        } else {
            (Duration::ZERO, passed)
        };
        self.left = (self.left.saturating_sub(burst) + calm).min(BURST);
        // One that has had its time waits until the next one can have some.
        let least = if self.in_a_burst {
            Duration::ZERO
        } else {
            BURST / 2
        };
        self.in_a_burst = being_stored >= MANY && self.left > least;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether each of the units is in a burst, when one begins every 100 ms.
    fn judged(being_stored: &[usize]) -> Vec<bool> {
        let (mut known, mut now) = (Known::default(), Instant::now());
        being_stored
            .iter()
            .map(|count| {
                now += Duration::from_millis(100);
                known.judge(now, *count);
                known.in_a_burst
            })
            .collect()
    }

    #[test]
    fn a_burst_begins_with_many_and_ends_with_few() {
        assert_eq!(
            judged(&[0, MANY - 1, MANY, 500, 3, MANY]),
            [false, false, true, true, false, true]
        );
    }

    #[test]
    fn a_pause_gives_a_burst_its_time_back() {
        let (mut known, mut now) = (Known::default(), Instant::now());
        for _ in 0..4 {
            for _ in 0..25 {
                now += GAP;
                known.judge(now, MANY);
                assert!(known.in_a_burst);
            }
            now += BURST;
        }
    }

    #[test]
    fn a_burst_ends_although_it_goes_on() {
        let bursts = judged(&[MANY; 80]);
        let lengths: Vec<usize> = bursts
            .chunk_by(|one, next| one == next)
            .map(<[bool]>::len)
            .collect();
        assert!(bursts[0]);
        assert_eq!(lengths[..3], [30, 16, 16], "three seconds, then in turns");
    }
}
