//! In calm hours a delivery is applied in the very unit that stores it: one flush instead of two lies between the
//! platform's request and the agent's screen. In a rush it is only stored, and the worker applies it behind the answer.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use parlance_channel::Verified;
use parlance_failpoints::point;
use parlance_store::{Signal, Tx, inbound::NewRaw};

use super::{
    batch::{self, Delivery, Neighbours},
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
        delivery: family::Meaning::of(engine.channels(), &raw.channel, body),
    })
}

/// What is needed to apply a delivery.
pub(super) struct Meaning {
    accounts: Arc<Accounts>,
    delivery: family::Meaning,
}

/// Keeps a delivery and, if it may be and nothing waits before it, applies it. What fails is left to the worker.
pub(super) fn keep(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &parlance_core::TenantCtx,
    raw: &NewRaw,
    meaning: Option<Meaning>,
) -> Result<(), Refusal> {
    point("inbound-before-insert");
    let id = tx.insert_raw(ctx, raw)?;
    point("inbound-after-insert");
    let applied = match meaning {
        Some(meaning) => apply(tx, env, id, meaning)?,
        None => false,
    };
    if !applied {
        tx.signal(Signal::Inbound);
    }
    Ok(())
}

fn apply(tx: &mut dyn Tx, env: &Env<'_>, id: i64, meaning: Meaning) -> Result<bool, Refusal> {
    let mut waiting = tx.waiting_raw(env.now, 1, 1)?;
    let Some(mut row) = waiting.pop().filter(|first| first.id == id) else {
        return Ok(false);
    };
    let delivery = [Delivery {
        body: std::mem::take(&mut row.body).into(),
        row,
        meaning: meaning.delivery,
    }];
    Ok(tx.isolated(&mut |tx| {
        batch::apply(
            tx,
            env,
            &meaning.accounts,
            &delivery,
            Neighbours::Together,
            Duration::ZERO,
        )
        .is_ok()
    })?)
}
