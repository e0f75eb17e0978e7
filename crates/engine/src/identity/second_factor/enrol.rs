//! One's own second factor: seen, enrolled, replaced, taken away; fresh recovery codes.

use parlance_api::session::{Enrolment, RecoveryCodes, SecondFactorCode, SecondFactorView};
use parlance_core::{TenantCtx, Timestamp};
use parlance_store::{Tx, second_factors::SecondFactorRow, sessions::SecretHash, sessions::SessionStage};
use secrecy::ExposeSecret as _;
use serde_json::json;

use super::{is_required, recovery, totp, totp::Drawer, wrong_code};
use crate::{
    Engine, Env, Refusal, RequireSecondFactor, UseCaseError,
    admin::changed,
    audit,
    identity::{Given, Person, secrets, sign_in::end_sessions_of, sudo::too_many},
};

/// The first code must come within this.
const DRAFT_MS: i64 = 15 * 60_000;

impl Engine {
    /// One's own second factor.
    pub async fn own_second_factor(&self, person: &Person) -> Result<SecondFactorView, UseCaseError> {
        let (ctx, id, roles) = (person.ctx, person.user_id, person.roles.clone());
        let operators = self.operators_requirement();
        self.read(move |read, _| {
            Ok(SecondFactorView {
                enrolled_at: read.second_factor(&ctx, id)?.map(|row| row.enrolled_at),
                required: is_required(operators, &read.settings(&ctx)?, &roles),
                recovery_codes_left: read.recovery_codes_left(&ctx, id)?,
            })
        })
        .await
    }

    /// Begins to enrol an authenticator app, also in place of an earlier one, which stays in force until the first
    /// code of the new one has come.
    pub async fn begin_enrolment(&self, person: &Person) -> Result<Enrolment, UseCaseError> {
        person
            .recently_confirmed(self.now())
            .map_err(UseCaseError::Refused)?;
        let secret = totp::fresh(self.random().as_ref());
        let keyring = self.installation().keyring.clone();
        let (ctx, id) = (person.ctx, person.user_id);
        self.write(move |tx, env| {
            let user = tx.user(&ctx, id)?.ok_or(Refusal::not_found("This user"))?;
            let tenant = tx.tenant(&ctx)?.ok_or(Refusal::not_found("This tenant"))?;
            let sealed = totp::seal(&keyring, env.random, Drawer::Draft, tenant.id, id, &secret)?;
            tx.save_second_factor_draft(&ctx, id, &sealed, env.now)?;
            Ok(Enrolment {
                uri: totp::uri(&secret, &format!("{} ({})", user.username, tenant.name))?,
                secret: secret.expose_secret().to_owned(),
                expires_at: env.now.plus_ms(DRAFT_MS),
            })
        })
        .await
    }

    /// Puts the begun second factor in force by its first code: fresh recovery codes, all other sessions end, this
    /// one gets a new value.
    pub async fn finish_enrolment(
        &self,
        person: &Person,
        command: SecondFactorCode,
    ) -> Result<Given<RecoveryCodes>, UseCaseError> {
        let key = person.user_id.to_string();
        let live = self.live();
        live.codes_by_user.attempt(&key, self.now()).map_err(too_many)?;
        let (codes, hashes) = recovery::fresh(self.random().as_ref());
        let given = self
            .renew(person, move |tx, env, person, keyring| {
                let (ctx, id) = (&person.ctx, person.user_id);
                let secret = match tx.second_factor_draft(ctx, id)? {
                    Some((sealed, at)) if env.now.since_ms(at) < DRAFT_MS => {
                        totp::open(keyring, Drawer::Draft, ctx.tenant_id(), id, &sealed)?
                    }
                    _ => {
                        let message = "This took too long. Begin again: a new QR code is shown.";
                        return Err(Refusal::conflict("enrolment_over", message));
                    }
                };
                let step = totp::step(&secret, &recovery::plain(&command.code), env.now)?;
                let last_step = step.ok_or_else(wrong_code)?;
                let row = SecondFactorRow {
                    sealed: totp::seal(keyring, env.random, Drawer::InForce, ctx.tenant_id(), id, &secret)?,
                    last_step,
                    enrolled_at: env.now,
                };
                tx.save_second_factor(ctx, id, &row)?;
                tx.replace_recovery_codes(ctx, id, &hashes)?;
                audit::record(
                    tx,
                    env,
                    ctx,
                    &person.who(),
                    "second_factor.enrolled",
                    id,
                    json!({}),
                )
            })
            .await?;
        live.codes_by_user.forgive(&key);
        Ok(Given {
            token: given.token,
            max_age_s: given.max_age_s,
            answer: RecoveryCodes { codes },
        })
    }

    /// Takes one's own second factor away, unless it is required; all other sessions end, this one gets a new value.
    pub async fn remove_own_second_factor(&self, person: &Person) -> Result<Given<()>, UseCaseError> {
        person
            .recently_confirmed(self.now())
            .map_err(UseCaseError::Refused)?;
        let operators = self.operators_requirement();
        self.renew(person, move |tx, env, person, _| {
            let (ctx, id) = (&person.ctx, person.user_id);
            if is_required(operators, &tx.settings(ctx)?, &person.roles) {
                let message =
                    "Your role or organisation requires a second factor. You can replace it, not remove it.";
                return Err(Refusal::conflict("second_factor_required", message));
            }
            if !tx.remove_second_factor(ctx, id)? {
                return Err(Refusal::not_found("A second factor of yours"));
            }
            audit::record(
                tx,
                env,
                ctx,
                &person.who(),
                "second_factor.removed",
                id,
                json!({}),
            )
        })
        .await
    }

    /// Ten fresh recovery codes; the earlier ones are void.
    pub async fn renew_recovery_codes(&self, person: &Person) -> Result<RecoveryCodes, UseCaseError> {
        person
            .recently_confirmed(self.now())
            .map_err(UseCaseError::Refused)?;
        let (codes, hashes) = recovery::fresh(self.random().as_ref());
        let person = person.clone();
        self.write(move |tx, env| {
            let (ctx, id) = (&person.ctx, person.user_id);
            if tx.second_factor(ctx, id)?.is_none() {
                return Err(Refusal::not_found("A second factor of yours"));
            }
            tx.replace_recovery_codes(ctx, id, &hashes)?;
            let action = "second_factor.recovery_codes_renewed";
            audit::record(tx, env, ctx, &person.who(), action, id, json!({}))
        })
        .await?;
        Ok(RecoveryCodes { codes })
    }

    /// Changes one's second factor: the other sessions end, this one gets a new value and is a full one.
    async fn renew(
        &self,
        person: &Person,
        change: impl FnOnce(&mut dyn Tx, &Env<'_>, &Person, &crate::seal::Keyring) -> Result<(), Refusal>
        + Send
        + 'static,
    ) -> Result<Given<()>, UseCaseError> {
        let token = secrets::fresh(self.random().as_ref(), "");
        let hash = secrets::hash(&token);
        let keyring = self.installation().keyring.clone();
        let lifetime_ms = self.installation().sign_in.session_lifetime_ms;
        let person = person.clone();
        let expires_at = self
            .write(move |tx, env| {
                change(tx, env, &person, &keyring)?;
                let (ctx, id) = (person.ctx, person.user_id);
                end_sessions_of(tx, env, &ctx, id, Some(person.session_id))?;
                changed(tx, env, &ctx, "users")?;
                full_session(tx, &ctx, &person, &hash, lifetime_ms)
            })
            .await?;
        Ok(Given {
            token: token.into(),
            max_age_s: expires_at.since_ms(self.now()) / 1000,
            answer: (),
        })
    }

    pub(super) fn operators_requirement(&self) -> RequireSecondFactor {
        self.installation().sign_in.require_second_factor
    }
}

fn full_session(
    tx: &mut dyn Tx,
    ctx: &TenantCtx,
    person: &Person,
    hash: &SecretHash,
    lifetime_ms: i64,
) -> Result<Timestamp, Refusal> {
    let session = tx
        .session(ctx, person.session_id)?
        .ok_or(Refusal::not_found("This session"))?;
    // A session that was good for enrolling only lasts short; now it is like any other.
    let expires_at = match session.stage {
        SessionStage::Full => session.expires_at,
        SessionStage::Enrol | SessionStage::Code => session.created_at.plus_ms(lifetime_ms),
    };
    tx.advance_session(
        ctx,
        session.id,
        SessionStage::Full,
        session.confirmed_at,
        expires_at,
    )?;
    tx.renew_session(ctx, session.id, hash)?;
    Ok(expires_at)
}
