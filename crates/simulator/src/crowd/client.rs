//! A crowd at a simulator that runs elsewhere, ordered and watched over HTTP.

use std::time::Duration;

use serde::de::DeserializeOwned;
use tokio_util::sync::CancellationToken;

use super::params::{CrowdParams, CrowdProgress, CrowdState};

const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Why a crowd could not be ordered or watched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CrowdError {
    /// Nobody answers there.
    #[error(
        "no simulator answers at {url}: {reason}. Start one with `parlance simulator` or `parlance demo`"
    )]
    Unreachable {
        /// The address that was tried.
        url: String,
        /// What went wrong.
        reason: String,
    },
    /// The simulator refused.
    #[error("the simulator refused: {0}")]
    Refused(String),
}

/// Orders a crowd at the simulator at `base_url` and follows it to its end, telling `report` how far it is.
/// Cancelling `stop` sends the crowd home.
///
/// # Errors
/// When no simulator answers there or it refuses the order.
pub async fn run(
    base_url: &str,
    params: &CrowdParams,
    stop: CancellationToken,
    mut report: impl FnMut(&CrowdProgress),
) -> Result<CrowdProgress, CrowdError> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = client().map_err(|error| unreachable(base_url, &error))?;
    let base = format!("{}/simulator/api/crowds", base_url.trim_end_matches('/'));
    let mut progress: CrowdProgress = read(base_url, http.post(&base).json(params)).await?;
    let one = format!("{base}/{}", progress.id);
    while progress.state == CrowdState::Running {
        report(&progress);
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = stop.cancelled() => {
                progress = read(base_url, http.delete(&one)).await?;
                continue;
            }
        }
        progress = read(base_url, http.get(&one)).await?;
    }
    report(&progress);
    Ok(progress)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the simulator is the outside world and uses nothing of ours"
)]
fn client() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .no_proxy()
        .timeout(Duration::from_secs(30))
        .build()
}

fn unreachable(url: &str, error: &reqwest::Error) -> CrowdError {
    CrowdError::Unreachable {
        url: url.to_owned(),
        reason: crate::webhook::explain(error),
    }
}

async fn read<T: DeserializeOwned>(
    base_url: &str,
    request: reqwest::RequestBuilder,
) -> Result<T, CrowdError> {
    let answer = request
        .send()
        .await
        .map_err(|error| unreachable(base_url, &error))?;
    let good = answer.status().is_success();
    let body: serde_json::Value = answer
        .json()
        .await
        .map_err(|error| unreachable(base_url, &error))?;
    if !good {
        let words = body.pointer("/error/message").and_then(|text| text.as_str());
        return Err(CrowdError::Refused(words.unwrap_or("no reason given").to_owned()));
    }
    serde_json::from_value(body).map_err(|error| CrowdError::Refused(error.to_string()))
}
