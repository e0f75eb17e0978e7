//! A question that got no answer, in a sentence.

use parlance_channel::{Check, CheckStatus, Fix, HttpFailure};

use crate::{
    messenger::strings,
    meta::error::{GraphError, GraphFailure},
};

/// Codes that mean *too many calls*.
const THROTTLED: [i64; 8] = [4, 17, 32, 341, 613, 80_001, 80_002, 80_006];

/// The check for a failed question. What lies between Parlance and Meta is reported as `network`.
pub(super) fn check(id: &str, failure: &GraphFailure) -> Check {
    match failure {
        GraphFailure::Network(failure) => network(*failure),
        GraphFailure::Error { error, throttled_ms } if THROTTLED.contains(&error.code) => {
            throttled(*throttled_ms)
        }
        GraphFailure::Unreadable {
            status: 429,
            throttled_ms,
        } => throttled(*throttled_ms),
        GraphFailure::Unreadable { status, .. } => answered(*status),
        GraphFailure::Error { error, .. } if is_outage(error) => meta_down(error.status),
        GraphFailure::Error { error, .. } => {
            let code = error
                .subcode
                .map_or_else(|| error.code.to_string(), |sub| format!("{}/{sub}", error.code));
            Check::new(
                id,
                CheckStatus::Failed,
                strings::say("check.refused", &[("code", &code)]),
            )
        }
    }
}

fn is_outage(error: &GraphError) -> bool {
    error.is_transient || matches!((error.code, error.subcode), (1 | 2, None)) || error.status >= 500
}

fn network(failure: HttpFailure) -> Check {
    let (sentence, detail) = match failure {
        HttpFailure::Dns => ("check.network.dns", Some("check.network.dns_detail")),
        HttpFailure::Tls => ("check.network.tls", Some("check.network.tls_detail")),
        HttpFailure::Timeout { .. } => ("check.network.timeout", Some("check.network.timeout_detail")),
        HttpFailure::Refused => ("check.network.refused", None),
        HttpFailure::Connect | HttpFailure::Broken | HttpFailure::TooLarge | HttpFailure::Source => {
            ("check.network.connect", Some("check.network.connect_detail"))
        }
    };
    let check = Check::new("network", CheckStatus::Failed, strings::say(sentence, &[]));
    let check = check.with_fix(Fix::TryLater { after_ms: None });
    match detail {
        Some(detail) => check.with_detail(strings::say(detail, &[])),
        None => check,
    }
}

fn throttled(wait_ms: u64) -> Check {
    let minutes = wait_ms.div_ceil(60_000).to_string();
    Check::new(
        "network",
        CheckStatus::Warning,
        strings::say("check.network.throttled", &[]),
    )
    .with_detail(strings::say(
        "check.network.throttled_detail",
        &[("minutes", &minutes)],
    ))
    .with_fix(Fix::TryLater {
        after_ms: Some(wait_ms),
    })
}

fn answered(status: u16) -> Check {
    if status >= 500 {
        return meta_down(status);
    }
    let shown = status.to_string();
    Check::new(
        "network",
        CheckStatus::Failed,
        strings::say("check.network.not_meta", &[("status", &shown)]),
    )
    .with_detail(strings::say("check.network.not_meta_detail", &[]))
}

fn meta_down(status: u16) -> Check {
    let shown = status.to_string();
    Check::new(
        "network",
        CheckStatus::Failed,
        strings::say("check.network.meta_down", &[("status", &shown)]),
    )
    .with_detail(strings::say("check.network.meta_down_detail", &[]))
    .with_fix(Fix::TryLater { after_ms: None })
}
