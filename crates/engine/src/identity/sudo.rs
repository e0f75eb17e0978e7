//! Sudo mode: what gives power over an installation asks for a recent proof of who one is.

use parlance_api::session::ConfirmIdentity;
use parlance_core::Timestamp;
use parlance_store::sessions::SessionStage;
use serde_json::json;

use super::{Caller, Person, second_factor::accept_code};
use crate::{Engine, Refusal, UseCaseError, audit};

/// A proof counts this long; signing in is one.
const SUDO_MS: i64 = 10 * 60_000;

impl Person {
    /// Refuses with [`Refusal::Sudo`] when the person has not proved lately who they are.
    pub(crate) fn recently_confirmed(&self, now: Timestamp) -> Result<(), Refusal> {
        if now.since_ms(self.confirmed_at) < SUDO_MS {
            Ok(())
        } else {
            Err(Refusal::Sudo)
        }
    }
}

impl Caller {
    /// The same; programs bring their whole secret with each request.
    pub(crate) fn recently_confirmed(&self, now: Timestamp) -> Result<(), Refusal> {
        match self {
            Self::Person(person) => person.recently_confirmed(now),
            Self::Program(_) => Ok(()),
        }
    }
}

impl Engine {
    /// Proves once more who one is: by the password, and by a code when a second factor is enrolled.
    pub async fn confirm_identity(
        &self,
        person: &Person,
        command: ConfirmIdentity,
    ) -> Result<(), UseCaseError> {
        let key = person.user_id.to_string();
        let now = self.now();
        self.live()
            .sign_in_by_account
            .attempt(&key, now)
            .map_err(too_many)?;
        let (ctx, id) = (person.ctx, person.user_id);
        let (user, enrolled) = self
            .read(move |read, _| {
                let user = read.user(&ctx, id)?.ok_or(Refusal::not_found("This user"))?;
                Ok((user, read.second_factor(&ctx, id)?.is_some()))
            })
            .await?;
        let right = self
            .live()
            .passwords
            .verify(command.password.into(), Some(user.password_hash))
            .await
            .map_err(UseCaseError::Refused)?;
        if !right {
            let wrong = Refusal::field("password", "wrong", "This is not your password.");
            return Err(UseCaseError::Refused(wrong));
        }
        let code = command.code.filter(|code| !code.trim().is_empty());
        if enrolled {
            let Some(code) = code else {
                let missing = Refusal::field("code", "missing", "Enter the code of your authenticator app.");
                return Err(UseCaseError::Refused(missing));
            };
            self.check_code(person, code).await?;
        }
        self.live().sign_in_by_account.forgive(&key);
        let person = person.clone();
        self.write(move |tx, env| {
            let Some(session) = tx.session(&ctx, person.session_id)? else {
                return Err(Refusal::not_found("This session"));
            };
            tx.advance_session(&ctx, session.id, session.stage, env.now, session.expires_at)?;
            debug_assert_ne!(session.stage, SessionStage::Code);
            audit::record(
                tx,
                env,
                &ctx,
                &person.who(),
                "session.confirmed",
                session.id,
                json!({}),
            )
        })
        .await
    }

    async fn check_code(&self, person: &Person, code: String) -> Result<(), UseCaseError> {
        let key = person.user_id.to_string();
        self.live()
            .codes_by_user
            .attempt(&key, self.now())
            .map_err(too_many)?;
        let keyring = self.installation().keyring.clone();
        let (ctx, user) = (person.ctx, person.user_id);
        let accepted = self
            .write(move |tx, env| accept_code(tx, env, &keyring, &ctx, user, &code))
            .await?;
        if !accepted {
            return Err(UseCaseError::Refused(super::second_factor::wrong_code()));
        }
        self.live().codes_by_user.forgive(&key);
        Ok(())
    }
}

/// Words for those who tried too often.
pub(super) fn too_many(retry_after_ms: i64) -> UseCaseError {
    let seconds = (retry_after_ms + 999) / 1000;
    UseCaseError::Refused(Refusal::TooMany {
        message: format!("Too many tries. Wait {seconds} seconds and try again."),
        retry_after_ms,
    })
}
