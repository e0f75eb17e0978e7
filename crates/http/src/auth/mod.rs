//! Who may call a handler, said by the type of its argument: forgetting the check means not having the data.
//!
//! People come with a session cookie, programs with `Authorization: Bearer pk_…`. The names below are what handlers
//! write; each stands for a policy of [`policy`].

pub mod cookie;
pub mod origin;
pub mod policy;

use std::marker::PhantomData;

use axum::{
    extract::{FromRequestParts, MatchedPath},
    http::{StatusCode, request::Parts},
};
use parlance_engine::identity::{Caller, Person};

use crate::{error::ApiError, state::AppState};
use policy::Policy;

/// A signed-in person, also one who still must enrol a second factor: for that alone.
pub type Oneself = PersonWith<policy::Oneself>;
/// Any signed-in person.
pub type Signed = PersonWith<policy::Anyone>;
/// A person who handles interactions.
pub type Agent = PersonWith<policy::Handle>;
/// A person who sees everybody's live work.
pub type Supervisor = PersonWith<policy::Supervise>;
/// A person who looks after keys and the audit log.
pub type SecurityAdmin = PersonWith<policy::Secure>;
/// Who changes configuration: an administrator, or a key with `config_write`.
pub type Admin = CallerWith<policy::Configure>;
/// Who reads configuration with details: an administrator, or a key with `config_read`.
pub type ConfigReader = CallerWith<policy::ReadConfig>;
/// Who reads short lists of names (services, teams, reasons): anyone signed in, or a key with `config_read`.
pub type NamesReader = CallerWith<policy::ReadNames>;
/// Who writes knowledge articles: whoever has the right, or a key with `config_write`.
pub type ArticlesWriter = CallerWith<policy::WriteKnowledge>;
/// Who sees drafts and versions of knowledge articles: whoever may write them, or a key with `config_read`.
pub type ArticlesReader = CallerWith<policy::ReadKnowledge>;
/// Who reads interactions, records and contacts they may see: anyone signed in, or a key with `records_read`.
pub type RecordsReader = CallerWith<policy::ReadRecords>;
/// Who changes contacts: whoever has the right, or a key with `contacts_write`.
pub type ContactsWriter = CallerWith<policy::WriteContacts>;

/// A person to whom a policy's right was granted.
pub struct PersonWith<P>(pub Person, PhantomData<P>);

/// A person or program to whom a policy's right or scope was granted.
pub struct CallerWith<P>(pub Caller, PhantomData<P>);

impl<P: Policy> FromRequestParts<AppState> for PersonWith<P> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        match allowed::<P>(parts, state).await? {
            Caller::Person(person) => Ok(Self(person, PhantomData)),
            Caller::Program(_) => Err(ApiError::forbidden(
                "This is for people with a session, not for API keys.",
            )),
        }
    }
}

impl<P: Policy> FromRequestParts<AppState> for CallerWith<P> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        allowed::<P>(parts, state)
            .await
            .map(|caller| Self(caller, PhantomData))
    }
}

async fn allowed<P: Policy>(parts: &mut Parts, state: &AppState) -> Result<Caller, ApiError> {
    let caller = caller(parts, state).await?;
    let span = tracing::Span::current();
    span.record("tenant_id", tracing::field::display(caller.ctx().tenant_id()));
    if let Caller::Person(person) = &caller {
        span.record("user_id", tracing::field::display(person.user_id));
        if person.must_enrol && !P::WHILE_ENROLLING {
            return Err(ApiError::new(
                StatusCode::FORBIDDEN,
                "second_factor_required",
                "You need a second factor to go on. Enrol an authenticator app first.",
            ));
        }
    }
    if caller.may(P::RIGHT, P::SCOPE) {
        return Ok(caller);
    }
    let route = parts
        .extensions
        .get::<MatchedPath>()
        .map_or("unknown", MatchedPath::as_str);
    let what = format!("{} {route}", parts.method);
    state.engine.note_refused_access(&caller, what).await;
    Err(ApiError::forbidden(P::MISSING))
}

async fn caller(parts: &Parts, state: &AppState) -> Result<Caller, ApiError> {
    // A key beats a cookie: a program says who it is, a browser only brings what it has.
    if let Some(key) = origin::bearer(&parts.headers) {
        let program = state.engine.authenticate_key(key).await?;
        return program.map(Caller::Program).ok_or_else(|| {
            ApiError::new(
                StatusCode::UNAUTHORIZED,
                "unauthenticated",
                "This API key is not valid (any more).",
            )
        });
    }
    let Some(token) = cookie::session_token(&state.config, &parts.headers) else {
        return Err(ApiError::unauthenticated());
    };
    let person = state.engine.authenticate_session(token).await?;
    person.map(Caller::Person).ok_or_else(ApiError::unauthenticated)
}
