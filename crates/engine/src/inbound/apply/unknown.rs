//! Events of a kind that Parlance does not know: said in the conversation, counted for administrators.

use parlance_core::{AccountId, TenantCtx, Timestamp, UnknownEventId};
use parlance_store::{Tx, unknown_events::UnknownEventRow};

use parlance_core::message::SystemLine;

use super::{Arrival, message, thread};
use crate::{Env, Refusal, outbound::account::account_changed};

/// Bytes of a sample that are kept.
const SAMPLE_BYTES: usize = 16 * 1024;

/// An event of an unknown kind is a line in its conversation; without a customer it is only counted.
pub(super) fn other(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    kind: &str,
    raw: &str,
) -> Result<(), Refusal> {
    if !arrival.first_time(tx)? {
        return Ok(());
    }
    let seen = Seen {
        account: arrival.account.id,
        kind,
        raw,
        at: arrival.at,
        delivery: arrival.delivery,
        place: arrival.event.index,
    };
    count(tx, env, &arrival.ctx, &seen)?;
    match thread::known_or_new(tx, env, arrival)? {
        Some(thread) => {
            let line = SystemLine::PlatformEvent { kind: kind.into() };
            message::line(tx, env, arrival, &thread, line)
        }
        None => Ok(()),
    }
}

/// One thing that is not known.
pub(in crate::inbound) struct Seen<'a> {
    /// The account it came for.
    pub account: AccountId,
    /// The platform's word.
    pub kind: &'a str,
    /// As it came.
    pub raw: &'a str,
    /// When.
    pub at: Timestamp,
    /// The stored delivery.
    pub delivery: i64,
    /// Its running number in it.
    pub place: u32,
}

/// Counts it; administrators are told of a new kind at once.
pub(in crate::inbound) fn count(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    seen: &Seen<'_>,
) -> Result<(), Refusal> {
    let end = seen.raw.floor_char_boundary(SAMPLE_BYTES);
    let row = UnknownEventRow {
        id: UnknownEventId::new(env.now, env.id_bytes()),
        account_id: seen.account,
        kind: seen.kind.to_owned(),
        count: 1,
        first_at: seen.at,
        last_at: seen.at,
        sample: seen.raw[..end].to_owned(),
        inbound_id: seen.delivery,
        place: seen.place,
    };
    if tx.note_unknown_event(ctx, &row)? {
        account_changed(tx, env, ctx, seen.account)?;
    }
    Ok(())
}
