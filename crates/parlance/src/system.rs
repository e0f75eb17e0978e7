//! Where time and randomness enter the program. Everything else takes them as arguments.

use std::cell::RefCell;

use parlance_core::{Clock, Timestamp, clock::Random};
use rand::{TryRng as _, rngs::SysRng};

/// The operating system's wall clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where the present comes in"
        )]
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        let now = Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX));
        // Somebody sets the machine's clock.
        now.plus_ms(parlance_failpoints::number_or("clock", 0))
    }
}

/// The operating system's randomness.
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        SysRng
            .try_fill_bytes(bytes)
            .expect("the operating system gives random bytes once it has started");
    }

    /// Ids are no secrets, and every message needs a few: each thread asks for many at a time.
    fn id_bytes(&self) -> [u8; 10] {
        IDS.with_borrow_mut(|(stock, left)| {
            if *left == 0 {
                self.fill(stock.as_flattened_mut());
                *left = stock.len();
            }
            *left -= 1;
            std::mem::take(&mut stock[*left])
        })
    }
}

/// Ids that a thread asks the operating system for at a time.
const STOCK: usize = 64;

thread_local! {
    /// Bytes of ids to come, and how many of them are left.
    static IDS: RefCell<([[u8; 10]; STOCK], usize)> = const { RefCell::new(([[0; 10]; STOCK], 0)) };
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_id_is_given_twice() {
        let ids: HashSet<[u8; 10]> = (0..5 * STOCK).map(|_| SystemRandom.id_bytes()).collect();
        assert_eq!(ids.len(), 5 * STOCK);
    }
}
