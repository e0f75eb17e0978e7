//! Personas: `POST|GET /{page}/personas`, `GET|DELETE /{persona}`.

use serde_json::{Value, json};

use super::accounts::not_kept;
use super::auth::{Caller, authenticate, need, page_caller};
use super::error::{GraphError, GraphResult};
use super::request::GraphCall;
use crate::platform::Platform;
use crate::transaction::Tx;
use crate::world::{Change, Page, Persona, World};

const MAX_NAME: usize = 50;

/// Whether an id is that of a persona.
pub(crate) fn is_persona(platform: &Platform, id: &str) -> bool {
    platform.read(|world| world.pages.values().any(|page| page.personas.contains_key(id)))
}

fn node(id: &str, persona: &Persona) -> Value {
    json!({"id": id, "name": persona.name, "profile_picture_url": persona.picture_url})
}

pub(crate) async fn create(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let name = call.text("name").unwrap_or_default();
    let picture_url = call.text("profile_picture_url");
    if name.trim().is_empty() {
        return Err(GraphError::param("The parameter name is required."));
    }
    if name.chars().count() > MAX_NAME {
        return Err(GraphError::param(format!(
            "Length of param name must be less than or equal to {MAX_NAME}"
        )));
    }
    if picture_url
        .as_deref()
        .is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://127."))
    {
        return Err(GraphError::param(
            "param profile_picture_url must be a public https address.",
        ));
    }
    let (result, receipt) = platform.transact(|tx| {
        let mut page = own_page(tx, call, id)?;
        let persona_id = tx.ids().persona();
        page.personas
            .insert(persona_id.clone(), Persona { name, picture_url });
        tx.apply(Change::PagePut(page));
        Ok(json!({"id": persona_id}))
    });
    receipt.durable().await.map_err(not_kept)?;
    result
}

fn own_page(tx: &Tx<'_>, call: &GraphCall, id: &str) -> GraphResult<Page> {
    let caller = authenticate(tx.world, call, tx.now)?;
    let (_, page, token) = page_caller(caller, id, call.method.as_str(), tx.world)?;
    need(&token, "pages_messaging")?;
    Ok(page)
}

pub(crate) fn list(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    platform.note(|tx| {
        let page = own_page(tx, call, id)?;
        let data: Vec<Value> = page
            .personas
            .iter()
            .map(|(id, persona)| node(id, persona))
            .collect();
        Ok(json!({"data": data}))
    })
}

/// The page of the token, if it has this persona.
fn page_with(world: &World, call: &GraphCall, id: &str, now: i64) -> GraphResult<Page> {
    let unknown = || GraphError::no_object(call.method.as_str(), id);
    match authenticate(world, call, now)? {
        Caller::Page { page, token, .. } if page.personas.contains_key(id) => {
            need(&token, "pages_messaging")?;
            Ok(page)
        }
        _ => Err(unknown()),
    }
}

pub(crate) fn get(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    platform.note(|tx| {
        let page = page_with(tx.world, call, id, tx.now)?;
        page.personas
            .get(id)
            .map(|persona| node(id, persona))
            .ok_or_else(|| GraphError::no_object(call.method.as_str(), id))
    })
}

/// What went out under the name keeps it.
pub(crate) async fn delete(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let (result, receipt) = platform.transact(|tx| {
        let mut page = page_with(tx.world, call, id, tx.now)?;
        page.personas.remove(id);
        tx.apply(Change::PagePut(page));
        Ok(json!({"success": true}))
    });
    receipt.durable().await.map_err(not_kept)?;
    result
}
