//! *Verify and Save*: the GET with mode, token and challenge that a callback must answer.

use std::time::{Duration, Instant};

use url::Url;

/// A callback that answered its challenge.
pub(crate) struct Verified {
    pub took_ms: u64,
}

/// Why a callback was not accepted; the words the dashboard shows.
#[derive(Debug, thiserror::Error)]
pub(crate) enum VerifyError {
    #[error("The URL couldn't be validated. It is not an http or https address: {0}")]
    Address(String),
    #[error(
        "The URL couldn't be validated. Callback verification failed with the following errors: HTTP Status Code = {status}; HTTP Message = {reason}"
    )]
    Status { status: u16, reason: String },
    #[error(
        "The URL couldn't be validated. The response does not match the challenge, expected value=\"{expected}\", received=\"{received}\""
    )]
    Challenge { expected: String, received: String },
    #[error("The URL couldn't be validated. No answer: {0}")]
    NoAnswer(String),
}

/// Calls the callback with `hub.mode`, `hub.verify_token` and `hub.challenge` and compares the answer byte for byte.
pub(crate) async fn verify(
    http: &reqwest::Client,
    callback_url: &str,
    verify_token: &str,
    challenge: &str,
    deadline: Duration,
) -> Result<Verified, VerifyError> {
    let mut url = Url::parse(callback_url).map_err(|error| VerifyError::Address(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(VerifyError::Address(callback_url.to_owned()));
    }
    url.query_pairs_mut()
        .append_pair("hub.mode", "subscribe")
        .append_pair("hub.challenge", challenge)
        .append_pair("hub.verify_token", verify_token);
    let started = Instant::now();
    let answer = http
        .get(url)
        .header(
            "user-agent",
            "facebookplatform/1.0 (+http://developers.facebook.com)",
        )
        .timeout(deadline)
        .send()
        .await
        .map_err(|error| VerifyError::NoAnswer(super::sender::explain(&error)))?;
    let status = answer.status();
    let body = answer
        .bytes()
        .await
        .map_err(|error| VerifyError::NoAnswer(super::sender::explain(&error)))?;
    let took_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    if status != http::StatusCode::OK {
        let reason = status.canonical_reason().unwrap_or("unknown").to_owned();
        return Err(VerifyError::Status {
            status: status.as_u16(),
            reason,
        });
    }
    if body != challenge.as_bytes() {
        let received = String::from_utf8_lossy(&body).chars().take(120).collect();
        return Err(VerifyError::Challenge {
            expected: challenge.to_owned(),
            received,
        });
    }
    Ok(Verified { took_ms })
}
