//! Past conversations of an account: the page's Conversations API with `platform=instagram`.

use parlance_channel::{AccountValues, BoxFuture, History, PastThreads, SendError};

use super::{Instagram, MEMBER};
use crate::meta::history;

impl History for Instagram {
    fn threads<'a>(
        &'a self,
        account: &'a AccountValues,
        after: Option<&'a str>,
    ) -> BoxFuture<'a, Result<PastThreads, SendError>> {
        Box::pin(history::threads(&self.graph, &MEMBER, account, after))
    }

    fn pause_ms(&self) -> i64 {
        history::PAUSE_MS
    }
}
