//! Kinds of events that are not known, for administrators: looking at them, trying the sample again, dismissing them.

use parlance_api::account::UnknownEventView;
use parlance_channel::InboundPayload;
use parlance_core::{AccountId, TenantCtx, UnknownEventId};
use parlance_store::{Tx, inbound::RawRow, unknown_events::UnknownEventRow};
use serde_json::json;

use super::{batch, directory::Accounts, family::Meaning};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    audit::{self, Who},
    identity::Caller,
    outbound::account::account_changed,
};

const NOT_FOUND: Refusal = Refusal::not_found("This kind of event");
/// Kinds on one screen.
const SHOWN: u32 = 200;

impl Engine {
    /// Kinds of events of an account that are not known, newest first, at most 200.
    pub async fn unknown_events(
        &self,
        ctx: TenantCtx,
        account: AccountId,
    ) -> Result<Vec<UnknownEventView>, UseCaseError> {
        self.read(move |read, _| {
            let rows = read.unknown_events(&ctx, account, SHOWN)?;
            Ok(rows.into_iter().map(view).collect())
        })
        .await
    }

    /// Applies the sample of a kind again, for a Parlance that has learned it since. Refuses with `still_unknown` or
    /// `still_failing`; the kind then stays.
    pub async fn replay_unknown(&self, caller: &Caller, id: UnknownEventId) -> Result<(), UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        let (row, raw) = self
            .read(move |read, _| {
                let row = read.unknown_event(&ctx, id)?.ok_or(NOT_FOUND)?;
                let raw = read.raw(&ctx, row.inbound_id)?.ok_or(NOT_FOUND)?;
                Ok((row, raw))
            })
            .await?;
        let meaning = batch::meaning_again(self, &raw);
        let accounts = self.directory().now();
        self.write(move |tx, env| {
            let outcome = replay(tx, env, &accounts, &row, &raw, &meaning)?;
            let detail = json!({ "kind": row.kind, "applied": outcome.is_ok() });
            audit::record(tx, env, &ctx, &who, "unknown_event.replayed", id, detail)?;
            if outcome.is_ok() {
                tx.forget_unknown_event(&ctx, id)?;
                account_changed(tx, env, &ctx, row.account_id)?;
            }
            Ok(outcome)
        })
        .await?
        .map_err(UseCaseError::Refused)
    }

    /// Forgets a kind; it comes back when another event of it comes.
    pub async fn dismiss_unknown(&self, caller: &Caller, id: UnknownEventId) -> Result<(), UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        self.write(move |tx, env| {
            let row = tx.unknown_event(&ctx, id)?.ok_or(NOT_FOUND)?;
            tx.forget_unknown_event(&ctx, id)?;
            let detail = json!({ "kind": row.kind, "count": row.count });
            audit::record(tx, env, &ctx, &who, "unknown_event.dismissed", id, detail)?;
            account_changed(tx, env, &ctx, row.account_id)
        })
        .await
    }
}

/// Applies the sample. The inner refusal says why it cannot be; the try itself is written down.
fn replay(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    accounts: &Accounts,
    row: &UnknownEventRow,
    raw: &RawRow,
    meaning: &Meaning,
) -> Result<Result<(), Refusal>, Refusal> {
    let known = meaning.events().find(|found| {
        found.event.index == row.place && !matches!(found.event.payload, InboundPayload::Other { .. })
    });
    let Some(found) = known else {
        return Ok(Err(Refusal::conflict(
            "still_unknown",
            format!(
                "This version of Parlance does not know '{}' events yet: they stay here until one does.",
                row.kind
            ),
        )));
    };
    let outcome = match batch::receiver(accounts, raw, found.channel, found.external_id) {
        Ok(account) => batch::apply_alone(tx, env, &account, raw, found.event)?,
        Err(reason) => Err(reason),
    };
    Ok(outcome.map_err(|reason| {
        Refusal::conflict("still_failing", format!("The event cannot be applied: {reason}"))
    }))
}

fn view(row: UnknownEventRow) -> UnknownEventView {
    UnknownEventView {
        id: row.id,
        kind: row.kind,
        count: row.count,
        first_at: row.first_at,
        last_at: row.last_at,
        sample: row.sample,
    }
}
