//! The guided set-up: how far an account is connected follows from facts alone, so that the guide can be left and
//! taken up again, and two people see the same.

mod steps;
#[cfg(test)]
mod steps_tests;

use parlance_api::{account::Check, set_up::SetUpView};
use parlance_channel::{AccountValues, Channel, Descriptor, SetUpGuide};
use parlance_core::{AccountId, TenantCtx};
use parlance_store::{Read, accounts::AccountRow};
use secrecy::ExposeSecret as _;

use self::steps::Facts;
use super::{Shown, THIS_ACCOUNT, channels, check_views, values, view};
use crate::{
    Engine, Env, Refusal, UseCaseError, identity::Caller, inbound::OTHER_TOKEN,
    outbound::account::account_changed,
};

/// A guide is open on several screens: the platform is not asked again so soon, milliseconds.
const ASKED_LATELY_MS: i64 = 4_000;

impl Engine {
    /// The guide of an account, in a language (`en`).
    pub async fn set_up_guide(
        &self,
        caller: &Caller,
        id: AccountId,
        language: String,
    ) -> Result<SetUpView, UseCaseError> {
        let (ctx, shown) = (*caller.ctx(), self.shown());
        self.read(move |read, env| {
            let row = read.account(&ctx, id)?.filter(|row| row.deleted_at.is_none());
            let row = row.ok_or(Refusal::not_found(THIS_ACCOUNT))?;
            guide_of(read, env, &ctx, &shown, &row, &language)
        })
        .await
    }

    /// The same, after the platform was asked, also while values are missing: what is there may be right.
    pub async fn check_set_up(
        &self,
        caller: &Caller,
        id: AccountId,
        language: String,
    ) -> Result<SetUpView, UseCaseError> {
        let ctx = *caller.ctx();
        let (row, asked) = self
            .read(move |read, _| {
                let row = read.account(&ctx, id)?.filter(|row| row.deleted_at.is_none());
                Ok((
                    row.ok_or(Refusal::not_found(THIS_ACCOUNT))?,
                    read.health_report(&ctx, id)?,
                ))
            })
            .await?;
        let now = self.now();
        let lately = asked.as_ref().is_some_and(|(at, _)| {
            *at >= row.updated_at && (0..ASKED_LATELY_MS).contains(&now.since_ms(*at))
        });
        let channel = self.channels().get(&row.channel).cloned();
        let stored = values::open(&self.installation().keyring, ctx.tenant_id(), &row);
        if let Some(channel) = channel.filter(|channel| !lately && has_key(channel.descriptor(), &stored)) {
            self.keep_answers(ctx, channel.as_ref(), &stored, &row).await?;
        }
        self.set_up_guide(caller, id, language).await
    }

    /// Asks the platform and keeps what it answered; tells administrators when it is news.
    async fn keep_answers(
        &self,
        ctx: TenantCtx,
        channel: &dyn Channel,
        stored: &AccountValues,
        row: &AccountRow,
    ) -> Result<(), UseCaseError> {
        let findings = self.ask_platform(ctx, channel, stored, row).await?;
        let checks = check_views(channel.descriptor(), findings);
        let (id, asked_with) = (row.id, row.updated_at);
        self.write(move |tx, env| {
            // Values that were changed meanwhile are asked about next time.
            let current = tx.account(&ctx, id)?;
            if current.is_none_or(|row| row.deleted_at.is_some() || row.updated_at != asked_with) {
                return Ok(());
            }
            let before = read_report(tx.health_report(&ctx, id)?.map(|(_, report)| report));
            let report = serde_json::to_string(&checks).expect("checks have text keys");
            tx.save_health_report(&ctx, id, env.now, &report)?;
            if results(&before) != results(&checks) {
                account_changed(tx, env, &ctx, id)?;
            }
            Ok(())
        })
        .await
    }
}

/// Whether anything is stored that the platform could be asked with: a secret of its own making.
fn has_key(descriptor: &Descriptor, stored: &AccountValues) -> bool {
    descriptor
        .fields
        .iter()
        .any(|field| field.sealed && !field.readable && stored.secret(&field.name).is_some())
}

fn results(checks: &[Check]) -> Vec<(&str, parlance_api::account::CheckResult)> {
    checks
        .iter()
        .map(|check| (check.id.as_str(), check.result))
        .collect()
}

/// A report of an older version that cannot be read is as good as none: the next look replaces it.
fn read_report(report: Option<String>) -> Vec<Check> {
    report
        .and_then(|report| serde_json::from_str(&report).ok())
        .unwrap_or_default()
}

fn guide_of(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    shown: &Shown,
    row: &AccountRow,
    language: &str,
) -> Result<SetUpView, Refusal> {
    let no_guide = || Refusal::not_found("A set-up guide for this channel");
    let channel = env.channels.get(&row.channel).ok_or_else(no_guide)?;
    let opened = values::open(&shown.keyring, ctx.tenant_id(), row);
    let SetUpGuide { simulated, steps } = channel.set_up(&opened, language).ok_or_else(no_guide)?;
    let facts = facts(read, ctx, shown, row, channel.as_ref(), &opened)?;
    Ok(SetUpView {
        account_id: row.id,
        name: row.name.clone(),
        channel: row.channel.clone(),
        simulated,
        checked_at: facts.checked_at,
        steps: steps.into_iter().map(|step| steps::view(step, &facts)).collect(),
    })
}

fn facts(
    read: &dyn Read,
    ctx: &TenantCtx,
    shown: &Shown,
    row: &AccountRow,
    channel: &dyn Channel,
    opened: &AccountValues,
) -> Result<Facts, Refusal> {
    let descriptor = channel.descriptor();
    let report = read
        .health_report(ctx, row.id)?
        .filter(|(at, _)| *at >= row.updated_at);
    let traffic = &row.traffic;
    let refused = traffic.last_refusal.clone().zip(traffic.last_refusal_at);
    let entered = descriptor.fields.iter().filter(|field| {
        if field.sealed {
            opened.secret(&field.name).is_some()
        } else {
            opened.setting(&field.name).is_some()
        }
    });
    let mut entered: Vec<String> = entered.map(|field| field.name.clone()).collect();
    if opened.is_ticked(&descriptor.accept_unsigned_field) {
        entered.push(descriptor.signing_secret_field.clone());
    }
    let verify_token = opened.secret(&descriptor.verify_token_field);
    Ok(Facts {
        made_at: row.created_at,
        entered,
        saved_at: row
            .sealed
            .iter()
            .map(|(key, sealed)| (key.clone(), sealed.saved_at))
            .collect(),
        missing: values::missing(channel, opened),
        checked_at: report.as_ref().map(|(at, _)| *at),
        checks: read_report(report.map(|(_, report)| report)),
        verified_at: traffic.verified_at,
        handshake_refused_at: refused
            .as_ref()
            .filter(|(why, _)| why == OTHER_TOKEN)
            .map(|(_, at)| *at),
        refused: refused.filter(|(why, _)| why != OTHER_TOKEN),
        last_event_at: traffic.last_event_at,
        last_sent_at: traffic.last_sent_at,
        last_error: traffic.last_error.clone().zip(traffic.last_error_at),
        entry: read.entry_of_account(ctx, row.id)?.map(|entry| entry.name),
        callback_url: view::callback_url(&shown.base_url, channel, row.external_id.as_deref())
            .unwrap_or_default(),
        verify_token: verify_token
            .map(|token| token.expose_secret().to_owned())
            .unwrap_or_default(),
        fields: channels::subscribed_fields(descriptor, opened),
    })
}
