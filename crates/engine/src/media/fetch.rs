//! Fetching what a message or a profile only points at. The message stands in the transcript already; whatever happens
//! here changes nothing but its picture.

use futures_util::{StreamExt as _, future::poll_fn};
use parlance_channel::fetch::FetchError;
use parlance_core::{
    ContactId, MessageId, TenantCtx,
    message::{MediaState, Part, SystemLine},
};
use parlance_store::{
    Tx,
    attachments::{AttachmentRow, FileKind},
    messages::MessageRow,
};

use super::{
    clean_name,
    intake::{self, Intake, IntakeError, Owner},
};
use crate::{Engine, Env, Refusal, contacts, jobs::Outcome, messages};

/// Fetches one part of a message.
pub(crate) async fn fetch_media(
    engine: &Engine,
    ctx: TenantCtx,
    id: MessageId,
    place: usize,
    last_try: bool,
) -> Outcome {
    let found = engine.read(move |read, _| Ok(read.message(&ctx, id)?)).await;
    let message = match found {
        Ok(Some(message)) => message,
        Ok(None) => return Outcome::Done,
        Err(error) => return Outcome::retry(&error),
    };
    let Some(media) = message.parts.get(place).and_then(Part::media) else {
        return Outcome::Done;
    };
    let (Some(url), MediaState::Pending) = (media.source_url.clone(), media.state) else {
        return Outcome::Done;
    };
    let owner = Owner {
        thread_id: Some(message.thread_id),
        ..Owner::default()
    };
    match fetch(engine, &ctx, owner, &url, media.name.as_deref()).await {
        Ok(file) => {
            let stored = file.clone();
            let saved = engine
                .write(move |tx, env| {
                    // The customer may have been erased meanwhile: then nothing of theirs is kept, and the sweep
                    // takes the bytes.
                    if tx.message(&ctx, id)?.is_none() {
                        return Ok(());
                    }
                    tx.insert_attachment(&ctx, &stored)?;
                    change(tx, env, &ctx, id, place, |part| store_in(part, &stored))
                })
                .await;
            match saved {
                Ok(()) => Outcome::Done,
                Err(error) => {
                    intake::forget(engine, &file.storage_key).await;
                    Outcome::retry(&error)
                }
            }
        }
        Err(failure) if failure.temporary && !last_try => Outcome::Retry(failure.reason),
        Err(failure) => {
            let saved = engine
                .write(move |tx, env| {
                    change(tx, env, &ctx, id, place, |part| {
                        if let Some(media) = part.media_mut() {
                            media.state = MediaState::Failed;
                        }
                    })
                })
                .await;
            match saved {
                Ok(()) => Outcome::Dead(failure.reason),
                Err(error) => Outcome::retry(&error),
            }
        }
    }
}

/// Fetches the picture of a customer. The row is not stored yet.
pub(crate) async fn fetch_picture(
    engine: &Engine,
    ctx: &TenantCtx,
    contact: ContactId,
    url: &str,
) -> Result<AttachmentRow, String> {
    let owner = Owner {
        contact_id: Some(contact),
        ..Owner::default()
    };
    let file = fetch(engine, ctx, owner, url, Some("picture"))
        .await
        .map_err(|failure| failure.reason)?;
    if file.kind == FileKind::Image {
        Ok(file)
    } else {
        intake::forget(engine, &file.storage_key).await;
        Err(format!("the picture is no picture but {}", file.mime))
    }
}

/// Why a file could not be fetched.
struct Failure {
    reason: String,
    temporary: bool,
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        Self {
            temporary: error.is_temporary(),
            reason: error.to_string(),
        }
    }
}

impl From<IntakeError> for Failure {
    fn from(error: IntakeError) -> Self {
        Self {
            temporary: matches!(error, IntakeError::Disk(_)),
            reason: error.to_string(),
        }
    }
}

async fn fetch(
    engine: &Engine,
    ctx: &TenantCtx,
    owner: Owner,
    url: &str,
    known_name: Option<&str>,
) -> Result<AttachmentRow, Failure> {
    let limit = engine.media_limits().max_download_bytes;
    let mut fetched = engine.media().fetch(url, limit).await?;
    let name = clean_name(known_name.or(fetched.name.as_deref()).unwrap_or("file"));
    let mut intake = Intake::begin(engine, ctx, owner, name, limit).await?;
    while let Some(piece) = poll_fn(|cx| fetched.stream.poll_next_unpin(cx)).await {
        let piece = piece.map_err(|error| Failure {
            temporary: error.kind() != std::io::ErrorKind::FileTooLarge,
            reason: format!("the file broke off: {error}"),
        })?;
        intake.write(&piece).await?;
    }
    let mut row = intake.finish(engine).await?;
    name_after_type(&mut row);
    Ok(row)
}

/// Platforms often give names without an extension; saving the file should know what it is.
fn name_after_type(row: &mut AttachmentRow) {
    let extension = match row.mime.as_str() {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "audio/mpeg" => "mp3",
        "audio/mp4" | "audio/m4a" => "m4a",
        "audio/ogg" => "ogg",
        "video/mp4" => "mp4",
        "application/pdf" => "pdf",
        _ => return,
    };
    if !row.name.contains('.') && row.name.len() < 250 {
        row.name = format!("{}.{extension}", row.name);
    }
}

/// Puts a stored file in the place of what pointed at it. A part that claims to be a picture, sound or film but is not
/// becomes a file.
fn store_in(part: &mut Part, file: &AttachmentRow) {
    let Some(media) = part.media_mut() else { return };
    media.state = MediaState::Stored;
    media.attachment_id = Some(file.id);
    media.name = Some(file.name.clone());
    media.mime = Some(file.mime.clone());
    media.size_bytes = Some(file.size_bytes);
    media.picture = file.picture_size();
    let media = media.clone();
    let fits = match part {
        Part::Image(_) | Part::Sticker(_) => file.kind == FileKind::Image,
        // A voice message may be an MP4 without pictures.
        Part::Audio(_) => matches!(file.kind, FileKind::Audio | FileKind::Video),
        Part::Video(_) => file.kind == FileKind::Video,
        Part::Shared { picture, .. } | Part::System(SystemLine::CameFrom { picture, .. }) => {
            if file.kind != FileKind::Image {
                *picture = None;
            }
            true
        }
        _ => true,
    };
    if !fits {
        *part = Part::File(media);
    }
}

/// Changes one part of a message and tells the desks.
fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: MessageId,
    place: usize,
    apply: impl FnOnce(&mut Part),
) -> Result<(), Refusal> {
    let Some(mut message) = tx.message(ctx, id)? else {
        return Ok(());
    };
    let Some(part) = message.parts.get_mut(place) else {
        return Ok(());
    };
    apply(part);
    let of_arrival = matches!(part, Part::System(_));
    let thread_id = message.thread_id;
    save(tx, env, ctx, message)?;
    // The picture of how they came stands at the customer, too.
    match tx.thread(ctx, thread_id)?.filter(|_| of_arrival) {
        Some(thread) => contacts::changed(tx, env, ctx, thread.contact_id),
        None => Ok(()),
    }
}

fn save(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, mut message: MessageRow) -> Result<(), Refusal> {
    message.version = tx.save_message(ctx, &message)?;
    messages::publish(tx, env, ctx, &message)
}
