//! The tenant's settings.

use parlance_api::config::{TenantSettings, TenantSettingsPatch};
use parlance_core::TenantCtx;
use parlance_store::Tx;

use super::{
    changed, changes,
    check::{Check, first_repeated},
};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    audit::{self, Who},
    contacts,
    identity::Caller,
};

/// Reasons why cases may be pending, at most, and characters of one.
const MOST_REASONS: usize = 50;
const LONGEST_REASON: usize = 60;

/// Changes settings; nothing happens when they are as wanted already.
pub fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    patch: &TenantSettingsPatch,
) -> Result<TenantSettings, Refusal> {
    let before = tx.settings(ctx)?;
    let mut after = before.clone().changed_by(patch);
    let mut check = Check::default();
    after.case_pending_reasons = check_reasons(&mut check, &after.case_pending_reasons);
    check.range("case_close_days", after.case_close_days, 1, 365);
    after.contact_fields = contacts::check_fields(&mut check, &before.contact_fields, &after.contact_fields);
    check.range("chat_share_percent", after.chat_share_percent, 1, 100);
    check.range("offer_timeout_ms", after.offer_timeout_ms, 5_000, 600_000);
    check.range("agent_grace_ms", after.agent_grace_ms, 5_000, 3_600_000);
    check.range("window_warn_ms", after.window_warn_ms, 0, 43_200_000);
    check.range("undo_send_ms", after.undo_send_ms, 0, 30_000);
    check.done()?;
    if after == before {
        return Ok(after);
    }
    tx.save_settings(ctx, &after)?;
    let fields = [
        (
            "chat_share_percent",
            after.chat_share_percent != before.chat_share_percent,
        ),
        (
            "offer_timeout_ms",
            after.offer_timeout_ms != before.offer_timeout_ms,
        ),
        ("agent_grace_ms", after.agent_grace_ms != before.agent_grace_ms),
        ("send_typing", after.send_typing != before.send_typing),
        ("send_seen", after.send_seen != before.send_seen),
        (
            "ready_at_sign_in",
            after.ready_at_sign_in != before.ready_at_sign_in,
        ),
        ("window_warn_ms", after.window_warn_ms != before.window_warn_ms),
        (
            "repair_subscription",
            after.repair_subscription != before.repair_subscription,
        ),
        ("undo_send_ms", after.undo_send_ms != before.undo_send_ms),
        (
            "consult_takes_room",
            after.consult_takes_room != before.consult_takes_room,
        ),
        (
            "conference_takes_room",
            after.conference_takes_room != before.conference_takes_room,
        ),
        ("personas", after.personas != before.personas),
        (
            "case_pending_reasons",
            after.case_pending_reasons != before.case_pending_reasons,
        ),
        ("case_close_days", after.case_close_days != before.case_close_days),
        ("contact_fields", after.contact_fields != before.contact_fields),
        ("taken_back", after.taken_back != before.taken_back),
        (
            "require_second_factor",
            after.require_second_factor != before.require_second_factor,
        ),
    ];
    audit::record(
        tx,
        env,
        ctx,
        who,
        "settings.changed",
        ctx.tenant_id(),
        changes(&fields),
    )?;
    changed(tx, env, ctx, "settings")?;
    Ok(after)
}

/// The reasons why cases may be pending, tidied.
fn check_reasons(check: &mut Check, reasons: &[String]) -> Vec<String> {
    let message = format!("At most {MOST_REASONS} reasons.");
    check.that(
        reasons.len() <= MOST_REASONS,
        "case_pending_reasons",
        "too_long",
        message,
    );
    let field = |at: usize| format!("case_pending_reasons[{at}]");
    let tidy: Vec<String> = reasons
        .iter()
        .enumerate()
        .map(|(at, reason)| check.text(field(at), reason, 1, LONGEST_REASON))
        .collect();
    let lower: Vec<String> = tidy.iter().map(|reason| reason.to_lowercase()).collect();
    if let Some(at) = first_repeated(&lower) {
        check.fault(field(at), "taken", "This reason stands there twice.");
    }
    tidy
}

impl Engine {
    /// The settings.
    pub async fn settings(&self, caller: &Caller) -> Result<TenantSettings, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| Ok(read.settings(&ctx)?)).await
    }

    /// Changes settings.
    pub async fn change_settings(
        &self,
        caller: &Caller,
        patch: TenantSettingsPatch,
    ) -> Result<TenantSettings, UseCaseError> {
        if patch.require_second_factor.is_some() {
            caller
                .recently_confirmed(self.now())
                .map_err(UseCaseError::Refused)?;
        }
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        self.write(move |tx, env| change(tx, env, &ctx, &who, &patch))
            .await
    }
}
