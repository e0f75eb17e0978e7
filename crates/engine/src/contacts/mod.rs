//! Customers: reading, searching, making, changing, blocking.

mod apply;
mod block;
mod duplicates;
mod edit;
mod fields;
mod history;
mod search;
mod timeline;

pub(crate) use fields::check as check_fields;
pub use search::ContactSearch;

use parlance_api::contact::ContactView;
use parlance_core::{
    ContactId, TenantCtx,
    event::{Audience, EventKind},
};
use parlance_store::{Read, Tx, contacts::ContactRow};

use crate::{Env, Refusal, interactions, views::contact_view};

/// The view of a customer.
pub fn view(read: &dyn Read, ctx: &TenantCtx, id: ContactId) -> Result<ContactView, Refusal> {
    let row = read.contact(ctx, id)?.ok_or(NOT_FOUND)?;
    Ok(contact_view(read, ctx, &row)?)
}

const NOT_FOUND: Refusal = Refusal::not_found("This contact");

/// Stores a changed customer and tells everyone whose desk may show them: the contact's own event, and the events of
/// their interactions, whose views carry the name.
pub(crate) fn save(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &mut ContactRow,
) -> Result<ContactView, Refusal> {
    row.version = tx.save_contact(ctx, row)?;
    let view = contact_view(tx.as_read(), ctx, row)?;
    interactions::append(
        tx,
        env,
        ctx,
        EventKind::ContactChanged,
        Audience::everyone(),
        &view,
    )?;
    interactions::contact_changed(tx, env, ctx, row.id)?;
    Ok(view)
}

/// Something that a customer's view shows has changed elsewhere: tells the desks.
pub(crate) fn changed(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, id: ContactId) -> Result<(), Refusal> {
    match tx.contact(ctx, id)? {
        Some(mut row) => save(tx, env, ctx, &mut row).map(drop),
        None => Ok(()),
    }
}
