//! How long what waits will wait: from how fast a service's chats have been taken lately, and who is there to take them.

/// What is known of a service's pace.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pace {
    /// Chats that agents took in the time that was looked at.
    pub taken: u32,
    /// That time, milliseconds.
    pub within_ms: i64,
    /// How long those of them took that are over, on average, milliseconds.
    pub handling_ms: Option<i64>,
    /// Chats that those who are Ready and fit may hold together.
    pub room: u32,
    /// How many more they could take now.
    pub free: u32,
}

/// Fewer are no pace.
const ENOUGH: u32 = 3;
/// How long a chat takes as long as none is over, milliseconds.
const USUAL_HANDLING_MS: i64 = 8 * 60_000;
/// Nothing longer is foretold, milliseconds.
pub const LONGEST_MS: i64 = 4 * 3_600_000;

/// How long the chat at a place (1: the first) will wait, milliseconds, at most [`LONGEST_MS`]; `None`: nobody is there who
/// could take it.
///
/// Those who find room at once wait no longer. The others wait for as many to be taken as stand before them: at the pace
/// of late, or when too few were taken to tell, as if each agent's chats took their usual time.
#[must_use]
pub fn expected_wait_ms(pace: &Pace, place: u32) -> Option<i64> {
    if pace.room == 0 {
        return None;
    }
    let before = i64::from(place.saturating_sub(pace.free.min(pace.room)));
    let each_ms = if pace.taken >= ENOUGH && pace.within_ms > 0 {
        pace.within_ms / i64::from(pace.taken)
    } else {
        pace.handling_ms.unwrap_or(USUAL_HANDLING_MS).max(0) / i64::from(pace.room)
    };
    Some(before.saturating_mul(each_ms).clamp(0, LONGEST_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    fn pace() -> Pace {
        Pace {
            taken: 15,
            within_ms: 30 * MINUTE,
            handling_ms: Some(6 * MINUTE),
            room: 4,
            free: 0,
        }
    }

    #[test]
    fn the_pace_of_late_tells() {
        assert_eq!(expected_wait_ms(&pace(), 1), Some(2 * MINUTE));
        assert_eq!(expected_wait_ms(&pace(), 5), Some(10 * MINUTE));
        assert_eq!(expected_wait_ms(&pace(), 100_000), Some(LONGEST_MS));
    }

    #[test]
    fn who_finds_room_does_not_wait() {
        let pace = Pace { free: 2, ..pace() };
        assert_eq!(expected_wait_ms(&pace, 2), Some(0));
        assert_eq!(expected_wait_ms(&pace, 3), Some(2 * MINUTE));
    }

    #[test]
    fn too_few_are_no_pace() {
        let quiet = Pace { taken: 2, ..pace() };
        assert_eq!(
            expected_wait_ms(&quiet, 2),
            Some(3 * MINUTE),
            "6 min by 4 chats at once"
        );
        let new = Pace {
            taken: 0,
            handling_ms: None,
            ..pace()
        };
        assert_eq!(expected_wait_ms(&new, 1), Some(2 * MINUTE));
        assert_eq!(expected_wait_ms(&Pace { room: 0, ..pace() }, 1), None);
    }
}
