//! What open sockets ask of the application.

use std::{future::Future, pin::Pin};

use parlance_core::{InteractionId, TenantCtx, UserId};
use parlance_engine::{
    Engine, UseCaseError,
    presence::{Presence as _, PresenceQueue},
};
use parlance_realtime::{Application, Guest};

/// The application, as the hub sees it.
pub(super) struct Desktops {
    pub(super) engine: Engine,
    pub(super) presence: PresenceQueue,
}

impl Application for Desktops {
    fn alive(&self, guest: Guest) -> Pin<Box<dyn Future<Output = bool> + Send>> {
        let engine = self.engine.clone();
        Box::pin(async move {
            match is_alive(&engine, guest).await {
                Ok(alive) => alive,
                Err(error) => {
                    // A store that does not answer ends nobody's session; the next look will tell.
                    tracing::warn!(%error, "a session could not be looked at");
                    true
                }
            }
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

/// A socket lives as long as its session does and its person is who they were when it was opened: whoever was disabled
/// or got other roles signs in anew.
async fn is_alive(engine: &Engine, guest: Guest) -> Result<bool, UseCaseError> {
    let idle_ms = engine.installation().sign_in.session_idle_ms;
    engine
        .read(move |read, env| {
            let session = read.session(&guest.ctx, guest.session_id)?;
            let user = read.user(&guest.ctx, guest.user_id)?;
            let tenant = read.tenant(&guest.ctx)?;
            Ok(session
                .is_some_and(|row| row.expires_at > env.now && env.now.since_ms(row.last_seen_at) <= idle_ms)
                && user.is_some_and(|row| row.disabled_at.is_none() && row.roles == guest.roles)
                && tenant.is_some_and(|row| row.disabled_at.is_none()))
        })
        .await
}
