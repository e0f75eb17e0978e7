//! Agents make customers, and change what is known of them.

use parlance_api::{
    contact::{ContactPatch, ContactView, NewContact},
    session::ApiScope,
};
use parlance_core::{
    ContactId, TenantCtx,
    event::{Audience, EventKind},
    permission::Right,
};
use parlance_store::{Tx, contacts::ContactRow};

use super::{
    NOT_FOUND,
    apply::{apply, is_whole},
    save,
};
use crate::{Engine, Env, Refusal, UseCaseError, identity::Caller, interactions, views::contact_view};

impl Engine {
    /// Makes a customer by hand.
    pub async fn create_contact(
        &self,
        caller: &Caller,
        new: NewContact,
    ) -> Result<ContactView, UseCaseError> {
        let (ctx, may) = (*caller.ctx(), may(caller));
        self.write(move |tx, env| {
            may?;
            create(tx, env, &ctx, new)
        })
        .await
    }

    /// Changes the given fields of a customer.
    pub async fn edit_contact(
        &self,
        caller: &Caller,
        id: ContactId,
        patch: ContactPatch,
    ) -> Result<ContactView, UseCaseError> {
        let (ctx, may) = (*caller.ctx(), may(caller));
        self.write(move |tx, env| {
            may?;
            edit(tx, env, &ctx, id, patch)
        })
        .await
    }
}

/// Refuses those who may not change contacts.
pub(super) fn may(caller: &Caller) -> Result<(), Refusal> {
    if caller.may(Some(Right::EditContacts), Some(ApiScope::ContactsWrite)) {
        return Ok(());
    }
    Err(Refusal::forbidden("Changing contacts is not among your rights."))
}

fn create(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, new: NewContact) -> Result<ContactView, Refusal> {
    let fields = tx.settings(ctx)?.contact_fields;
    let mut row = ContactRow::blank(ContactId::new(env.now, env.id_bytes()), env.now);
    let patch = ContactPatch {
        first_name: Some(new.first_name),
        last_name: Some(new.last_name),
        email: Some(new.email),
        phone: Some(new.phone),
        language: Some(new.language),
        company: Some(new.company),
        notes: Some(new.notes),
        more_emails: Some(new.more_emails),
        more_phones: Some(new.more_phones),
        fields: new
            .fields
            .into_iter()
            .map(|(key, value)| (key, Some(value)))
            .collect(),
    };
    apply(&mut row, &fields, patch)?;
    is_whole(&row, &fields)?;
    tx.insert_contact(ctx, &row)?;
    let view = contact_view(tx.as_read(), ctx, &row)?;
    let everyone = Audience::everyone();
    interactions::append(tx, env, ctx, EventKind::ContactChanged, everyone, &view)?;
    Ok(view)
}

fn edit(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: ContactId,
    patch: ContactPatch,
) -> Result<ContactView, Refusal> {
    let fields = tx.settings(ctx)?.contact_fields;
    let mut row = tx.contact(ctx, id)?.ok_or(NOT_FOUND)?;
    apply(&mut row, &fields, patch)?;
    save(tx, env, ctx, &mut row)
}
