//! What is usual for an hour, and when silence is not.

use parlance_store::health::HourRow;

/// Hours of a week.
const WEEK: i64 = 7 * 24;
/// So many weeks back are looked at.
const WEEKS: i64 = 4;
/// Silence is looked at this far back, hours.
const LOOK_BACK: i64 = 24;
/// So many messages must be missing. Were they independent, chance alone would keep ten away once in 22,000 cases
/// (Poisson: e⁻¹⁰); customers come in groups, hence some more.
const MISSED_AT_LEAST: f64 = 12.0;

/// Messages that are missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Silence {
    /// For so many whole hours.
    pub hours: i64,
    /// So many are usual in that time.
    pub usual: f64,
}

/// The median of the same hour of the weekday in the last four weeks, as far back as there are counts; `None` without
/// any. `hours` must be in order.
#[must_use]
pub fn usual(hours: &[HourRow], hour: i64, of: impl Fn(&HourRow) -> u64) -> Option<f64> {
    let first = hours.first()?.hour;
    let mut counts: Vec<u64> = (1..=WEEKS)
        .map(|week| hour - week * WEEK)
        .filter(|then| *then >= first)
        .map(|then| at(hours, then).map_or(0, &of))
        .collect();
    counts.sort_unstable();
    #[expect(clippy::cast_precision_loss, reason = "counts of an hour are far below 2^52")]
    let count = |place: usize| counts.get(place).map(|count| *count as f64);
    let middle = counts.len() / 2;
    if counts.len() % 2 == 1 {
        count(middle)
    } else {
        Some(f64::midpoint(count(middle.checked_sub(1)?)?, count(middle)?))
    }
}

/// Whether no message came for longer than chance explains. `now` is the running hour.
#[must_use]
pub fn silence(hours: &[HourRow], now: i64) -> Option<Silence> {
    let messages = |row: &HourRow| row.traffic.messages;
    if at(hours, now).is_some_and(|row| row.traffic.messages > 0) {
        return None;
    }
    let mut found = Silence { hours: 0, usual: 0.0 };
    for back in 1..=LOOK_BACK {
        let hour = now - back;
        if at(hours, hour).is_some_and(|row| row.traffic.messages > 0) {
            break;
        }
        // Before the first count nothing is known to be missing.
        let Some(expected) = usual(hours, hour, messages) else {
            break;
        };
        found = Silence {
            hours: back,
            usual: found.usual + expected,
        };
    }
    (found.usual >= MISSED_AT_LEAST).then_some(found)
}

fn at(hours: &[HourRow], hour: i64) -> Option<&HourRow> {
    let place = hours.binary_search_by_key(&hour, |row| row.hour).ok()?;
    hours.get(place)
}

#[cfg(test)]
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)] // small figures
mod tests {
    use parlance_core::health::Traffic;
    use proptest::prelude::*;

    use super::*;

    const NOW: i64 = 500_000;

    fn row(hour: i64, messages: u64) -> HourRow {
        HourRow {
            hour,
            traffic: Traffic {
                messages,
                ..Traffic::default()
            },
        }
    }

    /// Five weeks with the same count in every hour, silent for the last `silent` hours.
    fn weeks(each: u64, silent: i64) -> Vec<HourRow> {
        (NOW - 5 * WEEK..=NOW)
            .map(|hour| row(hour, if hour > NOW - silent - 1 { 0 } else { each }))
            .collect()
    }

    #[test]
    fn no_message_for_three_hours_where_forty_are_usual_is_a_problem() {
        let mut hours = weeks(13, 3);
        for row in hours.iter_mut().filter(|row| {
            row.hour == NOW - 2 - WEEK || row.hour == NOW - 2 - 2 * WEEK || row.hour == NOW - 2 - 3 * WEEK
        }) {
            row.traffic.messages = 14;
        }
        assert_eq!(
            silence(&hours, NOW),
            Some(Silence {
                hours: 3,
                usual: 40.0
            })
        );
    }

    #[test]
    fn two_expected_and_none_come_is_nothing() {
        assert_eq!(silence(&weeks(1, 2), NOW), None);
        assert_eq!(silence(&weeks(2, 1), NOW), None);
    }

    #[test]
    fn a_quiet_night_of_the_week_is_usual() {
        let quiet = |hour: i64| (NOW - hour).rem_euclid(WEEK) <= 10;
        let hours: Vec<HourRow> = (NOW - 5 * WEEK..=NOW)
            .map(|hour| row(hour, if quiet(hour) { 0 } else { 50 }))
            .collect();
        assert_eq!(silence(&hours, NOW), None);
    }

    #[test]
    fn a_young_account_has_nothing_usual() {
        let hours: Vec<HourRow> = (NOW - 100..NOW - 5).map(|hour| row(hour, 90)).collect();
        assert_eq!(usual(&hours, NOW, |row| row.traffic.messages), None);
        assert_eq!(silence(&hours, NOW), None);
        assert_eq!(silence(&[], NOW), None);
    }

    proptest! {
        #[test]
        fn one_message_in_the_running_hour_ends_every_silence(counts in proptest::collection::vec(0u64..100, 1..900)) {
            let first = NOW - i64::try_from(counts.len()).unwrap() + 1;
            let mut hours: Vec<HourRow> = counts.iter().zip(first..).map(|(count, hour)| row(hour, *count)).collect();
            hours.last_mut().unwrap().traffic.messages = 1;
            prop_assert_eq!(silence(&hours, NOW), None);
        }

        #[test]
        fn silence_is_only_told_of_hours_that_were_silent(counts in proptest::collection::vec(0u64..9, 800..900), silent in 0usize..30) {
            let first = NOW - i64::try_from(counts.len()).unwrap() + 1;
            let loud = counts.len() - silent;
            let hours: Vec<HourRow> = counts
                .iter()
                .zip(first..)
                .enumerate()
                .map(|(place, (count, hour))| row(hour, if place < loud { *count } else { 0 }))
                .collect();
            if let Some(found) = silence(&hours, NOW) {
                prop_assert!(found.usual >= MISSED_AT_LEAST);
                for back in 0..=found.hours {
                    prop_assert_eq!(at(&hours, NOW - back).unwrap().traffic.messages, 0);
                }
            }
        }

        #[test]
        fn what_is_usual_lies_between_the_least_and_the_most(counts in proptest::collection::vec(0u64..1000, 4)) {
            let mut hours: Vec<HourRow> = (1..=4).map(|week| row(NOW - week * WEEK, counts[week as usize - 1])).collect();
            hours.reverse();
            let found = usual(&hours, NOW, |row| row.traffic.messages).unwrap();
            prop_assert!(found >= *counts.iter().min().unwrap() as f64 && found <= *counts.iter().max().unwrap() as f64);
        }
    }
}
