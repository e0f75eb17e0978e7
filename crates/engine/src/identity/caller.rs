//! The one behind a request, read fresh from the store for each request.

use parlance_api::session::ApiScope;
use parlance_core::{
    ApiKeyId, SessionId, TenantCtx, Timestamp, UserId,
    actor::Actor,
    permission::{Right, Role, can},
};

/// A signed-in person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their tenant.
    pub ctx: TenantCtx,
    /// Who.
    pub user_id: UserId,
    /// With which session.
    pub session_id: SessionId,
    /// Full name.
    pub name: String,
    /// Roles at this moment.
    pub roles: Vec<Role>,
    /// A second factor is required and missing: they may do nothing but enrol one.
    pub must_enrol: bool,
    /// When they last proved who they are.
    pub confirmed_at: Timestamp,
}

impl Person {
    /// Whether their roles carry a right.
    #[must_use]
    pub fn can(&self, right: Right) -> bool {
        can(&self.roles, right)
    }
    /// As the one who acts.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        Actor::User(self.user_id)
    }
}

/// A program with an API key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The tenant of its key.
    pub ctx: TenantCtx,
    /// The key.
    pub key_id: ApiKeyId,
    /// The key's name.
    pub name: String,
    /// What the key may do.
    pub scopes: Vec<ApiScope>,
}

/// The one behind a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A person.
    Person(Person),
    /// A program.
    Program(Program),
}

impl Caller {
    /// Their tenant.
    #[must_use]
    pub const fn ctx(&self) -> &TenantCtx {
        match self {
            Self::Person(person) => &person.ctx,
            Self::Program(program) => &program.ctx,
        }
    }
    /// As the one who acts.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        match self {
            Self::Person(person) => person.actor(),
            Self::Program(program) => Actor::ApiKey(program.key_id),
        }
    }
    /// Their name, for logs people read.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Person(person) => &person.name,
            Self::Program(program) => &program.name,
        }
    }
    /// Whether they may: a person by a right, a program by a scope.
    #[must_use]
    pub fn may(&self, right: Option<Right>, scope: Option<ApiScope>) -> bool {
        match self {
            Self::Person(person) => right.is_none_or(|right| person.can(right)),
            Self::Program(program) => scope.is_some_and(|scope| program.scopes.contains(&scope)),
        }
    }
}
