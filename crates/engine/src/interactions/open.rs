//! A customer's message that belongs to no open interaction begins one.

use parlance_core::{
    InteractionId, SegmentId, TenantCtx, Timestamp,
    interaction::{InteractionState, SegmentKind},
    message::SystemLine,
};
use parlance_store::{
    Signal, Tx, entries::EntryRow, interactions::InteractionRow, segments::SegmentRow, threads::ThreadRow,
};

use super::publish::publish;
use crate::{Env, Refusal, dispatch::last_agent, messages};

/// The customer's message that begins an interaction, as lists show it.
#[derive(Debug, Clone)]
pub struct MessageSummary {
    /// The platform's time of it.
    pub at: Timestamp,
    /// Its line.
    pub line: String,
}

/// Opens an interaction in the entry's service and queues it. The first message is counted here: it is unread and
/// waits for an answer.
///
/// Refuses with `entry_without_service` when the entry names no service, and with `conflict` when the thread has an
/// open interaction already.
pub fn open(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    entry: &EntryRow,
    first: &MessageSummary,
) -> Result<InteractionRow, Refusal> {
    let service = match entry.service_id {
        Some(id) => tx.service(ctx, id)?,
        None => None,
    };
    let service = service.ok_or_else(|| {
        Refusal::conflict(
            "entry_without_service",
            format!(
                "The scenario entry '{}' names no service: choose one, so that its chats reach a team.",
                entry.name
            ),
        )
    })?;
    let number = number(env, tx.next_interaction_no(ctx)?);
    let mut row = InteractionRow {
        id: InteractionId::new(env.now, env.id_bytes()),
        number,
        thread_id: thread.id,
        contact_id: thread.contact_id,
        account_id: thread.account_id,
        channel: thread.channel.clone(),
        entry_id: Some(entry.id),
        service_id: service.id,
        state: InteractionState::Queued,
        agent_id: None,
        reserved_agent_id: None,
        reserved_until: None,
        class_no: tx.requirement_class(ctx, &entry.required_skills)?,
        priority: entry.priority,
        // A platform's clock may run ahead of ours; nothing begins in the future.
        started_at: first.at.min(env.now),
        queued_at: env.now,
        accepted_at: None,
        first_answer_at: None,
        ended_at: None,
        ended_by: None,
        closed_at: None,
        after_call_work_until: None,
        after_call_work_extended_ms: 0,
        first_line: first.line.clone(),
        last_line: first.line.clone(),
        last_line_own: false,
        last_message_at: first.at,
        unread: 1,
        waiting_since: Some(first.at.min(env.now)),
        failed_messages: 0,
        disposition_id: None,
        wrap_up_note: String::new(),
        version: 1,
    };
    last_agent::keep(tx, env, ctx, &service, &mut row)?;
    tx.insert_interaction(ctx, &row)?;
    tx.set_open_interaction(ctx, thread.id, Some(row.id))?;
    let segment = SegmentRow {
        id: SegmentId::new(env.now, env.id_bytes()),
        interaction_id: row.id,
        kind: SegmentKind::Queue,
        service_id: row.service_id,
        agent_id: None,
        started_at: env.now,
        ended_at: None,
        outcome: None,
    };
    tx.insert_segment(ctx, &segment)?;
    let line = SystemLine::Queued {
        entry: entry.name.clone(),
        service: service.name,
    };
    messages::first_line(tx, env, ctx, thread, row.id, line, first.at)?;
    publish(tx, env, ctx, &row, &[])?;
    tx.signal(Signal::Dispatch(ctx.tenant_id()));
    Ok(row)
}

/// A name that can be read out on the phone: four letters or digits that cannot be mistaken for one another, and the
/// tenant's running number.
pub(super) fn number(env: &Env<'_>, running: i64) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut random = [0; 4];
    env.random.fill(&mut random);
    let code: String = random
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect();
    format!("K-{code}-{running:05}")
}
