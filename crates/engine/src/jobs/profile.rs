//! Who a customer is, as far as the platform tells. The chat goes on without.

use parlance_channel::{Profile, ProfileAnswer, SendErrorKind};
use parlance_core::{JobId, TenantCtx, ThreadId};
use parlance_store::{
    Tx,
    attachments::AttachmentRow,
    jobs::{Lane, NewJob},
    threads::ThreadRow,
};

use super::{FETCH_PROFILE, Outcome, profile_payload};
use crate::{Engine, Env, Refusal, contacts, media};

/// Queues the question who the customer is, where the channel can tell. The same question is queued once.
pub(crate) fn ask(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    lane: Lane,
) -> Result<(), Refusal> {
    let channel = env.channels.get(&thread.channel);
    if !channel.is_some_and(|channel| channel.descriptor().capabilities.profiles) {
        return Ok(());
    }
    let job = NewJob {
        id: JobId::new(env.now, env.id_bytes()),
        kind: FETCH_PROFILE,
        lane,
        unique_key: thread.id.to_string(),
        payload: profile_payload(thread.id),
        due_at: env.now,
        created_at: env.now,
    };
    tx.enqueue_job(ctx, &job)?;
    Ok(())
}

/// Asks the platform and stores name and picture.
pub(super) async fn fetch(engine: &Engine, ctx: TenantCtx, thread_id: ThreadId) -> Outcome {
    let thread = match engine
        .read(move |read, _| Ok(read.thread(&ctx, thread_id)?))
        .await
    {
        Ok(Some(thread)) => thread,
        Ok(None) => return Outcome::Done,
        Err(error) => return Outcome::retry(&error),
    };
    let accounts = engine.directory().now();
    let Some(account) = accounts.get(thread.account_id).filter(|account| account.enabled) else {
        return Outcome::Dead("the account is switched off or gone".into());
    };
    let Some(channel) = engine.channels().get(&account.channel) else {
        return Outcome::Dead("the channel is not there".into());
    };
    match channel.profile(&account.values, &thread.external_id).await {
        ProfileAnswer::Found(profile) => store(engine, ctx, thread, profile).await,
        ProfileAnswer::NotAvailable => Outcome::Done,
        ProfileAnswer::Failed(error) => match error.kind {
            SendErrorKind::Permanent | SendErrorKind::Permission | SendErrorKind::RecipientUnavailable => {
                Outcome::Dead(error.to_string())
            }
            _ => Outcome::Retry(error.to_string()),
        },
    }
}

async fn store(engine: &Engine, ctx: TenantCtx, thread: ThreadRow, profile: Profile) -> Outcome {
    let contact_id = thread.contact_id;
    let picture = match &profile.picture_url {
        Some(url) => match media::fetch_picture(engine, &ctx, contact_id, url).await {
            Ok(picture) => Some(picture),
            Err(reason) => {
                tracing::debug!(%reason, "a customer's picture could not be fetched");
                None
            }
        },
        None => None,
    };
    let name = full_name(&profile);
    match engine
        .write(move |tx, env| save(tx, env, &ctx, &thread, name, picture.as_ref()))
        .await
    {
        Ok(()) => Outcome::Done,
        Err(error) => Outcome::retry(&error),
    }
}

fn full_name(profile: &Profile) -> Option<String> {
    let full = profile.name.clone().or_else(|| {
        let parts: Vec<&str> = [profile.first_name.as_deref(), profile.last_name.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    })?;
    let clean: String = full.chars().filter(|c| !c.is_control()).take(200).collect();
    let clean = clean.trim();
    (!clean.is_empty()).then(|| clean.to_owned())
}

fn save(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    name: Option<String>,
    picture: Option<&AttachmentRow>,
) -> Result<(), Refusal> {
    let Some(mut contact) = tx.contact(ctx, thread.contact_id)? else {
        return Ok(());
    };
    if name.is_some() {
        contact.profile_name = name;
    }
    if let Some(picture) = picture {
        tx.insert_attachment(ctx, picture)?;
        contact.picture_id = Some(picture.id);
    }
    contacts::save(tx, env, ctx, &mut contact).map(drop)
}
