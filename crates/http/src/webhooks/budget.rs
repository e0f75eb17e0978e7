//! How many bytes of bodies may be in memory at the same time: anybody can knock here, signed or not.

use std::{sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes, HttpBody as _},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use http_body_util::LengthLimitError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::receive::{again, plain};

/// Bodies being read and checked, in bytes. Several hundred small deliveries or some dozen of the largest.
const ALL_BODIES: usize = 64 * 1024 * 1024;
/// How long a body may take to arrive.
const BODY_WITHIN: Duration = Duration::from_secs(5);
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
    /// Larger than allowed, which is so many bytes.
    TooLarge(usize),
    /// It breaks off, or its chunks are none.
    Broken,
    /// It comes too slowly.
    Late,
    /// Too much is being read already.
    Busy,
}

impl IntoResponse for BodyRefusal {
    fn into_response(self) -> Response {
        let (status, text) = match self {
            BodyRefusal::TooLarge(limit) => (
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("The body is larger than {limit} bytes, which is the limit."),
            ),
            BodyRefusal::Broken => (
                StatusCode::BAD_REQUEST,
                "The body could not be read to its end.".to_owned(),
            ),
            BodyRefusal::Late => (
                StatusCode::REQUEST_TIMEOUT,
                "The body did not arrive in time.".to_owned(),
            ),
            BodyRefusal::Busy => return again(),
        };
        plain(status, text)
    }
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

    /// Reads a body whole. What it measures is asked of the body: in chunks it may be larger than a header says.
    pub(super) async fn read(&self, body: Body) -> Result<Held, BodyRefusal> {
        let announced = body.size_hint().exact();
        let announced = announced.map(|size| usize::try_from(size).unwrap_or(usize::MAX));
        if announced.is_some_and(|size| size > self.one) {
            return Err(BodyRefusal::TooLarge(self.one));
        }
        // What is not announced may become as large as allowed.
        let share = announced.unwrap_or(self.one).div_ceil(GRAIN).max(1);
        let share = Arc::clone(&self.all)
            .try_acquire_many_owned(u32::try_from(share).unwrap_or(u32::MAX))
            .map_err(|_| BodyRefusal::Busy)?;
        let read = tokio::time::timeout(BODY_WITHIN, axum::body::to_bytes(body, self.one));
        let bytes = match read.await {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(error)) => {
                let large = error.into_inner().is::<LengthLimitError>();
                let refusal = BodyRefusal::TooLarge(self.one);
                return Err(if large { refusal } else { BodyRefusal::Broken });
            }
            Err(_) => return Err(BodyRefusal::Late),
        };
        Ok(Held { bytes, _share: share })
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use futures_util::stream;

    use super::*;

    const ONE: usize = 4 << 20;

    fn chunks(pieces: Vec<Result<&'static [u8], io::Error>>) -> Body {
        Body::from_stream(stream::iter(pieces))
    }

    #[tokio::test]
    async fn what_is_not_announced_holds_as_much_as_it_may_become() {
        let budget = Budget::new(ONE);
        let free = budget.all.available_permits();
        let held = budget.read(chunks(vec![Ok(b"{"), Ok(b"}")])).await.unwrap();
        assert_eq!(held.bytes, "{}");
        assert_eq!(budget.all.available_permits(), free - ONE / GRAIN);
        drop(held);
        let held = budget.read(Body::from("{}")).await.unwrap();
        assert_eq!(budget.all.available_permits(), free - 1);
        drop(held);
        assert_eq!(budget.all.available_permits(), free);
    }

    #[tokio::test]
    async fn too_large_and_broken_are_two_things() {
        let budget = Budget::new(4);
        let refused = |body| async { budget.read(body).await.err() };
        let large = chunks(vec![Ok(b"123"), Ok(b"45")]);
        assert_eq!(refused(large).await, Some(BodyRefusal::TooLarge(4)));
        assert_eq!(refused(Body::from("12345")).await, Some(BodyRefusal::TooLarge(4)));
        let broken = chunks(vec![Ok(b"12"), Err(io::ErrorKind::UnexpectedEof.into())]);
        assert_eq!(refused(broken).await, Some(BodyRefusal::Broken));
    }
}
