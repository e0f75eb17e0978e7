//! Usage headers: how near Meta is to refusing.
//!
//! Source: Meta, "Rate Limits". All figures are per cent; calls made while throttled lengthen the throttle.

use http::HeaderMap;
use parlance_core::health::Usage;

use super::json::{Node, Object};

const MINUTE_MS: u64 = 60_000;
/// Longest pause taken from a header: a wrong figure must not silence a page for days.
const MAX_PAUSE_MS: u64 = 60 * MINUTE_MS;
const FULL: f64 = 100.0;
/// Limits that are told, at most: Meta lists up to 32 objects.
const MOST_LIMITS: usize = 8;
const MOST_PERCENT: f64 = 999.0;

/// How long to leave the account alone, by the headers of an answer. `None` while there is room.
#[must_use]
pub fn pause_ms(headers: &HeaderMap) -> Option<u64> {
    let business = read(headers, "x-business-use-case-usage").and_then(|all| {
        let mut longest = None;
        for (_, list) in all.iter() {
            for item in list.list().unwrap_or_default() {
                longest = longest.max(item.object().as_ref().and_then(business_pause));
            }
        }
        longest
    });
    let simple = ["x-app-usage", "x-page-usage"]
        .into_iter()
        .filter_map(|name| read(headers, name))
        .any(|usage| is_full(&usage))
        .then_some(MINUTE_MS);
    business.max(simple)
}

/// How much of each limit is used: of its three figures the highest, which is the one Meta refuses by.
#[must_use]
pub fn told(headers: &HeaderMap) -> Vec<Usage> {
    let mut all = Vec::new();
    for (name, limit) in [("x-app-usage", "app"), ("x-page-usage", "page")] {
        all.extend(read(headers, name).and_then(|usage| one(&usage, limit.to_owned())));
    }
    if let Some(business) = read(headers, "x-business-use-case-usage") {
        for (_, list) in business.iter() {
            for item in list.list().unwrap_or_default() {
                let Some(item) = item.object() else { continue };
                let limit = item.text("type").unwrap_or_else(|| "business".into());
                all.extend(one(&item, limit));
            }
        }
    }
    all.truncate(MOST_LIMITS);
    all
}

fn one(usage: &Object<'_>, limit: String) -> Option<Usage> {
    let highest = ["call_count", "total_time", "total_cputime"]
        .into_iter()
        .filter_map(|name| usage.get(name)?.number())
        .filter(|figure| figure.is_finite() && *figure >= 0.0)
        .reduce(f64::max)?;
    let minutes = usage
        .get("estimated_time_to_regain_access")
        .and_then(Node::integer);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the bound"
    )]
    let percent = highest.min(MOST_PERCENT).round() as u16;
    Some(Usage {
        limit: limit.chars().take(40).collect(),
        percent,
        refuses_for_ms: minutes
            .and_then(|minutes| u64::try_from(minutes).ok())
            .filter(|minutes| *minutes > 0)
            .map(|minutes| minutes.saturating_mul(MINUTE_MS).min(MAX_PAUSE_MS)),
    })
}

fn business_pause(usage: &Object<'_>) -> Option<u64> {
    let minutes = usage
        .get("estimated_time_to_regain_access")
        .and_then(Node::integer)
        .unwrap_or(0);
    let announced = u64::try_from(minutes)
        .unwrap_or(0)
        .saturating_mul(MINUTE_MS)
        .min(MAX_PAUSE_MS);
    if announced > 0 && is_full(usage) {
        return Some(announced);
    }
    is_full(usage).then_some(MINUTE_MS)
}

fn is_full(usage: &Object<'_>) -> bool {
    ["call_count", "total_time", "total_cputime"]
        .into_iter()
        .filter_map(|name| usage.get(name)?.number())
        .any(|per_cent| per_cent >= FULL)
}

fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<Object<'h>> {
    Node::parse(headers.get(name)?.to_str().ok()?).ok()?.object()
}

/// How long to wait after an answer that says *too many calls*, by its headers or by `fallback_ms`.
#[must_use]
pub fn throttled_ms(headers: &HeaderMap, fallback_ms: u64) -> u64 {
    let announced = read(headers, "x-business-use-case-usage").and_then(|all| {
        let minutes = |node: Node<'_>| node.object()?.get("estimated_time_to_regain_access")?.integer();
        all.iter()
            .flat_map(|(_, list)| list.list().unwrap_or_default())
            .filter_map(minutes)
            .max()
    });
    let announced_ms = u64::try_from(announced.unwrap_or(0))
        .unwrap_or(0)
        .saturating_mul(MINUTE_MS);
    let retry_after = headers
        .get(http::header::RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    let retry_after_ms = retry_after.unwrap_or(0u64).saturating_mul(1000);
    let told = announced_ms.max(retry_after_ms).min(MAX_PAUSE_MS);
    if told > 0 { told } else { fallback_ms }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
        list.iter()
            .map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn there_is_room_until_a_figure_reaches_one_hundred() {
        let business = r#"{"108044556677001":[{"type":"messenger","call_count":97,"total_cputime":23,"total_time":23,"estimated_time_to_regain_access":19}]}"#;
        let page = r#"{"call_count":12,"total_time":9,"total_cputime":7}"#;
        assert_eq!(
            pause_ms(&headers(&[
                ("x-business-use-case-usage", business),
                ("x-page-usage", page)
            ])),
            None
        );
        assert_eq!(
            pause_ms(&headers(&[("x-app-usage", r#"{"call_count":100}"#)])),
            Some(60_000)
        );
        let full = r#"{"1":[{"call_count":101,"estimated_time_to_regain_access":19}]}"#;
        assert_eq!(
            pause_ms(&headers(&[("x-business-use-case-usage", full)])),
            Some(19 * 60_000)
        );
        for odd in ["", "[]", "{\"1\":{}}", "{\"1\":[3,null]}", "nonsense"] {
            assert_eq!(
                pause_ms(&headers(&[("x-business-use-case-usage", odd)])),
                None,
                "{odd}"
            );
        }
    }

    #[test]
    fn each_limit_is_told_by_its_highest_figure() {
        let business = r#"{"108044556677001":[{"type":"messenger","call_count":97,"total_cputime":23,"total_time":23,"estimated_time_to_regain_access":19},{"type":"pages","call_count":"odd"},7]}"#;
        let app = r#"{"call_count":28,"total_time":25.4,"total_cputime":31.6}"#;
        let told = told(&headers(&[
            ("x-business-use-case-usage", business),
            ("x-app-usage", app),
        ]));
        let limits: Vec<(&str, u16, Option<u64>)> = told
            .iter()
            .map(|usage| (usage.limit.as_str(), usage.percent, usage.refuses_for_ms))
            .collect();
        assert_eq!(limits, [("app", 32, None), ("messenger", 97, Some(19 * 60_000))]);
        assert_eq!(
            super::told(&headers(&[("x-app-usage", "[1]"), ("x-page-usage", "no")])),
            []
        );
    }

    #[test]
    fn a_refusal_waits_as_long_as_told_within_an_hour() {
        let told = r#"{"1":[{"estimated_time_to_regain_access":3}]}"#;
        assert_eq!(
            throttled_ms(&headers(&[("x-business-use-case-usage", told)]), 5),
            180_000
        );
        assert_eq!(throttled_ms(&headers(&[("retry-after", "7")]), 5), 7_000);
        assert_eq!(
            throttled_ms(&headers(&[("retry-after", "999999999")]), 5),
            3_600_000
        );
        assert_eq!(throttled_ms(&headers(&[]), 5), 5);
    }
}
