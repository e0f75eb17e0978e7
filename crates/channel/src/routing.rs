//! Conversations that several apps share: who holds one, and how it changes hands.

use parlance_core::thread::Owner;

use crate::{account::AccountValues, call::BoxFuture, send_error::SendError};

/// A platform on which one app at a time holds a conversation. Presence is the capability.
pub trait Routing: Send + Sync {
    /// Who an app is to people, by its id at the platform.
    fn owner_of(&self, app_id: Option<&str>) -> Owner;

    /// Asks who holds a conversation. `None`: the platform does not say, or nobody knows.
    fn owner<'a>(
        &'a self,
        account: &'a AccountValues,
        customer: &'a str,
    ) -> BoxFuture<'a, Result<Option<Owner>, SendError>>;

    /// Takes it, where the platform allows that.
    fn take<'a>(
        &'a self,
        account: &'a AccountValues,
        customer: &'a str,
    ) -> BoxFuture<'a, Result<(), SendError>>;

    /// Gives it to another app, or to the people in the platform's inbox; `Ok` says who has it now.
    fn hand_back<'a>(
        &'a self,
        account: &'a AccountValues,
        customer: &'a str,
        to: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Owner, SendError>>;

    /// Asks its holder for it. The answer comes later as an event, if at all.
    fn ask<'a>(
        &'a self,
        account: &'a AccountValues,
        customer: &'a str,
    ) -> BoxFuture<'a, Result<(), SendError>>;
}
