//! One call to the platform, and storing what came of it.

use std::{io, sync::Arc, time::Duration};

use futures_util::stream;
use parlance_api::message::SendProblem;
use parlance_channel::{
    Address, BoxFuture, ByteSource, ByteStream, Channel, OutboundPart, Outgoing, SendError, SendErrorKind,
    Sent, outbound::RichFile,
};
use parlance_core::{AttachmentId, rich::Rich};
use parlance_failpoints::point;
use parlance_store::{
    WorkError,
    attachments::AttachmentRow,
    files::{FileReader, FileStore},
    outbox::OutboxPayload,
};

use super::{
    claim::Claimed,
    problem, result,
    uploads::{self, HandOver},
};
use crate::{
    Engine, comments, control,
    inbound::directory::LiveAccount,
    personas::{self, Shown},
};

/// Why a part could not be sent.
#[derive(Debug, Clone)]
pub(crate) enum Failure {
    /// The platform, or the way to it, said no.
    Platform(SendError),
    /// It never left: something is missing here.
    Here(SendProblem),
}

/// How long storing a result is tried again when the store is away. After that the lease ends and the part becomes
/// uncertain, which is the truth.
const STORE_TRIES: u32 = 200;

/// Sends a claimed part and stores the result. When somebody else turns out to hold the conversation, the platform is
/// asked who.
pub(crate) async fn send_and_store(engine: &Engine, claimed: Claimed) {
    point("outbox-before-call");
    let outcome = send(engine, &claimed).await;
    point("outbox-after-call");
    let held_elsewhere = matches!(
        &outcome,
        Err(Failure::Platform(SendError {
            kind: SendErrorKind::ThreadControlled { .. },
            ..
        }))
    );
    let (ctx, thread) = (claimed.tenant, claimed.thread.clone());
    store(engine, claimed, outcome).await;
    if held_elsewhere && let Err(error) = control::refresh(engine, ctx, &thread).await {
        tracing::info!(%error, "who holds a conversation could not be noted");
    }
}

async fn store(engine: &Engine, claimed: Claimed, outcome: Result<Sent, Failure>) {
    for attempt in 0..STORE_TRIES {
        let (claimed, outcome) = (claimed.clone(), outcome.clone());
        match engine
            .write(move |tx, env| result::store(tx, env, &claimed, outcome))
            .await
        {
            Ok(()) => {
                point("outbox-after-result");
                return;
            }
            Err(WorkError::Refused(refusal)) => {
                tracing::error!(%refusal, "the result of a send makes no sense to the store");
                return;
            }
            Err(WorkError::Store(error)) => {
                if attempt == 0 {
                    tracing::error!(%error, "the result of a send could not be stored; trying again");
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

async fn send(engine: &Engine, claimed: &Claimed) -> Result<Sent, Failure> {
    let accounts = engine.directory().now();
    let account = accounts
        .get(claimed.thread.account_id)
        .filter(|account| account.enabled)
        .ok_or_else(|| Failure::Here(problem::account_off()))?;
    let channel = engine
        .channels()
        .get(&account.channel)
        .ok_or_else(|| Failure::Here(problem::account_off()))?;
    let (mut part, row) = match &claimed.part.payload {
        OutboxPayload::Text { text } | OutboxPayload::PrivateReply { text, .. } => {
            (OutboundPart::text(text.clone()), None)
        }
        OutboxPayload::PublicReply { comment_id, text } => {
            let (ctx, channel) = (claimed.tenant, channel.as_ref());
            return comments::send_public(engine, ctx, account, channel, &claimed.part, comment_id, text)
                .await;
        }
        OutboxPayload::Attachment { attachment_id } => file_part(engine, claimed, *attachment_id).await?,
        OutboxPayload::Rich { content } => rich_part(engine, claimed, content).await?,
        OutboxPayload::Approved { call, .. } => (OutboundPart::Approved { call: call.clone() }, None),
    };
    let handed_over = row.and_then(|row| HandOver::of(engine, claimed, account, channel, &part, &row));
    let Some(hand_over) = handed_over else {
        return call(engine, channel, account, claimed, &part).await;
    };
    let (remote_id, fresh) = hand_over.remote_id().await?;
    uploads::name(&mut part, &remote_id);
    match call(engine, channel, account, claimed, &part).await {
        Err(Failure::Platform(SendError {
            kind: SendErrorKind::UploadForgotten,
            ..
        })) if !fresh => {
            // A clear no: nothing has left, so the message goes out at once with a new upload.
            let remote_id = hand_over.again(&remote_id).await?;
            uploads::name(&mut part, &remote_id);
            call(engine, channel, account, claimed, &part).await
        }
        other => other,
    }
}

fn address(claimed: &Claimed) -> Address<'_> {
    match (&claimed.part.payload, &claimed.token) {
        (OutboxPayload::PrivateReply { comment_id, .. }, _) => Address::CommentAuthor(comment_id),
        (_, Some(token)) => Address::Permission(token),
        (_, None) => Address::Customer(&claimed.thread.external_id),
    }
}

async fn call(
    engine: &Engine,
    channel: &Arc<dyn Channel>,
    account: &LiveAccount,
    claimed: &Claimed,
    part: &OutboundPart,
) -> Result<Sent, Failure> {
    let shown = claimed.writer.map(|agent| Shown {
        ctx: claimed.tenant,
        account_id: claimed.thread.account_id,
        account: &account.values,
        channel: channel.as_ref(),
        agent,
    });
    let Some(shown) = shown else {
        return call_as(channel, account, claimed, part, None)
            .await
            .map_err(Failure::Platform);
    };
    let persona = personas::for_send(engine, shown).await;
    let outcome = call_as(channel, account, claimed, part, persona.as_deref()).await;
    if let (Some(persona), Err(error)) = (&persona, &outcome)
        && personas::forget_lost(engine, shown, persona, error).await
    {
        // A clear no: nothing has left, so the message goes out at once under a name made anew.
        let persona = personas::for_send(engine, shown).await;
        let again = call_as(channel, account, claimed, part, persona.as_deref()).await;
        return again.map_err(Failure::Platform);
    }
    outcome.map_err(Failure::Platform)
}

async fn call_as(
    channel: &Arc<dyn Channel>,
    account: &LiveAccount,
    claimed: &Claimed,
    part: &OutboundPart,
    persona: Option<&str>,
) -> Result<Sent, SendError> {
    let metadata = claimed.id.to_string();
    let outgoing = Outgoing {
        account: &account.values,
        recipient: address(claimed),
        part,
        metadata: &metadata,
        reply_to: claimed.part.reply_to.as_deref(),
        permit: claimed.permit,
        persona,
    };
    channel.send(outgoing).await
}

async fn rich_part(
    engine: &Engine,
    claimed: &Claimed,
    content: &Rich,
) -> Result<(OutboundPart, Option<AttachmentRow>), Failure> {
    let row = match content.attachment_id() {
        Some(id) => Some(stored(engine, claimed, id).await?),
        None => None,
    };
    let file = row.as_ref().map(|row| RichFile {
        name: row.name.clone(),
        mime: row.mime.clone(),
        source: source(engine, row.clone()),
        remote_id: None,
    });
    let content = engine.with_public_addresses(&claimed.tenant, content.clone());
    Ok((OutboundPart::Rich { content, file }, row))
}

async fn stored(engine: &Engine, claimed: &Claimed, id: AttachmentId) -> Result<AttachmentRow, Failure> {
    let ctx = claimed.tenant;
    let row = engine.read(move |read, _| Ok(read.attachment(&ctx, id)?)).await;
    row.ok()
        .flatten()
        .ok_or_else(|| Failure::Here(problem::file_lost()))
}

fn source(engine: &Engine, row: AttachmentRow) -> Arc<dyn ByteSource> {
    Arc::new(StoredFile {
        files: Arc::clone(engine.files()),
        row,
    })
}

async fn file_part(
    engine: &Engine,
    claimed: &Claimed,
    id: AttachmentId,
) -> Result<(OutboundPart, Option<AttachmentRow>), Failure> {
    let row = stored(engine, claimed, id).await?;
    let part = OutboundPart::Attachment {
        kind: uploads::shown_as(row.kind),
        name: row.name.clone(),
        mime: row.mime.clone(),
        source: source(engine, row.clone()),
        remote_id: None,
    };
    Ok((part, Some(row)))
}

/// A stored attachment as bytes to be sent.
struct StoredFile {
    files: Arc<dyn FileStore>,
    row: AttachmentRow,
}

impl ByteSource for StoredFile {
    fn size_bytes(&self) -> u64 {
        self.row.size_bytes
    }

    fn open(&self) -> BoxFuture<'_, io::Result<ByteStream>> {
        Box::pin(async move {
            let reader = self.files.open(&self.row.storage_key).await?;
            Ok(into_stream(reader))
        })
    }
}

/// A file's pieces as a stream.
pub(crate) fn into_stream(reader: Box<dyn FileReader>) -> ByteStream {
    Box::pin(stream::try_unfold(reader, |mut reader| async move {
        let piece = reader.next().await?;
        Ok(piece.map(|bytes| (bytes.into(), reader)))
    }))
}
