//! Not Ready reasons.

use parlance_api::config::{ReasonInput, ReasonView};
use parlance_core::{ReasonId, TenantCtx, agent::SystemReason};
use parlance_store::{Read, Tx, reasons::ReasonRow};

use super::{
    check::Check,
    disabled_at,
    noun::{Noun, own_name},
};
use crate::{Engine, Env, Refusal, UseCaseError, audit::Who, identity::Caller};

/// The reasons that come with a tenant, with their names.
const SYSTEM: [(SystemReason, &str); 5] = [
    (SystemReason::SignedIn, "Signed in"),
    (SystemReason::NoAnswer, "No answer"),
    (SystemReason::Rejected, "Rejected a chat"),
    (SystemReason::ConnectionLost, "Connection lost"),
    (SystemReason::Forced, "Set by a supervisor"),
];

const NOUN: Noun = Noun {
    word: "reason",
    list: "reasons",
};

/// A reason as screens show it.
#[must_use]
pub fn view(row: ReasonRow) -> ReasonView {
    ReasonView {
        id: row.id,
        name: row.name,
        counts_as_break: row.counts_as_break,
        system: row.system,
        disabled: row.disabled_at.is_some(),
    }
}

/// Makes the system's reasons of a new tenant.
pub(crate) fn make_system_reasons(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx) -> Result<(), Refusal> {
    for (system, name) in SYSTEM {
        let row = ReasonRow {
            id: ReasonId::new(env.now, env.id_bytes()),
            name: name.into(),
            counts_as_break: false,
            system: Some(system),
            disabled_at: None,
            created_at: env.now,
        };
        tx.insert_reason(ctx, &row)?;
    }
    Ok(())
}

fn check_name(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    name: &str,
    own: Option<ReasonId>,
) -> Result<String, Refusal> {
    let reasons = read.reasons(ctx)?;
    let others = reasons.iter().filter(|other| Some(other.id) != own);
    let names = others.map(|other| other.name.as_str());
    Ok(own_name(check, name, 60, names, "Another reason has this name."))
}

/// Makes a reason.
pub fn create(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    input: &ReasonInput,
) -> Result<ReasonRow, Refusal> {
    let mut check = Check::default();
    let name = check_name(
        tx.as_read(),
        ctx,
        &mut check,
        input.name.as_deref().unwrap_or_default(),
        None,
    )?;
    check.done()?;
    let row = ReasonRow {
        id: ReasonId::new(env.now, env.id_bytes()),
        name,
        counts_as_break: input.counts_as_break.unwrap_or(false),
        system: None,
        disabled_at: disabled_at(input.disabled, None, env.now),
        created_at: env.now,
    };
    tx.insert_reason(ctx, &row)?;
    NOUN.created(tx, env, ctx, who, row.id, &row.name)?;
    Ok(row)
}

/// Changes a reason.
pub fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: ReasonId,
    input: &ReasonInput,
) -> Result<ReasonRow, Refusal> {
    let before = tx.reason(ctx, id)?.ok_or(Refusal::not_found("This reason"))?;
    let mut check = Check::default();
    let mut after = before.clone();
    if let Some(name) = &input.name {
        after.name = check_name(tx.as_read(), ctx, &mut check, name, Some(id))?;
    }
    after.counts_as_break = input.counts_as_break.unwrap_or(before.counts_as_break);
    after.disabled_at = disabled_at(input.disabled, before.disabled_at, env.now);
    let message = "Parlance sets this reason by itself, so it cannot be disabled.";
    check.that(
        before.system.is_none() || after.disabled_at.is_none(),
        "disabled",
        "not_allowed",
        message,
    );
    check.done()?;
    if after == before {
        return Ok(after);
    }
    tx.update_reason(ctx, &after)?;
    let fields = [
        ("name", after.name != before.name),
        ("counts_as_break", after.counts_as_break != before.counts_as_break),
        ("disabled", after.disabled_at != before.disabled_at),
    ];
    NOUN.altered(tx, env, ctx, who, id, &fields)?;
    Ok(after)
}

impl Engine {
    /// All reasons.
    pub async fn reasons(&self, caller: &Caller) -> Result<Vec<ReasonView>, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| Ok(read.reasons(&ctx)?.into_iter().map(view).collect()))
            .await
    }

    /// Makes a reason.
    pub async fn create_reason(
        &self,
        caller: &Caller,
        input: ReasonInput,
    ) -> Result<ReasonView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            create(tx, env, ctx, who, &input).map(view)
        })
        .await
    }

    /// Changes a reason.
    pub async fn change_reason(
        &self,
        caller: &Caller,
        id: ReasonId,
        input: ReasonInput,
    ) -> Result<ReasonView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            change(tx, env, ctx, who, id, &input).map(view)
        })
        .await
    }
}
