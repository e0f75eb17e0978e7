//! `GET /me`, `/{page}`, `/{app}`, `/{person}`.

use serde_json::{Map, Value, json};

use super::auth::{Caller, authenticate};
use super::error::{GraphError, GraphResult};
use super::fields::pick;
use super::profile;
use super::request::GraphCall;
use crate::instagram;
use crate::platform::Platform;
use crate::world::{App, Page, World};

const PAGE_FIELDS: [&str; 9] = [
    "id",
    "name",
    "username",
    "link",
    "category",
    "messaging_feature_status",
    "picture",
    "access_token",
    "instagram_business_account",
];
const APP_FIELDS: [&str; 3] = ["id", "name", "link"];

/// One object, by what its id stands for.
pub(crate) fn get(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let now = platform.clock.now_ms();
    platform.read(|world| {
        let caller = authenticate(world, call, now)?;
        match (&caller, id) {
            (Caller::Page { page, .. }, _) if id == "me" || id == page.id => page_node(world, call, page),
            (Caller::User { .. }, "me") => user_node(call),
            (Caller::App(app), "app") => app_node(call, app),
            (_, "app") => app_node(call, caller.app()),
            (_, _) if id == caller.app().id => app_node(call, caller.app()),
            (Caller::Page { .. }, _) if world.pages.contains_key(id) => Err(GraphError::new(
                10,
                None,
                "(#10) This endpoint requires the 'pages_read_engagement' permission or the 'Page Public Content Access' feature.",
            )),
            (Caller::Page { page, token, .. }, _) => {
                let thread = world.threads.get(id).filter(|thread| instagram::serves(world, page, thread));
                let Some(thread) = thread else { return Err(GraphError::no_object("get", id)) };
                profile::get(platform, world, call, thread, token)
            }
            _ => Err(GraphError::no_object("get", id)),
        }
    })
}

fn page_node(world: &World, call: &GraphCall, page: &Page) -> GraphResult<Value> {
    let handle = page.username.as_deref().unwrap_or(&page.id);
    let node = object(json!({
        "id": page.id,
        "name": page.name,
        "username": page.username,
        "link": format!("https://www.facebook.com/{handle}"),
        "category": "Retail company",
        // No routing is configured: every subscribed app gets everything.
        "messaging_feature_status": {"hop_v2": false, "msgr_multi_app": false, "ig_multi_app": false},
        "access_token": call.token(),
        "instagram_business_account": instagram::account_of(world, &page.id)
            .map(|account| json!({"id": account.id, "username": account.username})),
    }));
    pick(call, &node, &PAGE_FIELDS, &["id", "name"], "Page")
}

fn user_node(call: &GraphCall) -> GraphResult<Value> {
    let node = object(json!({"id": "100000000000001", "name": "Page Administrator"}));
    pick(call, &node, &["id", "name"], &["id", "name"], "User")
}

fn app_node(call: &GraphCall, app: &App) -> GraphResult<Value> {
    let link = format!("https://www.facebook.com/games/?app_id={}", app.id);
    let node = object(json!({"id": app.id, "name": app.name, "link": link}));
    pick(call, &node, &APP_FIELDS, &["id", "name"], "Application")
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
