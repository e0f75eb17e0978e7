//! A platform delivers: checked over the raw bytes, stored in one insert, and only then accepted.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use futures_util::FutureExt as _;
use parlance_channel::{Channel, Channels, SignatureRefusal, Unverified, Verified, descriptor::Descriptor};
use parlance_core::AccountId;
use parlance_failpoints::{point, value};
use parlance_store::{StoreError, Tx, WorkError, inbound::NewRaw};
use secrecy::SecretString;

use super::{
    directory::{Accounts, LiveAccount},
    express::{self, OnItsWay},
};
use crate::{Engine, Env, Refusal};

/// Platforms give five seconds; after this one they are asked to come again.
const DEADLINE: Duration = Duration::from_secs(4);

/// Why a delivery is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiveError {
    /// No account is at this address.
    #[error("there is nothing at this address")]
    UnknownAddress,
    /// The signature is missing or wrong.
    #[error("{0}")]
    Signature(#[from] SignatureRefusal),
    /// The body is outside of the limits.
    #[error("{0}")]
    Limits(#[from] parlance_channel::Refusal),
    /// It could not be stored now: the platform should come again.
    #[error("the delivery could not be stored; try again")]
    Unavailable,
}

impl Engine {
    /// Takes a delivery of a channel's platform. `external_id` is what the address named, if it named an account.
    ///
    /// `Ok` means that the body is on disk, and names the account whose secret fits. It touches no database before the one insert, and never waits longer
    /// than four seconds.
    pub async fn receive_webhook(
        &self,
        channel: &dyn Channel,
        external_id: Option<&str>,
        request: Unverified,
    ) -> Result<AccountId, ReceiveError> {
        let accounts = self.directory().now();
        let (account, body, verified_with) = match external_id {
            Some(external_id) => self.verify_for_one(channel, &accounts, external_id, request)?,
            None => verify_for_all(self.channels(), channel, &accounts, request)?,
        };
        channel.admit(&body)?;
        let raw = NewRaw {
            account_id: account.id,
            channel: channel.descriptor().id.clone(),
            body: body.body().to_vec(),
            verified_with,
            received_at: self.now(),
        };
        let (ctx, id) = (account.ctx(), account.id);
        let on_its_way = OnItsWay::begin(&self.memory().on_their_way);
        let meaning = express::meaning(self, &on_its_way, &raw, &body);
        // What must never be, so that the ledger can show that it would notice: accepted, and dropped.
        let lies = value("inbound-lie").is_some();
        let more_than_kept = meaning.is_some() || lies;
        let keep = move |tx: &mut dyn Tx, env: &Env<'_>| {
            express::keep(tx, env, &ctx, &raw, meaning)?;
            if lies {
                Err(Refusal::Store("dropped".into()))
            } else {
                Ok(())
            }
        };
        let stored = if more_than_kept {
            self.write(keep).right_future()
        } else {
            self.keep_delivery(keep).left_future()
        };
        match tokio::time::timeout(DEADLINE, stored).await {
            Ok(Err(_)) if lies => Ok(id),
            Ok(Ok(())) => {
                point("inbound-before-answer");
                Ok(id)
            }
            Ok(Err(WorkError::Store(StoreError::Busy))) => Err(ReceiveError::Unavailable),
            Ok(Err(error)) => {
                tracing::error!(%error, "a delivery could not be stored");
                Err(ReceiveError::Unavailable)
            }
            Err(_) => {
                tracing::warn!("storing a delivery takes too long; the platform is asked to come again");
                Err(ReceiveError::Unavailable)
            }
        }
    }

    /// Counts how long a delivery's acknowledgement took, from the request's begin.
    pub fn note_acknowledged(&self, account: AccountId, took: Duration) {
        if let Some(account) = self.directory().now().get(account) {
            let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            self.memory()
                .counters
                .note(account.ctx(), account.id, self.now(), |traffic| {
                    traffic.acknowledged.note(took_ms);
                });
        }
    }

    /// The address names an account: its secret must have signed, unless it lets unsigned events in.
    fn verify_for_one(
        &self,
        channel: &dyn Channel,
        accounts: &Accounts,
        external_id: &str,
        request: Unverified,
    ) -> Result<(Arc<LiveAccount>, Verified, String), ReceiveError> {
        let descriptor = channel.descriptor();
        let account = accounts
            .active(&descriptor.id, external_id)
            .ok_or(ReceiveError::UnknownAddress)?;
        let unsigned = account.accepts_unsigned(descriptor).then(|| request.clone());
        let secrets: Vec<SecretString> = account.signing_secret(descriptor).into_iter().cloned().collect();
        match channel.verify_signature(request, &secrets) {
            Ok(body) => Ok((Arc::clone(account), body, account.signed_by.clone())),
            Err(refusal) => match unsigned {
                Some(request)
                    if matches!(refusal, SignatureRefusal::Missing | SignatureRefusal::NoSecret) =>
                {
                    Ok((Arc::clone(account), request.accept_unsigned(), String::new()))
                }
                _ => {
                    let refusals = &self.memory().refusals;
                    refusals.note(account.ctx(), account.id, sentence(refusal), self.now());
                    Err(refusal.into())
                }
            },
        }
    }
}

/// The address serves every account of the channel and of its family: any of their secrets may have signed. Events are given to accounts
/// by the page ids inside, later, and only to those of the same secret.
fn verify_for_all(
    channels: &Channels,
    channel: &dyn Channel,
    accounts: &Accounts,
    request: Unverified,
) -> Result<(Arc<LiveAccount>, Verified, String), ReceiveError> {
    let own = channel.descriptor();
    let family: Vec<&Descriptor> = std::iter::once(own)
        .chain(channels.family(own).map(|sibling| sibling.descriptor()))
        .collect();
    // One candidate per secret; the oldest account stands for it, so that a repeat finds the same place.
    let mut by_secret: BTreeMap<&str, &Arc<LiveAccount>> = BTreeMap::new();
    let all = family.iter().flat_map(|each| accounts.of_channel(&each.id));
    for account in all {
        if account.enabled && !account.signed_by.is_empty() {
            let stands = by_secret.entry(&account.signed_by).or_insert(account);
            if account.id < stands.id {
                *stands = account;
            }
        }
    }
    let candidates: Vec<&Arc<LiveAccount>> = by_secret.into_values().collect();
    let secrets: Vec<SecretString> = candidates
        .iter()
        .filter_map(|account| {
            let its = family.iter().find(|each| each.id == account.channel)?;
            account.signing_secret(its).cloned()
        })
        .collect();
    let body = channel.verify_signature(request, &secrets)?;
    let account = body
        .signed_by()
        .and_then(|index| candidates.get(index))
        .ok_or(SignatureRefusal::Wrong)?;
    let signed_by = account.signed_by.clone();
    Ok((Arc::clone(account), body, signed_by))
}

/// What the account's screen says about a refusal.
const fn sentence(refusal: SignatureRefusal) -> &'static str {
    match refusal {
        SignatureRefusal::Missing => "Events came without a signature and were refused.",
        SignatureRefusal::Malformed => "Events came with a signature that cannot be read and were refused.",
        SignatureRefusal::Wrong => {
            "Events came with a signature that does not fit the App Secret and were refused: check the App Secret."
        }
        SignatureRefusal::NoSecret => {
            "Events were refused, because no App Secret is entered: enter it, so that they can be checked."
        }
    }
}
