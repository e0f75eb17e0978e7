//! Being notified, and the end of tags.

use super::Simulator;
use crate::world::{Change, TAGS};
use crate::{ControlError, phone};

impl Simulator {
    /// The customer taps the button of a message that asks to notify them; returns the token the app is told.
    ///
    /// # Errors
    /// When there is no such chat or message, or the message does not ask.
    pub async fn agree_to_notifications(&self, psid: &str, mid: &str) -> Result<String, ControlError> {
        self.commit(|tx| phone::agree(tx, psid, mid)).await
    }

    /// The customer stops being notified about a topic, or wants it again.
    ///
    /// # Errors
    /// When there is no such chat or token.
    pub async fn stop_notifications(
        &self,
        psid: &str,
        token: &str,
        stopped: bool,
    ) -> Result<(), ControlError> {
        self.commit(|tx| phone::set_stopped(tx, psid, token, stopped))
            .await
    }

    /// Sets the moment from which sends with a tag are refused (100/1893061); before it they are taken.
    ///
    /// # Errors
    /// When the platform never had such a tag.
    pub async fn end_tag(&self, name: &str, ends_at_ms: i64) -> Result<(), ControlError> {
        if !TAGS.iter().any(|(known, _)| *known == name) {
            let known: Vec<&str> = TAGS.iter().map(|(known, _)| *known).collect();
            return Err(ControlError::invalid(format!("tags are {}", known.join(", "))));
        }
        self.commit(|tx| {
            tx.apply(Change::TagEnds {
                name: name.to_owned(),
                ends_at_ms,
            });
            Ok(())
        })
        .await
    }
}
