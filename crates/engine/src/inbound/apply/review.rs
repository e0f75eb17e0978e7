//! The platform has looked at a template of the account.

use parlance_channel::inbound::TemplateReview;
use parlance_store::{Tx, approved_templates::ApprovedListRow};

use super::Arrival;
use crate::{Env, Refusal, approved::NOUN, audit::Who};

/// What it says now is kept. A template that is not known makes the list stale: it is read again.
pub(super) fn reviewed(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    told: &TemplateReview,
) -> Result<(), Refusal> {
    if !arrival.first_time(tx)? {
        return Ok(());
    }
    let (ctx, account) = (&arrival.ctx, arrival.account.id);
    let named = |name: &str, language: &str| {
        told.name == name && told.language.as_deref().is_none_or(|told| told == language)
    };
    let rows = tx.approved_templates(ctx, account)?;
    let by_id = |remote: &str| told.remote_id.as_deref() == Some(remote);
    let known = rows
        .iter()
        .find(|row| by_id(&row.remote_id))
        .or_else(|| rows.iter().find(|row| named(&row.name, &row.language)))
        .cloned();
    let Some(mut row) = known else {
        let list = tx.approved_list(ctx, account)?;
        let stale = ApprovedListRow { stale: true, ..list };
        return Ok(tx.save_approved_list(ctx, account, &stale)?);
    };
    let Some(state) = told.state else {
        tx.delete_approved_template(ctx, row.id)?;
        return NOUN.deleted(tx, env, ctx, &Who::system(), row.id, &row.name);
    };
    let (id, before) = (row.id, (row.state, row.reason.clone()));
    row.state = state;
    row.reason.clone_from(&told.reason);
    if before == (row.state, row.reason.clone()) {
        return Ok(());
    }
    row.updated_at = env.now;
    tx.save_approved_template(ctx, &row)?;
    NOUN.altered(tx, env, ctx, &Who::system(), id, &[("state", true)])
}
