//! Taking another person's second factor away: who has lost their phone and their codes.

use parlance_core::{TenantCtx, UserId};
use parlance_store::Tx;
use serde_json::json;

use crate::{
    Engine, Env, Refusal, UseCaseError,
    admin::changed,
    audit::{self, Who},
    identity::{Person, sign_in::end_sessions_of},
};

impl Engine {
    /// Takes another person's second factor away and ends their sessions; at the next sign-in they are led to enrol
    /// again where it is required. One's own is changed in one's own settings.
    pub async fn reset_second_factor(&self, person: &Person, id: UserId) -> Result<(), UseCaseError> {
        person
            .recently_confirmed(self.now())
            .map_err(UseCaseError::Refused)?;
        if person.user_id == id {
            let message = "This is your own second factor. Replace or remove it in your settings.";
            return Err(UseCaseError::Refused(Refusal::conflict(
                "own_second_factor",
                message,
            )));
        }
        let (ctx, who) = (person.ctx, person.who());
        self.write(move |tx, env| reset(tx, env, &ctx, &who, id)).await
    }

    /// The same from the command line.
    pub async fn operator_reset_second_factor(&self, slug: &str, username: &str) -> Result<(), UseCaseError> {
        let ctx = self.tenant_named(slug).await?;
        let username = username.to_owned();
        self.write(move |tx, env| {
            let user = tx
                .user_by_username(&ctx, &username)?
                .ok_or(Refusal::not_found("This user"))?;
            reset(tx, env, &ctx, &Who::operator(), user.id)
        })
        .await
    }
}

fn reset(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, who: &Who, id: UserId) -> Result<(), Refusal> {
    tx.user(ctx, id)?.ok_or(Refusal::not_found("This user"))?;
    if !tx.remove_second_factor(ctx, id)? {
        return Err(Refusal::not_found("A second factor of this user"));
    }
    end_sessions_of(tx, env, ctx, id, None)?;
    audit::record(tx, env, ctx, who, "second_factor.reset", id, json!({}))?;
    changed(tx, env, ctx, "users")
}
