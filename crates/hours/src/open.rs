//! Whether it is open, until when, and when again.

use parlance_core::{
    Timestamp,
    hours::{Date, OpeningHours, TimeOfDay},
};

use crate::zone::Zone;

/// Hours of so many days before may still last: those over midnight, and a day for the clocks' changes.
const BACK: i64 = 2;
/// Nobody is told of what is further away: two years, with a day that comes only in leap years in one of them.
const HORIZON: i64 = 800;

/// A stretch from `from` up to `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
}

impl Stretch {
    fn holds(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.to
    }
}

/// What is open that begins on a date, in order. A stretch that the clocks swallow whole is not there.
pub(crate) fn beginning_on(hours: &OpeningHours, zone: &Zone, date: Date) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = hours
        .on(date)
        .into_iter()
        .map(|span| {
            let (from, to) = (i64::from(span.from.minutes()), i64::from(span.to.minutes()));
            let over = if to > from { 0 } else { i64::from(TimeOfDay::DAY) };
            Stretch {
                from: zone.moments(date, from).0,
                to: zone.moments(date, to + over).1,
            }
        })
        .filter(|stretch| stretch.from < stretch.to)
        .collect();
    stretches.sort_unstable_by_key(|stretch| (stretch.from, stretch.to));
    stretches
}

fn days_around(zone: &Zone, now: Timestamp, ahead: i64) -> impl Iterator<Item = Date> {
    let today = zone.local(now).0.days();
    (today - BACK..=today + ahead).map(Date::from_days)
}

/// Whether it is open at a moment.
#[must_use]
pub fn is_open(hours: &OpeningHours, zone: &Zone, now: Timestamp) -> bool {
    days_around(zone, now, 1).any(|date| {
        beginning_on(hours, zone, date)
            .iter()
            .any(|stretch| stretch.holds(now))
    })
}

/// When it opens next; `None`: it is open, or does not open within two years.
#[must_use]
pub fn opens_at(hours: &OpeningHours, zone: &Zone, now: Timestamp) -> Option<Timestamp> {
    if is_open(hours, zone, now) {
        return None;
    }
    days_around(zone, now, HORIZON).find_map(|date| {
        beginning_on(hours, zone, date)
            .iter()
            .map(|stretch| stretch.from)
            .find(|from| *from > now)
    })
}

/// When it closes next; `None`: it is closed, or does not close within two years. Stretches that follow one another
/// without a pause are one.
#[must_use]
pub fn closes_at(hours: &OpeningHours, zone: &Zone, now: Timestamp) -> Option<Timestamp> {
    let mut open_to: Option<Timestamp> = None;
    // Beyond the day after the one that is reached nothing can follow without a pause.
    for date in days_around(zone, now, HORIZON) {
        for stretch in beginning_on(hours, zone, date) {
            let follows = match open_to {
                Some(to) => stretch.from <= to && stretch.to > to,
                None => stretch.holds(now),
            };
            if follows {
                open_to = Some(stretch.to);
            }
        }
        if let Some(to) = open_to
            && zone.local(to).0 < date
        {
            return open_to;
        }
    }
    None
}
