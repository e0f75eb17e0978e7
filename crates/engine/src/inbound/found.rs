//! What was found out by asking instead of being told.

use parlance_channel::InboundEvent;
use parlance_core::Timestamp;
use parlance_store::{Tx, jobs::Lane, messages::MessageRow, threads::ThreadRow};

use super::{
    apply::{self, Arrival},
    directory::LiveAccount,
};
use crate::{Env, Refusal};

fn arrival<'a>(account: &'a LiveAccount, event: &'a InboundEvent, at: Timestamp, lane: Lane) -> Arrival<'a> {
    Arrival {
        ctx: account.ctx(),
        account,
        event,
        at,
        received_at: at,
        delivery: 0,
        lane,
    }
}

/// Applies an event that was never delivered, as if it had been.
pub(crate) fn apply_found(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    account: &LiveAccount,
    event: &InboundEvent,
    at: Timestamp,
) -> Result<(), Refusal> {
    apply::apply(tx, env, &arrival(account, event, at, Lane::Live))
}

/// The conversation of a past event, made with its customer as a live one is; `None` when the event names nobody.
pub(crate) fn thread_of(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    account: &LiveAccount,
    event: &InboundEvent,
    at: Timestamp,
) -> Result<Option<ThreadRow>, Refusal> {
    apply::thread::known_or_new(tx, env, &arrival(account, event, at, Lane::Past))
}

/// Queues the fetching of what a message of the past only points at.
pub(crate) fn fetch_files(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    account: &LiveAccount,
    event: &InboundEvent,
    message: &MessageRow,
) -> Result<(), Refusal> {
    apply::message::fetch_media(tx, env, &arrival(account, event, message.at, Lane::Past), message)
}
