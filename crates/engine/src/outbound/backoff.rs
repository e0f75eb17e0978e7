//! When to try again.

use parlance_core::clock::Random;

/// The shortest pause, milliseconds.
const FIRST_MS: u64 = 1_000;
/// The longest pause, milliseconds.
const LONGEST_MS: u64 = 300_000;

/// A pause before try number `tries + 1`: anywhere between one second and a ceiling that doubles with each try, five
/// minutes at most (full jitter), but not before `not_before_ms`.
pub(crate) fn pause_ms(random: &dyn Random, tries: u32, not_before_ms: Option<u64>) -> i64 {
    let ceiling = FIRST_MS
        .saturating_mul(2_u64.saturating_pow(tries))
        .min(LONGEST_MS);
    let mut bytes = [0; 8];
    random.fill(&mut bytes);
    let spread = u64::from_le_bytes(bytes) % (ceiling - FIRST_MS + 1);
    let pause = (FIRST_MS + spread).max(not_before_ms.unwrap_or(0));
    i64::try_from(pause).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(u8);
    impl Random for Fixed {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    #[test]
    fn the_pause_grows_to_five_minutes_and_no_further() {
        for byte in [0, 7, 129, 255] {
            for tries in 0..80 {
                let pause = pause_ms(&Fixed(byte), tries, None);
                let ceiling = 1_000_i64.saturating_mul(1 << tries.min(9)).min(300_000);
                assert!((1_000..=ceiling).contains(&pause), "{tries}: {pause}");
            }
        }
        assert_eq!(pause_ms(&Fixed(0), 1, Some(90_000)), 90_000);
    }
}
