//! The account's reaction to a customer's message: stored at once, shown to the customer by a job.

use parlance_api::message::MessageView;
use parlance_channel::{SendErrorKind, SenderAction, descriptor::Reactions};
use parlance_core::{
    InteractionId, JobId, MessageId, TenantCtx,
    message::{Direction, SystemLine},
};
use parlance_store::{
    Tx,
    jobs::{Lane, NewJob},
    messages::MessageRow,
};

use super::{publish, quote::platform_id, system_line, visible};
use crate::{
    Engine, Env, Refusal, UseCaseError, control,
    identity::Person,
    interactions,
    jobs::{self, Outcome},
    views::message_view,
};

/// An emoji with all its modifiers is no longer than this, bytes.
const MAX_EMOJI_BYTES: usize = 64;

impl Engine {
    /// Puts a reaction on a customer's message, in place of an earlier one; `None` takes it away.
    pub async fn react(
        &self,
        person: &Person,
        id: MessageId,
        emoji: Option<String>,
    ) -> Result<MessageView, UseCaseError> {
        let person = person.clone();
        self.write(move |tx, env| {
            let message = react(tx, env, &person, id, emoji)?;
            Ok(message_view(tx.as_read(), &person.ctx, &message)?)
        })
        .await
    }
}

fn react(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    person: &Person,
    id: MessageId,
    emoji: Option<String>,
) -> Result<MessageRow, Refusal> {
    let ctx = &person.ctx;
    let mut message = visible(tx.as_read(), person, id)?;
    let thread = tx
        .thread(ctx, message.thread_id)?
        .ok_or(Refusal::not_found("This conversation"))?;
    if message.direction != Direction::Inbound || message.taken_back {
        return Err(Refusal::conflict(
            "not_inbound",
            "Only a message of the customer that is still there can be reacted to.",
        ));
    }
    must_hold(tx, person, thread.open_interaction_id)?;
    control::must_be_ours(&thread)?;
    let channel = env.channels.get(&thread.channel);
    let possible = channel.map_or(&Reactions::None, |channel| {
        &channel.descriptor().capabilities.reactions
    });
    check(possible, emoji.as_deref())?;
    if platform_id(tx.as_read(), ctx, &message)?.is_none() {
        return Err(Refusal::conflict(
            "unknown_to_platform",
            "The platform gave this message no id: it cannot be reacted to.",
        ));
    }
    if message.own_reaction == emoji {
        return Ok(message);
    }
    message.own_reaction = emoji;
    message.version = tx.save_message(ctx, &message)?;
    publish(tx, env, ctx, &message)?;
    let job = NewJob {
        id: JobId::new(env.now, env.id_bytes()),
        kind: jobs::REACT,
        lane: Lane::Live,
        unique_key: message.id.to_string(),
        payload: jobs::reaction_payload(message.id),
        due_at: env.now,
        created_at: env.now,
    };
    tx.enqueue_job(ctx, &job)?;
    Ok(message)
}

fn must_hold(tx: &dyn Tx, person: &Person, open: Option<InteractionId>) -> Result<(), Refusal> {
    let holds = match open {
        Some(id) => {
            let row = interactions::get(tx.as_read(), &person.ctx, id)?;
            interactions::access::writes(tx.as_read(), &person.ctx, person.user_id, &row)?
        }
        None => false,
    };
    if holds {
        return Ok(());
    }
    Err(Refusal::conflict(
        "not_yours",
        "Only the agent who holds this conversation can react to the customer's messages.",
    ))
}

fn check(possible: &Reactions, emoji: Option<&str>) -> Result<(), Refusal> {
    let Some(emoji) = emoji else {
        return Ok(());
    };
    let fault = |message: String| Err(Refusal::field("emoji", "malformed", message));
    match possible {
        Reactions::None => fault("This channel takes no reactions.".into()),
        Reactions::Only(these) if !these.iter().any(|each| each == emoji) => fault(format!(
            "This channel takes only these reactions: {}.",
            these.join(" ")
        )),
        _ if emoji.is_empty()
            || emoji.len() > MAX_EMOJI_BYTES
            || emoji.is_ascii()
            || emoji
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || c.is_alphabetic()) =>
        {
            fault("A reaction is one emoji.".into())
        }
        _ => Ok(()),
    }
}

/// Shows the customer the reaction as it stands now.
pub(crate) async fn show(engine: &Engine, ctx: TenantCtx, id: MessageId, last_try: bool) -> Outcome {
    let read = engine
        .read(move |read, _| {
            let Some(message) = read.message(&ctx, id)? else {
                return Ok(None);
            };
            let thread = read.thread(&ctx, message.thread_id)?;
            let platform_id = platform_id(read, &ctx, &message)?;
            Ok(thread
                .zip(platform_id)
                .map(|(thread, key)| (message.own_reaction, thread, key)))
        })
        .await;
    let (wanted, thread, message_id) = match read {
        Ok(Some(found)) => found,
        Ok(None) => return Outcome::Done,
        Err(error) => return Outcome::retry(&error),
    };
    let accounts = engine.directory().now();
    let account = accounts.get(thread.account_id).filter(|account| account.enabled);
    let (Some(account), Some(channel)) = (account, engine.channels().get(&thread.channel)) else {
        return give_up(engine, ctx, id, "The integration account is switched off.").await;
    };
    let action = match &wanted {
        Some(emoji) => SenderAction::React {
            message_id,
            emoji: emoji.clone(),
        },
        None => SenderAction::Unreact { message_id },
    };
    match channel.act(&account.values, &thread.external_id, action).await {
        Ok(()) => still(engine, ctx, id, wanted).await,
        Err(error) => {
            let later = matches!(
                error.kind,
                SendErrorKind::Retry { .. } | SendErrorKind::SlowDown { .. } | SendErrorKind::Uncertain
            );
            if later && !last_try {
                Outcome::retry(&error)
            } else {
                give_up(engine, ctx, id, &error.sentence.text).await
            }
        }
    }
}

/// Whether what was shown is still wanted; else once more.
async fn still(engine: &Engine, ctx: TenantCtx, id: MessageId, shown: Option<String>) -> Outcome {
    let same = engine
        .read(move |read, _| {
            Ok(read
                .message(&ctx, id)?
                .is_none_or(|now| now.own_reaction == shown))
        })
        .await;
    match same {
        Ok(true) => Outcome::Done,
        Ok(false) => Outcome::Retry("another reaction was chosen meanwhile".into()),
        Err(error) => Outcome::retry(&error),
    }
}

/// The platform does not take it: the desk must not show what the customer does not see, and says so.
async fn give_up(engine: &Engine, ctx: TenantCtx, id: MessageId, why: &str) -> Outcome {
    let reason = why.to_owned();
    let taken_away = engine
        .write(move |tx, env| {
            let Some(mut message) = tx.message(&ctx, id)?.filter(|row| row.own_reaction.is_some()) else {
                return Ok(());
            };
            let emoji = message.own_reaction.take().unwrap_or_default();
            message.version = tx.save_message(&ctx, &message)?;
            publish(tx, env, &ctx, &message)?;
            let thread = tx.thread(&ctx, message.thread_id)?;
            let chat = thread
                .and_then(|thread| thread.open_interaction_id)
                .or(message.interaction_id);
            let line = SystemLine::ReactionRefused { emoji, reason };
            system_line(tx, env, &ctx, message.thread_id, chat, line, env.now).map(drop)
        })
        .await;
    match taken_away {
        Ok(()) => Outcome::Dead(why.to_owned()),
        Err(error) => Outcome::retry(&error),
    }
}
