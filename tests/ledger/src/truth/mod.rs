//! Reading the database from outside, without the program.

mod postgres;
mod sqlite;

use parlance_testkit::Failure;

use crate::evidence::Stored;

pub use postgres::PostgresTruth;
pub(crate) use postgres::apart;
pub use sqlite::SqliteTruth;

/// A database that can be looked at while the program runs or after its end. Another database is another file here.
pub trait Truth: Send + Sync {
    /// Everything that the rules look at, on one snapshot.
    fn read(&self) -> Result<Stored, Failure>;
    /// How much still waits: deliveries, parts of messages, offers, interactions in queues, jobs.
    fn waiting(&self) -> Result<Waiting, Failure>;
}

/// What has not come to its end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Deliveries that are not applied.
    pub deliveries: i64,
    /// Parts of messages that are neither sent nor given up.
    pub parts: i64,
    /// Interactions that no agent holds, and offers.
    pub interactions: i64,
    /// Jobs that are not done.
    pub jobs: i64,
}

impl Waiting {
    /// All of it.
    pub fn sum(&self) -> i64 {
        self.deliveries + self.parts + self.interactions + self.jobs
    }

    /// Nothing waits.
    pub fn is_over(&self) -> bool {
        *self == Self::default()
    }
}
