//! Making, changing and deleting accounts.

use std::collections::BTreeMap;

use parlance_api::{
    account::{AccountPatch, NewAccount},
    realtime::AccountChanged,
};
use parlance_channel::{AccountValues, Channel, Descriptor};
use parlance_core::{
    AccountId, TenantCtx,
    event::{Audience, EventKind},
};
use parlance_store::{
    NewEvent, Read, Tx,
    accounts::{AccountRow, AccountTraffic},
};
use serde_json::json;

use super::{THIS_ACCOUNT, values, view::fresh_token_state};
use crate::{
    Env, Refusal,
    admin::{changed, check::Check, next_update, not_changed_since},
    audit::{self, Who},
    history, outbound,
    seal::Keyring,
};

/// Makes an account; it may be partial and is then not used. One of a page that was linked before goes on where it was:
/// its conversations and records are its own again.
pub fn create(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    keyring: &Keyring,
    command: NewAccount,
) -> Result<AccountRow, Refusal> {
    let Some(channel) = env.channels.get(&command.channel) else {
        let known: Vec<&str> = env
            .channels
            .iter()
            .map(|channel| channel.descriptor().id.as_str())
            .collect();
        let message = format!("There is no such channel; there are: {}.", known.join(", "));
        return Err(Refusal::field("channel", "unknown", message));
    };
    let descriptor = channel.descriptor();
    let mut check = Check::default();
    let mut entered = AccountValues::default();
    values::overlay(
        channel.as_ref(),
        &mut check,
        &mut entered,
        command.settings,
        command.secrets,
    );
    let external_id = descriptor.external_id(&entered).map(str::to_owned);
    let before = match &external_id {
        Some(external_id) => tx.deleted_account(ctx, &descriptor.id, external_id)?,
        None => None,
    };
    let id = match &before {
        Some(row) => row.id,
        None => AccountId::new(env.now, env.id_bytes()),
    };
    let name = check_name(tx.as_read(), ctx, &mut check, &command.name, id)?;
    let channel_type = check_type(&mut check, descriptor, command.channel_type.as_deref());
    check_external(
        tx.as_read(),
        ctx,
        &mut check,
        descriptor,
        external_id.as_deref(),
        id,
    )?;
    check.done()?;
    let sealer = values::Sealer {
        env,
        tenant: ctx.tenant_id(),
        keyring,
        who: &who.name,
        id,
    };
    let nothing = AccountValues::default();
    let sealed = sealer.seal(&BTreeMap::new(), &nothing, &entered)?;
    let row = AccountRow {
        id,
        channel: descriptor.id.clone(),
        channel_type,
        name,
        external_id,
        sealed,
        enabled: true,
        complete: values::missing(channel.as_ref(), &entered).is_empty(),
        person_answers: person_answers(descriptor, &entered),
        token_state: fresh_token_state(has_token(descriptor, &entered)),
        settings: entered.settings.clone(),
        created_at: before.as_ref().map_or(env.now, |row| row.created_at),
        updated_at: before
            .as_ref()
            .map_or(env.now, |row| next_update(env.now, row.updated_at)),
        deleted_at: None,
        traffic: AccountTraffic::default(),
    };
    let action = if before.is_some() {
        tx.update_account(ctx, &row)?;
        tx.forget_account_traffic(ctx, id)?;
        outbound::resume_account(tx, env, ctx, id)?;
        "account.linked_again"
    } else {
        tx.insert_account(ctx, &row)?;
        "account.created"
    };
    let detail = json!({ "name": row.name, "channel": row.channel, "external_id": row.external_id });
    audit::record(tx, env, ctx, who, action, id, detail)?;
    let decision = unsigned_decision(descriptor, &nothing, &entered);
    audit_unsigned(tx, env, ctx, who, id, decision)?;
    if command.import_past {
        tx.want_import(ctx, id)?;
        history::start_wanted(tx, env, ctx, &row)?;
    }
    tell(tx, env, ctx, id)?;
    Ok(row)
}

/// Changes an account. A new token or app secret lets sending go on; another page begins with a clean history.
pub fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    keyring: &Keyring,
    id: AccountId,
    patch: AccountPatch,
) -> Result<(), Refusal> {
    let before = tx
        .account(ctx, id)?
        .filter(|row| row.deleted_at.is_none())
        .ok_or(Refusal::not_found(THIS_ACCOUNT))?;
    not_changed_since(patch.expected_updated_at, before.updated_at)?;
    let channel = env.channels.get(&before.channel).ok_or_else(|| {
        Refusal::conflict(
            "no_channel",
            "This Parlance does not have the channel of this account any more.",
        )
    })?;
    let descriptor = channel.descriptor();
    let mut check = Check::default();
    let mut after = before.clone();
    if let Some(name) = &patch.name {
        after.name = check_name(tx.as_read(), ctx, &mut check, name, id)?;
    }
    if patch.channel_type.is_some() {
        after.channel_type = check_type(&mut check, descriptor, patch.channel_type.as_deref());
    }
    after.enabled = patch.enabled.unwrap_or(before.enabled);
    let opened = values::open(keyring, ctx.tenant_id(), &before);
    let mut entered = opened.clone();
    values::overlay(
        channel.as_ref(),
        &mut check,
        &mut entered,
        patch.settings,
        patch.secrets,
    );
    after.external_id = descriptor.external_id(&entered).map(str::to_owned);
    if after.enabled && (after.external_id != before.external_id || !before.enabled) {
        check_external(
            tx.as_read(),
            ctx,
            &mut check,
            descriptor,
            after.external_id.as_deref(),
            id,
        )?;
    }
    check.done()?;
    let keys = values::changed_keys(&opened, &entered);
    let sealer = values::Sealer {
        env,
        tenant: ctx.tenant_id(),
        keyring,
        who: &who.name,
        id,
    };
    after.sealed = sealer.seal(&before.sealed, &opened, &entered)?;
    after.settings.clone_from(&entered.settings);
    after.complete = values::missing(channel.as_ref(), &entered).is_empty();
    after.person_answers = person_answers(descriptor, &entered);
    let new_credentials = keys.iter().any(|key| is_credential(descriptor, key));
    if new_credentials {
        after.token_state = fresh_token_state(has_token(descriptor, &entered));
    }
    if after == before {
        return Ok(());
    }
    after.updated_at = next_update(env.now, before.updated_at);
    tx.update_account(ctx, &after)?;
    if before.external_id.is_some() && after.external_id != before.external_id {
        tx.forget_account_traffic(ctx, id)?;
    } else if new_credentials {
        tx.clear_account_error(ctx, id)?;
    }
    if new_credentials {
        outbound::resume_account(tx, env, ctx, id)?;
    }
    audit_change(tx, env, ctx, who, &before, &after, keys)?;
    let decision = unsigned_decision(descriptor, &opened, &entered);
    audit_unsigned(tx, env, ctx, who, id, decision)?;
    history::start_wanted(tx, env, ctx, &after)?;
    tell(tx, env, ctx, id)
}

/// Deletes an account: it feeds nothing, its secrets are forgotten, its records stay.
pub fn delete(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: AccountId,
) -> Result<(), Refusal> {
    let mut row = tx
        .account(ctx, id)?
        .filter(|row| row.deleted_at.is_none())
        .ok_or(Refusal::not_found(THIS_ACCOUNT))?;
    tx.detach_account(ctx, id)?;
    row.sealed.clear();
    row.enabled = false;
    row.complete = false;
    row.deleted_at = Some(env.now);
    row.updated_at = next_update(env.now, row.updated_at);
    tx.update_account(ctx, &row)?;
    audit::record(
        tx,
        env,
        ctx,
        who,
        "account.deleted",
        id,
        json!({ "name": row.name }),
    )?;
    changed(tx, env, ctx, "entries")?;
    tell(tx, env, ctx, id)
}

fn check_name(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    name: &str,
    own: AccountId,
) -> Result<String, Refusal> {
    let name = check.text("name", name, 1, 80);
    let lower = name.to_lowercase();
    let taken = read
        .accounts(ctx)?
        .iter()
        .any(|other| other.id != own && other.name.to_lowercase() == lower);
    check.that(
        !taken,
        "name",
        "taken",
        "Another integration account has this name.",
    );
    Ok(name)
}

fn check_type(check: &mut Check, descriptor: &Descriptor, wanted: Option<&str>) -> String {
    let first = descriptor
        .types
        .first()
        .map(|kind| kind.id.clone())
        .unwrap_or_default();
    let wanted = wanted.map_or(first, str::to_owned);
    let known: Vec<&str> = descriptor.types.iter().map(|kind| kind.id.as_str()).collect();
    let message = format!(
        "There is no such type; {} has: {}.",
        descriptor.label,
        known.join(", ")
    );
    check.that(
        known.contains(&wanted.as_str()),
        "channel_type",
        "unknown",
        message,
    );
    wanted
}

/// One page belongs to one account that is on, in the whole installation. Whose it is, is told within the tenant only.
fn check_external(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    descriptor: &Descriptor,
    external_id: Option<&str>,
    own: AccountId,
) -> Result<(), Refusal> {
    let Some(external_id) = external_id else {
        return Ok(());
    };
    let Some(holder) = read.holder_of_external(&descriptor.id, external_id, own)? else {
        return Ok(());
    };
    let field = &descriptor.external_id_field;
    let label = descriptor
        .field(field)
        .map_or(field.as_str(), |field| field.label.as_str());
    let mine = read.accounts(ctx)?.into_iter().find(|row| {
        holder == ctx.tenant_id()
            && row.id != own
            && row.enabled
            && row.external_id.as_deref() == Some(external_id)
    });
    let message = match mine {
        Some(row) => format!("This {label} is linked already, by the account “{}”.", row.name),
        None => format!("This {label} is linked already."),
    };
    check.fault(field.clone(), "taken", message);
    Ok(())
}

/// Whether the administrator says that the platform permits answers by hand after the reply window.
fn person_answers(descriptor: &Descriptor, values: &AccountValues) -> bool {
    let window = descriptor.capabilities.person_window.as_ref();
    window.is_some_and(|window| values.is_ticked(&window.field))
}

/// Sealed values that calls to the platform are made with.
fn is_credential(descriptor: &Descriptor, key: &str) -> bool {
    descriptor
        .field(key)
        .is_some_and(|field| field.sealed && !field.readable)
        || key == descriptor.external_id_field
}

fn has_token(descriptor: &Descriptor, values: &AccountValues) -> bool {
    descriptor
        .fields
        .iter()
        .filter(|field| field.sealed && !field.readable && field.name != descriptor.signing_secret_field)
        .all(|field| values.secret(&field.name).is_some())
}

/// Names of what changed, never values; open ones of weight are told by the account's own screen.
fn audit_change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    before: &AccountRow,
    after: &AccountRow,
    mut keys: Vec<String>,
) -> Result<(), Refusal> {
    if after.name != before.name {
        keys.push("name".into());
    }
    if after.channel_type != before.channel_type {
        keys.push("channel_type".into());
    }
    if after.enabled != before.enabled {
        keys.push("enabled".into());
    }
    let detail = json!({ "name": after.name, "changed": keys, "enabled": after.enabled });
    audit::record(tx, env, ctx, who, "account.changed", after.id, detail)
}

/// What was decided about unsigned events, when that changed.
fn unsigned_decision(descriptor: &Descriptor, before: &AccountValues, after: &AccountValues) -> Option<bool> {
    let accepts = |values: &AccountValues| values.is_ticked(&descriptor.accept_unsigned_field);
    (accepts(before) != accepts(after)).then(|| accepts(after))
}

/// Letting unsigned events in is a decision that stands in the log by itself.
fn audit_unsigned(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: AccountId,
    decision: Option<bool>,
) -> Result<(), Refusal> {
    match decision {
        None => Ok(()),
        Some(false) => audit::record(tx, env, ctx, who, "account.unsigned_refused", id, json!({})),
        Some(true) => {
            tracing::warn!(account = %id, "unsigned events are accepted for this account from now on");
            let detail = json!({ "warning": "Anyone who knows the address can write as a customer." });
            audit::record(tx, env, ctx, who, "account.unsigned_accepted", id, detail)
        }
    }
}

/// Tells running screens.
fn tell(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, account_id: AccountId) -> Result<(), Refusal> {
    let data = serde_json::value::to_raw_value(&AccountChanged { account_id })
        .map_err(|error| Refusal::Store(error.to_string()))?;
    let event = NewEvent {
        kind: EventKind::AccountChanged,
        audience: Audience::administrators(),
        data,
        at: env.now,
    };
    tx.append_event(ctx, event)?;
    changed(tx, env, ctx, "accounts")
}

/// Whether a channel's values would be enough to work with.
pub(super) fn is_ready(channel: &dyn Channel, entered: &AccountValues) -> bool {
    channel.missing_values(entered).is_empty()
}
