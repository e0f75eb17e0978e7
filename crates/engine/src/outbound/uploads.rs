//! Files go to a platform once: the message names the platform's own id of them, for as long as that lasts.
//!
//! The upload stands before the message. One that fails harms nobody and is tried again, where a message that carries
//! its file may or may not have arrived.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use parlance_channel::{AttachmentKind, Channel, NewUpload, OutboundPart, Uploads};
use parlance_core::{AccountId, TenantId};
use parlance_store::{
    attachments::{AttachmentRow, FileKind},
    remote_uploads::RemoteUploadRow,
};

use super::{claim::Claimed, send::Failure};
use crate::{Engine, inbound::directory::LiveAccount};

type Key = (TenantId, AccountId, [u8; 32], FileKind);

/// Files on their way to a platform: the same one goes once, and others that want it wait for its id.
#[derive(Default)]
pub(crate) struct Turns(Mutex<HashMap<Key, Weak<tokio::sync::Mutex<()>>>>);

impl Turns {
    fn of(&self, key: Key) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = turns.get(&key).and_then(Weak::upgrade) {
            return turn;
        }
        turns.retain(|_, turn| turn.strong_count() > 0);
        let turn = Arc::default();
        turns.insert(key, Arc::downgrade(&turn));
        turn
    }
}

/// A file that a message shows, and the platform that takes files apart from messages.
pub(super) struct HandOver<'a> {
    engine: &'a Engine,
    claimed: &'a Claimed,
    account: &'a LiveAccount,
    uploads: &'a dyn Uploads,
    file: NewUpload,
    kind: FileKind,
    sha256: [u8; 32],
}

impl<'a> HandOver<'a> {
    /// `None` where the platform takes files with their messages only, or the part shows none.
    pub fn of(
        engine: &'a Engine,
        claimed: &'a Claimed,
        account: &'a LiveAccount,
        channel: &'a Arc<dyn Channel>,
        part: &OutboundPart,
        row: &AttachmentRow,
    ) -> Option<Self> {
        let uploads = channel.uploads()?;
        let (file, kind) = file_of(part, row)?;
        Some(Self {
            engine,
            claimed,
            account,
            uploads,
            file,
            kind,
            sha256: row.sha256,
        })
    }

    /// The platform's id of the file, and whether it was uploaded just now.
    pub async fn remote_id(&self) -> Result<(String, bool), Failure> {
        let turn = self.turn();
        let _turn = turn.lock().await;
        if let Some(known) = self.known().await {
            return Ok((known, false));
        }
        Ok((self.upload().await?, true))
    }

    /// The platform has forgotten `gone`: uploads the file again, unless somebody else just has.
    pub async fn again(&self, gone: &str) -> Result<String, Failure> {
        let turn = self.turn();
        let _turn = turn.lock().await;
        let (ctx, account, id) = (self.claimed.tenant, self.account.id, gone.to_owned());
        let forgotten = self
            .engine
            .write(move |tx, _| Ok(tx.forget_remote_upload(&ctx, account, &id)?))
            .await;
        match self.known().await {
            Some(newer) if newer != gone => return Ok(newer),
            _ => {}
        }
        if let Err(error) = forgotten {
            tracing::warn!(%error, "an upload that the platform no longer has could not be forgotten");
        }
        self.upload().await
    }

    fn turn(&self) -> Arc<tokio::sync::Mutex<()>> {
        let key = (
            self.claimed.tenant.tenant_id(),
            self.account.id,
            self.sha256,
            self.kind,
        );
        self.engine.memory().handing_over.of(key)
    }

    async fn known(&self) -> Option<String> {
        let (ctx, account, sha256, kind) = (self.claimed.tenant, self.account.id, self.sha256, self.kind);
        let found = self
            .engine
            .read(move |read, env| Ok(read.remote_upload(&ctx, account, &sha256, kind, env.now)?))
            .await;
        found.unwrap_or_else(|error| {
            tracing::warn!(%error, "what the platform has could not be looked up; the file is uploaded");
            None
        })
    }

    async fn upload(&self) -> Result<String, Failure> {
        let remote_id = self
            .uploads
            .upload(&self.account.values, self.file.clone())
            .await
            .map_err(Failure::Platform)?;
        let row = RemoteUploadRow {
            account_id: self.account.id,
            sha256: self.sha256,
            kind: self.kind,
            remote_id: remote_id.clone(),
            expires_at: self.engine.now().plus_ms(self.uploads.kept_ms()),
        };
        let ctx = self.claimed.tenant;
        let kept = self
            .engine
            .write(move |tx, _| Ok(tx.keep_remote_upload(&ctx, &row)?))
            .await;
        if let Err(error) = kept {
            tracing::warn!(%error, "an upload could not be noted; the next message uploads the file again");
        }
        Ok(remote_id)
    }
}

/// The file that a part shows, and what it is shown as.
fn file_of(part: &OutboundPart, row: &AttachmentRow) -> Option<(NewUpload, FileKind)> {
    let (source, kind) = match part {
        OutboundPart::Attachment { source, .. } => (source, row.kind),
        OutboundPart::Rich {
            file: Some(file),
            content,
        } if content.attachment_id().is_some() => (&file.source, row.kind),
        OutboundPart::Text { .. } | OutboundPart::Rich { .. } | OutboundPart::Approved { .. } => return None,
    };
    let file = NewUpload {
        kind: shown_as(kind),
        source: source.clone(),
        name: row.name.clone(),
        mime: row.mime.clone(),
    };
    Some((file, kind))
}

/// What the customer's app shows a file as.
pub(super) const fn shown_as(kind: FileKind) -> AttachmentKind {
    match kind {
        FileKind::Image => AttachmentKind::Image,
        FileKind::Audio => AttachmentKind::Audio,
        FileKind::Video => AttachmentKind::Video,
        FileKind::File => AttachmentKind::File,
    }
}

/// Lets a part name the platform's own file.
pub(super) fn name(part: &mut OutboundPart, id: &str) {
    match part {
        OutboundPart::Attachment { remote_id, .. } => *remote_id = Some(id.to_owned()),
        OutboundPart::Rich { file: Some(file), .. } => file.remote_id = Some(id.to_owned()),
        OutboundPart::Text { .. } | OutboundPart::Rich { .. } | OutboundPart::Approved { .. } => {}
    }
}
