//! Parked events, for administrators: looking at them, trying again, throwing them away.

use parlance_api::account::ParkedEventView;
use parlance_core::{AccountId, ParkedEventId, TenantCtx};
use parlance_store::{
    Tx,
    inbound::RawRow,
    parked::{ParkedRow, Settled},
};

use serde_json::json;

use super::{batch, directory::Accounts, family::Meaning};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    audit::{self, Who},
    identity::Caller,
    outbound::account::account_changed,
};

const NOT_FOUND: Refusal = Refusal::not_found("This parked event");
/// Parked events on one screen.
const SHOWN: u32 = 200;

impl Engine {
    /// Parked events of an account, oldest first, at most 200.
    pub async fn parked_events(
        &self,
        ctx: TenantCtx,
        account: AccountId,
    ) -> Result<Vec<ParkedEventView>, UseCaseError> {
        self.read(move |read, _| {
            let rows = read.parked_of_account(&ctx, account, SHOWN)?;
            Ok(rows.into_iter().map(view).collect())
        })
        .await
    }

    /// Applies a parked event again. Refuses with `still_failing` and the reason when it fails again; it stays parked.
    pub async fn replay_parked(&self, caller: &Caller, id: ParkedEventId) -> Result<(), UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        let (parked, raw) = self
            .read(move |read, _| {
                let parked = read
                    .parked(&ctx, id)?
                    .filter(|row| row.settled_at.is_none())
                    .ok_or(NOT_FOUND)?;
                let raw = read.raw(&ctx, parked.inbound_id)?.ok_or(NOT_FOUND)?;
                Ok((parked, raw))
            })
            .await?;
        let meaning = batch::meaning_again(self, &raw);
        let accounts = self.directory().now();
        let refused = self
            .write(move |tx, env| {
                let refused = replay(tx, env, &ctx, &accounts, &parked, &raw, &meaning)?;
                let detail = json!({ "applied": refused.is_none() });
                audit::record(tx, env, &ctx, &who, "parked_event.replayed", id, detail)?;
                Ok(refused)
            })
            .await?;
        match refused {
            None => Ok(()),
            Some(reason) => Err(UseCaseError::Refused(Refusal::conflict(
                "still_failing",
                format!("The event still cannot be applied: {reason}"),
            ))),
        }
    }

    /// Throws a parked event away.
    pub async fn discard_parked(&self, caller: &Caller, id: ParkedEventId) -> Result<(), UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        self.write(move |tx, env| {
            let parked = tx.parked(&ctx, id)?.ok_or(NOT_FOUND)?;
            if !tx.settle_parked(&ctx, id, Settled::Discarded, env.now)? {
                return Err(NOT_FOUND);
            }
            audit::record(tx, env, &ctx, &who, "parked_event.discarded", id, json!({}))?;
            account_changed(tx, env, &ctx, parked.account_id)
        })
        .await
    }
}

/// Applies the one event; says why it fails. The failure itself is stored, so this does not refuse.
fn replay(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    accounts: &Accounts,
    parked: &ParkedRow,
    raw: &RawRow,
    meaning: &Meaning,
) -> Result<Option<String>, Refusal> {
    let found = meaning.events().find(|found| found.event.index == parked.place);
    let outcome = match found {
        Some(found) => match batch::receiver(accounts, raw, found.channel, found.external_id) {
            Ok(account) => batch::apply_alone(tx, env, &account, raw, found.event)?,
            Err(reason) => Err(reason),
        },
        None => Err(meaning
            .problems()
            .find(|problem| problem.index == parked.place)
            .map_or_else(
                || "it is not in its delivery any more".into(),
                |problem| problem.reason.clone(),
            )),
    };
    let refused = outcome.err();
    match &refused {
        None => {
            tx.settle_parked(ctx, parked.id, Settled::Replayed, env.now)?;
        }
        Some(reason) => tx.parked_again(ctx, parked.id, reason)?,
    }
    account_changed(tx, env, ctx, parked.account_id)?;
    Ok(refused)
}

fn view(row: ParkedRow) -> ParkedEventView {
    ParkedEventView {
        id: row.id,
        received_at: row.received_at,
        reason: row.reason,
        body: String::from_utf8_lossy(&row.body).into_owned(),
        attempts: row.attempts,
    }
}
