//! Where time and randomness enter the program. Everything else takes them as arguments.

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
}
