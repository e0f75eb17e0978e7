//! A person asks to fetch again what could not be fetched.

use parlance_api::message::MessageView;
use parlance_core::{JobId, MessageId, TenantCtx, message::MediaState};
use parlance_store::{
    Tx,
    jobs::{Lane, NewJob},
};

use crate::{
    Engine, Env, Refusal, UseCaseError,
    identity::Person,
    jobs,
    messages::{self, visible},
    views::message_view,
};

impl Engine {
    /// Fetches the failed files of a message again.
    pub async fn refetch_media(&self, person: &Person, id: MessageId) -> Result<MessageView, UseCaseError> {
        let person = person.clone();
        self.write(move |tx, env| {
            let message = visible(tx.as_read(), &person, id)?;
            refetch(tx, env, &person.ctx, message.id)
        })
        .await
    }
}

fn refetch(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, id: MessageId) -> Result<MessageView, Refusal> {
    let mut message = tx.message(ctx, id)?.ok_or(Refusal::not_found("This message"))?;
    let mut again = Vec::new();
    for (place, part) in message.parts.iter_mut().enumerate() {
        if let Some(media) = part.media_mut()
            && media.state == MediaState::Failed
            && media.source_url.is_some()
        {
            media.state = MediaState::Pending;
            again.push(place);
        }
    }
    if again.is_empty() {
        return Err(Refusal::conflict(
            "nothing_to_fetch",
            "Every file of this message has been fetched or is being fetched.",
        ));
    }
    for place in again {
        let job = NewJob {
            id: JobId::new(env.now, env.id_bytes()),
            kind: jobs::FETCH_MEDIA,
            lane: Lane::Live,
            unique_key: format!("{id}:{place}"),
            payload: jobs::media_payload(id, place),
            due_at: env.now,
            created_at: env.now,
        };
        tx.enqueue_job(ctx, &job)?;
    }
    message.version = tx.save_message(ctx, &message)?;
    messages::publish(tx, env, ctx, &message)?;
    Ok(message_view(tx.as_read(), ctx, &message)?)
}
