//! What every kind of configuration has in common: a word in the audit log, a list that desktops load again, a name of
//! its own.

use std::fmt::Display;

use parlance_core::TenantCtx;
use parlance_store::Tx;
use serde_json::{Value, json};

use super::{changed, changes, check::Check};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    audit::{self, Who},
    identity::Caller,
};

/// A kind of configuration.
pub(crate) struct Noun {
    /// Its word in the audit log, e.g. `team`.
    pub word: &'static str,
    /// The list that holds it, as running desktops know it, e.g. `teams`.
    pub list: &'static str,
}

impl Noun {
    /// One was made.
    pub(crate) fn created(
        &self,
        tx: &mut dyn Tx,
        env: &Env<'_>,
        ctx: &TenantCtx,
        who: &Who,
        id: impl Display,
        name: &str,
    ) -> Result<(), Refusal> {
        self.created_as(tx, env, ctx, who, id, json!({ "name": name }))
    }

    /// One was made that is known by more than a name.
    pub(crate) fn created_as(
        &self,
        tx: &mut dyn Tx,
        env: &Env<'_>,
        ctx: &TenantCtx,
        who: &Who,
        id: impl Display,
        detail: Value,
    ) -> Result<(), Refusal> {
        self.tell(tx, env, ctx, who, id, ("created", detail))
    }

    /// One was changed: which fields were.
    pub(crate) fn altered(
        &self,
        tx: &mut dyn Tx,
        env: &Env<'_>,
        ctx: &TenantCtx,
        who: &Who,
        id: impl Display,
        fields: &[(&'static str, bool)],
    ) -> Result<(), Refusal> {
        self.tell(tx, env, ctx, who, id, ("changed", changes(fields)))
    }

    /// One was deleted.
    pub(crate) fn deleted(
        &self,
        tx: &mut dyn Tx,
        env: &Env<'_>,
        ctx: &TenantCtx,
        who: &Who,
        id: impl Display,
        name: &str,
    ) -> Result<(), Refusal> {
        self.tell(tx, env, ctx, who, id, ("deleted", json!({ "name": name })))
    }

    fn tell(
        &self,
        tx: &mut dyn Tx,
        env: &Env<'_>,
        ctx: &TenantCtx,
        who: &Who,
        id: impl Display,
        (what, detail): (&str, Value),
    ) -> Result<(), Refusal> {
        audit::record(tx, env, ctx, who, &format!("{}.{what}", self.word), id, detail)?;
        changed(tx, env, ctx, self.list)
    }
}

/// A name of one line that nothing else of its kind has, whatever the case of its letters.
pub(crate) fn own_name<'a>(
    check: &mut Check,
    name: &str,
    longest: usize,
    others: impl IntoIterator<Item = &'a str>,
    taken: &str,
) -> String {
    let name = check.text("name", name, 1, longest);
    let lower = name.to_lowercase();
    let free = others.into_iter().all(|other| other.to_lowercase() != lower);
    check.that(free, "name", "taken", taken);
    name
}

impl Engine {
    /// Lets an administrator do something in one unit of work.
    pub(crate) async fn administer<T: Send + 'static>(
        &self,
        caller: &Caller,
        act: impl FnOnce(&mut dyn Tx, &Env<'_>, &TenantCtx, &Who) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        self.write(move |tx, env| act(tx, env, &ctx, &who)).await
    }
}
