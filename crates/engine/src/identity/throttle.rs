//! Counting attempts in memory: so many per minute, then a delay that grows; never a hard lock.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use parlance_core::Timestamp;

const MINUTE_MS: i64 = 60_000;
/// The longest delay.
const MAX_DELAY_MS: i64 = 15 * MINUTE_MS;
/// After this much quiet, delays begin small again.
const FORGET_AFTER_MS: i64 = 60 * MINUTE_MS;
/// Keys that are remembered; beyond that the quiet ones are forgotten, then all.
const MAX_KEYS: usize = 50_000;

/// Limits attempts by key.
pub(crate) struct Throttle {
    per_minute: u32,
    grows: bool,
    keys: Mutex<HashMap<String, Count>>,
}

#[derive(Debug, Clone, Copy)]
struct Count {
    /// Attempts since `since`.
    attempts: u32,
    since: Timestamp,
    last: Timestamp,
    /// How often the limit was reached.
    strikes: u32,
    blocked_until: Timestamp,
}

impl Throttle {
    /// For sign-ins: reaching the limit blocks for a minute, then two, four, … up to a quarter of an hour.
    pub(crate) fn growing(per_minute: u32) -> Self {
        Self {
            per_minute,
            grows: true,
            keys: Mutex::default(),
        }
    }

    /// For calls: reaching the limit blocks until the minute is over.
    pub(crate) fn per_minute(per_minute: u32) -> Self {
        Self {
            per_minute,
            grows: false,
            keys: Mutex::default(),
        }
    }

    /// Counts an attempt before it is made, so that parallel ones cannot outrun the count. `Err` says how long to
    /// wait, in milliseconds.
    pub(crate) fn attempt(&self, key: &str, now: Timestamp) -> Result<(), i64> {
        let mut keys = self.lock();
        if keys.len() >= MAX_KEYS && !keys.contains_key(key) {
            keys.retain(|_, count| now.since_ms(count.last) < MINUTE_MS || count.blocked_until > now);
            if keys.len() >= MAX_KEYS {
                keys.clear();
            }
        }
        let fresh = Count {
            attempts: 0,
            since: now,
            last: now,
            strikes: 0,
            blocked_until: now,
        };
        let count = keys.entry(key.to_owned()).or_insert(fresh);
        if count.blocked_until > now {
            return Err(count.blocked_until.since_ms(now));
        }
        if now.since_ms(count.last) > FORGET_AFTER_MS {
            *count = fresh;
        } else if now.since_ms(count.since) >= MINUTE_MS {
            count.attempts = 0;
            count.since = now;
        }
        count.last = now;
        if count.attempts >= self.per_minute {
            let wait = if self.grows {
                count.strikes += 1;
                count.attempts = 0;
                MINUTE_MS
                    .saturating_mul(1 << count.strikes.min(10).saturating_sub(1))
                    .min(MAX_DELAY_MS)
            } else {
                MINUTE_MS - now.since_ms(count.since)
            };
            count.blocked_until = now.plus_ms(wait);
            return Err(wait);
        }
        count.attempts += 1;
        Ok(())
    }

    /// Takes back an attempt that succeeded, and all that this key has gathered.
    pub(crate) fn forgive(&self, key: &str) {
        self.lock().remove(key);
    }

    /// Takes back one attempt only.
    pub(crate) fn refund(&self, key: &str) {
        if let Some(count) = self.lock().get_mut(key) {
            count.attempts = count.attempts.saturating_sub(1);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Count>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millis(1_000_000 + ms)
    }

    #[test]
    fn the_delay_grows_and_ends() {
        let throttle = Throttle::growing(5);
        for _ in 0..5 {
            assert_eq!(throttle.attempt("a", at(0)), Ok(()));
        }
        assert_eq!(throttle.attempt("a", at(0)), Err(60_000));
        assert_eq!(throttle.attempt("a", at(10_000)), Err(50_000));
        assert_eq!(
            throttle.attempt("b", at(10_000)),
            Ok(()),
            "another key is not touched"
        );
        for _ in 0..5 {
            assert_eq!(throttle.attempt("a", at(60_000)), Ok(()));
        }
        assert_eq!(throttle.attempt("a", at(60_000)), Err(120_000));
        for _ in 0..5 {
            assert_eq!(throttle.attempt("a", at(180_000)), Ok(()));
        }
        assert_eq!(throttle.attempt("a", at(180_000)), Err(240_000));
        assert_eq!(throttle.attempt("a", at(180_000 + 3_700_000)), Ok(()));
    }

    #[test]
    fn success_forgives() {
        let throttle = Throttle::growing(2);
        throttle.attempt("a", at(0)).unwrap();
        throttle.attempt("a", at(0)).unwrap();
        throttle.forgive("a");
        assert_eq!(throttle.attempt("a", at(0)), Ok(()));
        throttle.refund("a");
        throttle.attempt("a", at(0)).unwrap();
        assert_eq!(throttle.attempt("a", at(0)), Ok(()));
        assert!(throttle.attempt("a", at(0)).is_err());
    }

    #[test]
    fn calls_are_counted_by_the_minute() {
        let throttle = Throttle::per_minute(3);
        for _ in 0..3 {
            assert_eq!(throttle.attempt("k", at(1_000)), Ok(()));
        }
        assert_eq!(throttle.attempt("k", at(21_000)), Err(40_000));
        assert_eq!(throttle.attempt("k", at(61_000)), Ok(()));
    }
}
