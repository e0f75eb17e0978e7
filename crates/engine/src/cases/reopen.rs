//! A customer's new words open again what was resolved.

use parlance_core::{ContactId, InteractionId, TenantCtx, case::CaseState};
use parlance_store::{
    Tx,
    cases::{CaseFilter, CaseRow},
};

use super::note;
use crate::{Env, Refusal, admin::next_update, audit::Who};

/// Resolved cases of one conversation that are opened again, at most.
const MOST: u32 = 20;

/// The customer wrote in an interaction. Resolved cases that it is joined to are open again. Where their words have just
/// opened it, it is joined to the case of theirs that was resolved last, which is open again: that their problem is back
/// is likelier than another one.
pub(crate) fn customer_wrote(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    contact: ContactId,
    interaction: InteractionId,
    opened: bool,
) -> Result<(), Refusal> {
    let resolved = CaseFilter {
        states: vec![CaseState::Resolved],
        limit: MOST,
        ..CaseFilter::default()
    };
    if !opened {
        let joined = CaseFilter {
            interaction: Some(interaction),
            ..resolved
        };
        for case in tx.cases(ctx, &joined)? {
            open_again(tx, env, ctx, case)?;
        }
        return Ok(());
    }
    let theirs = CaseFilter {
        contact: Some(contact),
        ..resolved
    };
    let last = tx
        .cases(ctx, &theirs)?
        .into_iter()
        .max_by_key(|case| case.resolved_at);
    if let Some(case) = last {
        let id = case.id;
        tx.link_case(ctx, id, interaction, env.now)?;
        note(tx, env, ctx, &Who::system(), id, "linked", None)?;
        open_again(tx, env, ctx, case)?;
    }
    Ok(())
}

fn open_again(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, before: CaseRow) -> Result<(), Refusal> {
    let after = CaseRow {
        state: before.state.touched()?,
        resolved_at: None,
        updated_at: next_update(env.now, before.updated_at),
        ..before
    };
    tx.update_case(ctx, &after)?;
    note(tx, env, ctx, &Who::system(), after.id, "open", None)
}
