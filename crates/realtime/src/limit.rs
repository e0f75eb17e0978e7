//! How often a desktop may speak.

use parlance_core::Timestamp;

/// Frames per second that a desktop may send.
const PER_SECOND: u32 = 20;

/// Counts frames per second.
#[derive(Debug, Default)]
pub(crate) struct Limit {
    second: i64,
    count: u32,
}

impl Limit {
    /// Counts a frame; `false` when there were too many in this second.
    pub(crate) fn allows(&mut self, now: Timestamp) -> bool {
        let second = now.as_millis() / 1_000;
        if second != self.second {
            (self.second, self.count) = (second, 0);
        }
        self.count += 1;
        self.count <= PER_SECOND
    }
}
