//! A message's delivery is the sum of its parts.

use parlance_api::message::SendProblem;
use parlance_core::{MessageId, TenantCtx, delivery::Delivery};
use parlance_store::{
    Tx,
    outbox::{OutboxRow, OutboxState, Receipt},
};

use crate::{Env, Refusal, interactions, messages};

/// Where a message with these parts stands.
pub(crate) fn delivery_of(parts: &[OutboxRow]) -> Delivery {
    let any = |state| parts.iter().any(|part| part.state == state);
    let kept = parts.iter().filter(|part| part.state != OutboxState::Cancelled);
    if any(OutboxState::Failed) || kept.clone().next().is_none() {
        Delivery::Failed
    } else if any(OutboxState::Uncertain) {
        Delivery::Uncertain
    } else if any(OutboxState::Sending) {
        Delivery::Sending
    } else if any(OutboxState::Queued) {
        if any(OutboxState::Sent) {
            Delivery::Sending
        } else {
            Delivery::Queued
        }
    } else {
        match kept.map(|part| part.receipt).min().unwrap_or_default() {
            Receipt::None => Delivery::Sent,
            Receipt::Delivered => Delivery::Delivered,
            Receipt::Read => Delivery::Read,
        }
    }
}

/// Brings a message in line with its parts and tells the desks. `problem` is what stands beside it while it is not
/// sent; a sent message has none.
pub(crate) fn refresh(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    message_id: MessageId,
    problem: Option<SendProblem>,
) -> Result<(), Refusal> {
    let Some(mut message) = tx.message(ctx, message_id)? else {
        return Ok(());
    };
    let parts = tx.outbox_of_message(ctx, message_id)?;
    let delivery = delivery_of(&parts);
    let problem = if delivery.is_accepted() { None } else { problem };
    let possible_duplicate = parts.iter().any(|part| part.possible_duplicate);
    let unchanged = message.delivery == Some(delivery)
        && message.problem == problem
        && message.possible_duplicate == possible_duplicate
        && message.deleted_at.is_none();
    if unchanged {
        return Ok(());
    }
    let failed_before = message.delivery == Some(Delivery::Failed);
    message.delivery = Some(delivery);
    message.problem = problem;
    message.possible_duplicate = possible_duplicate;
    // What the platform turned out to have is shown, also when it was deleted here in the meantime.
    if delivery.is_accepted() {
        message.deleted_at = None;
    }
    message.version = tx.save_message(ctx, &message)?;
    if message.deleted_at.is_none() {
        messages::publish(tx, env, ctx, &message)?;
    }
    if failed_before != (delivery == Delivery::Failed)
        && let Some(interaction_id) = message.interaction_id
    {
        let failed = tx.count_failed(ctx, interaction_id)?;
        interactions::set_failed_messages(tx, env, ctx, interaction_id, failed)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use parlance_core::{AccountId, MessageId, OutboxId, TenantId, ThreadId, Timestamp};
    use parlance_store::outbox::OutboxPayload;

    use super::*;

    fn part(state: OutboxState, receipt: Receipt) -> OutboxRow {
        let now = Timestamp::from_millis(1);
        OutboxRow {
            no: 1,
            tenant: TenantId::new(now, [0; 10]),
            id: OutboxId::new(now, [0; 10]),
            account_id: AccountId::new(now, [0; 10]),
            thread_id: ThreadId::new(now, [0; 10]),
            message_id: MessageId::new(now, [0; 10]),
            part: 0,
            payload: OutboxPayload::Text { text: "x".into() },
            reply_to: None,
            permission: None,
            state,
            receipt,
            provider_id: None,
            provider_at: None,
            sent_at: None,
            attempts: 0,
            due_at: now,
            fence: 0,
            possible_duplicate: false,
            created_at: now,
        }
    }

    #[test]
    fn the_weakest_part_speaks_for_the_message() {
        use OutboxState::{Failed, Queued, Sending, Sent, Uncertain};
        let of = |states: &[(OutboxState, Receipt)]| {
            let parts: Vec<OutboxRow> = states
                .iter()
                .map(|(state, receipt)| part(*state, *receipt))
                .collect();
            delivery_of(&parts)
        };
        assert_eq!(of(&[(Queued, Receipt::None)]), Delivery::Queued);
        assert_eq!(
            of(&[(Sent, Receipt::Read), (Queued, Receipt::None)]),
            Delivery::Sending
        );
        assert_eq!(
            of(&[(Sent, Receipt::Read), (Failed, Receipt::None)]),
            Delivery::Failed
        );
        assert_eq!(
            of(&[(Uncertain, Receipt::None), (Sending, Receipt::None)]),
            Delivery::Uncertain
        );
        assert_eq!(
            of(&[(Sent, Receipt::Read), (Sent, Receipt::Delivered)]),
            Delivery::Delivered
        );
        assert_eq!(
            of(&[(Sent, Receipt::Read), (Sent, Receipt::Read)]),
            Delivery::Read
        );
    }
}
