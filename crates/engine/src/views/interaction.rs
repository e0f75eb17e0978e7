//! An interaction as the API shows it.

use parlance_api::interaction::{EarlierInteraction, InteractionView, OfferView, OwnerView, Turn};
use parlance_core::{TenantCtx, Timestamp, thread::Owner, window::ReplyWindow};
use parlance_store::{
    Read, StoreError,
    interactions::{InteractionNames, InteractionRow},
    offers::OfferRow,
};

use crate::{Env, outbound, together, views::shown_name};

/// Builds the view of an interaction.
pub fn interaction_view(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &InteractionRow,
) -> Result<InteractionView, StoreError> {
    let names = read
        .interaction_names(ctx, row.id)?
        .ok_or(StoreError::Inconsistent {
            table: "interaction",
            column: "id",
            detail: format!("{} has lost its thread, contact, service or account", row.id),
        })?;
    Ok(interaction_view_with(env, row, names))
}

/// The same, when the names were read with the row.
pub(crate) fn interaction_view_with(
    env: &Env<'_>,
    row: &InteractionRow,
    names: InteractionNames,
) -> InteractionView {
    let capabilities = env
        .channels
        .get(&row.channel)
        .map(|channel| &channel.descriptor().capabilities);
    let window = capabilities.map_or_else(ReplyWindow::default, |capabilities| {
        outbound::window::of_names(capabilities, &names)
    });
    // What the platform has refused is over, whatever our clock says.
    let window_until = window.free_until().map(|until| match names.last_customer_at {
        Some(acted) if window.free_refused => until.min(acted),
        _ => until,
    });
    let person_until = window.person_until();
    let only_comments = names.only_comments;
    let owner = names
        .owner
        .as_ref()
        .and_then(|(owner, since)| owner_view(owner, *since));
    InteractionView {
        id: row.id,
        number: row.number.clone(),
        channel: row.channel.clone(),
        account_id: row.account_id,
        contact_name: contact_name(&names),
        account: names.account,
        thread_id: row.thread_id,
        contact_id: row.contact_id,
        state: row.state,
        service_id: row.service_id,
        service: names.service,
        agent_id: row.agent_id,
        agent: names.agent,
        priority: row.priority,
        started_at: row.started_at,
        queued_at: row.queued_at,
        accepted_at: row.accepted_at,
        ended_at: row.ended_at,
        ended_by: row.ended_by,
        after_call_work_until: row.after_call_work_until,
        last_line: row.last_line.clone(),
        last_line_own: row.last_line_own,
        last_message_at: row.last_message_at,
        unread: row.unread,
        turn: match row.waiting_since {
            Some(_) => Turn::Agent,
            None => Turn::Customer,
        },
        waiting_since: row.waiting_since,
        window_until,
        person_until,
        owner,
        only_comments,
        participants: names.participants.into_iter().map(together::part_view).collect(),
        help: names.help.map(together::help_view),
        failed_messages: row.failed_messages,
        disposition_id: row.disposition_id,
        wrap_up_note: row.wrap_up_note.clone(),
        version: row.version,
    }
}

/// Who else holds it, when somebody does.
fn owner_view(owner: &Owner, since: Timestamp) -> Option<OwnerView> {
    let (kind, name) = match owner {
        Owner::Ours { .. } | Owner::Nobody => return None,
        Owner::Inbox => ("inbox", None),
        Owner::App { id, name } => ("app", name.clone().or_else(|| id.clone())),
    };
    Some(OwnerView {
        kind: kind.into(),
        name,
        since,
    })
}

/// The customer's name beside an interaction.
pub(crate) fn contact_name(names: &InteractionNames) -> String {
    shown_name(
        names.first_name.as_deref(),
        names.last_name.as_deref(),
        names.profile_name.as_deref(),
        &names.external_id,
    )
}

/// Builds the view of an offer with its interaction as it is now.
pub fn offer_view(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &OfferRow,
) -> Result<OfferView, StoreError> {
    let interaction = read
        .interaction(ctx, row.interaction_id)?
        .ok_or(StoreError::Inconsistent {
            table: "offer",
            column: "interaction_id",
            detail: format!("{} has lost its interaction", row.id),
        })?;
    Ok(OfferView {
        id: row.id,
        interaction: interaction_view(read, env, ctx, &interaction)?,
        agent_id: row.agent_id,
        state: row.state,
        offered_at: row.offered_at,
        expires_at: row.expires_at,
        first_words: interaction.first_line,
        reason: row.reason.clone(),
        version: row.version,
    })
}

/// Builds the line of an earlier interaction.
pub fn earlier_interaction(
    read: &dyn Read,
    ctx: &TenantCtx,
    row: &InteractionRow,
) -> Result<EarlierInteraction, StoreError> {
    let names = read.interaction_names(ctx, row.id)?;
    let (service, agent, disposition) = names
        .map(|names| (names.service, names.agent, names.disposition))
        .unwrap_or_default();
    Ok(EarlierInteraction {
        id: row.id,
        channel: row.channel.clone(),
        title: row.first_line.clone(),
        service,
        disposition,
        agent,
        started_at: row.started_at,
    })
}
