//! An agent chooses the name that customers see.

use parlance_api::session::{PublicIdentityView, SetPublicIdentity};
use parlance_core::permission::Right;
use parlance_store::{Read, personas::PublicIdentity};
use serde_json::json;

use crate::{Engine, Env, Refusal, UseCaseError, audit, identity::Person};

fn view(read: &dyn Read, env: &Env<'_>, person: &Person) -> Result<PublicIdentityView, Refusal> {
    let identity = read.public_identity(&person.ctx, person.user_id)?;
    Ok(PublicIdentityView {
        shown: read.settings(&person.ctx)?.personas,
        name: identity.map(|identity| identity.name),
        name_max: name_max(env),
    })
}

/// The longest name that every channel shows.
fn name_max(env: &Env<'_>) -> u32 {
    let most = env
        .channels
        .iter()
        .filter_map(|channel| Some(channel.personas()?.name_max()));
    most.min().unwrap_or(50)
}

impl Engine {
    /// The name under which one writes to customers.
    pub async fn own_public_identity(&self, person: &Person) -> Result<PublicIdentityView, UseCaseError> {
        let person = person.clone();
        self.read(move |read, env| view(read, env, &person)).await
    }

    /// Chooses the name under which one writes to customers; none: the page's.
    pub async fn set_own_public_identity(
        &self,
        person: &Person,
        wanted: SetPublicIdentity,
    ) -> Result<PublicIdentityView, UseCaseError> {
        let person = person.clone();
        self.write(move |tx, env| {
            if !person.can(Right::HandleInteractions) {
                return Err(Refusal::forbidden(
                    "Only people who write to customers have a public name.",
                ));
            }
            let name = wanted
                .name
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty());
            if let Some(name) = &name {
                check(name, name_max(env))?;
            }
            let before = tx.public_identity(&person.ctx, person.user_id)?;
            let after = name.map(|name| PublicIdentity {
                name,
                picture_id: before.as_ref().and_then(|before| before.picture_id),
                picture_key: before.as_ref().and_then(|before| before.picture_key.clone()),
            });
            if after != before {
                tx.save_public_identity(&person.ctx, person.user_id, after.as_ref())?;
                let detail = json!({ "shown": after.is_some() });
                let (ctx, who) = (person.ctx, person.who());
                audit::record(
                    tx,
                    env,
                    &ctx,
                    &who,
                    "user.public_name_changed",
                    person.user_id,
                    detail,
                )?;
            }
            view(tx.as_read(), env, &person)
        })
        .await
    }
}

fn check(name: &str, most: u32) -> Result<(), Refusal> {
    let length = name.encode_utf16().count();
    if length > most as usize {
        let message = format!("The name has {length} characters; at most {most} fit.");
        return Err(Refusal::field("name", "too_long", message));
    }
    if name.chars().any(char::is_control) {
        return Err(Refusal::field("name", "malformed", "A name is one line of text."));
    }
    Ok(())
}
