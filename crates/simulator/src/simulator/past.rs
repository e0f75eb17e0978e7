//! What happened before the page was linked.

use super::Simulator;
use crate::{ControlError, phone};

impl Simulator {
    /// Makes conversations that ended more than a day ago: so many threads with so many messages in all. Nobody is
    /// told. Returns the page-scoped ids of their customers.
    ///
    /// # Errors
    /// When there is no such page, or the numbers are out of range.
    pub async fn make_history(
        &self,
        page_id: &str,
        threads: usize,
        messages: usize,
    ) -> Result<Vec<String>, ControlError> {
        self.commit(|tx| phone::past(tx, page_id, threads, messages))
            .await
    }
}
