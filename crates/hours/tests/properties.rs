//! A calendar's answers fit together, whatever it says and whatever its clocks do.
#![allow(clippy::unwrap_used, missing_docs)]

use parlance_core::{
    Timestamp,
    hours::{Date, OpenSpan, OpeningHours, SpecialDay, TimeOfDay, Weekday, WeeklySpan},
};
use parlance_hours::{Zone, closes_at, is_open, opens_at};
use proptest::prelude::*;

const ZONES: [&str; 6] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
];

fn time(most: u16) -> impl Strategy<Value = TimeOfDay> {
    (0..=most / 15).prop_map(|quarter| TimeOfDay::from_minutes(quarter * 15).unwrap())
}

fn span() -> impl Strategy<Value = OpenSpan> {
    (time(1_425), time(1_440)).prop_map(|(from, to)| OpenSpan { from, to })
}

/// Days of 2026 to 2027, with the changes of the clocks among them.
fn date() -> impl Strategy<Value = Date> {
    (20_454_i64..21_184).prop_map(Date::from_days)
}

prop_compose! {
    fn hours()(
        zone in proptest::sample::select(&ZONES[..]),
        weekly in proptest::collection::vec((0_usize..7, span()), 0..8),
        days in proptest::collection::vec((date(), any::<bool>(), proptest::collection::vec(span(), 0..2)), 0..6),
    ) -> OpeningHours {
        OpeningHours {
            zone: zone.into(),
            weekly: weekly.into_iter().map(|(day, span)| WeeklySpan {
                day: Weekday::ALL[day], from: span.from, to: span.to,
            }).collect(),
            days: days.into_iter().map(|(date, yearly, open)| SpecialDay {
                date, name: "Day".into(), yearly, open,
            }).collect(),
        }
    }
}

/// Mostly near a change of the clocks of one of the zones.
fn moment() -> impl Strategy<Value = Timestamp> {
    let near =
        proptest::sample::select(&[1_774_746_000_i64, 1_792_890_000, 1_772_953_200, 1_793_512_800][..]);
    prop_oneof![
        (near, -200_000_i64..200_000).prop_map(|(at, off)| at + off),
        1_767_225_600_i64..1_830_297_600,
    ]
    .prop_map(|unix| Timestamp::from_millis(unix * 1_000))
}

proptest! {
    #[test]
    fn it_is_either_open_or_closed_and_the_next_change_is_one(hours in hours(), now in moment()) {
        let zone = Zone::named(&hours.zone).unwrap();
        let open = is_open(&hours, &zone, now);
        let (opens, closes) = (opens_at(&hours, &zone, now), closes_at(&hours, &zone, now));
        let other = if open { opens } else { closes };
        prop_assert_eq!(other, None);
        if let Some(change) = opens.or(closes) {
            prop_assert!(change > now);
            prop_assert_eq!(is_open(&hours, &zone, change.plus_ms(-1)), open, "nothing changes before it");
            prop_assert_eq!(is_open(&hours, &zone, change), !open, "and then it does");
        }
    }

    #[test]
    fn nothing_changes_in_between(hours in hours(), now in moment(), share in 0.0_f64..1.0) {
        let zone = Zone::named(&hours.zone).unwrap();
        let open = is_open(&hours, &zone, now);
        if let Some(change) = opens_at(&hours, &zone, now).or(closes_at(&hours, &zone, now)) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
            let between = now.plus_ms((change.since_ms(now) as f64 * share) as i64);
            prop_assert_eq!(is_open(&hours, &zone, between), open);
        }
    }

    /// Within the hours as the clock on the wall shows them it is open, on every day and through every change.
    #[test]
    fn the_wall_decides(hours in hours(), now in moment()) {
        let zone = Zone::named(&hours.zone).unwrap();
        let (date, time) = zone.local(now);
        let on_the_wall = hours.on(date).iter().any(|span| {
            span.from <= time && (time < span.to || span.to <= span.from)
        }) || hours.on(date.plus_days(-1)).iter().any(|span| span.to <= span.from && time < span.to);
        if on_the_wall {
            prop_assert!(is_open(&hours, &zone, now));
        }
    }

    #[test]
    fn what_is_always_open_never_closes(zone in proptest::sample::select(&ZONES[..]), now in moment()) {
        let whole = |day| WeeklySpan {
            day,
            from: "00:00".parse().unwrap(),
            to: "24:00".parse().unwrap(),
        };
        let hours = OpeningHours {
            zone: zone.into(),
            weekly: Weekday::ALL.into_iter().map(whole).collect(),
            days: Vec::new(),
        };
        let zone = Zone::named(&hours.zone).unwrap();
        prop_assert!(is_open(&hours, &zone, now));
        prop_assert_eq!(closes_at(&hours, &zone, now), None);
    }
}
