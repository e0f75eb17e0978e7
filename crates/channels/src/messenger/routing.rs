//! Who holds a page's chat.

use parlance_channel::{AccountValues, BoxFuture, Routing, SendError};
use parlance_core::thread::Owner;

use super::{MEMBER, Messenger};
use crate::meta::routing;

impl Routing for Messenger {
    fn owner_of(&self, app_id: Option<&str>) -> Owner {
        routing::owner_of(&MEMBER, app_id)
    }

    fn owner<'a>(
        &'a self,
        account: &'a AccountValues,
        customer: &'a str,
    ) -> BoxFuture<'a, Result<Option<Owner>, SendError>> {
        Box::pin(routing::owner(&self.graph, &MEMBER, account, customer))
    }

    fn take<'a>(
        &'a self,
        account: &'a AccountValues,
        customer: &'a str,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(routing::change(
            &self.graph,
            &MEMBER,
            account,
            customer,
            "take_thread_control",
            None,
        ))
    }

    fn hand_back<'a>(
        &'a self,
        account: &'a AccountValues,
        customer: &'a str,
        to: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Owner, SendError>> {
        let target = to.unwrap_or(MEMBER.inbox);
        Box::pin(async move {
            routing::change(
                &self.graph,
                &MEMBER,
                account,
                customer,
                "pass_thread_control",
                Some(target),
            )
            .await?;
            Ok(routing::owner_of(&MEMBER, Some(target)))
        })
    }

    fn ask<'a>(
        &'a self,
        account: &'a AccountValues,
        customer: &'a str,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(routing::change(
            &self.graph,
            &MEMBER,
            account,
            customer,
            "request_thread_control",
            None,
        ))
    }
}
