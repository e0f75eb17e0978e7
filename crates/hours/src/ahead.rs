//! What the next days look like.

use parlance_core::{
    Timestamp,
    hours::{Date, OpenSpan, OpeningHours, SpecialDay},
};

use crate::zone::Zone;

/// A day as it will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayAhead {
    /// The day.
    pub date: Date,
    /// What is special about it.
    pub special: Option<String>,
    /// When it is open, in order.
    pub open: Vec<OpenSpan>,
}

/// Today and the days after it.
#[must_use]
pub fn ahead(hours: &OpeningHours, zone: &Zone, now: Timestamp, days: i64) -> Vec<DayAhead> {
    let today = zone.local(now).0;
    (0..days)
        .map(|later| {
            let date = today.plus_days(later);
            let mut open = hours.on(date);
            open.sort_unstable();
            DayAhead {
                date,
                special: hours.special(date).map(|day| day.name.clone()),
                open,
            }
        })
        .collect()
}

/// The next special days from today on, in order, each with its next date.
#[must_use]
pub fn next_special(
    hours: &OpeningHours,
    zone: &Zone,
    now: Timestamp,
    most: usize,
) -> Vec<(Date, SpecialDay)> {
    let today = zone.local(now).0;
    let mut next: Vec<(Date, SpecialDay)> = hours
        .days
        .iter()
        .filter_map(|day| Some((next_date(day, today)?, day.clone())))
        .filter(|(date, day)| hours.special(*date) == Some(day))
        .collect();
    next.sort_by_key(|(date, _)| *date);
    next.truncate(most);
    next
}

fn next_date(day: &SpecialDay, today: Date) -> Option<Date> {
    if day.date >= today {
        return Some(day.date);
    }
    if !day.yearly {
        return None;
    }
    // The 29th of February comes within eight years.
    (today.year..=today.year.saturating_add(8))
        .map(|year| Date { year, ..day.date })
        .filter(|date| Date::from_days(date.days()) == *date)
        .find(|date| *date >= today)
}
