//! A question that got no answer, in a sentence.

use parlance_channel::{Check, CheckStatus, Fix, HttpFailure};

use super::Test;
use crate::meta::error::{GraphError, GraphFailure};

/// Codes that mean *too many calls*.
const THROTTLED: [i64; 8] = [4, 17, 32, 341, 613, 80_001, 80_002, 80_006];

/// The check for a failed question. What lies between Parlance and Meta is reported as `network`.
pub(super) fn check(test: &Test<'_>, id: &str, failure: &GraphFailure) -> Check {
    match failure {
        GraphFailure::Network(failure) => network(test, *failure),
        GraphFailure::Error { error, throttled_ms } if THROTTLED.contains(&error.code) => {
            throttled(test, *throttled_ms)
        }
        GraphFailure::Unreadable {
            status: 429,
            throttled_ms,
        } => throttled(test, *throttled_ms),
        GraphFailure::Unreadable { status, .. } => answered(test, *status),
        GraphFailure::Error { error, .. } if is_outage(error) => meta_down(test, error.status),
        GraphFailure::Error { error, .. } => {
            let code = error
                .subcode
                .map_or_else(|| error.code.to_string(), |sub| format!("{}/{sub}", error.code));
            Check::new(
                id,
                CheckStatus::Failed,
                test.words().say("check.refused", &[("code", &code)]),
            )
        }
    }
}

fn is_outage(error: &GraphError) -> bool {
    error.is_transient || matches!((error.code, error.subcode), (1 | 2, None)) || error.status >= 500
}

fn network(test: &Test<'_>, failure: HttpFailure) -> Check {
    let (sentence, detail) = match failure {
        HttpFailure::Dns => ("check.network.dns", Some("check.network.dns_detail")),
        HttpFailure::Tls => ("check.network.tls", Some("check.network.tls_detail")),
        HttpFailure::Timeout { .. } => ("check.network.timeout", Some("check.network.timeout_detail")),
        HttpFailure::Refused => ("check.network.refused", None),
        HttpFailure::Connect | HttpFailure::Broken | HttpFailure::TooLarge | HttpFailure::Source => {
            ("check.network.connect", Some("check.network.connect_detail"))
        }
    };
    let check = Check::new("network", CheckStatus::Failed, test.words().say(sentence, &[]));
    let check = check.with_fix(Fix::TryLater { after_ms: None });
    match detail {
        Some(detail) => check.with_detail(test.words().say(detail, &[])),
        None => check,
    }
}

fn throttled(test: &Test<'_>, wait_ms: u64) -> Check {
    let minutes = wait_ms.div_ceil(60_000).to_string();
    Check::new(
        "network",
        CheckStatus::Warning,
        test.words().say("check.network.throttled", &[]),
    )
    .with_detail(
        test.words()
            .say("check.network.throttled_detail", &[("minutes", &minutes)]),
    )
    .with_fix(Fix::TryLater {
        after_ms: Some(wait_ms),
    })
}

fn answered(test: &Test<'_>, status: u16) -> Check {
    if status >= 500 {
        return meta_down(test, status);
    }
    let shown = status.to_string();
    Check::new(
        "network",
        CheckStatus::Failed,
        test.words().say("check.network.not_meta", &[("status", &shown)]),
    )
    .with_detail(test.words().say("check.network.not_meta_detail", &[]))
}

fn meta_down(test: &Test<'_>, status: u16) -> Check {
    let shown = status.to_string();
    Check::new(
        "network",
        CheckStatus::Failed,
        test.words().say("check.network.meta_down", &[("status", &shown)]),
    )
    .with_detail(test.words().say("check.network.meta_down_detail", &[]))
    .with_fix(Fix::TryLater { after_ms: None })
}
