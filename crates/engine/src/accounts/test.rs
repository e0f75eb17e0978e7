//! *Test Connection* and subscribing: the channel asks the platform for real, with values that need not be saved yet.

use std::{collections::BTreeMap, time::Duration};

use parlance_api::account::{
    Check as CheckView, CheckFix, CheckResult, ConnectionReport, NewAccount, TestConnection, Wording,
};
use parlance_channel::{
    AccountValues, Channel, Check as Finding, CheckStatus, Descriptor, Expectations, Fix, Sentence,
    check::worst,
};
use parlance_core::{AccountId, TenantCtx, account::TokenState};
use parlance_store::accounts::AccountRow;
use secrecy::ExposeSecret as _;
use serde_json::json;
use tokio::time::timeout;

use super::{THIS_ACCOUNT, channels, values, view};
use crate::{
    Engine, Refusal, UseCaseError,
    admin::check::Check,
    audit::{self, Who},
    health,
    identity::Caller,
    outbound,
};

/// The check that speaks about the token itself.
const TOKEN_CHECK: &str = "token";
/// Somebody waits in front of the screen, and requests have a limit of their own.
const ASK_AT_MOST: Duration = Duration::from_secs(20);
const SUBSCRIBE_AT_MOST: Duration = Duration::from_secs(8);

impl Engine {
    /// Tests an account with its stored values, overlaid by those given. What is learned about the stored token is kept.
    pub async fn test_account(
        &self,
        caller: &Caller,
        id: AccountId,
        command: TestConnection,
    ) -> Result<ConnectionReport, UseCaseError> {
        let ctx = *caller.ctx();
        let row = self.stored_account(ctx, id).await?;
        let stored = values::open(&self.installation().keyring, ctx.tenant_id(), &row);
        let channel = self.channel_of(&row.channel)?;
        let mut entered = stored.clone();
        overlaid(channel.as_ref(), &mut entered, command.settings, command.secrets)?;
        let relatives = self.relatives(ctx, channel.as_ref(), &entered).await?;
        let findings = self.ask(channel.as_ref(), &entered, Some(&row), relatives).await;
        let unchanged = values::changed_keys(&stored, &entered).is_empty();
        if unchanged {
            self.learn_about_token(ctx, id, &findings.0).await?;
        }
        Ok(report(channel.descriptor(), findings))
    }

    /// Tests an account that is not saved yet.
    pub async fn test_unsaved_account(&self, command: NewAccount) -> Result<ConnectionReport, UseCaseError> {
        let channel = self.channel_of(&command.channel)?;
        let mut entered = AccountValues::default();
        overlaid(channel.as_ref(), &mut entered, command.settings, command.secrets)?;
        let findings = self.ask(channel.as_ref(), &entered, None, Vec::new()).await;
        Ok(report(channel.descriptor(), findings))
    }

    /// Subscribes the account to all wanted webhook fields, then tests.
    pub async fn subscribe_account(
        &self,
        caller: &Caller,
        id: AccountId,
    ) -> Result<ConnectionReport, UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        let row = self.stored_account(ctx, id).await?;
        let stored = values::open(&self.installation().keyring, ctx.tenant_id(), &row);
        let channel = self.channel_of(&row.channel)?;
        let fields = channels::subscribed_fields(channel.descriptor(), &stored);
        let refused = |message: String| UseCaseError::Refused(Refusal::conflict("platform_refused", message));
        let last_event = row.traffic.last_event_at;
        let in_force = timeout(SUBSCRIBE_AT_MOST, channel.subscribe(&stored, &fields))
            .await
            .map_err(|_| refused("The platform did not answer in time. Try again.".into()))?
            .map_err(|error| refused(error.sentence.text))?;
        self.write(move |tx, env| {
            audit::record(
                tx,
                env,
                &ctx,
                &who,
                "account.subscribed",
                id,
                json!({ "fields": in_force }),
            )
        })
        .await?;
        health::restored(self, ctx, id, last_event).await;
        self.test_account(caller, id, TestConnection::default()).await
    }

    async fn stored_account(&self, ctx: TenantCtx, id: AccountId) -> Result<AccountRow, UseCaseError> {
        self.read(move |read, _| {
            let row = read.account(&ctx, id)?.filter(|row| row.deleted_at.is_none());
            row.ok_or(Refusal::not_found(THIS_ACCOUNT))
        })
        .await
    }

    fn channel_of(&self, id: &str) -> Result<std::sync::Arc<dyn Channel>, UseCaseError> {
        self.channels().get(id).cloned().ok_or_else(|| {
            UseCaseError::Refused(Refusal::field("channel", "unknown", "There is no such channel."))
        })
    }

    /// What the platform answers about an account, with what follows from it for its token.
    pub(crate) async fn ask_platform(
        &self,
        ctx: TenantCtx,
        channel: &dyn Channel,
        stored: &AccountValues,
        row: &AccountRow,
    ) -> Result<Vec<Finding>, UseCaseError> {
        let relatives = self.relatives(ctx, channel, stored).await?;
        let (findings, _, _) = self.ask(channel, stored, Some(row), relatives).await;
        self.learn_about_token(ctx, row.id, &findings).await?;
        Ok(findings)
    }

    /// The findings, and how long they took in milliseconds.
    async fn ask(
        &self,
        channel: &dyn Channel,
        entered: &AccountValues,
        row: Option<&AccountRow>,
        relatives: Vec<String>,
    ) -> (Vec<Finding>, parlance_core::Timestamp, i64) {
        let begun = self.now();
        let base = self.base_url();
        let descriptor = channel.descriptor();
        let expected = Expectations {
            now: begun,
            callback_url: view::callback_url(&base, channel, descriptor.external_id(entered)),
            shared_callback_url: view::shared_callback_url(&base, descriptor),
            relatives,
            webhook_verified_at: row.and_then(|row| row.traffic.verified_at),
            last_event_at: row.and_then(|row| row.traffic.last_event_at),
        };
        let findings = timeout(ASK_AT_MOST, channel.test_connection(entered, &expected)).await;
        let findings = findings.unwrap_or_else(|_| vec![no_answer()]);
        (findings, begun, self.now().since_ms(begun))
    }

    /// Addresses of the tenant's accounts of the same app at channels of the same family, and those that all such
    /// accounts share.
    async fn relatives(
        &self,
        ctx: TenantCtx,
        channel: &dyn Channel,
        entered: &AccountValues,
    ) -> Result<Vec<String>, UseCaseError> {
        let own = channel.descriptor();
        let Some(secret) = entered.secret(&own.signing_secret_field) else {
            return Ok(Vec::new());
        };
        let base = self.base_url();
        let rows = self.read(move |read, _| Ok(read.accounts(&ctx)?)).await?;
        let mut found = Vec::new();
        for sibling in self.channels().family(own) {
            let descriptor = sibling.descriptor();
            found.extend(view::shared_callback_url(&base, descriptor));
            let of_sibling = rows
                .iter()
                .filter(|row| row.channel == descriptor.id && row.deleted_at.is_none());
            for row in of_sibling {
                let values = values::open(&self.installation().keyring, ctx.tenant_id(), row);
                let theirs = values.secret(&descriptor.signing_secret_field);
                if theirs.is_some_and(|theirs| theirs.expose_secret() == secret.expose_secret()) {
                    found.extend(view::callback_url(
                        &base,
                        sibling.as_ref(),
                        descriptor.external_id(&values),
                    ));
                }
            }
        }
        Ok(found)
    }

    /// A token that works lets sending go on; one that the platform refuses for good pauses it.
    async fn learn_about_token(
        &self,
        ctx: TenantCtx,
        id: AccountId,
        findings: &[Finding],
    ) -> Result<(), UseCaseError> {
        let Some(finding) = findings.iter().find(|finding| finding.id == TOKEN_CHECK) else {
            return Ok(());
        };
        let state = match finding.status {
            CheckStatus::Ok => TokenState::Valid,
            CheckStatus::Failed => TokenState::Dead,
            CheckStatus::Warning | CheckStatus::Skipped => return Ok(()),
        };
        let sentence = finding.sentence.text.clone();
        self.write(move |tx, env| {
            let Some(mut row) = tx.account(&ctx, id)? else {
                return Ok(());
            };
            if row.token_state == state {
                return Ok(());
            }
            row.token_state = state;
            tx.update_account(&ctx, &row)?;
            if state == TokenState::Dead {
                return outbound::account::pause_account(tx, env, &ctx, id, &sentence);
            }
            tx.clear_account_error(&ctx, id)?;
            outbound::resume_account(tx, env, &ctx, id)
        })
        .await
    }
}

fn no_answer() -> Finding {
    let seconds = ASK_AT_MOST.as_secs().to_string();
    let sentence = Sentence::new(
        "check.network.too_slow",
        "The platform did not answer all questions within {seconds} seconds. Try again later.",
        &[("seconds", &seconds)],
    );
    Finding::new("network", CheckStatus::Failed, sentence)
}

fn overlaid(
    channel: &dyn Channel,
    entered: &mut AccountValues,
    settings: BTreeMap<String, String>,
    secrets: BTreeMap<String, String>,
) -> Result<(), UseCaseError> {
    let mut check = Check::default();
    values::overlay(channel, &mut check, entered, settings, secrets);
    check.done().map_err(UseCaseError::Refused)
}

fn report(
    descriptor: &Descriptor,
    (findings, tested_at, took_ms): (Vec<Finding>, parlance_core::Timestamp, i64),
) -> ConnectionReport {
    let result = result(worst(&findings));
    let remarks = findings
        .iter()
        .filter(|finding| finding.status == CheckStatus::Warning)
        .count();
    let summary = match result {
        CheckResult::Failed => findings
            .iter()
            .find(|finding| finding.status == CheckStatus::Failed)
            .map_or_else(
                || "The connection does not work.".into(),
                |finding| finding.sentence.text.clone(),
            ),
        CheckResult::Warning if remarks == 1 => "The connection works, with one remark.".into(),
        CheckResult::Warning => format!("The connection works, with {remarks} remarks."),
        CheckResult::Ok | CheckResult::Skipped => "The connection works.".into(),
    };
    ConnectionReport {
        result,
        summary,
        checks: check_views(descriptor, findings),
        tested_at,
        took_ms,
    }
}

/// Findings in the words of the screen.
pub(crate) fn check_views(descriptor: &Descriptor, findings: Vec<Finding>) -> Vec<CheckView> {
    findings
        .into_iter()
        .map(|finding| check_view(descriptor, finding))
        .collect()
}

const fn result(status: CheckStatus) -> CheckResult {
    match status {
        CheckStatus::Ok => CheckResult::Ok,
        CheckStatus::Warning => CheckResult::Warning,
        CheckStatus::Failed => CheckResult::Failed,
        CheckStatus::Skipped => CheckResult::Skipped,
    }
}

fn check_view(descriptor: &Descriptor, finding: Finding) -> CheckView {
    let fix = finding
        .fix
        .as_ref()
        .and_then(|fix| fix_view(descriptor, &finding.id, fix));
    let url = match finding.fix {
        Some(Fix::AtPlatform { url }) => url,
        _ => None,
    };
    CheckView {
        result: result(finding.status),
        wording: Wording::new(&finding.sentence, finding.detail.as_ref()),
        sentence: finding.sentence.text,
        detail: finding.detail.map(|detail| detail.text),
        fix,
        url,
        fields: finding.fields,
        usage: finding.usage,
        id: finding.id,
    }
}

/// What one click can do, in the words of the screen.
fn fix_view(descriptor: &Descriptor, check: &str, fix: &Fix) -> Option<CheckFix> {
    match fix {
        Fix::Subscribe { .. } => Some(CheckFix::Subscribe),
        Fix::EnterValue { field } if *field == descriptor.signing_secret_field => {
            Some(CheckFix::EnterAppSecret)
        }
        Fix::EnterValue { field } if *field == descriptor.external_id_field => Some(CheckFix::CorrectPageId),
        Fix::EnterValue { field } => {
            let sealed = descriptor.field(field).is_some_and(|field| field.sealed);
            Some(if sealed {
                CheckFix::EnterToken
            } else {
                CheckFix::CorrectUsername
            })
        }
        Fix::AtPlatform { .. } if check.contains("webhook") || check == "callback" => {
            Some(CheckFix::SetUpWebhook)
        }
        Fix::AtPlatform { .. } | Fix::TryLater { .. } => None,
    }
}
