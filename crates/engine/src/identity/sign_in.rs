//! Signing in and out.

use std::net::IpAddr;

use parlance_api::session::{Me, SecondStep, SignIn, SignInOptions};
use parlance_core::{SessionId, TenantCtx, UserId, actor::Actor};
use parlance_store::{
    Signal, Tx,
    sessions::{SessionRow, SessionStage},
    tenants::TenantRow,
    users::UserRow,
};
use secrecy::SecretString;
use serde_json::json;

use super::{Person, me, second_factor::is_required, secrets, secrets::Given};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    audit::{self, Who},
    presence,
};

/// Where a sign-in comes from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The client's address.
    pub address: IpAddr,
    /// The browser, as it names itself.
    pub client: String,
    /// The token of the session that the browser brings already; it ends.
    pub previous: Option<SecretString>,
}

/// How far a right password leads.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one lives at a time, as the answer to one request"
)]
pub enum SignedIn {
    /// Signed in; maybe only to enrol a second factor.
    Done(Me),
    /// The code of the second factor is owed.
    CodeNeeded(SecondStep),
}

/// The code of the second factor must come within this.
const CODE_MS: i64 = 10 * 60_000;
/// A session that is only good for enrolling a second factor ends after this.
const ENROL_MS: i64 = 60 * 60_000;

impl Engine {
    /// What the sign-in page must show.
    pub async fn sign_in_options(&self) -> Result<SignInOptions, UseCaseError> {
        let demo_users = self.installation().demo_users.clone();
        self.read(move |read, _| {
            Ok(SignInOptions {
                setup_required: !read.any_user()?,
                tenant_required: read.tenants()?.len() > 1,
                demo_users,
            })
        })
        .await
    }

    /// Signs in. Wrong name, wrong password and disabled users look the same and take the same time.
    /// Those who have enrolled a second factor are asked for its code next: [`Engine::second_step`].
    pub async fn sign_in(&self, command: SignIn, origin: Origin) -> Result<Given<SignedIn>, UseCaseError> {
        let account_key = format!(
            "{}/{}",
            command
                .tenant
                .as_deref()
                .unwrap_or_default()
                .trim()
                .to_lowercase(),
            command.username.trim().to_lowercase()
        );
        self.throttle_sign_in(&account_key, origin.address)?;
        let password = SecretString::from(command.password);
        let (tenant, username) = (command.tenant, command.username);
        let candidate = self
            .read(move |read, _| {
                let Some(tenant) = wanted_tenant(read.tenants()?, tenant.as_deref())? else {
                    return Ok(None);
                };
                let ctx = TenantCtx::new(tenant.id);
                Ok(Some((ctx, tenant, read.user_by_username(&ctx, username.trim())?)))
            })
            .await?;
        let hash = candidate
            .as_ref()
            .and_then(|(_, _, user)| user.as_ref())
            .map(|user| user.password_hash.clone());
        let right = self
            .live()
            .passwords
            .verify(password, hash)
            .await
            .map_err(UseCaseError::Refused)?;
        let welcome = candidate.as_ref().is_some_and(|(_, tenant, user)| {
            tenant.disabled_at.is_none() && user.as_ref().is_some_and(|user| user.disabled_at.is_none())
        });
        match candidate {
            Some((ctx, _, Some(user))) if right && welcome => {
                let given = self.begin_session(ctx, user, &origin).await?;
                self.live().sign_in_by_account.forgive(&account_key);
                self.live().sign_in_by_address.refund(&origin.address.to_string());
                Ok(given)
            }
            other => {
                if let Some((ctx, _, user)) = other {
                    self.note_failed_sign_in(ctx, user).await?;
                }
                let message = "The name or the password is not right. Check both and try again.".into();
                Err(UseCaseError::Refused(Refusal::Unauthenticated { message }))
            }
        }
    }

    /// Ends the session that asks.
    pub async fn sign_out(&self, person: &Person) -> Result<(), UseCaseError> {
        let person = person.clone();
        self.write(move |tx, env| {
            end_session(tx, env, &person.ctx, person.user_id, person.session_id)?;
            let who = Who {
                actor: Actor::User(person.user_id),
                name: person.name,
            };
            audit::record(
                tx,
                env,
                &person.ctx,
                &who,
                "sign_out",
                person.session_id,
                json!({}),
            )
        })
        .await
    }

    fn throttle_sign_in(&self, account_key: &str, address: IpAddr) -> Result<(), UseCaseError> {
        let now = self.now();
        let live = self.live();
        live.sign_in_by_address
            .attempt(&address.to_string(), now)
            .and_then(|()| live.sign_in_by_account.attempt(account_key, now))
            .map_err(|retry_after_ms| {
                let seconds = (retry_after_ms + 999) / 1000;
                let message = format!("Too many tries. Wait {seconds} seconds and try again.");
                UseCaseError::Refused(Refusal::TooMany {
                    message,
                    retry_after_ms,
                })
            })
    }

    pub(crate) async fn begin_session(
        &self,
        ctx: TenantCtx,
        user: UserRow,
        origin: &Origin,
    ) -> Result<Given<SignedIn>, UseCaseError> {
        let token = secrets::fresh(self.random().as_ref(), "");
        let hash = secrets::hash(&token);
        let settings = self.installation().sign_in.clone();
        let (client, previous) = (short_client(&origin.client), origin.previous.clone());
        let demo = self.is_demo();
        let (answer, lasts_ms) = self
            .write(move |tx, env| {
                if let Some(previous) = previous {
                    end_previous(tx, &previous)?;
                }
                let stage = if tx.second_factor(&ctx, user.id)?.is_some() {
                    SessionStage::Code
                } else if is_required(settings.require_second_factor, &tx.settings(&ctx)?, &user.roles) {
                    SessionStage::Enrol
                } else {
                    SessionStage::Full
                };
                let lasts_ms = match stage {
                    SessionStage::Code => CODE_MS,
                    SessionStage::Enrol => ENROL_MS.min(settings.session_lifetime_ms),
                    SessionStage::Full => settings.session_lifetime_ms,
                };
                let row = SessionRow {
                    id: SessionId::new(env.now, env.id_bytes()),
                    user_id: user.id,
                    client,
                    created_at: env.now,
                    last_seen_at: env.now,
                    expires_at: env.now.plus_ms(lasts_ms),
                    stage,
                    confirmed_at: env.now,
                };
                tx.insert_session(&ctx, &hash, &row)?;
                if stage == SessionStage::Code {
                    let expires_at = row.expires_at;
                    return Ok((SignedIn::CodeNeeded(SecondStep { expires_at }), lasts_ms));
                }
                note_sign_in(tx, env, &ctx, &user, &row)?;
                let must_enrol = stage == SessionStage::Enrol;
                let me = me::view(tx.as_read(), &ctx, user.id, must_enrol, demo)?;
                Ok((SignedIn::Done(me), lasts_ms))
            })
            .await?;
        Ok(Given {
            token: token.into(),
            max_age_s: lasts_ms / 1000,
            answer,
        })
    }

    async fn note_failed_sign_in(&self, ctx: TenantCtx, user: Option<UserRow>) -> Result<(), UseCaseError> {
        self.write(move |tx, env| {
            // An unknown name is not written down: people type passwords into the wrong field.
            let object = user.map_or_else(|| "unknown".to_owned(), |user| user.id.to_string());
            let who = Who::system();
            audit::record(tx, env, &ctx, &who, "sign_in.failed", object, json!({}))
        })
        .await
    }
}

/// Somebody is signed in now.
pub(super) fn note_sign_in(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: &UserRow,
    session: &SessionRow,
) -> Result<(), Refusal> {
    tx.note_sign_in(ctx, user.id, env.now)?;
    let who = Who {
        actor: Actor::User(user.id),
        name: user.name.clone(),
    };
    let detail = json!({ "client": session.client });
    audit::record(tx, env, ctx, &who, "sign_in", session.id, detail)
}

/// The tenant that is meant: the one named, or the only one there is.
fn wanted_tenant(tenants: Vec<TenantRow>, slug: Option<&str>) -> Result<Option<TenantRow>, Refusal> {
    match slug.map(str::trim).filter(|slug| !slug.is_empty()) {
        Some(slug) => Ok(tenants
            .into_iter()
            .find(|tenant| tenant.slug.eq_ignore_ascii_case(slug))),
        None if tenants.len() > 1 => Err(Refusal::field(
            "tenant",
            "missing",
            "Enter the short name of your organisation.",
        )),
        None => Ok(tenants.into_iter().next()),
    }
}

/// A browser that signs in again gives its old session up.
fn end_previous(tx: &mut dyn Tx, token: &SecretString) -> Result<(), Refusal> {
    use secrecy::ExposeSecret as _;
    if let Some((tenant, session)) = tx.session_by_hash(&secrets::hash(token.expose_secret()))? {
        tx.end_session(&TenantCtx::new(tenant), session.id)?;
        tx.signal(Signal::Sessions);
    }
    Ok(())
}

/// Ends a session and closes its sockets.
pub(crate) fn end_session(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: UserId,
    session: SessionId,
) -> Result<(), Refusal> {
    if tx.end_session(ctx, session)? {
        tx.signal(Signal::Sessions);
        after_sessions_ended(tx, env, ctx, user)?;
    }
    Ok(())
}

/// Ends all sessions of a user but one.
pub(crate) fn end_sessions_of(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: UserId,
    except: Option<SessionId>,
) -> Result<(), Refusal> {
    if tx.end_sessions_of(ctx, user, except)? > 0 {
        tx.signal(Signal::Sessions);
        after_sessions_ended(tx, env, ctx, user)?;
    }
    Ok(())
}

/// Somebody without any session is at no desk.
fn after_sessions_ended(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: UserId,
) -> Result<(), Refusal> {
    let open = tx.sessions_of(ctx, user)?;
    if open.iter().all(|session| session.stage == SessionStage::Code) {
        presence::signed_out(tx, env, ctx, user)?;
    }
    Ok(())
}

/// The browser and its system in a few words, from how it names itself.
fn short_client(agent: &str) -> String {
    let browser = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]
    .iter()
    .find(|(sign, _)| agent.contains(sign))
    .map_or("Another program", |(_, name)| name);
    let system = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]
    .iter()
    .find(|(sign, _)| agent.contains(sign))
    .map(|(_, name)| name);
    system.map_or_else(|| browser.to_owned(), |system| format!("{browser} on {system}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_named_in_short() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
        assert_eq!(short_client(chrome), "Chrome on Linux");
        assert_eq!(short_client("curl/8"), "Another program");
    }
}
