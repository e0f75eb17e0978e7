//! Cases: made from conversations, looked after by agents and teams, closed some days after they were resolved.

mod close;
mod commands;
mod list;
mod reopen;

pub(crate) use close::close_old;
pub use list::CaseSearch;
pub(crate) use reopen::customer_wrote;

use parlance_api::case::{CaseDetail, CaseLineView, CaseView};
use parlance_core::{
    CaseId, TenantCtx,
    event::{Audience, EventKind},
};
use parlance_store::{
    Read, Tx,
    cases::{CaseLine, CaseRow},
};

use crate::{Env, Refusal, audit::Who, contacts, interactions, views::earlier_interaction};

const NOT_FOUND: Refusal = Refusal::not_found("This case");
/// Conversations and lines of one case that are shown.
const SHOWN: u32 = 200;

/// A case as screens show it.
pub fn view(read: &dyn Read, ctx: &TenantCtx, row: CaseRow) -> Result<CaseView, Refusal> {
    let owner = match row.owner_id {
        Some(id) => read.user(ctx, id)?.map(|user| user.name),
        None => None,
    };
    let team = match row.team_id {
        Some(id) => read.team(ctx, id)?.map(|team| team.name),
        None => None,
    };
    Ok(CaseView {
        id: row.id,
        number: row.number,
        title: row.title,
        description: row.description,
        state: row.state,
        reason: row.reason,
        contact_id: row.contact_id,
        contact_name: contacts::view(read, ctx, row.contact_id)?.name,
        owner_id: row.owner_id,
        owner,
        team_id: row.team_id,
        team,
        importance: row.importance,
        follows: row.follows,
        created_at: row.created_at,
        updated_at: row.updated_at,
        resolved_at: row.resolved_at,
    })
}

fn detail(read: &dyn Read, ctx: &TenantCtx, id: CaseId) -> Result<CaseDetail, Refusal> {
    let row = read.case(ctx, id)?.ok_or(NOT_FOUND)?;
    let mut interactions = Vec::new();
    for interaction in read.case_interactions(ctx, id, SHOWN)? {
        if let Some(found) = read.interaction(ctx, interaction)? {
            interactions.push(earlier_interaction(read, ctx, &found)?);
        }
    }
    interactions.sort_by_key(|found| std::cmp::Reverse((found.started_at, found.id)));
    let history = read.case_lines(ctx, id, SHOWN)?;
    Ok(CaseDetail {
        case: view(read, ctx, row)?,
        interactions,
        history: history
            .into_iter()
            .map(|line| CaseLineView {
                at: line.at,
                by: line.by,
                what: line.what,
                detail: line.detail,
            })
            .collect(),
        pending_reasons: read.settings(ctx)?.case_pending_reasons,
    })
}

/// Notes what happened to a case, and tells every desk how it stands now.
fn note(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: CaseId,
    what: &str,
    detail: Option<String>,
) -> Result<(), Refusal> {
    let line = CaseLine {
        at: env.now,
        by: who.name.clone(),
        what: what.to_owned(),
        detail,
    };
    tx.add_case_line(ctx, id, &line)?;
    let row = tx.case(ctx, id)?.ok_or(NOT_FOUND)?;
    let view = view(tx.as_read(), ctx, row)?;
    interactions::append(tx, env, ctx, EventKind::CaseChanged, Audience::everyone(), &view)
}
