//! When a failed event is tried again.

use std::time::Duration;

/// The wait before try number `tries + 1`, in milliseconds; the last wait of the list repeats.
pub(crate) fn wait_ms(waits: &[Duration], tries: u32) -> i64 {
    let index = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
    let wait = waits
        .get(index)
        .or(waits.last())
        .copied()
        .unwrap_or(Duration::from_mins(1));
    i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_immediate_tries_then_longer_waits() {
        let waits = [0, 0, 5, 60].map(Duration::from_secs);
        let all: Vec<i64> = (1..=6).map(|tries| wait_ms(&waits, tries)).collect();
        assert_eq!(all, [0, 0, 5_000, 60_000, 60_000, 60_000]);
    }
}
