//! Past conversations of a page.

use parlance_channel::{AccountValues, BoxFuture, History, PastThreads, SendError};

use super::{MEMBER, Messenger};
use crate::meta::history;

impl History for Messenger {
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
