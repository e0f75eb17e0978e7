//! The Graph API: reachable, and does its clock agree with ours? Signatures and tokens live by the clock.

use http::Method;
use parlance_channel::call::{HttpBody, HttpFailure, HttpRequest};
use parlance_core::Clock as _;
use parlance_egress::Egress;

use super::Finding;
use crate::{config::Config, system::SystemClock, wiring::egress_settings};

/// More than this makes expiry times wrong.
const MOST_SKEW_S: i64 = 30;

pub(super) async fn check(config: &Config) -> Vec<Finding> {
    let url = config.meta.graph_url.clone();
    let egress = match Egress::new(egress_settings(config)) {
        Ok(egress) => egress,
        Err(error) => {
            return vec![Finding::bad(
                format!("Outgoing calls cannot be set up: {error}."),
                "Check the certificates.",
            )];
        }
    };
    // Any answer will do: without a token it is a refusal.
    let address = format!(
        "{}/{}/me",
        url.as_str().trim_end_matches('/'),
        config.meta.graph_version
    );
    let request = HttpRequest {
        method: Method::GET,
        url: address,
        headers: http::HeaderMap::new(),
        body: HttpBody::Empty,
        timeout_ms: 10_000,
    };
    match egress.platform().call(request).await {
        Err(failure) => vec![unreachable(url.as_str(), failure)],
        Ok(answer) => {
            let mut findings = vec![Finding::good(format!("The Graph API answers at {url}."))];
            let date = answer
                .headers
                .get(http::header::DATE)
                .and_then(|date| date.to_str().ok());
            findings.extend(date.and_then(seconds_of_date).map(skew));
            findings
        }
    }
}

fn unreachable(url: &str, failure: HttpFailure) -> Finding {
    let fix = match failure {
        HttpFailure::Dns => "Check this machine's name servers: /etc/resolv.conf",
        HttpFailure::Tls => "Check this machine's clock, and whether a proxy opens TLS connections.",
        _ => "Let this machine reach it: a firewall may be in the way (TCP port 443, outgoing).",
    };
    Finding::bad(
        format!("The Graph API cannot be reached at {url}: {failure}."),
        fix,
    )
}

fn skew(theirs: i64) -> Finding {
    let ours = SystemClock.now().as_millis() / 1000;
    let apart = (ours - theirs).abs();
    if apart <= MOST_SKEW_S {
        Finding::good("This machine's clock is right.")
    } else {
        Finding::bad(
            format!("This machine's clock is {apart} s away from Meta's."),
            "Switch time synchronisation on: timedatectl set-ntp true",
        )
    }
}

/// `Sun, 22 Nov 2026 15:45:00 GMT` (RFC 9110, 5.6.7) as seconds since 1970.
fn seconds_of_date(date: &str) -> Option<i64> {
    let mut words = date.split_whitespace().skip(1);
    let day: i64 = words.next()?.parse().ok()?;
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let name = words.next()?;
    let month = i64::try_from(months.iter().position(|month| *month == name)?).ok()? + 1;
    let year: i64 = words.next()?.parse().ok()?;
    let clock: Vec<i64> = words
        .next()?
        .split(':')
        .filter_map(|part| part.parse().ok())
        .collect();
    let [hour, minute, second] = clock[..] else {
        return None;
    };
    Some(((days_from_civil(year, month, day) * 24 + hour) * 60 + minute) * 60 + second)
}

/// Days since 1970-01-01 of a date of the Gregorian calendar, counting years from March.
pub(crate) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::seconds_of_date;

    #[test]
    fn dates_of_answers_are_read() {
        assert_eq!(seconds_of_date("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(
            seconds_of_date("Sun, 06 Nov 1994 08:49:37 GMT"),
            Some(784_111_777)
        );
        assert_eq!(
            seconds_of_date("Sat, 29 Feb 2020 12:00:00 GMT"),
            Some(1_582_977_600)
        );
        assert_eq!(seconds_of_date("yesterday"), None);
    }
}
