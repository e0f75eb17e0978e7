//! `GET /debug_token`: what a token is good for. Asking with an app token also proves the app secret.

use serde_json::{Value, json};

use super::auth::{Caller, authenticate, token_alive};
use super::error::{GraphError, GraphResult};
use super::request::GraphCall;
use crate::platform::Platform;
use crate::world::{Token, TokenKind, World};

pub(crate) fn get(platform: &Platform, call: &GraphCall) -> GraphResult<Value> {
    let now = platform.clock.now_ms();
    platform.read(|world| {
        let caller = authenticate(world, call, now)?;
        let Some(input) = call.text("input_token") else {
            return Err(GraphError::param("The parameter input_token is required."));
        };
        let Some(token) = world.token_by_value(&input) else { return Ok(unknown()) };
        if token.app_id != caller.app().id {
            return Err(GraphError::param("The App_id in the input_token did not match the Viewing App"));
        }
        if matches!(caller, Caller::User { .. }) && token.kind == TokenKind::Page {
            return Err(GraphError::param("You must provide an app access token, or a user access token that is an owner or developer of the app"));
        }
        Ok(describe(world, token, now))
    })
}

fn unknown() -> Value {
    json!({"data": {
        "error": {"code": 190, "message": "Invalid OAuth access token - Cannot parse access token"},
        "is_valid": false,
        "scopes": [],
    }})
}

fn describe(world: &World, token: &Token, now_ms: i64) -> Value {
    let app = world.apps.get(&token.app_id);
    let targets: Vec<&String> = token.page_id.iter().collect();
    let granular: Vec<Value> = token
        .scopes
        .iter()
        .map(|scope| {
            if scope.starts_with("pages_") {
                json!({"scope": scope, "target_ids": targets})
            } else {
                json!({"scope": scope})
            }
        })
        .collect();
    let mut data = json!({
        "app_id": token.app_id,
        "type": match token.kind { TokenKind::Page => "PAGE", TokenKind::User => "USER" },
        "application": app.map(|app| app.name.as_str()),
        "data_access_expires_at": token.issued_ms / 1000 + 90 * 86_400,
        "expires_at": token.expires_ms.map_or(0, |at| at / 1000),
        "is_valid": token.usable(now_ms),
        "issued_at": token.issued_ms / 1000,
        "scopes": token.scopes,
        "granular_scopes": granular,
        "user_id": "100000000000001",
    });
    if let Some(page_id) = &token.page_id {
        data["profile_id"] = page_id.as_str().into();
    }
    if let Err(error) = token_alive(token, now_ms) {
        data["error"] = json!({"code": error.code, "message": error.message, "subcode": error.subcode});
    }
    json!({"data": data})
}
