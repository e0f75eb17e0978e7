//! The faults a person can order.

use serde::{Deserialize, Serialize};

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum FaultKind {
    /// Calls are answered late.
    Delay { ms: u64 },
    /// HTTP 429 with a rate-limit code: 4, 613 or 80006.
    Throttle {
        #[serde(default = "throttle_code")]
        code: u32,
    },
    /// HTTP 5xx with code 1 or 2. `after_accept`: the send happened all the same.
    ServerError {
        #[serde(default = "server_status")]
        status: u16,
        #[serde(default)]
        after_accept: bool,
    },
    /// HTTP 200 with something that is not JSON. `after_accept`: the send happened all the same.
    Garbage {
        #[serde(default)]
        after_accept: bool,
    },
    /// The send is accepted, then the connection is cut: the answer is lost.
    CutAfterAccept,
    /// The connection is cut before anything happened.
    Unreachable,
    /// 190/463.
    TokenExpired,
    /// 190/460 or another subcode.
    TokenRevoked {
        #[serde(default = "revoked_subcode")]
        subcode: u32,
    },
    /// Code 10: the app lost `pages_messaging`.
    PermissionLost,
    /// Any error of the catalogue.
    Error {
        code: u32,
        #[serde(default)]
        subcode: Option<u32>,
        #[serde(default)]
        message: Option<String>,
    },
    /// Webhook requests vanish; each counts as a failure and is tried again.
    WebhookDrop,
    /// Webhook requests leave late.
    WebhookSlow { ms: u64 },
    /// Webhook requests are sent twice, one after the other or at once on two connections.
    WebhookDuplicate {
        #[serde(default)]
        concurrent: bool,
    },
    /// An event is overtaken by the next of its thread.
    WebhookShuffle,
    /// Webhook requests carry a wrong signature.
    WebhookBadSignature,
    /// The receiver's answer is not read: it handled the event, and gets it again.
    WebhookCut,
}

fn throttle_code() -> u32 {
    613
}

fn server_status() -> u16 {
    500
}

fn revoked_subcode() -> u32 {
    460
}

/// Which side of the platform a fault concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Graph,
    Webhook,
}

impl FaultKind {
    pub fn side(&self) -> Side {
        match self {
            Self::WebhookDrop
            | Self::WebhookSlow { .. }
            | Self::WebhookDuplicate { .. }
            | Self::WebhookShuffle
            | Self::WebhookBadSignature
            | Self::WebhookCut => Side::Webhook,
            _ => Side::Graph,
        }
    }
}

/// A fault as it is ordered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct NewFault {
    #[serde(flatten)]
    pub kind: FaultKind,
    /// Chance per call or event, 0 to 1.
    #[serde(default = "always")]
    pub probability: f64,
    /// Ends after so many hits.
    #[serde(default)]
    pub count: Option<u32>,
    /// Ends after so many seconds of simulated time.
    #[serde(default)]
    pub seconds: Option<u32>,
    /// Only for this page.
    #[serde(default)]
    pub page_id: Option<String>,
    /// Graph side: only calls whose path holds this, such as `messages` or `subscribed_apps`.
    #[serde(default)]
    pub path: Option<String>,
}

fn always() -> f64 {
    1.0
}

/// A fault in force.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Fault {
    pub id: u64,
    #[serde(flatten)]
    pub order: NewFault,
    pub until_ms: Option<i64>,
    pub left: Option<u32>,
    /// How often it was asked, and how often it struck.
    pub rolls: u64,
    pub hits: u64,
}

impl NewFault {
    /// Says what is wrong with an order, if anything.
    pub fn check(&self) -> Result<(), String> {
        if !(0.0..=1.0).contains(&self.probability) {
            return Err("the probability must lie between 0 and 1".to_owned());
        }
        if self.count == Some(0) || self.seconds == Some(0) {
            return Err("a count or a duration must be at least 1; leave it out for no end".to_owned());
        }
        match &self.kind {
            FaultKind::Delay { ms } | FaultKind::WebhookSlow { ms } if *ms > 600_000 => {
                Err("a delay can be at most 600000 ms (10 minutes)".to_owned())
            }
            FaultKind::ServerError { status, .. } if !(500..600).contains(status) => {
                Err(format!("{status} is not a server error: choose 500 to 599"))
            }
            FaultKind::Throttle { code } if ![4, 17, 32, 613, 80001, 80006].contains(code) => Err(format!(
                "{code} is not a rate-limit code: choose 4, 17, 32, 613, 80001 or 80006"
            )),
            _ => Ok(()),
        }
    }
}
