//! Channel health as the Administrator sees it, and what its buttons do.

use parlance_api::{
    account::{TestConnection, Wording},
    health::{ChannelHealth, HealthHour, HealthProblem, OwnerCount, SendFailures},
};
use parlance_core::{
    AccountId, ProblemId, TenantCtx, Timestamp,
    health::{HOUR_MS, ProblemFix, hour_of},
};
use parlance_store::{Read, accounts::AccountRow, health::ProblemRow};
use serde_json::json;

use super::{
    check::{self, Look},
    judge::since,
    usual,
};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    accounts::{THIS_ACCOUNT, status_of},
    audit::{self, Who},
    identity::Caller,
};

/// Hours that are shown.
const SHOWN: i64 = 24;
/// Resolved problems that are shown, at most.
const RESOLVED: u32 = 20;

impl Engine {
    /// The health of all accounts.
    pub async fn health(&self, caller: &Caller) -> Result<Vec<ChannelHealth>, UseCaseError> {
        let (ctx, shown) = (*caller.ctx(), self.shown());
        self.read(move |read, env| {
            read.accounts(&ctx)?
                .iter()
                .map(|row| view(read, env, &ctx, &shown, row))
                .collect()
        })
        .await
    }

    /// The health of one account.
    pub async fn account_health(
        &self,
        caller: &Caller,
        id: AccountId,
    ) -> Result<ChannelHealth, UseCaseError> {
        let (ctx, shown) = (*caller.ctx(), self.shown());
        self.read(move |read, env| {
            let row = read.account(&ctx, id)?.filter(|row| row.deleted_at.is_none());
            let row = row.ok_or(Refusal::not_found(THIS_ACCOUNT))?;
            view(read, env, &ctx, &shown, &row)
        })
        .await
    }

    /// Asks the platform now.
    pub async fn check_health(&self, caller: &Caller, id: AccountId) -> Result<ChannelHealth, UseCaseError> {
        check::look_at(self, *caller.ctx(), id, Look::Asked).await?;
        self.account_health(caller, id).await
    }

    /// Does what one click can do about a problem, then asks the platform again.
    pub async fn fix_problem(&self, caller: &Caller, id: ProblemId) -> Result<ChannelHealth, UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        let problem = self
            .read(move |read, _| {
                let row = read.health_problem(&ctx, id)?;
                row.ok_or(Refusal::not_found("This problem"))
            })
            .await?;
        let account = problem.account_id;
        match problem.fix {
            ProblemFix::Subscribe => drop(self.subscribe_account(caller, account).await?),
            ProblemFix::CheckAgain => {
                drop(
                    self.test_account(caller, account, TestConnection::default())
                        .await?,
                );
            }
            ProblemFix::EnterToken
            | ProblemFix::EnterSecret
            | ProblemFix::CorrectAccount
            | ProblemFix::SetUpWebhook
            | ProblemFix::OpenPlatform
            | ProblemFix::ReplayParked
            | ProblemFix::ShowChats => {
                let message =
                    "A person must do this: the account's page and the platform's settings show where.";
                return Err(UseCaseError::Refused(Refusal::conflict("by_hand", message)));
            }
        }
        let detail = json!({ "problem": problem.kind });
        self.write(move |tx, env| audit::record(tx, env, &ctx, &who, "health.fixed", account, detail))
            .await?;
        self.check_health(caller, account).await
    }
}

fn view(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    shown: &crate::accounts::Shown,
    row: &AccountRow,
) -> Result<ChannelHealth, Refusal> {
    let facts = check::facts(read, env, ctx, row, Vec::new())?;
    let day = since(&facts, SHOWN);
    let report = read.health_report(ctx, row.id)?;
    let waiting = read.waiting_of_account(ctx, row.id)?;
    let capabilities = env
        .channels
        .get(&row.channel)
        .map(|channel| &channel.descriptor().capabilities);
    let day_ago = env.now.plus_ms(-24 * HOUR_MS);
    let now = hour_of(env.now);
    let hours = (now - SHOWN + 1..=now)
        .map(|hour| {
            let traffic = facts
                .hours
                .iter()
                .find(|row| row.hour == hour)
                .map(|row| row.traffic);
            let traffic = traffic.unwrap_or_default();
            HealthHour {
                at: Timestamp::from_millis(hour * HOUR_MS),
                events: traffic.events,
                messages: traffic.messages,
                sent: traffic.sent,
                usual: usual(&facts.hours, hour, |row| row.traffic.events).map(whole),
            }
        })
        .collect();
    Ok(ChannelHealth {
        account_id: row.id,
        name: row.name.clone(),
        channel: row.channel.clone(),
        status: status_of(env, ctx, shown, row),
        problems: read
            .open_problems(ctx, row.id)?
            .into_iter()
            .map(problem_view)
            .collect(),
        checked_at: report.as_ref().map(|(at, _)| *at),
        // A report of an older version that cannot be read is as good as none: the next look replaces it.
        checks: report
            .and_then(|(_, report)| serde_json::from_str(&report).ok())
            .unwrap_or_default(),
        hours,
        events: day.events,
        sent: day.sent,
        failed: day.failed,
        failures: facts
            .failures
            .into_iter()
            .map(|failure| SendFailures {
                cause: failure.cause,
                wording: Wording::new(&failure.sentence, None),
                sentence: failure.sentence.text,
                count: failure.count,
            })
            .collect(),
        refused: day.refused,
        acknowledged_p95_ms: day.acknowledged.p95_ms(),
        acknowledged_too_late: day.acknowledged.too_late(),
        waiting: waiting.parts,
        waiting_chats: waiting.threads,
        first_window_closes_at: waiting
            .oldest_customer_at
            .zip(capabilities)
            .and_then(|(at, capabilities)| capabilities.window_closes_at(at)),
        unknown_kinds: read.count_unknown_kinds(ctx, row.id)?,
        messages: day.messages,
        standby: day.standby,
        owners: read
            .conversations_by_owner(ctx, row.id, day_ago)?
            .into_iter()
            .map(|(owner, count)| OwnerCount { owner, count })
            .collect(),
        usage: facts.usage,
        repairs: read.settings(ctx)?.repair_subscription,
        resolved: read
            .resolved_problems(ctx, row.id, env.now.plus_ms(-7 * 24 * HOUR_MS), RESOLVED)?
            .into_iter()
            .map(problem_view)
            .collect(),
        parked: facts.parked,
        verified_at: row.traffic.verified_at,
        last_event_at: row.traffic.last_event_at,
        last_sent_at: row.traffic.last_sent_at,
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a median of counts is not negative and small"
)]
fn whole(usual: f64) -> u64 {
    usual.round() as u64
}

/// A problem as it is told to people and programs.
pub(crate) fn problem_view(row: ProblemRow) -> HealthProblem {
    HealthProblem {
        wording: Wording::new(&row.sentence, row.detail.as_ref()),
        id: row.id,
        kind: row.kind,
        severity: row.severity,
        sentence: row.sentence.text,
        detail: row.detail.map(|detail| detail.text),
        said: row.said,
        fix: row.fix,
        url: row.url,
        since: row.since,
        resolved_at: row.resolved_at,
        repaired: row.repaired,
    }
}
