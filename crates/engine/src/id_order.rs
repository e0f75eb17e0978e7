//! Ids that are made one after another sort in that order, also within one millisecond.

use std::sync::atomic::{AtomicU64, Ordering};

use parlance_core::{Timestamp, clock::Random};

/// Bits of an id that count within its millisecond (`rand_a` of UUIDv7; RFC 9562 section 6.2, method 1).
const COUNTER_BITS: u32 = 12;
const COUNTER_MAX: u64 = (1 << COUNTER_BITS) - 1;

/// The last millisecond in which an id was made, and how many were made in it.
#[derive(Debug, Default)]
pub(crate) struct IdOrder(AtomicU64);

impl IdOrder {
    /// Ten bytes for an id made at `now`: a counter in front, randomness behind. Lines of a transcript that are written
    /// in one millisecond keep their order that way.
    pub(crate) fn id_bytes(&self, now: Timestamp, random: &dyn Random) -> [u8; 10] {
        let counter = self.next(now);
        let mut bytes = random.id_bytes();
        // The version takes the upper four bits of the first byte.
        bytes[..2].copy_from_slice(&u16::try_from(counter).unwrap_or(u16::MAX).to_be_bytes());
        bytes
    }

    fn next(&self, now: Timestamp) -> u64 {
        let millis = u64::try_from(now.as_millis()).unwrap_or(0);
        let step = |last: u64| {
            if last >> COUNTER_BITS == millis {
                (millis << COUNTER_BITS) | ((last & COUNTER_MAX) + 1).min(COUNTER_MAX)
            } else {
                millis << COUNTER_BITS
            }
        };
        let mut last = self.0.load(Ordering::Relaxed);
        loop {
            let next = step(last);
            match self
                .0
                .compare_exchange_weak(last, next, Ordering::Relaxed, Ordering::Relaxed)
            {
                Ok(_) => return next & COUNTER_MAX,
                Err(found) => last = found,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use parlance_core::MessageId;

    use super::*;

    struct Falling(AtomicU64);
    impl Random for Falling {
        fn fill(&self, bytes: &mut [u8]) {
            let next = self.0.fetch_sub(1, Ordering::Relaxed).to_be_bytes();
            bytes.fill(next[7]);
        }
    }

    #[test]
    fn ids_of_one_millisecond_sort_as_they_were_made() {
        let (order, random) = (IdOrder::default(), Falling(AtomicU64::new(255)));
        let ids: Vec<MessageId> = (0..3000)
            .map(|step| {
                let now = Timestamp::from_millis(1_795_340_101_123 + step / 1000);
                MessageId::new(now, order.id_bytes(now, &random))
            })
            .collect();
        assert!(ids.is_sorted());
    }
}
