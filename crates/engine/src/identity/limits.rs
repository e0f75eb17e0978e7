//! How often one person or program may do what is costly.

use parlance_core::actor::Actor;

use crate::{Engine, Refusal, UseCaseError};

/// What is limited, per minute and actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Costly {
    /// Searching records or contacts.
    Search,
    /// Uploading a file.
    Upload,
}

/// Searches per minute.
pub(crate) const SEARCHES: u32 = 60;
/// Uploads per minute.
pub(crate) const UPLOADS: u32 = 30;

impl Engine {
    /// Counts one more; refuses with `TooMany` beyond the limit.
    pub fn count(&self, actor: Actor, what: Costly) -> Result<(), UseCaseError> {
        let (throttle, words) = match what {
            Costly::Search => (&self.live().searches, "You search very often."),
            Costly::Upload => (&self.live().uploads, "You upload very many files."),
        };
        throttle
            .attempt(&format!("{actor:?}"), self.now())
            .map_err(|retry_after_ms| {
                let seconds = (retry_after_ms + 999) / 1000;
                let message = format!("{words} Wait {seconds} seconds and go on.");
                UseCaseError::Refused(Refusal::TooMany {
                    message,
                    retry_after_ms,
                })
            })
    }
}
