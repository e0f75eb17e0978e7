//! The app behind the token: which it is, whether the App Secret is its, where it sends its events.

use parlance_channel::{Check, CheckStatus, call::HttpBody};
use secrecy::{ExposeSecret, SecretString};

use super::{Test, enter, token::Identity};
use crate::meta::{
    account::field,
    error::GraphFailure,
    graph::{Credentials, GraphAnswer},
    json::Node,
};

/// What Meta tells about the token and its app.
#[derive(Default)]
pub(super) struct Debug {
    pub app_id: Option<String>,
    pub app_name: Option<String>,
    /// `PAGE` or `USER`.
    kind: Option<String>,
    /// Unix seconds; 0 for never.
    pub expires_at: Option<i64>,
    pub scopes: Option<Vec<String>>,
    secret: SecretKnown,
}

/// What is known of the App Secret.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum SecretKnown {
    #[default]
    Unknown,
    Right,
    Wrong,
}

impl Debug {
    /// The token is a person's, not a page's.
    pub fn is_person(&self) -> bool {
        self.kind.as_deref() == Some("USER")
    }

    /// The App Secret is known to be the app's.
    pub fn secret_is_right(&self) -> bool {
        self.secret == SecretKnown::Right
    }

    /// A call in the app's own name.
    pub fn app_credentials(&self, test: &Test<'_>) -> Option<Credentials> {
        let app_id = self.app_id.as_deref()?;
        let secret = test.app_secret.as_ref()?;
        let token = SecretString::from(format!("{app_id}|{}", secret.expose_secret()));
        Some(Credentials {
            token,
            app_secret: None,
        })
    }
}

/// Lets Meta describe the token: first in its own name, which tells the app, then in the app's name, which proves
/// the App Secret.
pub(super) async fn inspect(test: &Test<'_>, identity: &Identity) -> Debug {
    let Some(token) = &test.token else {
        return Debug::default();
    };
    let mut debug = match debug_token(test, &identity.credentials, token).await {
        Ok(answer) => read(&answer),
        Err(_) => Debug {
            app_id: app_of_token(test, identity).await,
            ..Debug::default()
        },
    };
    if let Some(app) = debug.app_credentials(test) {
        match debug_token(test, &app, token).await {
            Ok(answer) => {
                debug = Debug {
                    secret: SecretKnown::Right,
                    ..read(&answer)
                }
            }
            // 1 and 101: "Error validating application"/"client secret"; 190: the app's token is no token.
            Err(failure)
                if failure
                    .graph_error()
                    .is_some_and(|error| matches!(error.code, 1 | 101 | 190)) =>
            {
                debug.secret = SecretKnown::Wrong;
            }
            Err(_) => {}
        }
    }
    if identity.proof_refused {
        debug.secret = SecretKnown::Wrong;
    }
    debug
}

/// `GET /debug_token`, asked by POST with `method=GET` so that the token stands in the body and not in the address
/// (Meta, "Graph API, modifying requests": the parameter `method` overrides the request's).
async fn debug_token(
    test: &Test<'_>,
    who: &Credentials,
    token: &SecretString,
) -> Result<GraphAnswer, GraphFailure> {
    let body = HttpBody::Form(vec![("input_token".to_owned(), token.expose_secret().to_owned())]);
    test.graph
        .post(who, &["debug_token"], &[("method", "GET")], body)
        .await
}

/// `GET /app`: the app a token belongs to.
async fn app_of_token(test: &Test<'_>, identity: &Identity) -> Option<String> {
    let answer = test
        .graph
        .get(&identity.credentials, &["app"], &[("fields", "id,name")])
        .await
        .ok()?;
    answer.object().id("id")
}

fn read(answer: &GraphAnswer) -> Debug {
    let object = answer.object();
    let Some(data) = object.object("data") else {
        return Debug::default();
    };
    let names = |key: &str| {
        let list = data.get(key)?.list()?;
        Some(list.into_iter().filter_map(Node::text).collect::<Vec<_>>())
    };
    Debug {
        app_id: data.id("app_id"),
        app_name: data.text("application"),
        kind: data.text("type").map(|kind| kind.to_uppercase()),
        expires_at: data.get("expires_at").and_then(Node::integer),
        scopes: names("scopes"),
        secret: SecretKnown::Unknown,
    }
}

/// About the App Secret when the token could not be used.
pub(super) fn without_token(test: &Test<'_>) -> Check {
    match test.app_secret {
        Some(_) => test.skipped("app_secret"),
        None => missing(test),
    }
}

/// About the App Secret.
pub(super) fn secret(test: &Test<'_>, identity: &Identity, debug: &Debug) -> Check {
    if test.app_secret.is_none() {
        return missing(test);
    }
    let check = |status, sentence| Check::new("app_secret", status, sentence);
    match debug.secret {
        SecretKnown::Right => {
            let app = match (&debug.app_name, &debug.app_id) {
                (Some(name), _) => format!("“{name}”"),
                (None, Some(id)) => id.clone(),
                (None, None) => "?".to_owned(),
            };
            check(
                CheckStatus::Ok,
                test.words().say("check.app_secret.ok", &[("app", &app)]),
            )
        }
        SecretKnown::Wrong => check(
            CheckStatus::Failed,
            test.words().say("check.app_secret.wrong", &[]),
        )
        .with_detail(test.words().say("check.app_secret.wrong_detail", &[]))
        .with_fix(enter(field::APP_SECRET)),
        SecretKnown::Unknown => {
            debug_assert!(!identity.proof_refused, "a refused proof means a wrong secret");
            check(
                CheckStatus::Warning,
                test.words().say("check.app_secret.unknown_app", &[]),
            )
        }
    }
}

fn missing(test: &Test<'_>) -> Check {
    let (status, sentence, detail) = if test.values.is_ticked(field::ACCEPT_UNSIGNED) {
        (
            CheckStatus::Warning,
            "check.app_secret.unsigned",
            "check.app_secret.unsigned_detail",
        )
    } else {
        (
            CheckStatus::Failed,
            "check.app_secret.missing",
            "check.app_secret.missing_detail",
        )
    };
    Check::new("app_secret", status, test.words().say(sentence, &[]))
        .with_detail(test.words().say(detail, &[]))
        .with_fix(enter(field::APP_SECRET))
}
