//! Moments as the Graph API writes them: `2026-11-22T10:15:00+0000`.

use parlance_core::Timestamp;

/// Reads ISO 8601 with an offset of the form `+0000`, `+00:00` or `Z`; fractions of seconds are dropped.
#[must_use]
pub fn iso_moment(text: &str) -> Option<Timestamp> {
    let (date, rest) = text.trim().split_once('T')?;
    let mut date = date.splitn(3, '-').map(number);
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let zone_at = rest.find(['+', '-', 'Z']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(zone_at);
    let clock = clock.split('.').next()?;
    let mut clock = clock.splitn(3, ':').map(number);
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let in_range = (1970..=2999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second < 61;
    if !in_range {
        return None;
    }
    let seconds = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset_s(zone)?;
    Some(Timestamp::from_millis(seconds * 1_000))
}

fn number(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn offset_s(zone: &str) -> Option<i64> {
    if zone.is_empty() || zone == "Z" {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits: String = zone.chars().skip(1).filter(|c| *c != ':').collect();
    let value = number(&digits).filter(|_| digits.len() == 4)?;
    Some(sign * (value / 100 * 3_600 + value % 100 * 60))
}

/// Days from 1970-01-01 of a Gregorian date (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::iso_moment;

    #[test]
    fn the_graph_apis_moments_are_read() {
        let read = |text: &str| iso_moment(text).map(parlance_core::Timestamp::as_millis);
        assert_eq!(read("1970-01-01T00:00:00+0000"), Some(0));
        assert_eq!(read("2026-11-22T09:35:00+0000"), Some(1_795_340_100_000));
        assert_eq!(read("2026-11-22T10:35:00+0100"), Some(1_795_340_100_000));
        assert_eq!(read("2026-11-22T09:35:00.987Z"), Some(1_795_340_100_000));
        assert_eq!(read("2024-02-29T00:00:00+0000"), Some(1_709_164_800_000));
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for odd in [
            "",
            "soon",
            "2026-11-22",
            "2026-13-01T00:00:00Z",
            "2026-11-22T25:00:00Z",
            "T::",
            "2026-11-22T1:2:3+1",
        ] {
            assert_eq!(iso_moment(odd), None, "{odd}");
        }
    }
}
