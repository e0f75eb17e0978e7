//! The handle: start a simulator, host it, control it. The control API and the tests use the same methods.

mod customers;
mod disturb;
mod forms;
mod instagram;
mod notices;
mod notifications;
mod past;
mod posts;
mod raw;
mod setup;
mod templates;

use std::sync::Arc;

use axum::Router;

use crate::pages::PageAssets;
use crate::platform::Platform;
use crate::transaction::Tx;
use crate::views::{self, Overview};
use crate::{ControlError, SimulatorConfig, SimulatorError};

pub(crate) use customers::PersonChange;
pub use customers::{Arrival, Repeat, SendFile};
pub use notices::{Notice, NoticeAnswered, NoticeKind};
pub use setup::{AppChange, NewToken, Subscription};

/// A running simulator. Clones share it.
#[derive(Clone)]
pub struct Simulator {
    pub(crate) platform: Arc<Platform>,
}

impl Simulator {
    /// Opens the data folder, replays its journal and starts sending webhooks.
    ///
    /// # Errors
    /// When the public address is unusable, the folder cannot be used or is in use, or the journal is damaged.
    #[expect(
        clippy::unused_async,
        reason = "must run inside a runtime; opening may become asynchronous"
    )]
    pub async fn start(config: SimulatorConfig) -> Result<Self, SimulatorError> {
        Ok(Self {
            platform: Platform::start(config)?,
        })
    }

    /// All of it: Graph API, media, control API and pages. Serve it with [`crate::serve`], which can also cut
    /// connections when a fault asks for it.
    pub fn router(&self, assets: Arc<dyn PageAssets>) -> Router {
        crate::routes::router(self, assets)
    }

    /// Stops all work and closes the journal. What was not delivered is sent after the next start.
    pub async fn shutdown(&self) {
        self.platform.shutdown().await;
    }

    /// The simulated time, Unix milliseconds (UTC).
    pub fn now_ms(&self) -> i64 {
        self.platform.clock.now_ms()
    }

    /// Everything the pages need to begin.
    pub fn overview(&self) -> Overview {
        views::overview(&self.platform)
    }

    /// Runs a change and waits until it is on disk.
    pub(crate) async fn commit<R>(
        &self,
        run: impl FnOnce(&mut Tx<'_>) -> Result<R, ControlError>,
    ) -> Result<R, ControlError> {
        let (result, receipt) = self.platform.transact(run);
        receipt.durable().await.map_err(ControlError::NotDurable)?;
        result
    }
}
