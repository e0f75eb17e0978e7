//! What the agent has seen.

use parlance_core::{InteractionId, MessageId, TenantCtx, UserId, message::Direction};
use parlance_store::Tx;

use crate::{
    Engine, Env, Refusal, UseCaseError,
    identity::Person,
    interactions::{held, publish},
};

/// Unread messages are counted exactly up to so many.
const MOST_COUNTED: u32 = 200;

impl Engine {
    /// The agent has seen everything up to a message. The customer is shown that, when the tenant wants it.
    pub async fn mark_read(
        &self,
        who: &Person,
        id: InteractionId,
        up_to: MessageId,
    ) -> Result<(), UseCaseError> {
        let (ctx, user) = (who.ctx, who.user_id);
        let news = self
            .write(move |tx, env| mark_read(tx, env, &ctx, user, id, up_to))
            .await?;
        if news {
            self.show_seen(ctx, id);
        }
        Ok(())
    }
}

/// `true` when something was unread that is read now.
fn mark_read(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: UserId,
    id: InteractionId,
    up_to: MessageId,
) -> Result<bool, Refusal> {
    let mut row = held(tx.as_read(), ctx, user, id)?;
    let seen = tx
        .message(ctx, up_to)?
        .filter(|message| message.thread_id == row.thread_id)
        .ok_or_else(|| {
            Refusal::field(
                "message_id",
                "unknown",
                "This message is not part of this conversation.",
            )
        })?;
    let newest = tx.messages_of_interaction(ctx, id, None, MOST_COUNTED)?;
    let unread = newest
        .iter()
        .filter(|message| message.direction == Direction::Inbound)
        .filter(|message| (message.at, message.id) > (seen.at, seen.id))
        .count();
    // What was seen once stays seen.
    let unread = u32::try_from(unread).unwrap_or(MOST_COUNTED).min(row.unread);
    if unread == row.unread {
        return Ok(false);
    }
    row.unread = unread;
    tx.save_interaction(ctx, &mut row)?;
    publish(tx, env, ctx, &row, &[])?;
    Ok(true)
}
