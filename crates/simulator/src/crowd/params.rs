//! How large a crowd is, and how far it has come.

use serde::{Deserialize, Serialize};

use crate::ControlError;

const MAX_CUSTOMERS: u32 = 5_000;
const MAX_RATE: f64 = 2_000.0;
const MAX_MESSAGES: u32 = 500;

/// A crowd to be let in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CrowdParams {
    /// The page they write to; left out: the first one.
    pub page_id: Option<String>,
    /// How many customers, 1 to 5,000.
    pub customers: u32,
    /// Messages per second over all customers, up to 2,000.
    pub rate: f64,
    /// Messages per customer, 1 to 500.
    pub messages: u32,
    /// The same seed gives the same customers and words.
    pub seed: u64,
    /// Each customer waits for an answer before writing on.
    pub wait_for_answer: bool,
    /// How many seconds a customer waits for an answer before giving up.
    pub patience_s: u32,
    /// How long a customer takes, in milliseconds, to think about an answer (half to one and a half of it).
    pub think_ms: u32,
}

impl Default for CrowdParams {
    fn default() -> Self {
        Self {
            page_id: None,
            customers: 20,
            rate: 2.0,
            messages: 4,
            seed: 1,
            wait_for_answer: true,
            patience_s: 1_800,
            think_ms: 2_000,
        }
    }
}

impl CrowdParams {
    pub(crate) fn check(&self) -> Result<(), ControlError> {
        let refuse = |text: String| Err(ControlError::Invalid(text));
        if !(1..=MAX_CUSTOMERS).contains(&self.customers) {
            return refuse(format!(
                "a crowd has 1 to {MAX_CUSTOMERS} customers, not {}",
                self.customers
            ));
        }
        if !(self.rate > 0.0 && self.rate <= MAX_RATE) {
            return refuse(format!(
                "the rate lies above 0 and up to {MAX_RATE} messages per second"
            ));
        }
        if !(1..=MAX_MESSAGES).contains(&self.messages) {
            return refuse(format!(
                "each customer writes 1 to {MAX_MESSAGES} messages, not {}",
                self.messages
            ));
        }
        if self.patience_s > 86_400 || self.think_ms > 600_000 {
            return refuse(
                "patience ends after 86400 seconds, thinking after 600000 milliseconds".to_owned(),
            );
        }
        Ok(())
    }
}

/// What a crowd is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CrowdState {
    /// Still writing or waiting for answers.
    Running,
    /// Everybody has said everything or given up.
    Done,
    /// Sent home.
    Stopped,
}

/// How far a crowd has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CrowdProgress {
    /// Its number.
    pub id: u64,
    /// What it is doing.
    pub state: CrowdState,
    /// How it was ordered.
    pub params: CrowdParams,
    /// Messages the crowd will write altogether, if nobody gives up.
    pub planned: u64,
    /// Messages written.
    pub sent: u64,
    /// Of these, acknowledged by an app.
    pub delivered: u64,
    /// Answers received.
    pub answers: u64,
    /// Customers who have said everything.
    pub finished: u32,
    /// Customers waiting for an answer.
    pub waiting: u32,
    /// Customers who gave up waiting.
    pub gave_up: u32,
    /// Seconds since the start, until the end.
    pub seconds: f64,
}
