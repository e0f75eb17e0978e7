//! The app level of subscription: `GET|POST|DELETE /{app}/subscriptions`. Saving a callback verifies it first.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::accounts::not_kept;
use super::auth::{Caller, authenticate};
use super::error::{GraphError, GraphResult};
use super::request::GraphCall;
use crate::instagram;
use crate::platform::Platform;
use crate::transaction::Tx;
use crate::webhook::{VerifyError, verify};
use crate::world::{App, Change, FIELDS, LogTopic, Webhook};

fn app_caller(tx: &Tx<'_>, call: &GraphCall, id: &str) -> GraphResult<App> {
    match authenticate(tx.world, call, tx.now)? {
        Caller::App(app) if id == app.id || id == "app" => Ok(app),
        Caller::App(_) => Err(GraphError::no_object("get", id)),
        _ => Err(GraphError::new(
            15,
            None,
            "(#15) This method must be called with an app access_token.",
        )),
    }
}

pub(crate) fn list(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    platform.note(|tx| {
        let app = app_caller(tx, call, id)?;
        let named = |fields: &BTreeSet<String>| -> Vec<Value> {
            let named = fields.iter().map(|name| json!({"name": name, "version": "v26.0"}));
            named.collect()
        };
        let accounts = tx.world.pages.values().any(|page| page.connected_to.is_some());
        let mut data: Vec<Value> = Vec::new();
        if let Some(webhook) = &app.webhook {
            let about = |object: &str, fields: &BTreeSet<String>| {
                json!({
                    "object": object, "callback_url": webhook.callback_url, "active": true, "fields": named(fields),
                })
            };
            data.push(about("page", &app.fields));
            if accounts {
                data.push(about("instagram", &app.instagram_fields));
            }
        }
        Ok(json!({"data": data}))
    })
}

pub(crate) async fn subscribe(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let app = platform.note(|tx| app_caller(tx, call, id))?;
    let object = call.text("object").unwrap_or_default();
    let known: &[&str] = match object.as_str() {
        "page" => &FIELDS,
        "instagram" => &instagram::FIELDS,
        _ => {
            return Err(GraphError::param(
                "Param object must be one of {page, instagram} here.",
            ));
        }
    };
    let (Some(callback_url), Some(verify_token)) = (call.text("callback_url"), call.text("verify_token"))
    else {
        return Err(GraphError::param("callback_url and verify_token are required."));
    };
    let fields = call.list("fields").unwrap_or_default();
    if let Some(odd) = fields.iter().find(|field| !known.contains(&field.as_str())) {
        return Err(GraphError::param(format!(
            "Param fields: \"{odd}\" is not a field of the object {object}."
        )));
    }
    save_callback(platform, &app.id, &callback_url, &verify_token)
        .await
        .map_err(|error| {
            GraphError::new(
                2200,
                None,
                format!("(#2200) Callback verification failed: {error}"),
            )
        })?;
    let ((), receipt) = platform.transact(|tx| {
        if let Some(mut app) = tx.world.apps.get(&app.id).cloned() {
            let fields = fields.into_iter().collect();
            if object == "instagram" {
                app.instagram_fields = fields;
            } else {
                app.fields = fields;
            }
            tx.apply(Change::AppPut(app));
        }
    });
    receipt.durable().await.map_err(not_kept)?;
    Ok(json!({"success": true}))
}

pub(crate) async fn unsubscribe(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let (result, receipt) = platform.transact(|tx| {
        let mut app = app_caller(tx, call, id)?;
        if let Some(gone) = call.list("fields") {
            app.fields.retain(|field| !gone.contains(field));
        } else {
            (app.webhook, app.fields) = (None, BTreeSet::new());
        }
        tx.apply(Change::AppPut(app));
        Ok(json!({"success": true}))
    });
    receipt.durable().await.map_err(not_kept)?;
    result
}

/// *Verify and Save*: the callback is kept only if it echoed the challenge.
pub(crate) async fn save_callback(
    platform: &Platform,
    app_id: &str,
    callback_url: &str,
    verify_token: &str,
) -> Result<Webhook, VerifyError> {
    // The documented sample is 1158201444: a number of nine or ten digits.
    let challenge = platform.note(|tx| {
        let seed = tx.seed;
        (crate::ids::scramble(seed, tx.ids().number()) % 1_900_000_000 + 100_000_000).to_string()
    });
    let deadline = platform.config.webhook_deadline;
    let result = verify(&platform.http, callback_url, verify_token, &challenge, deadline).await;
    let (saved, receipt) = platform.transact(|tx| {
        let answer = match &result {
            Ok(verified) => format!("answered in {} ms", verified.took_ms),
            Err(error) => error.to_string(),
        };
        tx.log(LogTopic::Notice, "verification", challenge.clone(), |entry| {
            entry.app_id = Some(app_id.to_owned());
            entry.ok = result.is_ok();
            entry.answer = answer;
        });
        let verified = result?;
        let webhook = Webhook {
            callback_url: callback_url.to_owned(),
            verify_token: verify_token.to_owned(),
            verified_ms: tx.now,
            challenge,
            took_ms: verified.took_ms,
        };
        if let Some(mut app) = tx.world.apps.get(app_id).cloned() {
            app.webhook = Some(webhook.clone());
            app.alert = None;
            tx.apply(Change::AppPut(app));
        }
        Ok(webhook)
    });
    receipt.durable().await.map_err(VerifyError::NoAnswer)?;
    // A new callback is a reason to try at once what failed at the old one.
    platform
        .queue
        .lock()
        .expect("no panic while holding it")
        .release_all();
    platform.wake.notify_one();
    saved
}
