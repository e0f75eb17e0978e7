//! What the post says that somebody commented on.

use parlance_channel::SendErrorKind;
use parlance_core::{
    AccountId, JobId, MessageId, TenantCtx,
    message::{CommentedPost, Part},
};
use parlance_store::{
    Read, Tx,
    jobs::{Lane, NewJob},
};

use crate::{
    Engine, Env, Refusal,
    jobs::{self, Outcome},
    messages,
};

/// What is known of a post from an earlier comment under it.
pub(crate) fn known(
    read: &dyn Read,
    ctx: &TenantCtx,
    account: AccountId,
    post_id: &str,
) -> Result<Option<CommentedPost>, Refusal> {
    let Some(earlier) = read.comment_under_post(ctx, account, post_id)? else {
        return Ok(None);
    };
    let message = read.message(ctx, earlier.message_id)?;
    let post = message.and_then(|message| {
        message.parts.into_iter().find_map(|part| match part {
            Part::Comment(post) => Some(post),
            _ => None,
        })
    });
    Ok(post.filter(|post| post.excerpt.is_some()))
}

/// Queues the question what the post says.
pub(crate) fn ask(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    message: MessageId,
) -> Result<(), Refusal> {
    let job = NewJob {
        id: JobId::new(env.now, env.id_bytes()),
        kind: jobs::FETCH_POST,
        lane: Lane::Live,
        unique_key: message.to_string(),
        payload: jobs::post_payload(message),
        due_at: env.now,
        created_at: env.now,
    };
    tx.enqueue_job(ctx, &job)?;
    Ok(())
}

/// Asks the platform and shows it beside the comment.
pub(crate) async fn fetch(engine: &Engine, ctx: TenantCtx, message: MessageId) -> Outcome {
    let row = match engine
        .read(move |read, _| Ok(read.comment_of_message(&ctx, message)?))
        .await
    {
        Ok(Some(row)) => row,
        Ok(None) => return Outcome::Done,
        Err(error) => return Outcome::retry(&error),
    };
    let Some(post_id) = row.post_id else {
        return Outcome::Done;
    };
    let accounts = engine.directory().now();
    let Some(account) = accounts.get(row.account_id).filter(|account| account.enabled) else {
        return Outcome::Dead("the account is switched off or gone".into());
    };
    let channel = engine.channels().get(&account.channel);
    let Some(comments) = channel.and_then(|channel| channel.comments()) else {
        return Outcome::Dead("the channel has no posts".into());
    };
    let post = match comments.post(&account.values, &post_id).await {
        Ok(post) => post,
        Err(error) => {
            return match error.kind {
                SendErrorKind::Permanent
                | SendErrorKind::Permission
                | SendErrorKind::RecipientUnavailable => Outcome::Dead(error.to_string()),
                _ => Outcome::Retry(error.to_string()),
            };
        }
    };
    match engine
        .write(move |tx, env| show(tx, env, &ctx, message, post))
        .await
    {
        Ok(()) => Outcome::Done,
        Err(error) => Outcome::retry(&error),
    }
}

fn show(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    message: MessageId,
    post: CommentedPost,
) -> Result<(), Refusal> {
    let Some(mut message) = tx.message(ctx, message)? else {
        return Ok(());
    };
    for part in &mut message.parts {
        if let Part::Comment(shown) = part {
            shown.excerpt = post.excerpt.clone().or(shown.excerpt.take());
            shown.url = shown.url.take().or_else(|| post.url.clone());
        }
    }
    message.version = tx.save_message(ctx, &message)?;
    messages::publish(tx, env, ctx, &message)
}
