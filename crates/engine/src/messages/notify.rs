//! Notifying a customer by their permission.

use parlance_channel::split_text;
use parlance_core::{PermissionId, message::SystemLine};
use parlance_store::{Tx, attachments::AttachmentRow, interactions::InteractionRow};
use serde_json::json;

use super::system_line;
use crate::{Env, Refusal, audit, identity::Person};

/// Refuses what is more than the one message that a permission is good for; says in the transcript and in the log who
/// notifies about what.
#[expect(clippy::too_many_arguments, reason = "a message in its pieces")]
pub(super) fn by(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    person: &Person,
    interaction: &InteractionRow,
    permission: PermissionId,
    text: &str,
    files: &[AttachmentRow],
    rich: bool,
) -> Result<(), Refusal> {
    let ctx = &person.ctx;
    let texts = match env.channels.get(&interaction.channel) {
        Some(channel) => split_text(text, channel.descriptor().capabilities.text_limit).len(),
        None => 1,
    };
    let pieces = if rich { 1 } else { texts + files.len() };
    if pieces > 1 {
        let message =
            "A permission to notify is good for one message: shorten the text, or send the file by itself.";
        return Err(Refusal::field("notify", "too_many", message));
    }
    let Some(row) = tx.permission(ctx, permission)? else {
        return Ok(());
    };
    let agent = tx
        .user(ctx, person.user_id)?
        .map(|user| user.name)
        .unwrap_or_default();
    let line = SystemLine::Notified {
        agent,
        topic: row.topic,
    };
    system_line(tx, env, ctx, row.thread_id, interaction.id, line, env.now)?;
    let detail = json!({ "interaction": interaction.id });
    audit::record(
        tx,
        env,
        ctx,
        &person.who(),
        "customer.notified",
        permission,
        detail,
    )
}
