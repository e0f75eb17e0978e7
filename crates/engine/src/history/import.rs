//! One page of an import.

use parlance_channel::{PastThreads, SendError, SendErrorKind};
use parlance_core::{AccountId, ImportId, JobId, TenantCtx};
use parlance_store::{
    Tx,
    imports::{ImportRow, ImportState},
    jobs::{Lane, NewJob},
};
use serde::{Deserialize, Serialize};

use super::merge::{self, Span};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    inbound::directory::LiveAccount,
    jobs::{self, Outcome},
    outbound::account::account_changed,
};

/// What an import's job needs: which page it stores.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Payload {
    pub import_id: ImportId,
    pub page: u32,
}

/// Queues the next page.
pub(super) fn enqueue(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    import: &ImportRow,
    pause_ms: i64,
) -> Result<(), Refusal> {
    let payload = Payload {
        import_id: import.id,
        page: import.pages,
    };
    let job = NewJob {
        id: JobId::new(env.now, env.id_bytes()),
        kind: jobs::IMPORT_HISTORY,
        lane: Lane::Imports,
        unique_key: format!("{}:{}", import.id, import.pages),
        payload: serde_json::to_value(payload).map_err(|error| Refusal::Store(error.to_string()))?,
        due_at: env.now.plus_ms(pause_ms),
        created_at: env.now,
    };
    tx.enqueue_job(ctx, &job)?;
    Ok(())
}

/// Fetches and stores a page. A job for a page that is stored already does nothing.
pub(crate) async fn next_page(engine: &Engine, ctx: TenantCtx, job: Payload, last_try: bool) -> Outcome {
    let import = match engine
        .read(move |read, _| Ok(read.import(&ctx, job.import_id)?))
        .await
    {
        Ok(Some(import)) if import.state == ImportState::Running && import.pages == job.page => import,
        Ok(_) => return Outcome::Done,
        Err(error) => return Outcome::retry(&error),
    };
    let account = match live(engine, import.account_id).await {
        Ok(account) => account,
        Err(error) => return Outcome::retry(&error),
    };
    let channel = account
        .as_ref()
        .and_then(|account| engine.channels().get(&account.channel));
    let (Some(account), Some(history)) = (&account, channel.and_then(|channel| channel.history())) else {
        return fail(
            engine,
            ctx,
            import,
            "The account is switched off or not complete. Put that right, then import again.".into(),
        )
        .await;
    };
    match history.threads(&account.values, import.cursor.as_deref()).await {
        Ok(page) => {
            let (account, pause_ms) = (account.clone(), history.pause_ms());
            let stored = engine
                .write(move |tx, env| store(tx, env, &account, import.id, job.page, &page, pause_ms))
                .await;
            match stored {
                Ok(()) => Outcome::Done,
                Err(error) => Outcome::retry(&error),
            }
        }
        Err(error) if is_final(&error) || last_try => fail(engine, ctx, import, error.sentence.text).await,
        Err(error) => Outcome::Retry(error.to_string()),
    }
}

/// The account as it is used now. A change is answered before it is in memory everywhere: then it is read again.
async fn live(engine: &Engine, id: AccountId) -> Result<Option<LiveAccount>, UseCaseError> {
    let find = || {
        let accounts = engine.directory().now();
        accounts
            .get(id)
            .filter(|account| account.enabled)
            .map(|account| LiveAccount::clone(account))
    };
    if let Some(account) = find() {
        return Ok(Some(account));
    }
    engine.reload_accounts().await?;
    Ok(find())
}

const fn is_final(error: &SendError) -> bool {
    matches!(
        error.kind,
        SendErrorKind::Permanent | SendErrorKind::Permission | SendErrorKind::Reauth | SendErrorKind::Policy
    )
}

async fn fail(engine: &Engine, ctx: TenantCtx, mut import: ImportRow, why: String) -> Outcome {
    let reason = why.clone();
    let noted = engine
        .write(move |tx, env| {
            let stopped = tx
                .import(&ctx, import.id)?
                .is_none_or(|row| row.state != ImportState::Running);
            if stopped {
                return Ok(());
            }
            import.state = ImportState::Failed;
            import.error = Some(why);
            import.finished_at = Some(env.now);
            tx.save_import(&ctx, &import)?;
            account_changed(tx, env, &ctx, import.account_id)
        })
        .await;
    match noted {
        Ok(()) => Outcome::Dead(reason),
        Err(error) => Outcome::retry(&error),
    }
}

/// Stores a page with the place where it ends, and queues the next one, in one unit.
fn store(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    account: &LiveAccount,
    id: ImportId,
    page_number: u32,
    page: &PastThreads,
    pause_ms: i64,
) -> Result<(), Refusal> {
    let ctx = account.ctx();
    // Another run of this job may have been faster, or somebody has stopped the import.
    let waits = |import: &ImportRow| import.pages == page_number && import.state == ImportState::Running;
    let Some(mut import) = tx.import(&ctx, id)?.filter(waits) else {
        return Ok(());
    };
    let span = Span::of(&import, env, account);
    let mut reached_the_known = false;
    for thread in &page.threads {
        if let (Some(from), Some(updated)) = (span.from, thread.updated_at)
            && updated < from
        {
            reached_the_known = true;
            break;
        }
        import.threads += 1;
        let count = merge::thread(tx, env, account, thread, &span)?;
        import.added += count.added;
        import.known += count.known;
    }
    import.pages += 1;
    import.cursor.clone_from(&page.next);
    if import.cursor.is_none() || reached_the_known {
        import.state = ImportState::Done;
        import.finished_at = Some(env.now);
    } else {
        enqueue(tx, env, &ctx, &import, pause_ms)?;
    }
    tx.save_import(&ctx, &import)?;
    account_changed(tx, env, &ctx, import.account_id)
}
