//! Past conversations: imported page by page, without side effects, and without doubles.
//!
//! One job fetches one page and stores it together with the place where it ends, so whatever happens between two pages
//! costs nothing. What is stored is marked, belongs to no interaction, and moves nothing: no routing, no greeting, no
//! notice, no unread count. After an outage the same way fills the gap; there a customer's message that is newer than
//! the last event is work like any other.

mod import;
mod merge;

pub(crate) use import::{Payload, next_page};

use parlance_core::{AccountId, ImportId, TenantCtx, Timestamp};
use parlance_store::{
    Tx,
    imports::{ImportKind, ImportRow, ImportState},
};
use serde_json::json;

use crate::{
    Engine, Env, Refusal, UseCaseError,
    accounts::THIS_ACCOUNT,
    audit::{self, Who},
    identity::Caller,
};

/// Events arrive a little after they happen: a gap begins so long before the last one, milliseconds.
const OVERLAP_MS: i64 = 600_000;
/// Imports on one screen.
const SHOWN: u32 = 20;

impl Engine {
    /// Imports the past conversations of an account. Refuses with `import_runs` while one does.
    pub async fn import_history(
        &self,
        caller: &Caller,
        account: AccountId,
    ) -> Result<ImportRow, UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        self.can_tell(account)?;
        self.write(move |tx, env| {
            tx.account(&ctx, account)?
                .filter(|row| row.deleted_at.is_none())
                .ok_or(Refusal::not_found(THIS_ACCOUNT))?;
            let row = start(tx, env, &ctx, account, ImportKind::Past, None)?.ok_or(Refusal::conflict(
                "import_runs",
                "An import of this account runs already: wait until it ends.",
            ))?;
            audit::record(tx, env, &ctx, &who, "account.import_started", account, json!({}))?;
            Ok(row)
        })
        .await
    }

    /// Imports of an account, newest first.
    pub async fn imports(&self, ctx: TenantCtx, account: AccountId) -> Result<Vec<ImportRow>, UseCaseError> {
        self.read(move |read, _| Ok(read.imports(&ctx, account, SHOWN)?))
            .await
    }

    /// Fetches what came while nobody could be told, of one account: since its last event.
    pub async fn fill_gap(&self, ctx: TenantCtx, account: AccountId) -> Result<bool, UseCaseError> {
        if self.can_tell(account).is_err() {
            return Ok(false);
        }
        self.write(move |tx, env| {
            let Some(row) = tx.account(&ctx, account)?.filter(|row| row.deleted_at.is_none()) else {
                return Ok(false);
            };
            // An account that never had an event has no gap: it has a past.
            let Some(last) = row.traffic.last_event_at else {
                return Ok(false);
            };
            Ok(start(tx, env, &ctx, account, ImportKind::Gap, Some(last))?.is_some())
        })
        .await
    }

    /// The account is switched on and its platform tells the past.
    fn can_tell(&self, account: AccountId) -> Result<(), UseCaseError> {
        let accounts = self.directory().now();
        let channel = accounts
            .get(account)
            .filter(|account| account.enabled)
            .and_then(|account| self.channels().get(&account.channel));
        match channel.and_then(|channel| channel.history()) {
            Some(_) => Ok(()),
            None => Err(UseCaseError::Refused(Refusal::conflict(
                "no_history",
                "Past conversations cannot be imported: the account is switched off or not complete, or its platform \
                 does not tell them.",
            ))),
        }
    }
}

/// Makes an import and its first job; `None` while one runs.
fn start(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    account_id: AccountId,
    kind: ImportKind,
    since: Option<Timestamp>,
) -> Result<Option<ImportRow>, Refusal> {
    let row = ImportRow {
        id: ImportId::new(env.now, env.id_bytes()),
        account_id,
        kind,
        since,
        state: ImportState::Running,
        cursor: None,
        pages: 0,
        threads: 0,
        added: 0,
        known: 0,
        error: None,
        started_at: env.now,
        finished_at: None,
    };
    if !tx.insert_import(ctx, &row)? {
        return Ok(None);
    }
    import::enqueue(tx, env, ctx, &row, 0)?;
    Ok(Some(row))
}
