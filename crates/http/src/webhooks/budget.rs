//! How many bytes of bodies may be in memory at the same time: anybody can knock here, signed or not.

use std::sync::Arc;

use axum::{
    body::{Body, Bytes, HttpBody as _},
    http::{HeaderMap, header},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bodies being read and checked, in bytes. Several hundred small deliveries or some dozen of the largest.
const ALL_BODIES: usize = 64 * 1024 * 1024;
/// The unit in which bytes are counted.
const GRAIN: usize = 1024;

/// The limit for one body, and for all together.
pub(super) struct Budget {
    one: usize,
    all: Arc<Semaphore>,
}

/// Why a body is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyRefusal {
    /// Larger than allowed.
    TooLarge,
    /// Too much is being read already.
    Busy,
}

/// A body with its share of the budget.
pub(super) struct Held {
    pub bytes: Bytes,
    _share: OwnedSemaphorePermit,
}

impl Budget {
    pub(super) fn new(one: usize) -> Self {
        Self {
            one,
            all: Arc::new(Semaphore::new(ALL_BODIES.max(2 * one) / GRAIN)),
        }
    }

    /// Reads a body whole.
    pub(super) async fn read(&self, headers: &HeaderMap, body: Body) -> Result<Held, BodyRefusal> {
        let announced = headers
            .get(header::CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok())
            .and_then(|length| length.parse::<usize>().ok())
            .or_else(|| {
                body.size_hint()
                    .exact()
                    .and_then(|size| usize::try_from(size).ok())
            });
        if announced.is_some_and(|size| size > self.one) {
            return Err(BodyRefusal::TooLarge);
        }
        // What is not announced may become as large as allowed.
        let share = announced.unwrap_or(self.one).div_ceil(GRAIN).max(1);
        let share = Arc::clone(&self.all)
            .try_acquire_many_owned(u32::try_from(share).unwrap_or(u32::MAX))
            .map_err(|_| BodyRefusal::Busy)?;
        // A body that breaks off ends here too; then nobody is left to read the answer.
        let bytes = axum::body::to_bytes(body, self.one)
            .await
            .map_err(|_| BodyRefusal::TooLarge)?;
        Ok(Held { bytes, _share: share })
    }
}
