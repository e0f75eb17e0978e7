//! What administrators do with imports.

use parlance_api::import::ImportView;
use parlance_core::{AccountId, ImportId};
use parlance_store::imports::{ImportKind, ImportRow, ImportState};
use serde_json::json;

use super::start::start;
use crate::{
    Engine, Refusal, UseCaseError,
    accounts::THIS_ACCOUNT,
    audit::{self, Who},
    identity::Caller,
    outbound::account::account_changed,
};

/// Imports on one screen.
const SHOWN: u32 = 20;

impl Engine {
    /// Imports the past conversations of an account. Refuses with `import_runs` while one does, and with `no_history`
    /// where the platform does not tell them.
    pub async fn import_history(
        &self,
        caller: &Caller,
        account: AccountId,
    ) -> Result<ImportView, UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        self.account(caller, account).await?;
        self.can_tell(account)?;
        self.write(move |tx, env| {
            tx.account(&ctx, account)?
                .filter(|row| row.deleted_at.is_none())
                .ok_or(Refusal::not_found(THIS_ACCOUNT))?;
            let row = start(tx, env, &ctx, account, ImportKind::Demand, None)?.ok_or(Refusal::conflict(
                "import_runs",
                "An import of this account runs already: wait until it ends, or stop it.",
            ))?;
            audit::record(tx, env, &ctx, &who, "account.import_started", account, json!({}))?;
            Ok(view(row))
        })
        .await
    }

    /// Stops an import; what was stored until now stays.
    pub async fn cancel_import(&self, caller: &Caller, id: ImportId) -> Result<ImportView, UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        self.write(move |tx, env| {
            let mut row = tx.import(&ctx, id)?.ok_or(Refusal::not_found("This import"))?;
            if row.state != ImportState::Running {
                return Err(Refusal::conflict(
                    "import_ended",
                    "This import has ended already.",
                ));
            }
            row.state = ImportState::Cancelled;
            row.finished_at = Some(env.now);
            tx.save_import(&ctx, &row)?;
            account_changed(tx, env, &ctx, row.account_id)?;
            let detail = json!({ "added": row.added });
            audit::record(
                tx,
                env,
                &ctx,
                &who,
                "account.import_cancelled",
                row.account_id,
                detail,
            )?;
            Ok(view(row))
        })
        .await
    }

    /// The newest imports of an account, newest first.
    pub async fn imports(
        &self,
        caller: &Caller,
        account: AccountId,
    ) -> Result<Vec<ImportView>, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| {
            read.account(&ctx, account)?
                .filter(|row| row.deleted_at.is_none())
                .ok_or(Refusal::not_found(THIS_ACCOUNT))?;
            Ok(read
                .imports(&ctx, account, SHOWN)?
                .into_iter()
                .map(view)
                .collect())
        })
        .await
    }

    /// The account is switched on and its platform tells the past.
    pub(super) fn can_tell(&self, account: AccountId) -> Result<(), UseCaseError> {
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

fn view(row: ImportRow) -> ImportView {
    ImportView {
        id: row.id,
        account_id: row.account_id,
        kind: row.kind,
        state: row.state,
        threads: row.threads,
        added: row.added,
        known: row.known,
        error: row.error,
        started_at: row.started_at,
        finished_at: row.finished_at,
    }
}
