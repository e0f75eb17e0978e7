//! Business hours as data: what a calendar says, in the local time of its zone. When that is, is decided elsewhere.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use utoipa::ToSchema;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
}

/// A text that is no time of day or no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{text}' is not {wanted}")]
pub struct NotATime {
    /// What was given, cut to 32 characters.
    pub text: String,
    /// What was wanted, with an example.
    pub wanted: &'static str,
}

impl NotATime {
    fn new(text: &str, wanted: &'static str) -> Self {
        Self {
            text: text.chars().take(32).collect(),
            wanted,
        }
    }
}

/// A time of day on the clock on the wall, to the minute: `00:00` – `24:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// Minutes of a whole day.
    pub const DAY: u16 = 24 * 60;

    /// From minutes since midnight, at most a day's.
    #[must_use]
    pub const fn from_minutes(minutes: u16) -> Option<Self> {
        if minutes <= Self::DAY {
            Some(Self(minutes))
        } else {
            None
        }
    }

    /// Minutes since midnight.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for TimeOfDay {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let minutes = || {
            let (hours, minutes) = text.split_once(':')?;
            let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
            (minutes < 60)
                .then(|| Self::from_minutes(hours * 60 + minutes))
                .flatten()
        };
        minutes().ok_or_else(|| NotATime::new(text, "a time of day such as 08:30"))
    }
}

fn two_digits(text: &str) -> Option<u16> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// A day of the calendar (Gregorian), without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// 1970–9999.
    pub year: u16,
    /// 1–12.
    pub month: u8,
    /// 1–31.
    pub day: u8,
}

impl Date {
    /// Days since 1970-01-01. Counted in cycles of 400 years that begin on the first of March.
    #[must_use]
    pub fn days(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let cycle = year.div_euclid(400);
        let of_cycle = year.rem_euclid(400);
        let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        cycle * 146_097 + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year - 719_468
    }

    /// The date of a number of days since 1970-01-01.
    #[must_use]
    pub fn from_days(days: i64) -> Self {
        let days = days + 719_468;
        let cycle = days.div_euclid(146_097);
        let of_cycle = days.rem_euclid(146_097);
        let year = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
        let of_year = of_cycle - (365 * year + year / 4 - year / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 {
            from_march + 3
        } else {
            from_march - 9
        };
        let year = year + cycle * 400 + i64::from(month <= 2);
        Self {
            year: u16::try_from(year).unwrap_or(1970),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        let place = (self.days() + 3).rem_euclid(7);
        Weekday::ALL[usize::try_from(place).unwrap_or(0)]
    }

    /// Some days later.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_days(self.days() + days)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let date = || {
            let (year, rest) = text.split_once('-')?;
            let (month, day) = rest.split_once('-')?;
            let year: u16 = (year.len() == 4).then(|| year.parse().ok()).flatten()?;
            let date = Self {
                year,
                month: u8::try_from(two_digits(month)?).ok()?,
                day: u8::try_from(two_digits(day)?).ok()?,
            };
            // What does not exist, like the 30th of February, comes back as another day.
            (year >= 1970 && Self::from_days(date.days()) == date).then_some(date)
        };
        date().ok_or_else(|| NotATime::new(text, "a date such as 2026-12-24"))
    }
}

macro_rules! as_text {
    ($name:ident, $pattern:literal, $what:literal) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(D::Error::custom)
            }
        }
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some($pattern))
                    .description(Some($what))
                    .into()
            }
        }
        impl ToSchema for $name {}
    };
}

as_text!(
    TimeOfDay,
    "^([01][0-9]|2[0-4]):[0-5][0-9]$",
    "A time of day, 00:00 – 24:00."
);
as_text!(
    Date,
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "A date, such as 2026-12-24."
);

/// Open from a time to a time. When `to` is not after `from`, it is a time of the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenSpan {
    /// From then on.
    pub from: TimeOfDay,
    /// Up to then.
    pub to: TimeOfDay,
}

/// Open every week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeeklySpan {
    /// The day it begins on.
    pub day: Weekday,
    /// From then on.
    pub from: TimeOfDay,
    /// Up to then; not after `from`: a time of the next day.
    pub to: TimeOfDay,
}

/// A holiday, or a day with hours of its own. It stands for what the week says of that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    /// Its date; of one that comes every year, the first.
    pub date: Date,
    /// Its name.
    pub name: String,
    /// It comes every year.
    #[serde(default)]
    pub yearly: bool,
    /// When it is open; empty: closed all day.
    #[serde(default)]
    pub open: Vec<OpenSpan>,
}

impl SpecialDay {
    /// Whether it is this day.
    #[must_use]
    pub fn is_on(&self, date: Date) -> bool {
        self.date == date
            || self.yearly && date > self.date && (date.month, date.day) == (self.date.month, self.date.day)
    }
}

/// What a calendar says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpeningHours {
    /// The time zone, by its IANA name.
    pub zone: String,
    /// The hours of the week.
    pub weekly: Vec<WeeklySpan>,
    /// Holidays and days with hours of their own.
    pub days: Vec<SpecialDay>,
}

impl OpeningHours {
    /// The special day that stands for the week's hours on a date: one of that very date before one that comes yearly.
    #[must_use]
    pub fn special(&self, date: Date) -> Option<&SpecialDay> {
        let exact = self.days.iter().find(|day| day.date == date && !day.yearly);
        exact.or_else(|| self.days.iter().find(|day| day.is_on(date)))
    }

    /// When it is open that begins on a date, in local time.
    #[must_use]
    pub fn on(&self, date: Date) -> Vec<OpenSpan> {
        if let Some(special) = self.special(date) {
            return special.open.clone();
        }
        let weekday = date.weekday();
        self.weekly
            .iter()
            .filter(|span| span.day == weekday)
            .map(|span| OpenSpan {
                from: span.from,
                to: span.to,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_count_on_and_come_back() {
        for days in -1..60_000 {
            let date = Date::from_days(days.max(0));
            assert_eq!(date.days(), days.max(0));
        }
        let date: Date = "2026-11-23".parse().unwrap();
        assert_eq!((date.days(), date.weekday()), (20_780, Weekday::Monday));
        assert_eq!(date.plus_days(8).to_string(), "2026-12-01");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "2026-02-30",
            "2025-02-29",
            "26-01-01",
            "2026-1-1",
            "1969-12-31",
            "x",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        for text in ["24:01", "8:00", "08:60", "0800", "-1:00", "08:0x"] {
            assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
        }
        assert_eq!("24:00".parse::<TimeOfDay>().unwrap().to_string(), "24:00");
    }

    #[test]
    fn a_day_of_one_year_stands_before_one_that_comes_yearly() {
        let day = |date: &str, yearly, name: &str| SpecialDay {
            date: date.parse().unwrap(),
            name: name.into(),
            yearly,
            open: Vec::new(),
        };
        let hours = OpeningHours {
            zone: "UTC".into(),
            weekly: Vec::new(),
            days: vec![day("2024-12-24", true, "Eve"), day("2026-12-24", false, "Party")],
        };
        let name = |date: &str| hours.special(date.parse().unwrap()).map(|day| day.name.clone());
        assert_eq!(name("2025-12-24").as_deref(), Some("Eve"));
        assert_eq!(name("2026-12-24").as_deref(), Some("Party"));
        assert_eq!(name("2023-12-24"), None, "it begins in 2024");
    }
}
