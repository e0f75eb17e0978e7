//! An account as the Administrator sees it: does it work, and what is to be done.

use std::{collections::BTreeMap, sync::Arc};

use parlance_api::account::{AccountHealth, AccountView, PolicyNotice, SecretView};
use parlance_channel::{Channel, Descriptor, notices::PrivacyRequestKind};
use parlance_core::{
    TenantCtx, Timestamp,
    account::{AccountFacts, AccountStatus, TokenState, account_status},
};
use parlance_store::{
    Read,
    accounts::{AccountRow, AccountTraffic},
};
use secrecy::ExposeSecret as _;
use url::Url;

use super::{channels, values};
use crate::{Env, Refusal, seal::Keyring};

/// Refused events count as failure when nothing good has come for so long: a forged one between good ones is noise.
const REFUSED_AFTER_MS: i64 = 15 * 60_000;

/// What a view needs beside the row.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The address that callbacks begin with.
    pub base_url: Url,
    /// Opens what may be shown again.
    pub keyring: Arc<Keyring>,
}

/// The account with its status.
pub fn view(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    shown: &Shown,
    row: &AccountRow,
) -> Result<AccountView, Refusal> {
    let opened = values::open(&shown.keyring, ctx.tenant_id(), row);
    let channel = env.channels.get(&row.channel);
    let missing = channel.map_or_else(
        || vec!["Channel".to_owned()],
        |channel| values::missing(channel.as_ref(), &opened),
    );
    let mut settings = row.settings.clone();
    let mut secrets = BTreeMap::new();
    for field in channel
        .iter()
        .flat_map(|channel| &channel.descriptor().fields)
        .filter(|field| field.sealed)
    {
        if field.readable {
            if let Some(value) = opened.secret(&field.name) {
                settings.insert(field.name.clone(), value.expose_secret().to_owned());
            }
        } else {
            secrets.insert(field.name.clone(), secret_view(row, &field.name));
        }
    }
    let status = status(row, missing.is_empty());
    Ok(AccountView {
        id: row.id,
        channel: row.channel.clone(),
        channel_type: row.channel_type.clone(),
        name: row.name.clone(),
        settings,
        secrets,
        enabled: row.enabled,
        status,
        missing,
        callback_url: channel
            .and_then(|channel| callback_url(&shown.base_url, channel.as_ref(), row.external_id.as_deref()))
            .unwrap_or_default(),
        deletion_url: notice_url(shown, channel, PrivacyRequestKind::Deletion),
        deauthorise_url: notice_url(shown, channel, PrivacyRequestKind::Deauthorise),
        subscribed_fields: channel
            .map(|channel| channels::subscribed_fields(channel.descriptor(), &opened))
            .unwrap_or_default(),
        entry_id: read.entry_of_account(ctx, row.id)?.map(|entry| entry.id),
        token_state: row.token_state,
        health: health(read, ctx, row)?,
        updated_at: row.updated_at,
    })
}

fn status(row: &AccountRow, complete: bool) -> AccountStatus {
    account_status(AccountFacts {
        enabled: row.enabled,
        complete,
        verified: row.traffic.verified_at.is_some(),
        has_events: row.traffic.last_event_at.is_some(),
        failing: is_failing(&row.traffic),
        token: row.token_state,
    })
}

/// Whether an account works.
pub(crate) fn status_of(env: &Env<'_>, ctx: &TenantCtx, shown: &Shown, row: &AccountRow) -> AccountStatus {
    let opened = values::open(&shown.keyring, ctx.tenant_id(), row);
    let complete = env
        .channels
        .get(&row.channel)
        .is_some_and(|channel| values::missing(channel.as_ref(), &opened).is_empty());
    status(row, complete)
}

fn secret_view(row: &AccountRow, key: &str) -> SecretView {
    row.sealed
        .get(key)
        .map_or_else(SecretView::default, |sealed| SecretView {
            set: true,
            saved_at: Some(sealed.saved_at),
            saved_by: Some(sealed.saved_by.clone()),
        })
}

fn health(read: &dyn Read, ctx: &TenantCtx, row: &AccountRow) -> Result<AccountHealth, Refusal> {
    let traffic = row.traffic.clone();
    Ok(AccountHealth {
        verified_at: traffic.verified_at,
        last_event_at: traffic.last_event_at,
        last_event_signed: traffic.last_event_signed,
        last_sent_at: traffic.last_sent_at,
        last_error: traffic.last_error,
        last_error_at: traffic.last_error_at,
        refused: traffic.refused,
        last_refusal: traffic.last_refusal,
        last_refusal_at: traffic.last_refusal_at,
        parked: read.count_parked(ctx, row.id)?,
        unknown: read.count_unknown_kinds(ctx, row.id)?,
        policy: read.account_policy(ctx, row.id)?.map(|policy| PolicyNotice {
            state: policy.state,
            reason: policy.reason,
            at: policy.at,
        }),
        held_until: read.sending_hold(ctx, row.id)?.map(|hold| hold.until),
        sending_paused: traffic.sending_paused_at.is_some(),
    })
}

/// Whether the newest news is an error: of sending, or of events that are refused and no good ones come.
fn is_failing(traffic: &AccountTraffic) -> bool {
    let after = |at: Option<Timestamp>, good: Option<Timestamp>, margin: i64| match (at, good) {
        (Some(at), Some(good)) => at.since_ms(good) > margin,
        (Some(_), None) => true,
        (None, _) => false,
    };
    after(traffic.last_error_at, traffic.last_sent_at, 0)
        || after(
            traffic.last_refusal_at,
            traffic.last_event_at.max(traffic.verified_at),
            REFUSED_AFTER_MS,
        )
}

/// The full address of one account's webhook.
pub(super) fn callback_url(base: &Url, channel: &dyn Channel, external_id: Option<&str>) -> Option<String> {
    let path = channel.descriptor().callback_path(external_id?)?;
    Some(absolute(base, &path))
}

/// The full address where the channel's platform makes a demand for a person.
fn notice_url(shown: &Shown, channel: Option<&Arc<dyn Channel>>, kind: PrivacyRequestKind) -> Option<String> {
    let paths = channel?.notices()?.paths();
    let at = paths.iter().find(|at| at.kind == kind)?;
    Some(absolute(&shown.base_url, at.path))
}

/// The full address of the webhook that serves every account of a channel.
pub(super) fn shared_callback_url(base: &Url, descriptor: &Descriptor) -> Option<String> {
    let path = descriptor.webhook_paths.iter().find(|path| !path.names_account)?;
    Some(absolute(base, &path.path))
}

fn absolute(base: &Url, path: &str) -> String {
    format!("{}{path}", base.as_str().trim_end_matches('/'))
}

/// What is known of the token that stands there now.
pub(super) fn fresh_token_state(has_token: bool) -> TokenState {
    if has_token {
        TokenState::Untested
    } else {
        TokenState::Missing
    }
}
