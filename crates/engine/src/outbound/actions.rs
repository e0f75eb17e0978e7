//! Typing and seen: worth one try, never stored, dropped when too many wait.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use parlance_channel::{Capabilities, SenderAction};
use parlance_core::{InteractionId, TenantCtx, UserId};
use parlance_store::{Read, threads::ThreadRow};
use tokio::{
    sync::{Semaphore, mpsc},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

use crate::{Engine, Refusal, interactions};

/// Signals that may wait.
const WAITING: usize = 256;
/// Signals sent at the same time.
const AT_ONCE: usize = 8;

/// Something to show the customer.
#[derive(Debug, Clone, Copy)]
struct Wish {
    ctx: TenantCtx,
    interaction_id: InteractionId,
    what: What,
}

#[derive(Debug, Clone, Copy)]
enum What {
    /// This agent types, or has stopped.
    Typing { agent: UserId, typing: bool },
    /// A person has seen the customer's messages.
    Seen,
}

/// Signals that wait to be sent.
#[derive(Debug)]
pub struct ActionQueue {
    sender: mpsc::Sender<Wish>,
    receiver: Mutex<Option<mpsc::Receiver<Wish>>>,
    dropped: AtomicU64,
}

impl Default for ActionQueue {
    fn default() -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        Self {
            sender,
            receiver: Mutex::new(Some(receiver)),
            dropped: AtomicU64::new(0),
        }
    }
}

impl ActionQueue {
    fn give(&self, wish: Wish) {
        if self.sender.try_send(wish).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn take_receiver(&self) -> Option<mpsc::Receiver<Wish>> {
        self.receiver
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// Signals that were dropped because too many waited.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }
}

impl Engine {
    /// Shows the customer that an agent types, or has stopped. Never waits. Ignored when the agent does not hold the
    /// interaction, when the tenant does not want it, or when the channel cannot show it.
    pub fn agent_typing(&self, ctx: TenantCtx, agent: UserId, interaction_id: InteractionId, typing: bool) {
        let what = What::Typing { agent, typing };
        self.memory().actions.give(Wish {
            ctx,
            interaction_id,
            what,
        });
    }

    /// Shows the customer that a person has seen their messages, if the tenant wants that and the channel can. Call it
    /// after the unit in which an agent marked them read. Never waits.
    pub fn show_seen(&self, ctx: TenantCtx, interaction_id: InteractionId) {
        let what = What::Seen;
        self.memory().actions.give(Wish {
            ctx,
            interaction_id,
            what,
        });
    }
}

/// Starts sending signals. A second start does nothing.
#[must_use]
pub fn start_action_worker(engine: Engine, shutdown: CancellationToken) -> JoinHandle<()> {
    tokio::spawn(async move {
        let Some(mut wishes) = engine.memory().actions.take_receiver() else {
            return;
        };
        let room = Arc::new(Semaphore::new(AT_ONCE));
        loop {
            let wish = tokio::select! {
                () = shutdown.cancelled() => return,
                wish = wishes.recv() => wish,
            };
            let Some(wish) = wish else { return };
            let Ok(permit) = Arc::clone(&room).acquire_owned().await else {
                return;
            };
            let engine = engine.clone();
            tokio::spawn(async move {
                fulfil(&engine, wish).await;
                drop(permit);
            });
        }
    })
}

async fn fulfil(engine: &Engine, wish: Wish) {
    let thread = match engine.read(move |read, _| concerned(read, &wish)).await {
        Ok(Some(thread)) => thread,
        Ok(None) => return,
        Err(error) => {
            tracing::debug!(%error, "a typing or seen signal was dropped");
            return;
        }
    };
    let accounts = engine.directory().now();
    let account = accounts.get(thread.account_id).filter(|account| account.enabled);
    let (Some(account), Some(channel)) = (account, engine.channels().get(&thread.channel)) else {
        return;
    };
    let Some(action) = possible(&channel.descriptor().capabilities, wish.what) else {
        return;
    };
    if let Err(error) = channel.act(&account.values, &thread.external_id, action).await {
        tracing::debug!(account = %account.id, kind = error.kind.as_str(), "a typing or seen signal was not shown");
    }
}

/// The conversation in which the customer is to see it, if the tenant wants that.
fn concerned(read: &dyn Read, wish: &Wish) -> Result<Option<ThreadRow>, Refusal> {
    let Some(interaction) = read.interaction(&wish.ctx, wish.interaction_id)? else {
        return Ok(None);
    };
    let settings = read.settings(&wish.ctx)?;
    let wanted = match wish.what {
        What::Typing { agent, .. } => {
            settings.send_typing && interactions::access::writes(read, &wish.ctx, agent, &interaction)?
        }
        What::Seen => settings.send_seen,
    };
    if !wanted {
        return Ok(None);
    }
    let thread = read.thread(&wish.ctx, interaction.thread_id)?;
    // Under a post nobody sees that somebody types.
    Ok(thread.filter(|thread| !thread.only_comments))
}

const fn possible(capabilities: &Capabilities, what: What) -> Option<SenderAction> {
    match what {
        What::Typing { typing: true, .. } if capabilities.typing => Some(SenderAction::TypingOn),
        What::Typing { typing: false, .. } if capabilities.typing => Some(SenderAction::TypingOff),
        What::Seen if capabilities.mark_seen => Some(SenderAction::MarkSeen),
        _ => None,
    }
}
