//! One's own sessions and password.

use parlance_api::session::{ChangePassword, SessionView};
use parlance_core::SessionId;
use parlance_store::sessions::SessionStage;
use secrecy::SecretString;
use serde_json::json;

use super::{
    Person, password_rules, secrets,
    secrets::Given,
    sign_in::{end_session, end_sessions_of},
};
use crate::{
    Engine, Refusal, UseCaseError,
    audit::{self, Who},
};

impl Person {
    pub(crate) fn who(&self) -> Who {
        Who {
            actor: self.actor(),
            name: self.name.clone(),
        }
    }
}

impl Engine {
    /// One's own sessions that are in force, newest first.
    pub async fn own_sessions(&self, person: &Person) -> Result<Vec<SessionView>, UseCaseError> {
        let person = person.clone();
        let idle_ms = self.installation().sign_in.session_idle_ms;
        self.read(move |read, env| {
            let sessions = read.sessions_of(&person.ctx, person.user_id)?;
            Ok(sessions
                .into_iter()
                .filter(|row| row.stage != SessionStage::Code)
                .filter(|row| row.expires_at > env.now && env.now.since_ms(row.last_seen_at) <= idle_ms)
                .map(|row| SessionView {
                    id: row.id,
                    created_at: row.created_at,
                    last_seen_at: row.last_seen_at,
                    client: row.client,
                    current: row.id == person.session_id,
                })
                .collect())
        })
        .await
    }

    /// Ends one of one's own sessions.
    pub async fn end_own_session(&self, person: &Person, id: SessionId) -> Result<(), UseCaseError> {
        let person = person.clone();
        self.write(move |tx, env| {
            let own = tx
                .session(&person.ctx, id)?
                .is_some_and(|row| row.user_id == person.user_id);
            if !own {
                return Err(Refusal::not_found("This session"));
            }
            end_session(tx, env, &person.ctx, person.user_id, id)?;
            audit::record(
                tx,
                env,
                &person.ctx,
                &person.who(),
                "session.ended",
                id,
                json!({}),
            )
        })
        .await
    }

    /// Changes one's own password: all other sessions end, this one gets a new secret.
    pub async fn change_own_password(
        &self,
        person: &Person,
        command: ChangePassword,
    ) -> Result<Given<()>, UseCaseError> {
        let key = person.user_id.to_string();
        self.live()
            .sign_in_by_account
            .attempt(&key, self.now())
            .map_err(|retry_after_ms| {
                let message = "Too many tries. Wait a little and try again.".into();
                UseCaseError::Refused(Refusal::TooMany {
                    message,
                    retry_after_ms,
                })
            })?;
        let (ctx, id) = (person.ctx, person.user_id);
        let user = self
            .read(move |read, _| read.user(&ctx, id)?.ok_or(Refusal::not_found("This user")))
            .await?;
        let right = self
            .live()
            .passwords
            .verify(command.current.clone().into(), Some(user.password_hash.clone()))
            .await
            .map_err(UseCaseError::Refused)?;
        if !right {
            let wrong = Refusal::field("current", "wrong", "This is not your present password.");
            return Err(UseCaseError::Refused(wrong));
        }
        self.live().sign_in_by_account.forgive(&key);
        let fault = password_rules::refuse("new", &command.new, &[&user.username, &user.name]);
        if let Some(fault) = fault {
            return Err(UseCaseError::Refused(Refusal::Invalid(vec![fault])));
        }
        let hash = self
            .live()
            .passwords
            .hash(self.random().as_ref(), SecretString::from(command.new))
            .await
            .map_err(UseCaseError::Refused)?;
        let token = secrets::fresh(self.random().as_ref(), "");
        let token_hash = secrets::hash(&token);
        let person = person.clone();
        let expires_at = self
            .write(move |tx, env| {
                tx.set_password(&ctx, id, &hash)?;
                end_sessions_of(tx, env, &ctx, id, Some(person.session_id))?;
                tx.renew_session(&ctx, person.session_id, &token_hash)?;
                audit::record(
                    tx,
                    env,
                    &ctx,
                    &person.who(),
                    "user.password_changed",
                    id,
                    json!({}),
                )?;
                let session = tx.session(&ctx, person.session_id)?;
                Ok(session.map_or(env.now, |session| session.expires_at))
            })
            .await?;
        Ok(Given {
            token: token.into(),
            max_age_s: expires_at.since_ms(self.now()) / 1000,
            answer: (),
        })
    }
}
