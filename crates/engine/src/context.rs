//! What every use case needs.

use std::sync::Arc;

use parlance_core::{Clock, Timestamp, clock::Random};
use parlance_store::Store;

/// What the wiring hands over once.
pub struct EngineParts {
    /// The database.
    pub store: Arc<dyn Store>,
    /// The present.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
}

/// The application. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    parts: Arc<EngineParts>,
}

impl Engine {
    /// Puts the application together.
    #[must_use]
    pub fn new(parts: EngineParts) -> Self {
        Self { parts: Arc::new(parts) }
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.parts.store
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }

    /// The clock, for units of work that need the moment of their commit rather than of their call.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.parts.clock
    }

    /// Randomness, for ids and tokens.
    #[must_use]
    pub fn random(&self) -> &Arc<dyn Random> {
        &self.parts.random
    }
}
