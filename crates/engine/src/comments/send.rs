//! Sending answers to comments: what the ordinary way of a message does not know.

use parlance_channel::{Channel, SendError, Sent};
use parlance_core::TenantCtx;
use parlance_store::{Tx, outbox::OutboxRow};

use super::state::changed;
use crate::{
    Engine, Env, Refusal,
    inbound::directory::LiveAccount,
    outbound::{self, Failure},
};

/// The platform's clock may be behind ours by so much, milliseconds.
const CLOCKS_DIFFER_MS: i64 = 5 * 60_000;

/// Answers under a post. Nothing comes back from such an answer but the answer itself: after an uncertain try it is
/// looked for first.
pub(crate) async fn send_public(
    engine: &Engine,
    ctx: TenantCtx,
    account: &LiveAccount,
    channel: &dyn Channel,
    part: &OutboxRow,
    comment_id: &str,
    text: &str,
) -> Result<Sent, Failure> {
    let comments = channel
        .comments()
        .ok_or_else(|| Failure::Here(outbound::problem::account_off()))?;
    if part.possible_duplicate {
        let there = comments
            .own_replies(&account.values, comment_id)
            .await
            .map_err(Failure::Platform)?;
        let not_before = part.created_at.plus_ms(-CLOCKS_DIFFER_MS);
        for reply in there {
            let fits = reply.text.trim() == text.trim() && reply.at.is_none_or(|at| at >= not_before);
            if fits && is_new(engine, ctx, part, reply.provider_id.clone()).await? {
                return Ok(Sent {
                    provider_id: reply.provider_id,
                    recipient_id: None,
                    slow_down_ms: None,
                    usage: Vec::new(),
                });
            }
        }
    }
    comments
        .reply_publicly(&account.values, comment_id, text)
        .await
        .map_err(Failure::Platform)
}

/// Whether no other message of ours is known by this id.
async fn is_new(engine: &Engine, ctx: TenantCtx, part: &OutboxRow, id: String) -> Result<bool, Failure> {
    let account = part.account_id;
    let known = engine
        .read(move |read, _| Ok(read.message_by_provider(&ctx, account, &id)?.is_some()))
        .await;
    // Without the store nobody knows: the part waits as if the platform had not answered.
    known
        .map(|known| !known)
        .map_err(|_| Failure::Here(outbound::problem::no_answer()))
}

/// The platform takes no private answer to this comment. After an uncertain try, "answered already" means ours.
pub(crate) fn closed_by_platform(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    mut row: OutboxRow,
    error: &SendError,
    answered: bool,
) -> Result<(), Refusal> {
    if answered && row.possible_duplicate {
        row.possible_duplicate = false;
        return outbound::settle::echoed(tx, env, ctx, row, None, env.now);
    }
    let comment = match row.payload.comment_id() {
        Some(comment_id) => tx.comment(ctx, row.account_id, comment_id)?,
        None => None,
    };
    outbound::settle::fail(tx, env, ctx, row, outbound::problem::problem_of(error))?;
    match comment {
        Some(mut comment) => {
            comment.private_refused = serde_json::to_string(&error.sentence).ok();
            tx.save_comment(ctx, &comment)?;
            changed(tx, env, ctx, &comment)
        }
        None => Ok(()),
    }
}
