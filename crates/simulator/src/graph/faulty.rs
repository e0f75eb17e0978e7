//! Faults of the Graph side, applied around a call.

use std::time::Duration;

use serde_json::Value;

use super::auth::dead_token;
use super::error::GraphError;
use super::reply::Reply;
use super::request::GraphCall;
use crate::faults::{FaultKind, Question, Side};
use crate::platform::Platform;

/// Faults that strike before anything is done. `None`: go on.
pub(crate) async fn before(platform: &Platform, call: &GraphCall) -> Option<Reply> {
    let hits = ask(platform, call, |kind| !after(kind));
    let delay = hits.find(|kind| match kind {
        FaultKind::Delay { ms } => Some(*ms),
        _ => None,
    });
    if let Some(ms) = delay {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
    hits.find(|kind| refusal(platform, kind))
}

/// Faults that strike after a send was accepted: it happened, but the caller does not learn it.
pub(crate) fn after_accept(platform: &Platform, call: &GraphCall, body: &Value) -> Option<Reply> {
    body.get("message_id")?;
    ask(platform, call, after).find(|kind| match kind {
        FaultKind::CutAfterAccept => Some(Reply::Cut),
        FaultKind::Garbage { .. } => Some(Reply::Garbage),
        FaultKind::ServerError { status, .. } => {
            let error = GraphError::new(1, 1_357_046, "An unknown error occurred: invalid JSON reply");
            Some(Reply::error(platform, &error.with_status(*status)))
        }
        _ => None,
    })
}

fn after(kind: &FaultKind) -> bool {
    matches!(
        kind,
        FaultKind::CutAfterAccept
            | FaultKind::Garbage { after_accept: true }
            | FaultKind::ServerError {
                after_accept: true,
                ..
            }
    )
}

fn ask(platform: &Platform, call: &GraphCall, wanted: impl Fn(&FaultKind) -> bool) -> crate::faults::Hits {
    if platform.read(|world| world.faults.is_empty()) {
        return crate::faults::Hits::default();
    }
    let path = call.path.join("/");
    let token = call.token();
    platform.note(|tx| {
        let page_id = token.and_then(|token| tx.world.token_by_value(&token)?.page_id.clone());
        tx.roll(
            &Question {
                side: Side::Graph,
                page_id: page_id.as_deref(),
                path: &path,
            },
            wanted,
        )
    })
}

fn refusal(platform: &Platform, kind: &FaultKind) -> Option<Reply> {
    let error = match kind {
        FaultKind::Throttle { code } => {
            let words = match code {
                4 => "(#4) Application request limit reached",
                613 => "(#613) Calls to this api have exceeded the rate limit.",
                80006 => {
                    "(#80006) There have been too many calls to this Messenger account. Wait a bit and try again."
                }
                _ => "There have been too many calls. Wait a bit and try again.",
            };
            GraphError::new(*code, None, words).with_status(429)
        }
        FaultKind::ServerError { status, .. } => GraphError::new(
            2,
            None,
            "An unexpected error has occurred. Please retry your request later.",
        )
        .with_status(*status),
        FaultKind::Garbage { .. } => return Some(Reply::Garbage),
        FaultKind::Unreachable => return Some(Reply::Cut),
        FaultKind::TokenExpired => dead_token(463),
        FaultKind::TokenRevoked { subcode } => dead_token(*subcode),
        FaultKind::PermissionLost => GraphError::permission("pages_messaging"),
        FaultKind::Error {
            code,
            subcode,
            message,
        } => {
            let words = message
                .clone()
                .unwrap_or_else(|| format!("(#{code}) Ordered by a fault of the simulator."));
            GraphError::new(*code, *subcode, words)
        }
        _ => return None,
    };
    Some(Reply::error(platform, &error))
}
