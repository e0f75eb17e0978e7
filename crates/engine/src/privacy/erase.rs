//! An administrator erases a customer.

use std::time::Duration;

use parlance_api::{
    contact::{EraseContact, ErasedView},
    realtime::ContactErased,
};
use parlance_core::{
    ContactId, TenantCtx,
    event::{Audience, EventKind},
};
use parlance_store::{
    Read, Tx,
    attachments::small_key,
    privacy::{Erased, ErasureRow},
};
use serde_json::json;

use super::{
    permit,
    traces::{remove_traces, seal},
};
use crate::{Engine, Env, Refusal, UseCaseError, audit, contacts, identity::Person, interactions::append};

/// An answer waits this long for the traces; what takes longer goes on without it.
const PATIENCE: Duration = Duration::from_secs(8);

impl Engine {
    /// Erases a customer with everything of theirs: conversations, files, notes, and what deliveries and events say of
    /// them. The audit log keeps that it was done, by whom and how much, and no word of the customer's.
    pub async fn erase_contact(
        &self,
        person: &Person,
        id: ContactId,
        command: EraseContact,
    ) -> Result<ErasedView, UseCaseError> {
        permit(person, self.now()).map_err(UseCaseError::Refused)?;
        let (ctx, who) = (person.ctx, person.who());
        let (erased, files, row) = self
            .write(move |tx, env| {
                confirm(tx.as_read(), &ctx, id, &command)?;
                let (erased, files, row) = erase(tx, env, &ctx, id)?;
                let detail = json!({
                    "interactions": erased.interactions, "messages": erased.messages, "files": erased.files
                });
                audit::record(tx, env, &ctx, &who, "contact.erased", id, detail)?;
                Ok((erased, files, row))
            })
            .await?;
        self.remove_files(files).await;
        let engine = self.clone();
        let traces = tokio::spawn(async move { remove_traces(&engine, ctx, row).await });
        let finished = match tokio::time::timeout(PATIENCE, traces).await {
            Ok(Ok(Ok(()))) => true,
            Ok(Ok(Err(error))) => {
                tracing::warn!(%error, "traces of an erased contact could not be removed yet");
                false
            }
            Ok(Err(_)) | Err(_) => false,
        };
        Ok(ErasedView {
            interactions: erased.interactions,
            messages: erased.messages,
            files: erased.files,
            finished,
        })
    }

    pub(super) async fn remove_files(&self, files: Vec<String>) {
        for key in files {
            if let Err(error) = self.files().remove(&key).await {
                // Without its row the sweep takes it.
                tracing::warn!(%error, "a file of an erased contact could not be removed yet");
            }
        }
    }
}

/// The name proves that this very contact is meant.
fn confirm(read: &dyn Read, ctx: &TenantCtx, id: ContactId, command: &EraseContact) -> Result<(), Refusal> {
    let view = contacts::view(read, ctx, id)?;
    if command.name.trim() == view.name.trim() {
        return Ok(());
    }
    Err(Refusal::field(
        "name",
        "wrong",
        "This is not the contact's name. Type it exactly as it is shown.",
    ))
}

/// Erases the rows; the files and the traces remain for the caller.
pub(super) fn erase(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: ContactId,
) -> Result<(Erased, Vec<String>, ErasureRow), Refusal> {
    if tx.has_unfinished_work(ctx, id)? {
        return Err(Refusal::conflict(
            "conversation_open",
            "This contact's conversation is still open. End it and finish its after-call work, then erase the contact.",
        ));
    }
    let traces = tx.traces(ctx, id)?;
    let files = tx
        .files_of_contact(ctx, id)?
        .into_iter()
        .flat_map(|file| [small_key(&file.storage_key), file.storage_key])
        .collect();
    let row = ErasureRow {
        contact_id: id,
        traces: seal(env, ctx, id, &traces)?,
        last_inbound: tx.newest_raw()?,
        last_seq: tx.newest_seq(ctx)?,
        begun_at: env.now,
    };
    let erased = tx.erase_contact(ctx, id, &traces)?;
    tx.begin_erasure(ctx, &row)?;
    append(
        tx,
        env,
        ctx,
        EventKind::ContactErased,
        Audience::everyone(),
        &ContactErased { id },
    )?;
    Ok((erased, files, row))
}
