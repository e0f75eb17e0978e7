//! Time zones: the system's files, and where a system has none, the rules of today that come with the program.

use std::{
    collections::HashMap,
    fs,
    sync::{Arc, PoisonError, RwLock},
};

use parlance_core::{
    Timestamp,
    hours::{Date, TimeOfDay},
};
use tz::{TimeZone, timezone::TimeZoneSettings};

/// Rules in force by name, for systems without zone files: enough for what is to come, not for the past. Each line is a
/// rule (POSIX `TZ`) and the zones that follow it; taken from the IANA database 2026f.
const RULES: &str = include_str!("zones.txt");

/// Where systems keep their zone files.
const FOLDERS: [&str; 3] = ["/usr/share/zoneinfo", "/share/zoneinfo", "/etc/zoneinfo"];

/// Longer than any change of the clocks and any zone's distance from UTC, seconds.
const FAR: i64 = 36 * 3_600;

static KNOWN: RwLock<Option<HashMap<String, Arc<Zone>>>> = RwLock::new(None);

/// A time zone.
#[derive(Debug)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone of an IANA name such as `Europe/Berlin`; `None`: there is none. Each is read once.
    #[must_use]
    pub fn named(name: &str) -> Option<Arc<Self>> {
        let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(zone) = known.as_ref().and_then(|known| known.get(name)) {
            return Some(Arc::clone(zone));
        }
        drop(known);
        let zone = Arc::new(Self::look_up(name)?);
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        known
            .get_or_insert_default()
            .insert(name.to_owned(), Arc::clone(&zone));
        Some(zone)
    }

    fn look_up(name: &str) -> Option<Self> {
        if !is_name(name) {
            return None;
        }
        Self::of_system(name).or_else(|| Self::by_rule(name))
    }

    fn of_system(name: &str) -> Option<Self> {
        let file = FOLDERS
            .iter()
            .find_map(|folder| fs::read(format!("{folder}/{name}")).ok())?;
        TimeZone::from_tz_data(&file).ok().map(Self)
    }

    fn by_rule(name: &str) -> Option<Self> {
        let rule = RULES.lines().find_map(|line| {
            let mut words = line.split(' ');
            let rule = words.next()?;
            words.any(|zone| zone == name).then_some(rule)
        })?;
        let no_files = TimeZoneSettings::new(&[], |_| Err("no files".into()));
        no_files.parse_posix_tz(rule).ok().map(Self)
    }

    /// How far the clocks are ahead of UTC, seconds.
    fn offset(&self, unix: i64) -> i64 {
        self.0
            .find_local_time_type(unix)
            .map_or(0, |local| i64::from(local.ut_offset()))
    }

    /// The date and the time of day on the wall, in whole minutes.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> (Date, TimeOfDay) {
        let unix = at.as_millis().div_euclid(1_000);
        let local = unix + self.offset(unix);
        let minutes = u16::try_from(local.rem_euclid(86_400) / 60).unwrap_or(0);
        let time = TimeOfDay::from_minutes(minutes).expect("less than a day");
        (Date::from_days(local.div_euclid(86_400)), time)
    }

    /// The moments at which the wall shows a time, first and last; they differ when the clocks go back over it. A time
    /// that the clocks jump over is the moment of the jump.
    pub(crate) fn moments(&self, date: Date, minutes: i64) -> (Timestamp, Timestamp) {
        let local = date.days() * 86_400 + minutes * 60;
        let shows = |unix: &i64| unix + self.offset(*unix) == local;
        let mut moments = [local - self.offset(local - FAR), local - self.offset(local + FAR)];
        moments.sort_unstable();
        let mut shown = moments.iter().copied().filter(shows);
        let (first, last) = match (shown.next(), shown.next_back()) {
            (Some(first), Some(last)) => (first, last),
            (Some(only), None) => (only, only),
            (None, _) => {
                let jump = self.jump(local);
                (jump, jump)
            }
        };
        let stamp = |unix: i64| Timestamp::from_millis(unix.saturating_mul(1_000));
        (stamp(first), stamp(last))
    }

    /// The moment from which on the wall shows more than `local`.
    fn jump(&self, local: i64) -> i64 {
        let (mut before, mut after) = (local - FAR, local + FAR);
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            if middle + self.offset(middle) > local {
                after = middle;
            } else {
                before = middle;
            }
        }
        after
    }
}

/// Part of a path from outside: nothing that leads elsewhere.
fn is_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-+/".contains(&byte))
        && (name.contains('/') || name == "UTC")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(zone: &Zone, date: &str, minutes: i64) -> (i64, i64) {
        let (first, last) = zone.moments(date.parse().unwrap(), minutes);
        (first.as_millis() / 1_000, last.as_millis() / 1_000)
    }

    #[test]
    fn clocks_jump_and_go_back() {
        for zone in [Zone::of_system("Europe/Berlin"), Zone::by_rule("Europe/Berlin")] {
            let Some(zone) = zone else { continue };
            // 2026-03-29: 02:00 becomes 03:00 at 01:00 UTC.
            let jump = 1_774_746_000;
            assert_eq!(at(&zone, "2026-03-29", 119), (jump - 60, jump - 60));
            assert_eq!(at(&zone, "2026-03-29", 150), (jump, jump));
            assert_eq!(at(&zone, "2026-03-29", 180), (jump, jump));
            // 2026-10-25: 03:00 becomes 02:00 at 01:00 UTC.
            let back = 1_792_890_000;
            assert_eq!(at(&zone, "2026-10-25", 150), (back - 1_800, back + 1_800));
            assert_eq!(at(&zone, "2026-10-25", 180), (back + 3_600, back + 3_600));
        }
    }

    #[test]
    fn a_system_without_files_knows_the_zones_too() {
        let now = Timestamp::from_millis(1_795_442_400_000);
        for name in [
            "Europe/Berlin",
            "America/New_York",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
            "UTC",
        ] {
            let rule = Zone::by_rule(name).unwrap();
            if let Some(file) = Zone::of_system(name) {
                for month in 0..24 {
                    let then = now.plus_ms(month * 30 * 86_400_000);
                    assert_eq!(rule.local(then), file.local(then), "{name}");
                }
            }
        }
    }

    #[test]
    fn names_lead_nowhere_else() {
        for name in [
            "../../etc/passwd",
            "Europe/../../../etc/passwd",
            "/etc/localtime",
            "",
            "Europe/Atlantis",
            "posixrules",
        ] {
            assert!(Zone::named(name).is_none(), "{name}");
        }
        assert!(Zone::named("America/Argentina/Buenos_Aires").is_some());
    }
}
