//! A desktop's place in its tenant's stream.
//!
//! Joining: take a seat (live events begin to queue), then read from the store what came after the last number seen,
//! then go on with the queue, leaving out what the reading brought already. An event is committed before the hub gets
//! it; so if the reading did not see it, it comes later by the queue, and if both have it, its number tells.

/// Numbers seen, and whether a next one is news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    seen: i64,
}

impl Cursor {
    /// Everything up to this number has been seen.
    #[must_use]
    pub const fn after(seq: i64) -> Self {
        Self { seen: seq }
    }

    /// The newest number that was passed.
    #[must_use]
    pub const fn seen(&self) -> i64 {
        self.seen
    }

    /// Passes a number; `false` when it was passed before.
    pub const fn pass(&mut self, seq: i64) -> bool {
        let news = seq > self.seen;
        if news {
            self.seen = seq;
        }
        news
    }
}

/// Farthest that a desktop may be behind; farther ones start again from a snapshot.
pub const MAX_BEHIND: i64 = 5_000;

/// Why a place in the stream cannot be continued from.
#[must_use]
pub fn reset_reason(after: i64, newest: i64, oldest: Option<i64>) -> Option<&'static str> {
    if after < 0 || after > newest {
        return Some("the number is not of this stream");
    }
    if after == newest {
        return None;
    }
    if oldest.is_none_or(|oldest| oldest > after + 1) {
        return Some("the events since then are not kept any more");
    }
    (newest - after > MAX_BEHIND).then_some("too far behind")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// However commits, the reading of the store and the queue interleave: every event once, in order.
        #[test]
        fn joining_loses_nothing_and_doubles_nothing(
            total in 0i64..60,
            after in 0i64..60,
            seat_taken_at in 0i64..60,
            read_lag in 0i64..20,
        ) {
            let after = after.min(total);
            // The seat is taken when `seat_taken_at` events are committed; the store is read a little later.
            let seat_taken_at = seat_taken_at.clamp(after, total);
            let read_at = (seat_taken_at + read_lag).min(total);
            let from_store = (after + 1)..=read_at;
            // The hub may still be about to publish what was committed before the seat was taken.
            let from_queue = (seat_taken_at.saturating_sub(3).max(0) + 1)..=total;
            let mut cursor = Cursor::after(after);
            let shown: Vec<i64> = from_store.chain(from_queue).filter(|seq| cursor.pass(*seq)).collect();
            prop_assert_eq!(shown, ((after + 1)..=total).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_place_that_is_gone_or_foreign_means_starting_again() {
        assert_eq!(reset_reason(5, 5, Some(1)), None);
        assert_eq!(reset_reason(5, 9, Some(6)), None);
        assert!(reset_reason(5, 9, Some(7)).is_some());
        assert!(reset_reason(5, 9, None).is_some());
        assert!(reset_reason(10, 9, Some(1)).is_some());
        assert!(reset_reason(0, MAX_BEHIND + 1, Some(1)).is_some());
        assert_eq!(reset_reason(0, 0, None), None);
    }
}
