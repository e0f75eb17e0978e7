//! Events that somebody writes by hand.

use serde_json::{Map, Value};

use super::Simulator;
use crate::{ControlError, phone};

impl Simulator {
    /// Sends an event of a customer with any keys; the simulator adds the parties and the moment.
    ///
    /// # Errors
    /// When there is no such chat, or the value has no key or one that the simulator fills in.
    pub async fn send_raw(&self, psid: &str, value: Map<String, Value>) -> Result<(), ControlError> {
        self.commit(|tx| phone::raw(tx, psid, value)).await
    }
}
