//! `/me/accounts` and `/oauth/access_token`: how an app comes to page tokens.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::auth::{Caller, app_by_secret, authenticate, token_alive};
use super::error::{GraphError, GraphResult};
use super::request::GraphCall;
use crate::platform::Platform;
use crate::transaction::Tx;
use crate::world::{Change, Token, TokenKind};

/// A long-lived user token lives about 60 days.
const LONG_MS: i64 = 60 * 86_400_000;

/// The pages of the person behind a user token, each with its page token.
pub(crate) fn list(platform: &Platform, call: &GraphCall) -> GraphResult<Value> {
    let now = platform.clock.now_ms();
    platform.note(|tx| {
        let Caller::User { app, token } = authenticate(tx.world, call, now)? else {
            return Err(GraphError::param(
                "Tried accessing nonexisting field (accounts) on node type (Page)",
            ));
        };
        let pages: Vec<(String, String)> = tx
            .world
            .pages
            .values()
            .map(|page| (page.id.clone(), page.name.clone()))
            .collect();
        let data: Vec<Value> = pages
            .into_iter()
            .map(|(id, name)| {
                let page_token = page_token(tx, &app.id, &id, token.scopes.clone());
                json!({
                    "access_token": page_token, "category": "Retail company", "name": name, "id": id,
                    "tasks": ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"],
                })
            })
            .collect();
        Ok(json!({"data": data, "paging": {"cursors": {"before": "MA", "after": "MA"}}}))
    })
}

/// A page token of the app that still works, or a new one; those obtained this way do not expire.
fn page_token(tx: &mut Tx<'_>, app_id: &str, page_id: &str, scopes: BTreeSet<String>) -> String {
    let now = tx.now;
    let known = tx.world.tokens.values().find(|token| {
        token.kind == TokenKind::Page
            && token.app_id == app_id
            && token.page_id.as_deref() == Some(page_id)
            && token.expires_ms.is_none()
            && token.scopes == scopes
            && token.usable(now)
    });
    if let Some(known) = known {
        return known.value.clone();
    }
    let token = Token {
        id: tx.ids().number(),
        value: tx.ids().token(),
        kind: TokenKind::Page,
        app_id: app_id.to_owned(),
        page_id: Some(page_id.to_owned()),
        scopes,
        issued_ms: now,
        expires_ms: None,
        dead: None,
    };
    let value = token.value.clone();
    tx.apply(Change::TokenPut(token));
    value
}

/// Exchanges a short user token for a long one, or hands out the app token.
pub(crate) async fn exchange(platform: &Platform, call: &GraphCall) -> GraphResult<Value> {
    let grant = call.text("grant_type").unwrap_or_default();
    let (Some(client_id), Some(secret)) = (call.text("client_id"), call.text("client_secret")) else {
        return Err(GraphError::new(
            101,
            None,
            "Missing client_id or client_secret parameter.",
        ));
    };
    let (result, receipt) = platform.transact(|tx| {
        let app = app_by_secret(tx.world, &client_id, &secret)
            .map_err(|_| GraphError::new(1, None, "Error validating client secret.").with_status(400))?;
        match grant.as_str() {
            "client_credentials" => Ok(json!({"access_token": app.access_token(), "token_type": "bearer"})),
            "fb_exchange_token" => {
                let short = call.text("fb_exchange_token").unwrap_or_default();
                let token = tx
                    .world
                    .token_by_value(&short)
                    .filter(|token| token.app_id == app.id)
                    .cloned();
                let Some(token) = token else {
                    return Err(GraphError::new(
                        190,
                        None,
                        "Invalid OAuth access token - Cannot parse access token",
                    ));
                };
                token_alive(&token, tx.now)?;
                let long = Token {
                    id: tx.ids().number(),
                    value: tx.ids().token(),
                    issued_ms: tx.now,
                    expires_ms: (token.kind == TokenKind::User).then_some(tx.now + LONG_MS),
                    ..token
                };
                let body = json!({
                    "access_token": long.value, "token_type": "bearer",
                    "expires_in": long.expires_ms.map(|_| LONG_MS / 1000),
                });
                tx.apply(Change::TokenPut(long));
                Ok(body)
            }
            other => Err(GraphError::param(format!("Unsupported grant_type '{other}'."))),
        }
    });
    receipt.durable().await.map_err(not_kept)?;
    result
}

/// The journal failed: nothing may be called done.
pub(crate) fn not_kept(_why: String) -> GraphError {
    GraphError::new(2, None, "Service temporarily unavailable")
}
