//! The times of a record, from its stretches.

use parlance_api::record::RecordTimes;
use parlance_core::{Timestamp, interaction::SegmentKind};
use parlance_store::{interactions::InteractionRow, segments::NamedSegment};

/// Sums up the stretches; what still runs counts up to `now`.
pub(crate) fn times(row: &InteractionRow, segments: &[NamedSegment], now: Timestamp) -> RecordTimes {
    let sum = |kinds: &[SegmentKind]| -> i64 {
        segments
            .iter()
            .map(|segment| &segment.row)
            .filter(|segment| kinds.contains(&segment.kind))
            .map(|segment| {
                segment
                    .ended_at
                    .unwrap_or(now)
                    .since_ms(segment.started_at)
                    .max(0)
            })
            .sum()
    };
    let first_accepted = segments
        .iter()
        .find(|segment| segment.row.kind == SegmentKind::Talk)
        .map(|segment| segment.row.started_at);
    RecordTimes {
        waited_ms: sum(&[SegmentKind::Queue, SegmentKind::Offer]),
        first_answer_ms: first_accepted
            .zip(row.first_answer_at)
            .map(|(accepted, answered)| answered.since_ms(accepted).max(0)),
        talk_ms: sum(&[SegmentKind::Talk]),
        after_call_work_ms: sum(&[SegmentKind::AfterCallWork]),
        total_ms: row.ended_at.unwrap_or(now).since_ms(row.started_at).max(0),
    }
}
