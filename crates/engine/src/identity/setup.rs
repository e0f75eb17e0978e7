//! First set-up: a one-time link, printed when the server starts and nobody can sign in yet; and the canary that shows
//! whether the keyring is the right one.

use parlance_api::{
    session::{Me, SetUp},
    user::NewUser,
};
use parlance_core::{TenantCtx, permission::Role};
use secrecy::ExposeSecret as _;
use serde_json::json;

use super::{
    password_rules, secrets,
    secrets::Given,
    sign_in::{Origin, SignedIn},
};
use crate::{
    Engine, Refusal, UseCaseError,
    admin::{check::Check, users},
    audit::{self, Who},
    seal::{Place, SealError},
    tenants,
};

/// The printed link is good for so long; a restart prints a new one.
const LINK_MS: i64 = 24 * 3_600_000;
const CANARY: &str = "parlance";
const CANARY_PLACE: Place<'_> = Place {
    table: "keyring_canary",
    column: "sealed",
    tenant: None,
    row: "1",
};

/// Why the keyring cannot be used with this database.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// It is another keyring.
    #[error("the keyring does not open this database's secrets: {0}. Use the keyring that was made with it")]
    Wrong(SealError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] UseCaseError),
}

impl Engine {
    /// Shows that the keyring is the one that sealed this database's secrets; on a new database, binds it. To be
    /// called before anything is served.
    pub async fn check_keyring(&self) -> Result<(), KeyringError> {
        let keyring = self.installation().keyring.clone();
        let stored = self.read(|read, _| Ok(read.keyring_canary()?)).await?;
        match stored {
            Some(sealed) => {
                let opened = keyring.open(CANARY_PLACE, &sealed).map_err(KeyringError::Wrong)?;
                if opened.expose_secret() == CANARY {
                    Ok(())
                } else {
                    Err(KeyringError::Wrong(SealError::Wrong))
                }
            }
            None => self.seal_canary().await,
        }
    }

    /// Seals the canary with the first key, on a new database or after a rotation.
    pub(crate) async fn seal_canary(&self) -> Result<(), KeyringError> {
        let canary = CANARY.to_owned().into();
        let keyring = self.installation().keyring.clone();
        let sealed = keyring
            .seal(self.random().as_ref(), CANARY_PLACE, &canary)
            .map_err(KeyringError::Wrong)?;
        Ok(self
            .write(move |tx, _| Ok(tx.set_keyring_canary(&sealed)?))
            .await?)
    }

    /// A fresh link to the set-up page, to be printed; `None` once somebody can sign in. Earlier links end.
    pub async fn setup_link(&self) -> Result<Option<String>, UseCaseError> {
        let token = secrets::fresh(self.random().as_ref(), "");
        let hash = secrets::hash(&token);
        let needed = self
            .write(move |tx, env| {
                if tx.any_user()? {
                    return Ok(false);
                }
                tx.insert_setup_link(&hash, env.now, env.now.plus_ms(LINK_MS))?;
                Ok(true)
            })
            .await?;
        Ok(needed.then(|| {
            let mut url = self.base_url();
            url.set_path("/set-up");
            url.set_query(Some(&format!("token={token}")));
            url.into()
        }))
    }

    /// Makes the first tenant and administrator and signs them in. Refuses like something that does not exist once
    /// somebody can sign in.
    pub async fn set_up(&self, command: SetUp, origin: Origin) -> Result<Given<Me>, UseCaseError> {
        self.throttle_set_up(&origin)?;
        let hash = secrets::hash(&command.token);
        let (name, username) = (command.name.clone(), command.username.clone());
        let fault = password_rules::refuse(
            "password",
            &command.password,
            &[&name, &username, &command.tenant_name],
        );
        self.read(move |read, env| {
            if read.any_user()? {
                return Err(Refusal::not_found("The set-up page"));
            }
            if !read.setup_link_valid(&hash, env.now)? {
                let message =
                    "This set-up link is not valid (any more). Restart Parlance: it prints a new one.";
                return Err(Refusal::conflict("link_used", message));
            }
            Check::with(fault).done()
        })
        .await?;
        let password = self.hash_password(command.password.clone().into()).await?;
        let settings = self.installation().tenant_defaults.clone();
        let (tenant, user) = self
            .write(move |tx, env| {
                if tx.any_user()? || !tx.use_setup_link(&hash, env.now)? {
                    return Err(Refusal::not_found("The set-up page"));
                }
                let mut check = Check::default();
                let tenant_name = check.text("tenant_name", &command.tenant_name, 1, 120);
                check.done()?;
                let who = Who::operator();
                let slug = tenants::slug_of(&tenant_name);
                // A tenant of that name may have been made at the command line before.
                let tenant = match tx.tenant_by_slug(&slug)? {
                    Some(tenant) => tenant,
                    None => tenants::create(tx, env, &who, &slug, &tenant_name, settings)?,
                };
                let ctx = TenantCtx::new(tenant.id);
                let first = NewUser {
                    username: command.username,
                    name: command.name,
                    email: None,
                    roles: vec![Role::Administrator],
                    team_id: None,
                    skills: Vec::new(),
                    max_chats: None,
                    password: String::new(),
                };
                let user = users::create(tx, env, &ctx, &who, &first, &password)?;
                audit::record(tx, env, &ctx, &who, "set_up", user.id, json!({}))?;
                Ok((ctx, user))
            })
            .await?;
        let Given {
            token,
            max_age_s,
            answer,
        } = self.begin_session(tenant, user, &origin).await?;
        let SignedIn::Done(answer) = answer else {
            let fault = "somebody who was just made has a second factor".into();
            return Err(UseCaseError::Refused(Refusal::Store(fault)));
        };
        Ok(Given {
            token,
            max_age_s,
            answer,
        })
    }

    fn throttle_set_up(&self, origin: &Origin) -> Result<(), UseCaseError> {
        self.live()
            .sign_in_by_address
            .attempt(&origin.address.to_string(), self.now())
            .map_err(|retry_after_ms| {
                let message = "Too many tries. Wait a little and try again.".into();
                UseCaseError::Refused(Refusal::TooMany {
                    message,
                    retry_after_ms,
                })
            })
    }
}
