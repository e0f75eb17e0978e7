//! Carrying out platforms' demands for deletion.

use parlance_api::privacy::PrivacyRequestView;
use parlance_core::{ContactId, TenantCtx, TenantId};
use parlance_store::{Read, Tx, privacy::Erased, privacy_requests::PrivacyRequestRow};
use serde_json::json;

use super::{erase::erase, traces::finish_erasures};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    audit::{self, Who},
};

/// Demands carried out at a time.
const AT_ONCE: u32 = 100;
/// Demands on one screen.
const SHOWN: u32 = 100;

/// Erases the customers that waiting demands name. A customer whose conversation is still open is erased when it has
/// ended: the demand waits until then.
pub async fn carry_out(engine: &Engine) {
    let waiting = match engine
        .read(|read, _| Ok(read.waiting_privacy_requests(AT_ONCE)?))
        .await
    {
        Ok(waiting) => waiting,
        Err(error) => {
            tracing::warn!(%error, "demands of platforms cannot be read");
            return;
        }
    };
    let any = !waiting.is_empty();
    for (tenant, row) in waiting {
        if let Err(error) = one(engine, tenant, row).await {
            tracing::warn!(%error, "a demand of a platform could not be carried out yet");
        }
    }
    if any && let Err(error) = finish_erasures(engine).await {
        tracing::warn!(%error, "erasures could not be finished");
    }
}

async fn one(engine: &Engine, tenant: TenantId, row: PrivacyRequestRow) -> Result<(), UseCaseError> {
    let ctx = TenantCtx::new(tenant);
    let files = engine.write(move |tx, env| settle(tx, env, &ctx, row)).await?;
    engine.remove_files(files).await;
    Ok(())
}

/// Erases whom it can; the demand is done when nobody is left.
fn settle(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    mut row: PrivacyRequestRow,
) -> Result<Vec<String>, Refusal> {
    let mut files = Vec::new();
    let mut left = false;
    for contact in named(tx.as_read(), ctx, &row)? {
        if tx.has_unfinished_work(ctx, contact)? {
            left = true;
            continue;
        }
        let (erased, keys, _) = erase(tx, env, ctx, contact)?;
        files.extend(keys);
        row.contacts += 1;
        log(tx, env, ctx, contact, &erased, &row)?;
    }
    if !left {
        row.subject = None;
        row.done_at = Some(env.now);
        let detail = json!({ "code": row.code, "contacts": row.contacts });
        audit::record(
            tx,
            env,
            ctx,
            &Who::system(),
            "privacy.deletion_done",
            row.id,
            detail,
        )?;
    }
    tx.save_privacy_request(ctx, &row)?;
    Ok(files)
}

/// The customers whom the demand names, by their address at the accounts of its app.
fn named(read: &dyn Read, ctx: &TenantCtx, row: &PrivacyRequestRow) -> Result<Vec<ContactId>, Refusal> {
    let Some(subject) = &row.subject else {
        return Ok(Vec::new());
    };
    let mut contacts = Vec::new();
    for account in &row.accounts {
        if let Some(thread) = read.thread_by_address(ctx, *account, subject)? {
            contacts.push(thread.contact_id);
        }
    }
    contacts.sort_unstable();
    contacts.dedup();
    Ok(contacts)
}

fn log(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    contact: ContactId,
    erased: &Erased,
    row: &PrivacyRequestRow,
) -> Result<(), Refusal> {
    let detail = json!({
        "interactions": erased.interactions, "messages": erased.messages, "files": erased.files,
        "demanded": row.code,
    });
    audit::record(tx, env, ctx, &Who::system(), "contact.erased", contact, detail)
}

impl Engine {
    /// The newest demands of platforms, newest first.
    pub async fn privacy_requests(&self, ctx: TenantCtx) -> Result<Vec<PrivacyRequestView>, UseCaseError> {
        self.read(move |read, _| {
            let rows = read.privacy_requests(&ctx, SHOWN)?;
            Ok(rows.into_iter().map(view).collect())
        })
        .await
    }
}

fn view(row: PrivacyRequestRow) -> PrivacyRequestView {
    PrivacyRequestView {
        id: row.id,
        kind: row.kind,
        channel: row.channel,
        accounts: row.accounts,
        code: row.code,
        contacts: row.contacts,
        received_at: row.received_at,
        done_at: row.done_at,
    }
}
