//! The page level of subscription: `GET|POST|DELETE /{page}/subscribed_apps`.

use serde_json::{Value, json};

use super::accounts::not_kept;
use super::auth::{authenticate, need_200, page_caller};
use super::error::{GraphError, GraphResult};
use super::request::GraphCall;
use crate::instagram;
use crate::platform::Platform;
use crate::world::{Change, FIELDS};

pub(crate) fn list(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let now = platform.clock.now_ms();
    platform.read(|world| {
        let (_, page, token) = page_caller(authenticate(world, call, now)?, id, "get", world)?;
        need_200(&token, "pages_manage_metadata")?;
        let data: Vec<Value> = page
            .subscriptions
            .iter()
            .filter_map(|(app_id, fields)| {
                let app = world.apps.get(app_id)?;
                Some(json!({
                    "category": "Business", "link": format!("https://www.facebook.com/games/?app_id={app_id}"),
                    "name": app.name, "id": app_id, "subscribed_fields": fields,
                }))
            })
            .collect();
        Ok(json!({"data": data}))
    })
}

pub(crate) async fn subscribe(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let fields = call.list("subscribed_fields").unwrap_or_default();
    if fields.is_empty() {
        return Err(GraphError::param("The parameter subscribed_fields is required."));
    }
    if let Some(odd) = fields
        .iter()
        .find(|field| !FIELDS.contains(&field.as_str()) && !instagram::FIELDS.contains(&field.as_str()))
    {
        let index = fields.iter().position(|field| field == odd).unwrap_or(0);
        return Err(GraphError::param(format!(
            "Param subscribed_fields[{index}] must be one of {{{}}} - got \"{odd}\".",
            FIELDS.join(", ")
        )));
    }
    change(platform, call, id, "post", |subscriptions, app_id| {
        subscriptions.insert(app_id, fields.into_iter().collect());
    })
    .await
}

pub(crate) async fn unsubscribe(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    change(platform, call, id, "delete", |subscriptions, app_id| {
        subscriptions.remove(&app_id);
    })
    .await
}

type Subscriptions = std::collections::BTreeMap<String, std::collections::BTreeSet<String>>;

async fn change(
    platform: &Platform,
    call: &GraphCall,
    id: &str,
    method: &str,
    edit: impl FnOnce(&mut Subscriptions, String),
) -> GraphResult<Value> {
    let now = platform.clock.now_ms();
    let (result, receipt) = platform.transact(|tx| {
        let caller = authenticate(tx.world, call, now)?;
        let (app, mut page, token) = page_caller(caller, id, method, tx.world)?;
        need_200(&token, "pages_manage_metadata")?;
        page.disabled.remove(&app.id);
        edit(&mut page.subscriptions, app.id);
        tx.apply(Change::PagePut(page));
        Ok(json!({"success": true}))
    });
    receipt.durable().await.map_err(not_kept)?;
    result
}
