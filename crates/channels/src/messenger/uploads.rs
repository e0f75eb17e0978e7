//! Files that Meta keeps for the page.

use parlance_channel::{AccountValues, BoxFuture, NewUpload, SendError, Uploads};

use super::{MEMBER, Messenger};
use crate::meta::{
    account::Account,
    send::upload::{KEPT_MS, upload},
};

impl Uploads for Messenger {
    fn kept_ms(&self) -> i64 {
        KEPT_MS
    }

    fn upload<'a>(
        &'a self,
        account: &'a AccountValues,
        file: NewUpload,
    ) -> BoxFuture<'a, Result<String, SendError>> {
        Box::pin(async move {
            let account = Account::open(&MEMBER, account)?;
            upload(&self.graph, &account, file).await
        })
    }
}
