//! Whether an integration account serves customers: what is counted, and what can be wrong.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::Timestamp;

/// Milliseconds of an hour.
pub const HOUR_MS: i64 = 3_600_000;

/// Upper ends of the buckets in which acknowledgement times are counted, milliseconds. A last bucket holds the rest.
pub const ACKNOWLEDGED_WITHIN_MS: [u64; 7] = [10, 50, 100, 250, 500, 1_000, 5_000];

/// Acknowledgements by how long they took, see [`ACKNOWLEDGED_WITHIN_MS`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Acknowledged([u64; 8]);

impl Acknowledged {
    /// Counts one that took so long.
    pub fn note(&mut self, took_ms: u64) {
        let place = ACKNOWLEDGED_WITHIN_MS.partition_point(|end| *end < took_ms);
        self.0[place] += 1;
    }

    /// Adds others.
    pub fn add(&mut self, others: &Self) {
        for (own, other) in self.0.iter_mut().zip(others.0) {
            *own += other;
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.iter().sum()
    }

    /// How many took longer than the last bucket's end, which is as long as platforms wait.
    #[must_use]
    pub const fn too_late(&self) -> u64 {
        self.0[7]
    }

    /// The time within which 95 of 100 were made, as far as the buckets tell; `None` without any. What took longer
    /// than the last end is given as twice that.
    #[must_use]
    pub fn p95_ms(&self) -> Option<u64> {
        let rank = self.count().checked_mul(95)?.div_ceil(100);
        let mut passed = 0;
        for (place, count) in self.0.iter().enumerate() {
            passed += count;
            if rank > 0 && passed >= rank {
                let last = ACKNOWLEDGED_WITHIN_MS[ACKNOWLEDGED_WITHIN_MS.len() - 1];
                return Some(ACKNOWLEDGED_WITHIN_MS.get(place).copied().unwrap_or(2 * last));
            }
        }
        None
    }
}

/// What came and went through an account in some time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Events of any sort.
    pub events: u64,
    /// Messages of customers among them.
    pub messages: u64,
    /// Deliveries with a missing or wrong signature.
    pub refused: u64,
    /// Events that could not be applied.
    pub parked: u64,
    /// Answers that the platform took.
    pub sent: u64,
    /// Answers that the platform refused.
    pub failed: u64,
    /// Messages of customers that came only to be read along: another app, or the platform's own inbox, answers them.
    pub standby: u64,
    /// Acknowledgements.
    pub acknowledged: Acknowledged,
}

impl Traffic {
    /// Adds other traffic.
    pub fn add(&mut self, other: &Self) {
        self.events += other.events;
        self.messages += other.messages;
        self.refused += other.refused;
        self.parked += other.parked;
        self.sent += other.sent;
        self.failed += other.failed;
        self.standby += other.standby;
        self.acknowledged.add(&other.acknowledged);
    }
}

/// The number of the hour that a moment lies in, counted from 1970, UTC.
#[must_use]
pub const fn hour_of(at: Timestamp) -> i64 {
    at.as_millis().div_euclid(HOUR_MS)
}

/// How much of one of its limits is used up, as the platform says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Usage {
    /// The platform's word for the limit.
    pub limit: String,
    /// Per cent; at 100 the platform refuses.
    pub percent: u16,
    /// The platform refuses for so much longer, milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refuses_for_ms: Option<u64>,
}

/// Kinds of events that should come, and those that the platform is set to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckedFields {
    /// Should come.
    pub wanted: Vec<String>,
    /// Are sent.
    pub found: Vec<String>,
}

/// From this share of a limit on, an account is near it, per cent.
pub const NEAR_LIMIT_PERCENT: u16 = 80;

/// How much a problem takes from customers, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Messages do not arrive, or answers do not leave.
    Stopped,
    /// Something of it is missing or fails.
    Impaired,
    /// It works; somebody should know.
    Remark,
}

/// What one click can do about a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProblemFix {
    /// Subscribe the account at the platform to all wanted fields.
    Subscribe,
    /// Enter a new access token.
    EnterToken,
    /// Enter the secret that signs webhooks.
    EnterSecret,
    /// Correct the account's values.
    CorrectAccount,
    /// Copy the callback address into the platform's settings.
    SetUpWebhook,
    /// Go to the platform's settings.
    OpenPlatform,
    /// Look at what was put aside and replay it.
    ReplayParked,
    /// Look at the chats concerned.
    ShowChats,
    /// Ask the platform again.
    CheckAgain,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ninety_five_of_a_hundred_lie_within_the_time_that_is_told(times in proptest::collection::vec(0u64..20_000, 1..200)) {
            let mut all = Acknowledged::default();
            for took in &times {
                all.note(*took);
            }
            prop_assert_eq!(all.count(), times.len() as u64);
            prop_assert_eq!(all.too_late(), times.iter().filter(|took| **took > 5_000).count() as u64);
            let told = all.p95_ms().unwrap();
            let within = times.iter().filter(|took| **took <= told || told > 5_000).count();
            prop_assert!(within * 100 >= times.len() * 95);
        }
    }

    #[test]
    fn nothing_acknowledged_has_no_time() {
        assert_eq!(Acknowledged::default().p95_ms(), None);
    }
}
