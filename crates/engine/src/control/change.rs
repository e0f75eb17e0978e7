//! An agent takes a conversation over, hands it back, or asks for it.

use std::sync::Arc;

use parlance_api::interaction::InteractionView;
use parlance_channel::{Channel, Routing, SendError, SendErrorKind};
use parlance_core::{
    InteractionId, TenantCtx, interaction::InteractionState, message::SystemLine, thread::Owner,
};
use parlance_store::{Tx, threads::ThreadRow};
use serde_json::json;

use super::note::{note, refresh};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    audit::{self, Who},
    identity::{Caller, Person},
    inbound::directory::LiveAccount,
    interactions, messages,
    views::interaction_view,
};

/// A conversation that an agent holds here, with the way to its platform.
struct Held {
    thread: ThreadRow,
    account: Arc<LiveAccount>,
    channel: Arc<dyn Channel>,
}

impl Held {
    fn routing(&self) -> Result<&dyn Routing, UseCaseError> {
        self.channel.routing().ok_or_else(|| {
            conflict(
                "no_thread_control",
                "On this channel nobody else can hold a conversation: there is nothing to take over or to hand back.",
            )
        })
    }

    fn customer(&self) -> &str {
        &self.thread.external_id
    }
}

impl Engine {
    /// Takes the conversation from the app or inbox that holds it.
    pub async fn take_over(
        &self,
        person: &Person,
        id: InteractionId,
    ) -> Result<InteractionView, UseCaseError> {
        let held = self.held_chat(person, id).await?;
        let taken = held.routing()?.take(&held.account.values, held.customer()).await;
        if let Err(error) = taken {
            refresh(self, person.ctx, &held.thread).await?;
            return Err(refused(&error));
        }
        let owner = Owner::Ours {
            from: whom(&held.thread),
        };
        let agent = person.name.clone();
        self.changed_hands(person, id, &held.thread, owner, SystemLine::TookOver { agent })
            .await
    }

    /// Gives the conversation back to whom it was taken from, else to the platform's own inbox.
    pub async fn hand_back(
        &self,
        person: &Person,
        id: InteractionId,
    ) -> Result<InteractionView, UseCaseError> {
        let held = self.held_chat(person, id).await?;
        let to = match &held.thread.owner {
            Some((Owner::Ours { from }, _)) => from.clone(),
            _ => None,
        };
        let given = held
            .routing()?
            .hand_back(&held.account.values, held.customer(), to.as_deref())
            .await;
        let owner = match given {
            Ok(owner) => owner,
            Err(error) => {
                refresh(self, person.ctx, &held.thread).await?;
                return Err(refused(&error));
            }
        };
        let line = SystemLine::HandedBack {
            agent: person.name.clone(),
            to: owner.clone(),
        };
        self.changed_hands(person, id, &held.thread, owner, line).await
    }

    /// Asks the holder for the conversation. Where nobody holds it, it is ours at once; else the answer comes later.
    pub async fn ask_for_thread(
        &self,
        person: &Person,
        id: InteractionId,
    ) -> Result<InteractionView, UseCaseError> {
        let held = self.held_chat(person, id).await?;
        let asked = held.routing()?.ask(&held.account.values, held.customer()).await;
        asked.map_err(|error| refused(&error))?;
        let (ctx, thread, agent) = (person.ctx, held.thread.id, person.name.clone());
        self.write(move |tx, env| {
            let line = SystemLine::AskedFor { agent };
            messages::system_line(tx, env, &ctx, thread, id, line, env.now).map(drop)
        })
        .await?;
        refresh(self, person.ctx, &held.thread).await?;
        self.read(move |read, env| {
            let row = interactions::get(read, &ctx, id)?;
            Ok(interaction_view(read, env, &ctx, &row)?)
        })
        .await
    }

    /// The conversation of an active interaction that this agent holds.
    async fn held_chat(&self, person: &Person, id: InteractionId) -> Result<Held, UseCaseError> {
        let who = person.clone();
        let thread = self
            .read(move |read, _| {
                let row = interactions::readable(read, &Caller::Person(who.clone()), id)?;
                if row.agent_id != Some(who.user_id) || row.state != InteractionState::Active {
                    return Err(Refusal::conflict(
                        "not_yours",
                        "Only the agent who holds this conversation here can take it over or hand it back.",
                    ));
                }
                read.thread(&who.ctx, row.thread_id)?
                    .ok_or(interactions::NOT_FOUND)
            })
            .await?;
        let account = self.directory().now().get(thread.account_id).cloned();
        let channel = self.channels().get(&thread.channel).cloned();
        match (account.filter(|account| account.enabled), channel) {
            (Some(account), Some(channel)) => Ok(Held {
                thread,
                account,
                channel,
            }),
            _ => Err(conflict(
                "account_off",
                "The integration account of this conversation is switched off or deleted: ask an administrator.",
            )),
        }
    }

    async fn changed_hands(
        &self,
        person: &Person,
        id: InteractionId,
        thread: &ThreadRow,
        owner: Owner,
        line: SystemLine,
    ) -> Result<InteractionView, UseCaseError> {
        let (person, thread) = (person.clone(), thread.id);
        self.write(move |tx, env| {
            let ctx = &person.ctx;
            note(tx, env, ctx, thread, Some(&owner))?;
            messages::system_line(tx, env, ctx, thread, id, line, env.now)?;
            log(tx, env, ctx, &person, id, &owner)?;
            let row = interactions::get(tx.as_read(), ctx, id)?;
            Ok(interaction_view(tx.as_read(), env, ctx, &row)?)
        })
        .await
    }
}

fn log(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    person: &Person,
    id: InteractionId,
    owner: &Owner,
) -> Result<(), Refusal> {
    let who = Who::from(&Caller::Person(person.clone()));
    let action = match owner {
        Owner::Ours { .. } => "interaction.taken_over",
        _ => "interaction.handed_back",
    };
    audit::record(tx, env, ctx, &who, action, id, json!({}))
}

/// The app that held it, to hand it back to later.
fn whom(thread: &ThreadRow) -> Option<String> {
    match &thread.owner {
        Some((Owner::App { id, .. }, _)) => id.clone(),
        _ => None,
    }
}

fn conflict(code: &'static str, message: impl Into<String>) -> UseCaseError {
    UseCaseError::Refused(Refusal::conflict(code, message))
}

fn refused(error: &SendError) -> UseCaseError {
    let sentence = &error.sentence.text;
    match error.kind {
        SendErrorKind::ThreadControlled { .. } | SendErrorKind::Permission => conflict(
            "thread_control_refused",
            format!(
                "The platform does not let Parlance take this conversation: ask its holder for it, or have an \
                 administrator allow it in the platform's settings. {sentence}"
            ),
        ),
        _ => conflict("thread_control_failed", sentence.clone()),
    }
}
