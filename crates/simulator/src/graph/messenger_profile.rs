//! The page's messenger profile: `GET|POST|DELETE /me/messenger_profile`, ten calls in ten minutes.

use serde_json::{Map, Value, json};

use super::accounts::not_kept;
use super::auth::{authenticate, need, page_caller};
use super::error::{GraphError, GraphResult};
use super::request::GraphCall;
use crate::instagram;
use crate::platform::Platform;
use crate::transaction::Tx;
use crate::world::{Change, Page};

const PROPERTIES: [&str; 8] = [
    "get_started",
    "greeting",
    "ice_breakers",
    "persistent_menu",
    "commands",
    "whitelisted_domains",
    "account_linking_url",
    "subject_to_new_eu_privacy_rules",
];

/// What an Instagram account has of it.
const OF_ACCOUNTS: [&str; 2] = ["ice_breakers", "persistent_menu"];

fn open(platform: &Platform, tx: &Tx<'_>, call: &GraphCall, id: &str) -> GraphResult<Page> {
    let caller = authenticate(tx.world, call, tx.now)?;
    let (_, page, token) = page_caller(caller, id, call.method.as_str(), tx.world)?;
    need(&token, "pages_messaging")?;
    let page = match call.text("platform").as_deref() {
        Some("instagram") => {
            need(&token, "instagram_manage_messages")?;
            let account = instagram::account_of(tx.world, &page.id).cloned();
            account.ok_or_else(instagram::not_connected)?
        }
        _ => page,
    };
    platform
        .usage
        .lock()
        .expect("no panic while holding it")
        .profile_call(&page.id, tx.now)?;
    Ok(page)
}

pub(crate) fn get(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    platform.note(|tx| {
        let page = open(platform, tx, call, id)?;
        let wanted = call.list("fields").unwrap_or_default();
        known(&wanted)?;
        of_account(&page, &wanted)?;
        // Asked for alone, an account's questions are the rows themselves.
        if page.connected_to.is_some() && wanted == ["ice_breakers"] {
            let questions = page.profile.get("ice_breakers").cloned();
            return Ok(json!({"data": questions.unwrap_or_else(|| json!([]))}));
        }
        let node: Map<String, Value> = page
            .profile
            .into_iter()
            .filter(|(name, _)| wanted.contains(name))
            .collect();
        let data = if node.is_empty() {
            vec![]
        } else {
            vec![Value::Object(node)]
        };
        Ok(json!({"data": data}))
    })
}

pub(crate) async fn set(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let mut named = Map::new();
    for property in PROPERTIES {
        if let Some(value) = call.json_or_text(property) {
            named.insert(property.to_owned(), value);
        }
    }
    if named.is_empty() {
        return Err(GraphError::param(
            "Requires one of the params: get_started, greeting, persistent_menu, …",
        ));
    }
    check(&named)?;
    let names: Vec<String> = named.keys().cloned().collect();
    change(platform, call, id, &names, |profile| {
        profile.extend(named);
        Ok(())
    })
    .await
}

pub(crate) async fn delete(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let gone = call.list("fields").unwrap_or_default();
    known(&gone)?;
    change(platform, call, id, &gone, |profile| {
        if gone.contains(&"get_started".to_owned())
            && profile.contains_key("persistent_menu")
            && !gone.contains(&"persistent_menu".to_owned())
        {
            return Err(GraphError::param(
                "You must remove the persistent menu before the Get Started button",
            ));
        }
        profile.retain(|name, _| !gone.contains(name));
        Ok(())
    })
    .await
}

async fn change(
    platform: &Platform,
    call: &GraphCall,
    id: &str,
    names: &[String],
    edit: impl FnOnce(&mut Map<String, Value>) -> GraphResult<()>,
) -> GraphResult<Value> {
    let (result, receipt) = platform.transact(|tx| {
        let mut page = open(platform, tx, call, id)?;
        of_account(&page, names)?;
        edit(&mut page.profile)?;
        if page.connected_to.is_none()
            && page.profile.contains_key("persistent_menu")
            && !page.profile.contains_key("get_started")
        {
            return Err(GraphError::param(
                "You must set a Get Started button if you also wish to use persistent menu",
            ));
        }
        tx.apply(Change::PagePut(page));
        Ok(json!({"result": "success"}))
    });
    receipt.durable().await.map_err(not_kept)?;
    result
}

fn of_account(page: &Page, names: &[String]) -> GraphResult<()> {
    let odd = names.iter().find(|name| !OF_ACCOUNTS.contains(&name.as_str()));
    match odd {
        Some(odd) if page.connected_to.is_some() => Err(GraphError::param(format!(
            "The property {odd} is not supported on Instagram."
        ))),
        _ => Ok(()),
    }
}

fn known(names: &[String]) -> GraphResult<()> {
    match names.iter().find(|name| !PROPERTIES.contains(&name.as_str())) {
        Some(odd) => Err(GraphError::param(format!(
            "Param fields: \"{odd}\" is not a messenger profile property."
        ))),
        None if names.is_empty() => Err(GraphError::param("The parameter fields is required.")),
        None => Ok(()),
    }
}

fn check(named: &Map<String, Value>) -> GraphResult<()> {
    if let Some(started) = named.get("get_started") {
        let payload = started.get("payload").and_then(Value::as_str).unwrap_or_default();
        if payload.is_empty() || payload.chars().count() > 1000 {
            return Err(GraphError::param(
                "param get_started[payload] must be a string of 1 to 1000 characters.",
            ));
        }
    }
    for greeting in named
        .get("greeting")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let text = greeting.get("text").and_then(Value::as_str).unwrap_or_default();
        if text.chars().count() > 160 {
            return Err(GraphError::param(
                "Length of param greeting[text] must be less than or equal to 160",
            ));
        }
    }
    Ok(())
}
