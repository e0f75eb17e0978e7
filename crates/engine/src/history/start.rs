//! The beginning of an import.

use parlance_core::{AccountId, ImportId, TenantCtx, Timestamp};
use parlance_store::{
    Tx,
    accounts::AccountRow,
    imports::{ImportKind, ImportRow, ImportState},
};

use super::import;
use crate::{Env, Refusal, outbound::account::account_changed};

/// Makes an import and its first job; `None` while one runs.
pub(super) fn start(
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
    account_changed(tx, env, ctx, account_id)?;
    Ok(Some(row))
}

/// Starts the import that was wished for when the account was made, as soon as its platform can be asked.
pub(crate) fn start_wanted(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    account: &AccountRow,
) -> Result<(), Refusal> {
    let channel = env.channels.get(&account.channel);
    let tells = channel.is_some_and(|channel| channel.history().is_some());
    if account.enabled && account.complete && tells && tx.take_wanted_import(ctx, account.id)? {
        start(tx, env, ctx, account.id, ImportKind::Connect, None)?;
    }
    Ok(())
}
