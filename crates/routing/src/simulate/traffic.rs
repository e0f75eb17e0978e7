//! Customers who write: recorded ones, or such as chance makes them.

use parlance_core::ServiceId;

use super::chance::Chance;

/// A customer who begins a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// When, milliseconds from the beginning.
    pub at_ms: i64,
    /// For which service.
    pub service_id: ServiceId,
    /// What the chat asks beyond the service's rules: the number of a [`crate::Class`].
    pub class: u32,
    /// Higher first.
    pub priority: i32,
    /// How long an agent will talk with them.
    pub talk_ms: i64,
    /// How long the after-call work will take.
    pub after_call_work_ms: i64,
    /// They leave when nobody has taken the chat for so long; `None`: never.
    pub patience_ms: Option<i64>,
}

/// How many write, and what they need. Times are means; the times themselves are exponentially distributed, but for
/// after-call work, which is always as long.
#[derive(Debug, Clone, Copy)]
pub struct Stream {
    /// For which service.
    pub service_id: ServiceId,
    /// See [`Arrival::class`].
    pub class: u32,
    /// Higher first.
    pub priority: i32,
    /// So many begin within an hour.
    pub per_hour: f64,
    /// Mean length of a conversation.
    pub talk_ms: i64,
    /// Length of the after-call work.
    pub after_call_work_ms: i64,
    /// Mean patience; `None`: without end.
    pub patience_ms: Option<i64>,
}

/// Makes up customers for a time. The same seed makes the same ones, whatever they are played against.
#[must_use]
pub fn generate(streams: &[Stream], length_ms: i64, seed: u64) -> Vec<Arrival> {
    let mut arrivals = Vec::new();
    for (number, stream) in (0..).zip(streams) {
        let chance = |what: u64| Chance::new(seed, number * 4 + what);
        let (mut gaps, mut talks, mut patience) = (chance(1), chance(2), chance(3));
        let Some(gap_ms) = mean_gap_ms(stream.per_hour) else {
            continue;
        };
        let mut at_ms = gaps.time(gap_ms) / GAP_SCALE;
        let mut exact = at_ms * GAP_SCALE;
        while at_ms < length_ms {
            arrivals.push(Arrival {
                at_ms,
                service_id: stream.service_id,
                class: stream.class,
                priority: stream.priority,
                talk_ms: talks.time(stream.talk_ms),
                after_call_work_ms: stream.after_call_work_ms,
                patience_ms: stream.patience_ms.map(|mean| patience.time(mean)),
            });
            exact += gaps.time(gap_ms);
            at_ms = exact / GAP_SCALE;
        }
    }
    arrivals.sort_by_key(|arrival| arrival.at_ms);
    arrivals
}

/// Gaps are counted in thousandths of a millisecond, so that high rates keep their mean.
const GAP_SCALE: i64 = 1_000;

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // rates of a simulation are small
fn mean_gap_ms(per_hour: f64) -> Option<i64> {
    (per_hour > 0.0).then(|| (3_600_000.0 * GAP_SCALE as f64 / per_hour).round() as i64)
}
