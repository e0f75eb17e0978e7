//! What customers see above an agent's message: made at the platform when it is first needed, made anew when it changed
//! or when the platform lost it. Nothing here ever holds a message up: what fails lets it go out under the page's name.

use parlance_channel::{AccountValues, Channel, SendError, SendErrorKind};
use parlance_core::{AccountId, MessageId, TenantCtx, UserId, message::Author};
use parlance_store::{
    Read,
    personas::{PersonaRow, PublicIdentity},
};

use crate::{Engine, Refusal};

/// The agent whose name stands above a message: only what a person wrote, and only where the tenant wants it.
pub(crate) fn writer(
    read: &dyn Read,
    ctx: &TenantCtx,
    message: MessageId,
) -> Result<Option<UserId>, Refusal> {
    if !read.settings(ctx)?.personas {
        return Ok(None);
    }
    Ok(match read.message(ctx, message)?.map(|message| message.author) {
        Some(Author::Agent { user_id }) => Some(user_id),
        _ => None,
    })
}

/// Who shows a message of whom.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub ctx: TenantCtx,
    pub account_id: AccountId,
    pub account: &'a AccountValues,
    pub channel: &'a dyn Channel,
    pub agent: UserId,
}

/// The platform's id of the agent's name and picture; `None`: the page's own.
pub(crate) async fn for_send(engine: &Engine, shown: Shown<'_>) -> Option<String> {
    let personas = shown.channel.personas()?;
    let Shown {
        ctx,
        account_id,
        agent,
        ..
    } = shown;
    let known = engine
        .read(move |read, _| {
            Ok((
                read.public_identity(&ctx, agent)?,
                read.persona(&ctx, account_id, agent)?,
            ))
        })
        .await;
    let (wanted, made) = match known {
        Ok(known) => known,
        Err(error) => {
            tracing::warn!(%error, "an agent's public name could not be read");
            return None;
        }
    };
    if let (Some(wanted), Some(made)) = (&wanted, &made)
        && wanted.name == made.name
        && wanted.picture_id == made.picture_id
    {
        return Some(made.remote_id.clone());
    }
    if let Some(made) = made {
        if let Err(error) = personas.delete(shown.account, &made.remote_id).await {
            tracing::info!(code = error.code, "an agent's former name stays at the platform");
        }
        keep(engine, shown, None).await;
    }
    make(engine, shown, wanted?).await
}

async fn make(engine: &Engine, shown: Shown<'_>, wanted: PublicIdentity) -> Option<String> {
    let personas = shown.channel.personas()?;
    let picture = wanted
        .picture_id
        .and_then(|picture| engine.public_address(&shown.ctx, picture));
    match personas
        .create(shown.account, &wanted.name, picture.as_deref())
        .await
    {
        Ok(remote_id) => {
            let row = PersonaRow {
                remote_id: remote_id.clone(),
                name: wanted.name,
                picture_id: wanted.picture_id,
            };
            keep(engine, shown, Some(row)).await;
            Some(remote_id)
        }
        Err(error) => {
            tracing::warn!(
                code = error.code,
                subcode = error.subcode,
                "the platform takes no name of an agent"
            );
            None
        }
    }
}

async fn keep(engine: &Engine, shown: Shown<'_>, row: Option<PersonaRow>) {
    let Shown {
        ctx,
        account_id,
        agent,
        ..
    } = shown;
    let kept = engine
        .write(move |tx, _| Ok(tx.save_persona(&ctx, account_id, agent, row.as_ref())?))
        .await;
    if let Err(error) = kept {
        tracing::warn!(%error, "what a platform knows of an agent could not be kept");
    }
}

/// The platform refused a message for good: was it the name above it? Then that is forgotten, and the message may go
/// out once more.
pub(crate) async fn forget_lost(engine: &Engine, shown: Shown<'_>, persona: &str, error: &SendError) -> bool {
    let may_be = matches!(
        error.kind,
        SendErrorKind::Permanent | SendErrorKind::RecipientUnavailable
    );
    let Some(personas) = shown.channel.personas().filter(|_| may_be) else {
        return false;
    };
    match personas.exists(shown.account, persona).await {
        Ok(false) => {
            keep(engine, shown, None).await;
            true
        }
        Ok(true) | Err(_) => false,
    }
}
