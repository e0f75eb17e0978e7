//! Taking a platform's demand for a person: checked, stored, then answered.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use parlance_channel::{
    Channel,
    notices::{NoticeRefusal, PrivacyRequestKind, SignedNotice},
};
use parlance_core::{AccountId, PrivacyRequestId, TenantCtx, TenantId, Timestamp};
use parlance_store::{Tx, privacy_requests::PrivacyRequestRow};
use secrecy::SecretString;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::{
    Engine, Env, Refusal,
    audit::{self, Who},
    health,
    inbound::directory::{Accounts, LiveAccount},
    outbound::account::note_account_error,
};

/// An older demand is a repeat of somebody who has listened, milliseconds.
const OLDEST_MS: i64 = 24 * 3_600_000;
/// Clocks differ, milliseconds.
const AHEAD_MS: i64 = 5 * 60_000;
/// Storing may take so long before the platform is asked to come again.
const DEADLINE: Duration = Duration::from_secs(4);
/// Bytes of a confirmation code, written as hex.
const CODE_BYTES: usize = 12;
/// Said at an account whose app was removed.
const REMOVED: &str = "A person who had linked pages removed the app at the platform. If this page was theirs, its \
    token works no more: connect the page again with a new token. Nothing that is kept here was deleted.";

/// Why a demand is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoticeError {
    /// The channel makes no such demands.
    #[error("There is nothing at this address.")]
    UnknownAddress,
    /// Not readable, or not signed by one of our apps.
    #[error(transparent)]
    Refused(#[from] NoticeRefusal),
    /// Issued too long ago, or in the future.
    #[error("The notice was issued too long ago, or in the future.")]
    Stale,
    /// It could not be stored: come again.
    #[error("The notice could not be stored. Try again.")]
    Unavailable,
}

impl Engine {
    /// Takes a demand of a channel's platform. `Ok` means that it is on disk, and gives the code to ask with; the same
    /// demand again changes nothing and has the same code.
    pub async fn take_notice(
        &self,
        channel: &dyn Channel,
        kind: PrivacyRequestKind,
        body: &[u8],
    ) -> Result<String, NoticeError> {
        let notices = channel.notices().ok_or(NoticeError::UnknownAddress)?;
        let accounts = self.directory().now();
        let apps = apps(&accounts, channel);
        let secrets: Vec<SecretString> = apps.iter().map(|app| app.secret.clone()).collect();
        let notice = notices.read(body, &secrets)?;
        let age = self.now().since_ms(notice.issued_at);
        if !(-AHEAD_MS..=OLDEST_MS).contains(&age) {
            return Err(NoticeError::Stale);
        }
        let Some(app) = apps.into_iter().nth(notice.signed_by) else {
            return Err(NoticeRefusal::Signature.into());
        };
        let code = code(&notice);
        let (given, channel_id) = (code.clone(), channel.descriptor().id.clone());
        let stored = self.write(move |tx, env| {
            for (tenant, accounts) in &app.accounts {
                let demand = Demand {
                    kind,
                    channel: &channel_id,
                    accounts,
                    code: &given,
                    subject: &notice.user_id,
                };
                keep(tx, env, &TenantCtx::new(*tenant), &demand)?;
            }
            Ok(app.accounts)
        });
        let accounts = match tokio::time::timeout(DEADLINE, stored).await {
            Ok(Ok(accounts)) => accounts,
            Ok(Err(error)) => {
                tracing::error!(%error, "a demand of a platform could not be stored");
                return Err(NoticeError::Unavailable);
            }
            Err(_) => return Err(NoticeError::Unavailable),
        };
        tokio::spawn(follow(self.clone(), kind, accounts));
        Ok(code)
    }
}

/// What follows at once. It is carried out by the next cleaning when the process ends now.
async fn follow(engine: Engine, kind: PrivacyRequestKind, accounts: BTreeMap<TenantId, Vec<AccountId>>) {
    match kind {
        PrivacyRequestKind::Deletion => super::carry_out(&engine).await,
        PrivacyRequestKind::Deauthorise => {
            for (tenant, ids) in accounts {
                for id in ids {
                    if let Err(error) =
                        health::look_at(&engine, TenantCtx::new(tenant), id, health::Look::Asked).await
                    {
                        tracing::warn!(%error, account = %id, "an account whose app was removed is not looked at");
                    }
                }
            }
        }
    }
}

/// An app at the platform: its secret, and the accounts that use it.
struct App {
    secret: SecretString,
    accounts: BTreeMap<TenantId, Vec<AccountId>>,
}

/// Apps of a channel's accounts, also of those that are switched off: people's rights do not end with it.
fn apps(accounts: &Accounts, channel: &dyn Channel) -> Vec<App> {
    let descriptor = channel.descriptor();
    let mut apps: BTreeMap<&str, (SecretString, Vec<&Arc<LiveAccount>>)> = BTreeMap::new();
    for account in accounts.of_channel(&descriptor.id) {
        if let Some(secret) = account.signing_secret(descriptor) {
            let app = apps.entry(&account.signed_by);
            app.or_insert_with(|| (secret.clone(), Vec::new()))
                .1
                .push(account);
        }
    }
    let gather = |(secret, list): (SecretString, Vec<&Arc<LiveAccount>>)| {
        let mut accounts: BTreeMap<TenantId, Vec<AccountId>> = BTreeMap::new();
        for account in list {
            accounts.entry(account.tenant).or_default().push(account.id);
        }
        App { secret, accounts }
    };
    apps.into_values().map(gather).collect()
}

/// Known to whoever has the demand, and to nobody else.
fn code(notice: &SignedNotice) -> String {
    hex::encode(&Sha256::digest(&notice.proof)[..CODE_BYTES])
}

struct Demand<'a> {
    kind: PrivacyRequestKind,
    channel: &'a str,
    accounts: &'a [AccountId],
    code: &'a str,
    subject: &'a str,
}

fn keep(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, demand: &Demand<'_>) -> Result<(), Refusal> {
    let deletion = demand.kind == PrivacyRequestKind::Deletion;
    let row = PrivacyRequestRow {
        id: PrivacyRequestId::new(env.now, env.id_bytes()),
        kind: demand.kind,
        channel: demand.channel.to_owned(),
        accounts: demand.accounts.to_vec(),
        code: demand.code.to_owned(),
        subject: deletion.then(|| demand.subject.to_owned()),
        contacts: 0,
        received_at: env.now,
        done_at: (!deletion).then_some(env.now),
    };
    if !tx.insert_privacy_request(ctx, &row)? {
        return Ok(());
    }
    let detail = json!({ "channel": row.channel, "code": row.code });
    if deletion {
        return audit::record(
            tx,
            env,
            ctx,
            &Who::system(),
            "privacy.deletion_demanded",
            row.id,
            detail,
        );
    }
    for account in &row.accounts {
        note_account_error(tx, env, ctx, *account, REMOVED)?;
        audit::record(
            tx,
            env,
            ctx,
            &Who::system(),
            "account.deauthorised",
            *account,
            detail.clone(),
        )?;
    }
    Ok(())
}

/// How a demand stands, for the person with its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemandState {
    /// It will be carried out.
    Waiting,
    /// Carried out at.
    Done(Timestamp),
}

impl Engine {
    /// How the deletion with a code stands; `None` when there is none.
    pub async fn demand_state(&self, code: String) -> Result<Option<DemandState>, crate::UseCaseError> {
        if code.len() != 2 * CODE_BYTES || !code.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let rows = self
            .read(move |read, _| Ok(read.privacy_requests_by_code(&code)?))
            .await?;
        let deletions = rows.iter().filter(|row| row.kind == PrivacyRequestKind::Deletion);
        let ends: Vec<Option<Timestamp>> = deletions.map(|row| row.done_at).collect();
        Ok(match ends.iter().copied().collect::<Option<Vec<Timestamp>>>() {
            _ if ends.is_empty() => None,
            None => Some(DemandState::Waiting),
            Some(done) => done.into_iter().max().map(DemandState::Done),
        })
    }
}
