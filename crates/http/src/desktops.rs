//! What open desktops need of the application: the realtime hub's [`Application`], answered by the engine.

use std::{future::Future, pin::Pin, sync::Arc};

use parlance_core::{InteractionId, TenantCtx, UserId};
use parlance_engine::{Engine, presence::Presence};
use parlance_realtime::{Application, Guest};

/// Connects the hub with the engine. The wiring makes one and attaches it to the hub.
pub struct Desktops {
    engine: Engine,
    presence: Arc<dyn Presence>,
}

impl Desktops {
    /// Asks `engine`, and tells `presence` who comes and goes.
    #[must_use]
    pub fn new(engine: Engine, presence: Arc<dyn Presence>) -> Self {
        Self { engine, presence }
    }
}

impl Application for Desktops {
    fn alive(&self, guest: Guest) -> Pin<Box<dyn Future<Output = bool> + Send>> {
        let engine = self.engine.clone();
        Box::pin(async move {
            // A store that is away for a moment must not sign everybody out.
            engine
                .session_alive(guest.ctx, guest.session_id)
                .await
                .unwrap_or(true)
        })
    }

    fn may_view(
        &self,
        guest: Guest,
        interaction: InteractionId,
    ) -> Pin<Box<dyn Future<Output = Option<String>> + Send>> {
        let engine = self.engine.clone();
        Box::pin(async move {
            engine
                .may_view(guest.ctx, guest.user_id, guest.sees_all_records(), interaction)
                .await
        })
    }

    fn typing(&self, guest: &Guest, interaction: InteractionId, typing: bool) {
        self.engine
            .agent_typing(guest.ctx, guest.user_id, interaction, typing);
    }

    fn connected(&self, ctx: TenantCtx, user: UserId) {
        self.presence.connected(ctx, user);
    }

    fn disconnected(&self, ctx: TenantCtx, user: UserId) {
        self.presence.disconnected(ctx, user);
    }
}
