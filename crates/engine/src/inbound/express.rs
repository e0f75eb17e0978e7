//! In calm hours a delivery is applied in the very unit that stores it: one flush instead of two lies between the
//! platform's request and the agent's screen. In a rush it is only stored, and the worker applies it behind the answer.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;
use parlance_channel::Verified;
use parlance_core::TenantCtx;
use parlance_failpoints::point;
use parlance_store::{
    Signal, Tx,
    inbound::{NewRaw, RawRow},
};

use super::{
    batch::{self, Delivery},
    directory::Accounts,
    family,
};
use crate::{Engine, Env, Refusal};

/// With more deliveries than this on their way at once, storing comes first.
const CALM: usize = 3;
/// Larger bodies hold many events and are left to the worker.
const SMALL_BYTES: usize = 8 * 1024;

/// Counts a delivery while it is on its way.
pub(super) struct OnItsWay<'a> {
    count: &'a AtomicUsize,
    calm: bool,
}

impl<'a> OnItsWay<'a> {
    pub(super) fn begin(count: &'a AtomicUsize) -> Self {
        let calm = count.fetch_add(1, Ordering::Relaxed) < CALM;
        Self { count, calm }
    }
}

impl Drop for OnItsWay<'_> {
    fn drop(&mut self) {
        self.count.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What a delivery means, when it may be applied at once.
pub(super) fn meaning(
    engine: &Engine,
    on_its_way: &OnItsWay<'_>,
    raw: &NewRaw,
    body: &Verified,
) -> Option<Meaning> {
    if !on_its_way.calm || raw.body.len() > SMALL_BYTES {
        return None;
    }
    Some(Meaning {
        accounts: engine.directory().now(),
        body: body.body().clone(),
        delivery: family::Meaning::of(engine.channels(), &raw.channel, body),
    })
}

/// What is needed to apply a delivery.
pub(super) struct Meaning {
    accounts: Arc<Accounts>,
    body: Bytes,
    delivery: family::Meaning,
}

/// Keeps a delivery and, if it may be and nothing waits before it, applies it. What fails is left to the worker.
pub(super) fn keep(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    raw: &NewRaw,
    meaning: Option<Meaning>,
) -> Result<(), Refusal> {
    point("inbound-before-insert");
    let applied = match meaning {
        Some(meaning) if tx.no_raw_waits(env.now)? => apply(tx, env, ctx, raw, meaning)?,
        _ => false,
    };
    if !applied {
        tx.insert_raw(ctx, raw)?;
        tx.signal(Signal::Inbound);
    }
    point("inbound-after-insert");
    Ok(())
}

/// Stores and applies a delivery; `false` when anything fails: then nothing has changed.
fn apply(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    raw: &NewRaw,
    meaning: Meaning,
) -> Result<bool, Refusal> {
    let mut meaning = Some(meaning);
    Ok(tx.isolated(&mut |tx| {
        let (Some(meaning), Ok(id)) = (meaning.take(), tx.insert_applied_raw(ctx, raw)) else {
            return false;
        };
        let delivery = Delivery {
            row: row(ctx, raw, id),
            body: meaning.body,
            meaning: meaning.delivery,
        };
        batch::apply_stored(tx, env, &meaning.accounts, &delivery).is_ok()
    })?)
}

/// A new delivery as it would be read again.
fn row(ctx: &TenantCtx, raw: &NewRaw, id: i64) -> RawRow {
    RawRow {
        id,
        tenant: ctx.tenant_id(),
        account_id: raw.account_id,
        channel: raw.channel.clone(),
        body: Vec::new(),
        verified_with: raw.verified_with.clone(),
        received_at: raw.received_at,
        attempts: 0,
        waiting: false,
    }
}
