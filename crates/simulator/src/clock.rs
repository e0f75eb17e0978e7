//! The simulator's clock: the machine's time plus an offset a person can move.
//!
//! Windows, token expiry, retry waits and timestamps follow it. Moving it wakes every sleeper.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::watch;

/// A movable clock, in Unix milliseconds (UTC).
pub(crate) struct Clock {
    offset_ms: watch::Sender<i64>,
}

impl Clock {
    pub fn new(offset_ms: i64) -> Self {
        Self {
            offset_ms: watch::Sender::new(offset_ms),
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock everything else takes"
    )]
    fn wall_ms() -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    pub fn now_ms(&self) -> i64 {
        Self::wall_ms() + self.offset_ms()
    }

    pub fn offset_ms(&self) -> i64 {
        *self.offset_ms.borrow()
    }

    pub fn set_offset(&self, offset_ms: i64) {
        self.offset_ms.send_replace(offset_ms);
    }

    /// Tells when the clock is moved.
    pub fn moves(&self) -> watch::Receiver<i64> {
        self.offset_ms.subscribe()
    }

    /// Returns once the simulated clock has reached `at_ms`, whether time passed or the clock was moved.
    pub async fn sleep_until(&self, at_ms: i64) {
        let mut moves = self.moves();
        loop {
            let left = at_ms - self.now_ms();
            let Ok(left) = u64::try_from(left) else { return };
            if left == 0 {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(left)) => {}
                moved = moves.changed() => if moved.is_err() { return },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn moving_the_clock_wakes_a_sleeper() {
        let clock = std::sync::Arc::new(Clock::new(0));
        let due = clock.now_ms() + 23 * 3_600_000;
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep_until(due).await }
        });
        tokio::task::yield_now().await;
        clock.set_offset(24 * 3_600_000);
        sleeper.await.expect("woken");
    }
}
