//! Blocking: what a blocked customer writes is kept, and nobody is asked to answer it.

use parlance_api::contact::{BlockContact, ContactView};
use parlance_core::{ContactId, contact::Block};
use parlance_store::Tx;
use serde_json::json;

use super::{NOT_FOUND, edit::may, save};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    admin::check::Check,
    audit::{self, Who},
    identity::Caller,
};

const LONGEST_REASON: usize = 200;

impl Engine {
    /// Blocks a customer, or changes why and until when.
    pub async fn block_contact(
        &self,
        caller: &Caller,
        id: ContactId,
        command: BlockContact,
    ) -> Result<ContactView, UseCaseError> {
        let (caller, who) = (caller.clone(), Who::from(caller));
        self.write(move |tx, env| {
            may(&caller)?;
            let block = block(env, &who, &command)?;
            set(tx, env, &caller, &who, id, Some(block))
        })
        .await
    }

    /// Unblocks a customer: what they write next opens an interaction.
    pub async fn unblock_contact(&self, caller: &Caller, id: ContactId) -> Result<ContactView, UseCaseError> {
        let (caller, who) = (caller.clone(), Who::from(caller));
        self.write(move |tx, env| {
            may(&caller)?;
            set(tx, env, &caller, &who, id, None)
        })
        .await
    }
}

fn block(env: &Env<'_>, who: &Who, command: &BlockContact) -> Result<Block, Refusal> {
    let mut check = Check::default();
    let reason = check.text("reason", &command.reason, 1, LONGEST_REASON);
    let ahead = command.until.is_none_or(|until| until > env.now);
    check.that(
        ahead,
        "until",
        "out_of_range",
        "Choose a moment that is still to come.",
    );
    check.done()?;
    Ok(Block {
        at: env.now,
        until: command.until,
        reason,
        by: who.name.clone(),
    })
}

fn set(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    caller: &Caller,
    who: &Who,
    id: ContactId,
    block: Option<Block>,
) -> Result<ContactView, Refusal> {
    let ctx = caller.ctx();
    let mut row = tx.contact(ctx, id)?.ok_or(NOT_FOUND)?;
    if row.blocked.is_none() && block.is_none() {
        return super::view(tx.as_read(), ctx, id);
    }
    let (action, detail) = match &block {
        Some(block) => ("contact.blocked", json!({ "until": block.until })),
        None => ("contact.unblocked", json!({})),
    };
    row.blocked = block;
    let view = save(tx, env, ctx, &mut row)?;
    audit::record(tx, env, ctx, who, action, id, detail)?;
    Ok(view)
}
