//! What one event does. Each function here runs inside an isolated part of a unit, may be run again for the same event,
//! and then changes nothing.

mod acts;
mod arrivals;
mod changes;
mod comment;
mod control;
mod echo;
mod forms;
pub(super) mod message;
mod open;
mod opt_ins;
mod policy;
mod review;
pub(super) mod thread;
pub(super) mod unknown;

pub(crate) use opt_ins::permission_place;

use parlance_channel::{InboundEvent, InboundPayload};
use parlance_core::{TenantCtx, Timestamp};
use parlance_store::{Tx, inbound::AppliedRow, jobs::Lane, outbox::Receipt};

use super::directory::LiveAccount;
use crate::{Env, Refusal, outbound::receipts};

/// An event on its way in.
pub(super) struct Arrival<'a> {
    /// The tenant of the account.
    pub ctx: TenantCtx,
    /// The account it came for.
    pub account: &'a LiveAccount,
    /// What happened.
    pub event: &'a InboundEvent,
    /// When, by the platform's clock; else when it was received.
    pub at: Timestamp,
    /// When Parlance was told.
    pub received_at: Timestamp,
    /// The stored delivery it was part of.
    pub delivery: i64,
    /// Where what follows from it waits.
    pub lane: Lane,
}

/// How far the platform's clock may be ahead of ours, milliseconds.
const CLOCKS_APART_MS: i64 = 5 * 60_000;

/// A moment that was told at another one. What has not happened yet cannot have been told: taken at its word, one wrong
/// figure would keep the reply window open for ever, or everything that is sent from now on read.
pub(super) fn told_by(received_at: Timestamp, at: Timestamp) -> Timestamp {
    if at > received_at.plus_ms(CLOCKS_APART_MS) {
        received_at
    } else {
        at
    }
}

impl Arrival<'_> {
    /// The event's key for dedupe, together with the account.
    fn key(&self) -> String {
        format!("{}:{}", self.event.kind().as_str(), self.event.provider_id)
    }

    /// Remembers that the event was applied; `false` when it was already.
    fn first_time(&self, tx: &mut dyn Tx) -> Result<bool, Refusal> {
        Ok(tx.mark_applied(&self.ctx, self.account.id, &self.key(), self.at, None)?)
    }

    fn remembered(&self, tx: &dyn Tx, key: &str) -> Result<Option<AppliedRow>, Refusal> {
        Ok(tx.applied(&self.ctx, self.account.id, key)?)
    }

    fn remember(&self, tx: &mut dyn Tx, key: &str, detail: Option<String>) -> Result<(), Refusal> {
        let row = AppliedRow { at: self.at, detail };
        Ok(tx.remember(&self.ctx, self.account.id, key, &row)?)
    }
}

/// Applies an event.
pub(super) fn apply(tx: &mut dyn Tx, env: &Env<'_>, arrival: &Arrival<'_>) -> Result<(), Refusal> {
    match &arrival.event.payload {
        InboundPayload::Message(message) => message::wrote(tx, env, arrival, message),
        InboundPayload::Postback(postback) => message::tapped(tx, env, arrival, postback),
        InboundPayload::Echo(echo) => echo::apply(tx, env, arrival, echo),
        InboundPayload::Delivery {
            message_ids,
            watermark,
        } => receipt(tx, env, arrival, message_ids, *watermark, Receipt::Delivered),
        InboundPayload::Read {
            watermark,
            message_id,
        } => {
            let ids: Vec<String> = message_id.iter().cloned().collect();
            receipt(tx, env, arrival, &ids, *watermark, Receipt::Read)
        }
        InboundPayload::OptIn(opt_in) => opt_ins::opted_in(tx, env, arrival, opt_in),
        InboundPayload::Referral(referral) => arrivals::referred(tx, env, arrival, referral),
        InboundPayload::Reaction {
            message_id,
            emoji,
            name,
            removed,
        } => {
            let emoji = emoji.as_deref().or(name.as_deref()).filter(|_| !*removed);
            changes::reacted(tx, env, arrival, message_id, emoji)
        }
        InboundPayload::Edit {
            message_id,
            text,
            revision,
        } => changes::edited(tx, env, arrival, message_id, text.as_deref(), *revision),
        InboundPayload::Unsend { message_id, .. } => changes::taken_back(tx, env, arrival, message_id),
        InboundPayload::ThreadControl(control) => control::thread_control(tx, env, arrival, control),
        InboundPayload::Policy { action, reason } => {
            policy::policy(tx, env, arrival, action, reason.as_deref())
        }
        InboundPayload::AccountLink { linked } => forms::account_linked(tx, env, arrival, *linked),
        InboundPayload::Form { form, about } => forms::filled_in(tx, env, arrival, form, about.as_deref()),
        InboundPayload::Comment(comment) => comment::apply(tx, env, arrival, comment),
        InboundPayload::TemplateReview(told) => review::reviewed(tx, env, arrival, told),
        InboundPayload::Other { kind, raw } => unknown::other(tx, env, arrival, kind, raw),
    }
}

/// A receipt for a conversation that is not known is about messages from before Parlance: nothing to do.
fn receipt(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    message_ids: &[String],
    watermark: Option<Timestamp>,
    to: Receipt,
) -> Result<(), Refusal> {
    let Some(thread) = thread::known(tx, arrival)? else {
        return Ok(());
    };
    let mut until = watermark.map(|until| told_by(arrival.received_at, until));
    if let (None, Receipt::Read, Some(last)) = (until, to, message_ids.last()) {
        // Who has seen this message has seen what stands above it. One that is not known by its id yet was there when
        // the customer looked.
        let seen = receipts::moment_of(tx, &arrival.ctx, &thread, last)?;
        until = Some(seen.unwrap_or_else(|| told_by(arrival.received_at, arrival.at)));
    }
    receipts::apply(tx, env, &arrival.ctx, &thread, message_ids, until, to)
}
