//! Pictures are looked at before they are stored: what they measure, and a small one for the transcript.
//!
//! It happens before the row exists, so that no message ever shows a picture whose size is not known yet. Whoever is cut
//! off on the way leaves bytes without a row, which the sweep takes.

use std::{io, time::Duration};

use parlance_pictures::{Look, Unreadable};
use parlance_store::attachments::{AttachmentRow, FileKind, PictureRow, small_key};

use crate::Engine;

/// Pictures unpacked at the same time: each may take hundreds of megabytes.
pub(crate) const AT_ONCE: usize = 1;
/// Longer than this nobody waits for a turn; the picture is shown whole then.
const PATIENCE: Duration = Duration::from_secs(20);

/// Looks at a stored file that claims to be a picture. One that cannot be shown becomes a plain file.
pub(super) async fn look(engine: &Engine, row: &mut AttachmentRow) -> io::Result<()> {
    if row.kind != FileKind::Image {
        return Ok(());
    }
    let turns = &engine.memory().pictures;
    let Ok(Ok(_turn)) = tokio::time::timeout(PATIENCE, turns.acquire()).await else {
        tracing::warn!(attachment = %row.id, "too many pictures at once: one is shown whole");
        return Ok(());
    };
    let bytes = whole(engine, row).await?;
    let looked = tokio::task::spawn_blocking(move || parlance_pictures::look(&bytes)).await;
    match looked {
        Ok(Ok(look)) => row.picture = Some(keep(engine, row, look).await),
        Ok(Err(reason)) => become_file(row, &reason),
        Err(error) => become_file(row, &Unreadable::Damaged(error.to_string())),
    }
    Ok(())
}

fn become_file(row: &mut AttachmentRow, reason: &Unreadable) {
    tracing::info!(attachment = %row.id, %reason, "a picture is kept as a plain file");
    row.kind = FileKind::File;
}

async fn whole(engine: &Engine, row: &AttachmentRow) -> io::Result<Vec<u8>> {
    let mut reader = engine.files().open(&row.storage_key).await?;
    let mut bytes = Vec::with_capacity(usize::try_from(row.size_bytes).unwrap_or_default());
    while let Some(piece) = reader.next().await? {
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Stores the small picture. When that fails the whole one is shown in its place.
async fn keep(engine: &Engine, row: &AttachmentRow, look: Look) -> PictureRow {
    let mut picture = PictureRow {
        width: look.width,
        height: look.height,
        small: None,
    };
    if let Some(small) = look.small {
        match write(engine, row, &small.bytes).await {
            Ok(()) => picture.small = Some((small.width, small.mime.to_owned())),
            Err(error) => tracing::warn!(%error, "a small picture could not be stored"),
        }
    }
    picture
}

async fn write(engine: &Engine, row: &AttachmentRow, bytes: &[u8]) -> io::Result<()> {
    let mut writer = engine.files().create(&small_key(&row.storage_key)).await?;
    writer.write(bytes).await?;
    writer.finish().await
}
