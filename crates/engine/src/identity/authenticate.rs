//! Who is behind a request: read fresh each time, so that a disabled user or a taken role counts at once.

use parlance_api::session::ApiScope;
use parlance_core::{SessionId, TenantCtx, Timestamp};
use parlance_store::{Read, sessions::SessionStage};

use super::{Caller, Person, Program, second_factor::is_required, secrets};
use serde_json::json;

use crate::{
    Engine, Refusal, UseCaseError,
    audit::{self, Who},
};

/// How exactly the last use of sessions and keys is kept.
const TOUCH_EVERY_MS: i64 = 60_000;
/// Every API key begins with it.
pub(crate) const KEY_PREFIX: &str = "pk_";

impl Engine {
    /// The person of a session's token; `None` when it is over, unknown, or the person may not sign in.
    pub async fn authenticate_session(&self, token: &str) -> Result<Option<Person>, UseCaseError> {
        let hash = secrets::hash(token);
        let idle_ms = self.installation().sign_in.session_idle_ms;
        let operators = self.installation().sign_in.require_second_factor;
        let found = self
            .read(move |read, env| {
                let Some((tenant, session)) = read.session_by_hash(&hash)? else {
                    return Ok(None);
                };
                let over = session.expires_at <= env.now || env.now.since_ms(session.last_seen_at) > idle_ms;
                if over || session.stage == SessionStage::Code {
                    return Ok(None);
                }
                let ctx = TenantCtx::new(tenant);
                let Some(user) = read
                    .user(&ctx, session.user_id)?
                    .filter(|user| user.disabled_at.is_none())
                else {
                    return Ok(None);
                };
                if !is_open(read, &ctx)? {
                    return Ok(None);
                }
                let must_enrol = session.stage == SessionStage::Enrol
                    && is_required(operators, &read.settings(&ctx)?, &user.roles);
                let person = Person {
                    ctx,
                    user_id: user.id,
                    session_id: session.id,
                    name: user.name,
                    roles: user.roles,
                    must_enrol,
                    confirmed_at: session.confirmed_at,
                };
                Ok(Some((person, is_stale(Some(session.last_seen_at), env.now))))
            })
            .await?;
        let Some((person, stale)) = found else {
            return Ok(None);
        };
        if stale {
            let (ctx, id) = (person.ctx, person.session_id);
            self.write(move |tx, env| Ok(tx.touch_session(&ctx, id, env.now)?))
                .await?;
        }
        Ok(Some(person))
    }

    /// Whether a session is still in force; asked for each open socket from time to time and when sessions end.
    pub async fn session_alive(&self, ctx: TenantCtx, id: SessionId) -> Result<bool, UseCaseError> {
        let idle_ms = self.installation().sign_in.session_idle_ms;
        self.read(move |read, env| {
            let Some(session) = read.session(&ctx, id)? else {
                return Ok(false);
            };
            let in_force = session.expires_at > env.now
                && env.now.since_ms(session.last_seen_at) <= idle_ms
                && session.stage != SessionStage::Code;
            let user = read.user(&ctx, session.user_id)?;
            Ok(in_force && user.is_some_and(|user| user.disabled_at.is_none()) && is_open(read, &ctx)?)
        })
        .await
    }

    /// The program of an API key; `None` when it is revoked, expired or unknown. Refuses with `TooMany` beyond the
    /// limits of calls.
    pub async fn authenticate_key(&self, secret: &str) -> Result<Option<Program>, UseCaseError> {
        if !secret.starts_with(KEY_PREFIX) {
            return Ok(None);
        }
        let hash = secrets::hash(secret);
        let found = self
            .read(move |read, env| {
                let Some((tenant, key)) = read.api_key_by_hash(&hash)? else {
                    return Ok(None);
                };
                let over = key.revoked_at.is_some() || key.expires_at.is_some_and(|at| at <= env.now);
                let ctx = TenantCtx::new(tenant);
                if over || !is_open(read, &ctx)? {
                    return Ok(None);
                }
                let stale = is_stale(key.last_used_at, env.now);
                Ok(Some((
                    Program {
                        ctx,
                        key_id: key.id,
                        name: key.name,
                        scopes: key.scopes,
                    },
                    stale,
                )))
            })
            .await?;
        let Some((program, stale)) = found else {
            return Ok(None);
        };
        self.count_call(&program)?;
        if stale {
            let (ctx, id) = (program.ctx, program.key_id);
            self.write(move |tx, env| Ok(tx.touch_api_key(&ctx, id, env.now)?))
                .await?;
        }
        Ok(Some(program))
    }

    /// Forgets sessions that are over; a background task asks from time to time.
    pub async fn prune_sessions(&self) -> Result<u64, UseCaseError> {
        let idle_ms = self.installation().sign_in.session_idle_ms;
        self.write(move |tx, env| Ok(tx.prune_sessions(env.now.plus_ms(-idle_ms), env.now)?))
            .await
    }

    /// Notes in the audit log that somebody asked for what they may not have; at most a few times a minute each.
    pub async fn note_refused_access(&self, caller: &Caller, what: String) {
        let key = format!("{:?}", caller.actor());
        if self.live().refusals_noted.attempt(&key, self.now()).is_err() {
            return;
        }
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        let noted = self
            .write(move |tx, env| audit::record(tx, env, &ctx, &who, "access.refused", what, json!({})))
            .await;
        if let Err(error) = noted {
            tracing::warn!(%error, "a refused access could not be written to the audit log");
        }
    }

    fn count_call(&self, program: &Program) -> Result<(), UseCaseError> {
        let now = self.now();
        let live = self.live();
        live.calls_by_key
            .attempt(&program.key_id.to_string(), now)
            .and_then(|()| {
                live.calls_by_tenant
                    .attempt(&program.ctx.tenant_id().to_string(), now)
            })
            .map_err(|retry_after_ms| {
                let message = "This API key calls too often. Wait and call less often.".into();
                UseCaseError::Refused(Refusal::TooMany {
                    message,
                    retry_after_ms,
                })
            })
    }
}

/// Whether a tenant is in use.
pub(crate) fn is_open(read: &dyn Read, ctx: &TenantCtx) -> Result<bool, Refusal> {
    Ok(read
        .tenant(ctx)?
        .is_some_and(|tenant| tenant.disabled_at.is_none()))
}

fn is_stale(last: Option<Timestamp>, now: Timestamp) -> bool {
    last.is_none_or(|last| now.since_ms(last) >= TOUCH_EVERY_MS)
}

/// What a program may not have: scopes beyond those that exist are refused when the command is read.
pub(crate) fn distinct(mut scopes: Vec<ApiScope>) -> Vec<ApiScope> {
    let mut seen = Vec::new();
    scopes.retain(|scope| {
        let new = !seen.contains(scope);
        seen.push(*scope);
        new
    });
    scopes
}
