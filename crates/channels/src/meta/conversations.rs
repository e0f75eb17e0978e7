//! What the Graph API tells and does about an account's conversations, the same for every channel of the family: who
//! holds them, and what was said before.

use std::sync::LazyLock;

use parlance_channel::{AccountValues, BoxFuture, History, PastThreads, Routing, SendError};
use parlance_core::thread::Owner;

use super::{
    graph::Graph,
    history,
    member::Member,
    routing::{self, Call},
};

/// Routing and history of one channel.
pub(crate) struct Conversations {
    graph: Graph,
    member: &'static LazyLock<Member>,
}

impl Conversations {
    pub(crate) fn new(graph: Graph, member: &'static LazyLock<Member>) -> Self {
        Self { graph, member }
    }
}

impl Routing for Conversations {
    fn owner_of(&self, app_id: Option<&str>) -> Owner {
        routing::owner_of(self.member, app_id)
    }

    fn owner<'a>(
        &'a self,
        account: &'a AccountValues,
        customer: &'a str,
    ) -> BoxFuture<'a, Result<Option<Owner>, SendError>> {
        Box::pin(routing::owner(&self.graph, self.member, account, customer))
    }

    fn take<'a>(
        &'a self,
        account: &'a AccountValues,
        customer: &'a str,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(routing::change(
            &self.graph,
            self.member,
            account,
            customer,
            Call::Take,
        ))
    }

    fn hand_back<'a>(
        &'a self,
        account: &'a AccountValues,
        customer: &'a str,
        to: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Owner, SendError>> {
        let target = to.unwrap_or(self.member.inbox);
        Box::pin(async move {
            routing::change(&self.graph, self.member, account, customer, Call::Pass(target)).await?;
            Ok(routing::owner_of(self.member, Some(target)))
        })
    }

    fn ask<'a>(
        &'a self,
        account: &'a AccountValues,
        customer: &'a str,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(routing::change(
            &self.graph,
            self.member,
            account,
            customer,
            Call::Request,
        ))
    }
}

impl History for Conversations {
    fn threads<'a>(
        &'a self,
        account: &'a AccountValues,
        after: Option<&'a str>,
    ) -> BoxFuture<'a, Result<PastThreads, SendError>> {
        Box::pin(history::threads(&self.graph, self.member, account, after))
    }

    fn pause_ms(&self) -> i64 {
        history::PAUSE_MS
    }
}
