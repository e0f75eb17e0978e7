//! An agent chooses the name and the picture that customers see.

use parlance_api::session::{PublicIdentityView, SetPublicIdentity};
use parlance_core::permission::Right;
use parlance_store::{Read, personas::PublicIdentity};
use serde_json::json;

use crate::{
    Engine, Env, Refusal, UseCaseError, audit,
    identity::Person,
    media::{no_public_address, publish_picture},
};

fn view(
    read: &dyn Read,
    env: &Env<'_>,
    person: &Person,
    pictures: bool,
) -> Result<PublicIdentityView, Refusal> {
    let identity = read.public_identity(&person.ctx, person.user_id)?;
    Ok(PublicIdentityView {
        shown: read.settings(&person.ctx)?.personas,
        picture_id: identity.as_ref().and_then(|identity| identity.picture_id),
        name: identity.map(|identity| identity.name),
        name_max: name_max(env),
        pictures,
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
        let (person, pictures) = (person.clone(), self.is_fetchable());
        self.read(move |read, env| view(read, env, &person, pictures))
            .await
    }

    /// Chooses the name under which one writes to customers, and the picture beside it; no name: the page's.
    pub async fn set_own_public_identity(
        &self,
        person: &Person,
        wanted: SetPublicIdentity,
    ) -> Result<PublicIdentityView, UseCaseError> {
        let (person, pictures) = (person.clone(), self.is_fetchable());
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
                picture_id: wanted.picture_id,
            });
            if after != before {
                if let Some(picture) = after.as_ref().and_then(|after| after.picture_id) {
                    if !pictures {
                        return Err(no_public_address());
                    }
                    publish_picture(tx, &person.ctx, Some(person.user_id), picture, "picture_id")?;
                }
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
            view(tx.as_read(), env, &person, pictures)
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
