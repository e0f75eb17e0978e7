//! Brings what the realtime hub sees into the store, in order.

use std::time::Duration;

use parlance_core::{TenantCtx, UserId};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_util::sync::CancellationToken;

use super::{Presence, connected, disconnected, disconnected_by_restart};
use crate::{Engine, Refusal, UseCaseError};

/// Changes applied in one unit of work, at most.
const BATCH: usize = 64;
/// After a failure of the store.
const RETRY_AFTER: Duration = Duration::from_millis(200);

/// One user's desktops came or went.
#[derive(Debug, Clone, Copy)]
struct Change {
    ctx: TenantCtx,
    user: UserId,
    connected: bool,
}

/// Takes what the hub says. Cheap to clone.
#[derive(Debug, Clone)]
pub struct PresenceQueue(UnboundedSender<Change>);

/// What the worker of a [`PresenceQueue`] takes from it.
#[derive(Debug)]
pub struct PresenceInbox(UnboundedReceiver<Change>);

/// A queue for the hub and the inbox for the worker. The queue is as long as there are users at most: the hub calls
/// once per user that comes or goes.
#[must_use]
pub fn presence_queue() -> (PresenceQueue, PresenceInbox) {
    let (sender, receiver) = unbounded_channel();
    (PresenceQueue(sender), PresenceInbox(receiver))
}

impl Presence for PresenceQueue {
    fn connected(&self, ctx: TenantCtx, user: UserId) {
        // The worker only ends with the process.
        let _ = self.0.send(Change {
            ctx,
            user,
            connected: true,
        });
    }
    fn disconnected(&self, ctx: TenantCtx, user: UserId) {
        let _ = self.0.send(Change {
            ctx,
            user,
            connected: false,
        });
    }
}

/// Counts every agent as disconnected. Called once, before sockets are accepted.
pub async fn reset_after_start(engine: &Engine) -> Result<(), UseCaseError> {
    let agents = engine
        .read(|read, _| read.connected_agents().map_err(Refusal::from))
        .await?;
    for batch in agents.chunks(BATCH) {
        let batch = batch.to_vec();
        engine
            .write(move |tx, env| {
                batch
                    .iter()
                    .try_for_each(|(ctx, user)| disconnected_by_restart(tx, env, ctx, *user))
            })
            .await?;
    }
    Ok(())
}

/// Applies changes until shutdown; those that came before it are applied too.
pub(crate) async fn run(engine: Engine, mut inbox: PresenceInbox, shutdown: CancellationToken) {
    let mut changes = Vec::with_capacity(BATCH);
    loop {
        tokio::select! {
            biased;
            count = inbox.0.recv_many(&mut changes, BATCH) => if count == 0 { return },
            () = shutdown.cancelled() => return,
        }
        apply(&engine, &changes, &shutdown).await;
        changes.clear();
    }
}

/// All in one unit of work; when that is refused, one by one, so that one broken row holds nobody else up.
async fn apply(engine: &Engine, changes: &[Change], shutdown: &CancellationToken) {
    loop {
        match write(engine, changes.to_vec()).await {
            Ok(()) => return,
            Err(UseCaseError::Refused(refusal)) if changes.len() == 1 => {
                tracing::error!(%refusal, user = %changes[0].user, "a desktop's coming or going could not be noted");
                return;
            }
            Err(UseCaseError::Refused(_)) => {
                for change in changes {
                    Box::pin(apply(engine, &[*change], shutdown)).await;
                }
                return;
            }
            Err(error) => {
                tracing::warn!(%error, "desktops' coming and going cannot be noted; trying again");
                tokio::select! {
                    () = tokio::time::sleep(RETRY_AFTER) => {}
                    () = shutdown.cancelled() => return,
                }
            }
        }
    }
}

async fn write(engine: &Engine, changes: Vec<Change>) -> Result<(), UseCaseError> {
    engine
        .write(move |tx, env| {
            changes.iter().try_for_each(|change| {
                if change.connected {
                    connected(tx, env, &change.ctx, change.user)
                } else {
                    disconnected(tx, env, &change.ctx, change.user)
                }
            })
        })
        .await
}
