//! API keys: made, listed, revoked.

use parlance_api::session::{ApiKeyCreated, ApiKeyView, NewApiKey};
use parlance_core::ApiKeyId;
use parlance_store::api_keys::ApiKeyRow;
use serde_json::json;

use super::{
    Person,
    authenticate::{KEY_PREFIX, distinct},
    secrets,
};
use crate::{Engine, Refusal, UseCaseError, admin::check::Check, audit};

fn view(row: ApiKeyRow) -> ApiKeyView {
    ApiKeyView {
        id: row.id,
        name: row.name,
        hint: row.hint,
        scopes: row.scopes,
        created_at: row.created_at,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
    }
}

impl Engine {
    /// All keys that are not revoked.
    pub async fn api_keys(&self, person: &Person) -> Result<Vec<ApiKeyView>, UseCaseError> {
        let ctx = person.ctx;
        self.read(move |read, _| Ok(read.api_keys(&ctx)?.into_iter().map(view).collect()))
            .await
    }

    /// Makes a key. Its secret is in the answer and nowhere else.
    pub async fn create_api_key(
        &self,
        person: &Person,
        command: NewApiKey,
    ) -> Result<ApiKeyCreated, UseCaseError> {
        person
            .recently_confirmed(self.now())
            .map_err(UseCaseError::Refused)?;
        let secret = secrets::fresh(self.random().as_ref(), KEY_PREFIX);
        let hash = secrets::hash(&secret);
        let hint = secret[secret.len() - 4..].to_owned();
        let person = person.clone();
        let key = self
            .write(move |tx, env| {
                let mut check = Check::default();
                let name = check.text("name", &command.name, 1, 80);
                let scopes = distinct(command.scopes);
                check.that(
                    !scopes.is_empty(),
                    "scopes",
                    "missing",
                    "Choose at least one scope.",
                );
                let future = command.expires_at.is_none_or(|at| at > env.now);
                check.that(
                    future,
                    "expires_at",
                    "out_of_range",
                    "The key would have expired already.",
                );
                check.done()?;
                let row = ApiKeyRow {
                    id: ApiKeyId::new(env.now, env.id_bytes()),
                    name,
                    hint,
                    scopes,
                    created_by: person.user_id,
                    created_at: env.now,
                    expires_at: command.expires_at,
                    last_used_at: None,
                    revoked_at: None,
                };
                tx.insert_api_key(&person.ctx, &hash, &row)?;
                let detail = json!({ "name": row.name, "scopes": row.scopes });
                audit::record(
                    tx,
                    env,
                    &person.ctx,
                    &person.who(),
                    "api_key.created",
                    row.id,
                    detail,
                )?;
                Ok(view(row))
            })
            .await?;
        Ok(ApiKeyCreated { key, secret })
    }

    /// Revokes a key at once.
    pub async fn revoke_api_key(&self, person: &Person, id: ApiKeyId) -> Result<(), UseCaseError> {
        person
            .recently_confirmed(self.now())
            .map_err(UseCaseError::Refused)?;
        let person = person.clone();
        self.write(move |tx, env| {
            if !tx.revoke_api_key(&person.ctx, id, env.now)? {
                return Err(Refusal::not_found("This API key"));
            }
            audit::record(
                tx,
                env,
                &person.ctx,
                &person.who(),
                "api_key.revoked",
                id,
                json!({}),
            )
        })
        .await
    }
}
