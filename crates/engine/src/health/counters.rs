//! What comes and goes, counted in memory.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use parlance_channel::{SendErrorKind, Sent};
use parlance_core::{
    AccountId, TenantCtx, Timestamp,
    health::{HOUR_MS, Traffic, Usage, hour_of},
    sentence::Sentence,
};
use parlance_store::{Tx, health::FailureRow};

use crate::{Engine, Env, Refusal, UseCaseError, outbound::Failure};

/// Counts of one account in one hour that are not written yet.
#[derive(Debug)]
struct Counted {
    ctx: TenantCtx,
    traffic: Traffic,
    /// By cause: the newest sentence, and how often.
    failures: HashMap<String, (Sentence, u64)>,
}

/// Counts that are not written yet; at most one entry per account and hour. A crash loses some seconds of them.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    counted: Mutex<HashMap<(AccountId, i64), Counted>>,
    /// What platforms last told of their limits.
    usage: Mutex<HashMap<AccountId, (Timestamp, Vec<Usage>)>>,
}

impl Counters {
    /// Counts something of an account.
    pub fn note(&self, ctx: TenantCtx, account: AccountId, at: Timestamp, count: impl FnOnce(&mut Traffic)) {
        self.with(ctx, account, at, |counted| count(&mut counted.traffic));
    }

    fn with(&self, ctx: TenantCtx, account: AccountId, at: Timestamp, change: impl FnOnce(&mut Counted)) {
        let mut all = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        change(all.entry((account, hour_of(at))).or_insert_with(|| Counted {
            ctx,
            traffic: Traffic::default(),
            failures: HashMap::new(),
        }));
    }

    fn take(&self) -> HashMap<(AccountId, i64), Counted> {
        std::mem::take(&mut *self.counted.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps what a platform told of its limits.
    pub fn note_usage(&self, account: AccountId, at: Timestamp, usage: &[Usage]) {
        if !usage.is_empty() {
            let mut all = self.usage.lock().unwrap_or_else(PoisonError::into_inner);
            all.insert(account, (at, usage.to_vec()));
        }
    }

    /// What the platform told of its limits in the last hour; what is older says nothing any more.
    pub fn usage(&self, account: AccountId, now: Timestamp) -> Vec<Usage> {
        let all = self.usage.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&account)
            .filter(|(at, _)| now.since_ms(*at) < HOUR_MS)
            .map(|(_, usage)| usage.clone())
            .unwrap_or_default()
    }
}

/// Counts what became of a call that sends.
pub(crate) fn note_result(
    env: &Env<'_>,
    ctx: &TenantCtx,
    account: AccountId,
    result: &Result<Sent, Failure>,
) {
    match result {
        Ok(sent) => {
            env.counters
                .note(*ctx, account, env.now, |traffic| traffic.sent += 1);
            env.counters.note_usage(account, env.now, &sent.usage);
        }
        Err(Failure::Platform(error)) => {
            let cause = match (error.code, error.subcode) {
                (Some(code), Some(subcode)) => format!("{code}/{subcode}"),
                (Some(code), None) => code.to_string(),
                (None, _) if matches!(error.kind, SendErrorKind::Uncertain) => "no_answer".into(),
                (None, _) => error
                    .status
                    .map_or_else(|| "network".into(), |status| format!("http_{status}")),
            };
            env.counters.with(*ctx, account, env.now, |counted| {
                counted.traffic.failed += 1;
                let entry = counted
                    .failures
                    .entry(cause)
                    .or_insert_with(|| (error.sentence.clone(), 0));
                entry.0.clone_from(&error.sentence);
                entry.1 += 1;
            });
        }
        // The platform was not asked.
        Err(Failure::Here(_)) => {}
    }
}

/// Adds what was counted since the last time to the accounts' hours.
pub async fn flush(engine: &Engine) -> Result<(), UseCaseError> {
    let counted = engine.memory().counters.take();
    if counted.is_empty() {
        return Ok(());
    }
    engine.write(move |tx, _| write(tx, counted)).await
}

fn write(tx: &mut dyn Tx, counted: HashMap<(AccountId, i64), Counted>) -> Result<(), Refusal> {
    for (
        (account, hour),
        Counted {
            ctx,
            traffic,
            failures,
        },
    ) in counted
    {
        tx.add_traffic(&ctx, account, hour, &traffic)?;
        for (cause, (sentence, count)) in failures {
            let failure = FailureRow {
                cause,
                sentence,
                count,
            };
            tx.add_failures(&ctx, account, hour, &failure)?;
        }
    }
    Ok(())
}
