//! The second step of a sign-in: the code.

use parlance_api::session::{Me, SecondFactorCode};
use parlance_core::{TenantCtx, actor::Actor};
use parlance_store::{Read, sessions::SessionRow, sessions::SessionStage, users::UserRow};
use serde_json::json;

use super::{accept_code, wrong_code};
use crate::{
    Engine, Refusal, UseCaseError,
    audit::{self, Who},
    identity::{Given, Origin, authenticate::is_open, me, secrets, sign_in::note_sign_in, sudo::too_many},
};

impl Engine {
    /// Ends a sign-in with a code of the second factor; the session gets a new value. `token` is what the first step
    /// gave. A wrong code is a fault of the field `code`; a first step that is over is `Unauthenticated`.
    pub async fn second_step(
        &self,
        token: &str,
        command: SecondFactorCode,
        origin: Origin,
    ) -> Result<Given<Me>, UseCaseError> {
        let hash = secrets::hash(token);
        let (_, _, user) = self.read(move |read, env| owed(read, &hash, env.now)).await?;
        let (key, address) = (user.id.to_string(), origin.address.to_string());
        let (live, now) = (self.live(), self.now());
        live.sign_in_by_address
            .attempt(&address, now)
            .and_then(|()| live.codes_by_user.attempt(&key, now))
            .map_err(too_many)?;
        let fresh = secrets::fresh(self.random().as_ref(), "");
        let fresh_hash = secrets::hash(&fresh);
        let lifetime_ms = self.installation().sign_in.session_lifetime_ms;
        let keyring = self.installation().keyring.clone();
        let demo = self.is_demo();
        let me = self
            .write(move |tx, env| {
                // Read anew: a parallel request may have used the first step.
                let (ctx, session, user) = owed(tx.as_read(), &hash, env.now)?;
                if !accept_code(tx, env, &keyring, &ctx, user.id, &command.code)? {
                    let who = Who::system();
                    audit::record(tx, env, &ctx, &who, "sign_in.code_failed", user.id, json!({}))?;
                    return Ok(None);
                }
                let expires_at = env.now.plus_ms(lifetime_ms);
                tx.advance_session(&ctx, session.id, SessionStage::Full, env.now, expires_at)?;
                tx.renew_session(&ctx, session.id, &fresh_hash)?;
                tx.touch_session(&ctx, session.id, env.now)?;
                note_sign_in(tx, env, &ctx, &user, &session)?;
                let left = tx.recovery_codes_left(&ctx, user.id)?;
                tell_of_recovery(tx, env, &ctx, &user, left, &command.code)?;
                me::view(tx.as_read(), &ctx, user.id, false, demo).map(Some)
            })
            .await?;
        let Some(answer) = me else {
            return Err(UseCaseError::Refused(wrong_code()));
        };
        live.codes_by_user.forgive(&key);
        live.sign_in_by_address.refund(&address);
        Ok(Given {
            token: fresh.into(),
            max_age_s: lifetime_ms / 1000,
            answer,
        })
    }
}

/// Whose code is owed by the session with this token.
fn owed(
    read: &dyn Read,
    hash: &parlance_store::sessions::SecretHash,
    now: parlance_core::Timestamp,
) -> Result<(TenantCtx, SessionRow, UserRow), Refusal> {
    let over = || Refusal::Unauthenticated {
        message: "This sign-in took too long. Begin again with your name and password.".into(),
    };
    let (tenant, session) = read.session_by_hash(hash)?.ok_or_else(over)?;
    if session.stage != SessionStage::Code || session.expires_at <= now {
        return Err(over());
    }
    let ctx = TenantCtx::new(tenant);
    let user = read
        .user(&ctx, session.user_id)?
        .filter(|user| user.disabled_at.is_none())
        .ok_or_else(over)?;
    if !is_open(read, &ctx)? {
        return Err(over());
    }
    Ok((ctx, session, user))
}

/// A used recovery code stands in the log: it may have been somebody else's hand.
fn tell_of_recovery(
    tx: &mut dyn parlance_store::Tx,
    env: &crate::Env<'_>,
    ctx: &TenantCtx,
    user: &UserRow,
    left: u32,
    code: &str,
) -> Result<(), Refusal> {
    if super::recovery::plain(code).len() == 6 {
        return Ok(());
    }
    let who = Who {
        actor: Actor::User(user.id),
        name: user.name.clone(),
    };
    let detail = json!({ "left": left });
    audit::record(
        tx,
        env,
        ctx,
        &who,
        "second_factor.recovery_code_used",
        user.id,
        detail,
    )
}
