//! Who calls: tokens, their state, their scopes, and the proof of the app secret.

use super::error::{GraphError, GraphResult};
use super::request::GraphCall;
use crate::webhook::proof_matches;
use crate::world::{App, Page, Token, TokenKind, World};

/// A timestamped proof is good for five minutes.
const PROOF_AGE_S: i64 = 300;

/// The holder of a valid token.
#[expect(clippy::large_enum_variant, reason = "one lives at a time, for one call")]
pub(crate) enum Caller {
    App(App),
    Page { app: App, page: Page, token: Token },
    User { app: App, token: Token },
}

impl Caller {
    pub fn app(&self) -> &App {
        match self {
            Self::App(app) | Self::Page { app, .. } | Self::User { app, .. } => app,
        }
    }
}

/// Resolves and checks the token of a call.
pub(crate) fn authenticate(world: &World, call: &GraphCall, now_ms: i64) -> GraphResult<Caller> {
    let Some(value) = call.token().filter(|token| !token.is_empty()) else {
        return Err(GraphError::new(
            2500,
            None,
            "An active access token must be used to query information about the current user.",
        ));
    };
    if let Some((app_id, secret)) = value.split_once('|') {
        return app_by_secret(world, app_id, secret).map(Caller::App);
    }
    let token = world.token_by_value(&value).ok_or_else(cannot_parse)?.clone();
    token_alive(&token, now_ms)?;
    let app = world.apps.get(&token.app_id).cloned().ok_or_else(cannot_parse)?;
    check_proof(call, &app, &value, now_ms)?;
    match (token.kind, &token.page_id) {
        (TokenKind::Page, Some(page_id)) => {
            let page = world.pages.get(page_id).cloned().ok_or_else(cannot_parse)?;
            Ok(Caller::Page { app, page, token })
        }
        _ => Ok(Caller::User { app, token }),
    }
}

/// The app behind an app token.
pub(crate) fn app_by_secret(world: &World, app_id: &str, secret: &str) -> GraphResult<App> {
    let app = world.apps.get(app_id).filter(|app| {
        bool::from(subtle::ConstantTimeEq::ct_eq(
            app.secret.as_bytes(),
            secret.as_bytes(),
        ))
    });
    app.cloned()
        .ok_or_else(|| GraphError::new(190, None, "Invalid OAuth access token signature."))
}

fn cannot_parse() -> GraphError {
    GraphError::new(
        190,
        None,
        "Invalid OAuth access token - Cannot parse access token",
    )
}

/// Why a token no longer works, in the platform's words.
pub(crate) fn token_alive(token: &Token, now_ms: i64) -> GraphResult<()> {
    if let Some(subcode) = token.dead {
        return Err(dead_token(subcode));
    }
    if token.expired(now_ms) {
        Err(dead_token(463))
    } else {
        Ok(())
    }
}

pub(crate) fn dead_token(subcode: u32) -> GraphError {
    let why = match subcode {
        458 => "The user has not authorized application.",
        459 => "The session is invalid because the user has been checkpointed.",
        460 => {
            "The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons."
        }
        463 => "Session has expired.",
        464 => "Sessions for the user are not allowed because the user is not a confirmed user.",
        492 => {
            "The user must be an administrator, editor, or moderator of the page in order to impersonate it."
        }
        _ => "The session is invalid because the user logged out.",
    };
    GraphError::new(190, subcode, format!("Error validating access token: {why}"))
}

fn check_proof(call: &GraphCall, app: &App, token: &str, now_ms: i64) -> GraphResult<()> {
    let Some(proof) = call.text("appsecret_proof") else {
        return if app.require_proof {
            Err(GraphError::param(
                "API calls from the server require an appsecret_proof argument",
            ))
        } else {
            Ok(())
        };
    };
    let invalid = || GraphError::param("Invalid appsecret_proof provided in the API argument");
    let time = match call.text("appsecret_time") {
        None => None,
        Some(text) => Some(text.parse::<i64>().map_err(|_| invalid())?),
    };
    let stale = time.is_some_and(|time| (now_ms / 1000 - time).abs() > PROOF_AGE_S);
    if stale || !proof_matches(&app.secret, token, time, &proof) {
        return Err(invalid());
    }
    Ok(())
}

/// The page a call is about: `me`, or the token's own page by id.
pub(crate) fn page_caller(
    caller: Caller,
    id: &str,
    method: &str,
    world: &World,
) -> GraphResult<(App, Page, Token)> {
    match caller {
        Caller::Page { app, page, token } if id == "me" || id == page.id => Ok((app, page, token)),
        Caller::Page { .. } if world.pages.contains_key(id) => Err(GraphError::new(
            190,
            None,
            "The permission must be granted before impersonating a user's page.",
        )),
        Caller::Page { .. } => Err(GraphError::no_object(method, id)),
        Caller::User { .. } | Caller::App(_) => Err(GraphError::new(
            190,
            None,
            "This method must be called with a Page Access Token",
        )),
    }
}

/// A permission the token must carry; code 10, as for an app that was not granted it.
pub(crate) fn need(token: &Token, scope: &str) -> GraphResult<()> {
    if token.scopes.contains(scope) {
        Ok(())
    } else {
        Err(GraphError::permission(scope))
    }
}

/// A permission of the 200 family.
pub(crate) fn need_200(token: &Token, scope: &str) -> GraphResult<()> {
    if token.scopes.contains(scope) {
        return Ok(());
    }
    Err(GraphError::new(
        200,
        None,
        format!("(#200) To subscribe to the page, one of these permissions is needed: {scope}"),
    ))
}
