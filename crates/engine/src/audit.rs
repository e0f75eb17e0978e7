//! The audit log: who did what, written in the unit that did it.

use std::fmt::Display;

use parlance_api::{audit::AuditLine, page::Page};
use parlance_core::{TenantCtx, UserId, actor::Actor};
use parlance_store::{Tx, audit::NewAuditLine};
use serde_json::Value;

use crate::{
    Engine, Env, Refusal, UseCaseError,
    identity::{Caller, Person},
};

/// The one who acts, with the name that the log keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// Who.
    pub actor: Actor,
    /// Their name.
    pub name: String,
}

impl Who {
    /// The person, when it is one.
    #[must_use]
    pub const fn user_id(&self) -> Option<UserId> {
        match self.actor {
            Actor::User(id) => Some(id),
            _ => None,
        }
    }
    /// Parlance itself.
    #[must_use]
    pub fn system() -> Self {
        Self {
            actor: Actor::System,
            name: "system".into(),
        }
    }
    /// Somebody at the command line.
    #[must_use]
    pub fn operator() -> Self {
        Self {
            actor: Actor::Operator,
            name: "operator".into(),
        }
    }
}

impl From<&Caller> for Who {
    fn from(caller: &Caller) -> Self {
        Self {
            actor: caller.actor(),
            name: caller.name().to_owned(),
        }
    }
}

/// Writes a line. `detail` must hold no secret and no customer data: names of changed fields, not their secrets.
pub fn record(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    action: &str,
    object: impl Display,
    detail: Value,
) -> Result<(), Refusal> {
    let line = NewAuditLine {
        at: env.now,
        actor: who.actor,
        actor_name: who.name.clone(),
        action: action.to_owned(),
        object: object.to_string(),
        detail,
    };
    tx.append_audit(ctx, &line)?;
    Ok(())
}

/// Rows of one page, unless fewer are asked for.
const DEFAULT_PAGE: u32 = 50;
const MAX_PAGE: u32 = 200;

impl Engine {
    /// A page of the log, newest first.
    pub async fn audit_page(
        &self,
        person: &Person,
        cursor: Option<String>,
        limit: Option<u32>,
    ) -> Result<Page<AuditLine>, UseCaseError> {
        let ctx = person.ctx;
        let limit = limit.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE);
        self.read(move |read, _| {
            let before = match cursor {
                None => None,
                Some(text) => Some(text.parse().map_err(|_| {
                    Refusal::field(
                        "cursor",
                        "malformed",
                        "This is no cursor that an earlier page gave.",
                    )
                })?),
            };
            let rows = read.audit_lines(&ctx, before, limit)?;
            let next_cursor = rows
                .last()
                .filter(|last| rows.len() == limit as usize && last.seq > 1)
                .map(|last| last.seq.to_string());
            let items = rows
                .into_iter()
                .map(|row| AuditLine {
                    seq: row.seq,
                    at: row.line.at,
                    actor: row.line.actor_name,
                    action: row.line.action,
                    object: row.line.object,
                    detail: row.line.detail,
                })
                .collect();
            Ok(Page {
                items,
                next_cursor,
                total: None,
            })
        })
        .await
    }
}
