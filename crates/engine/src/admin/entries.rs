//! Messaging/Chat scenario entries.

use parlance_api::config::{EntryInput, EntryView};
use parlance_core::{AccountId, EntryId, ServiceId, TenantCtx};
use parlance_store::{Read, Tx, entries::EntryRow};

use super::{
    check::Check,
    disabled_at, next_update, not_changed_since,
    noun::{Noun, own_name},
    skills,
};
use crate::{Engine, Env, Refusal, UseCaseError, audit::Who, identity::Caller};

const NOUN: Noun = Noun {
    word: "entry",
    list: "entries",
};

/// How the error of an account ends whose chats no entry takes, see `inbound::apply::open`.
const NOBODY_IS_OFFERED: &str = "messages are kept, but nobody is offered them.";

/// An entry as screens show it.
#[must_use]
pub fn view(row: EntryRow) -> EntryView {
    EntryView {
        id: row.id,
        name: row.name,
        service_id: row.service_id,
        account_ids: row.account_ids,
        priority: row.priority,
        required_skills: row.required_skills,
        greeting_text: row.greeting_text,
        disabled: row.disabled_at.is_some(),
        updated_at: row.updated_at,
    }
}

/// Overlays what is given over an entry, and checks it.
fn overlay(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    before: &EntryRow,
    input: &EntryInput,
) -> Result<EntryRow, Refusal> {
    let mut check = Check::default();
    let mut after = before.clone();
    if let Some(name) = &input.name {
        let entries = read.entries(ctx)?;
        let others = entries.iter().filter(|other| other.id != before.id);
        let names = others.map(|other| other.name.as_str());
        after.name = own_name(
            &mut check,
            name,
            80,
            names,
            "Another scenario entry has this name.",
        );
    }
    if let Some(service) = input.service_id {
        check_service(read, ctx, &mut check, service)?;
        after.service_id = service;
    }
    if let Some(ids) = &input.account_ids {
        after.account_ids = check_accounts(read, ctx, &mut check, before.id, ids)?;
    }
    after.priority = check.range("priority", input.priority.unwrap_or(before.priority), 0, 100);
    if let Some(levels) = &input.required_skills {
        skills::check_levels(read, ctx, &mut check, "required_skills", levels, 1)?;
        after.required_skills.clone_from(levels);
        after.required_skills.sort_unstable_by_key(|level| level.skill_id);
    }
    if let Some(text) = &input.greeting_text {
        after.greeting_text = check.lines("greeting_text", text, 0, 2000);
    }
    after.disabled_at = disabled_at(input.disabled, before.disabled_at, env.now);
    check.done()?;
    Ok(after)
}

fn check_service(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    id: Option<ServiceId>,
) -> Result<(), Refusal> {
    if let Some(id) = id
        && read.service(ctx, id)?.is_none()
    {
        check.fault("service_id", "unknown", "This service does not exist.");
    }
    Ok(())
}

fn check_accounts(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    own: EntryId,
    ids: &[AccountId],
) -> Result<Vec<AccountId>, Refusal> {
    for (at, id) in ids.iter().enumerate() {
        let field = format!("account_ids[{at}]");
        if read
            .account(ctx, *id)?
            .is_none_or(|account| account.deleted_at.is_some())
        {
            check.fault(field, "unknown", "This integration account does not exist.");
        } else if let Some(other) = read.entry_of_account(ctx, *id)?.filter(|other| other.id != own) {
            let message = format!(
                "This account feeds the entry “{}” already. Take it away there first.",
                other.name
            );
            check.fault(field, "taken", message);
        }
    }
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// Accounts whose chats nobody was offered say so; once an entry takes them, they say it no more.
fn forget_missing_entry(tx: &mut dyn Tx, ctx: &TenantCtx, row: &EntryRow) -> Result<(), Refusal> {
    if row.disabled_at.is_some() || row.service_id.is_none() {
        return Ok(());
    }
    for id in &row.account_ids {
        let error = tx
            .account(ctx, *id)?
            .and_then(|account| account.traffic.last_error);
        if error.is_some_and(|error| error.ends_with(NOBODY_IS_OFFERED)) {
            tx.clear_account_error(ctx, *id)?;
        }
    }
    Ok(())
}

/// Makes an entry.
pub fn create(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    input: &EntryInput,
) -> Result<EntryRow, Refusal> {
    let blank = EntryRow {
        id: EntryId::new(env.now, env.id_bytes()),
        name: String::new(),
        service_id: None,
        account_ids: Vec::new(),
        priority: 50,
        required_skills: Vec::new(),
        greeting_text: String::new(),
        disabled_at: None,
        created_at: env.now,
        updated_at: env.now,
    };
    let named = EntryInput {
        name: Some(input.name.clone().unwrap_or_default()),
        ..input.clone()
    };
    let row = overlay(tx.as_read(), env, ctx, &blank, &named)?;
    tx.insert_entry(ctx, &row)?;
    forget_missing_entry(tx, ctx, &row)?;
    NOUN.created(tx, env, ctx, who, row.id, &row.name)?;
    Ok(row)
}

/// Changes an entry.
pub fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: EntryId,
    input: &EntryInput,
) -> Result<EntryRow, Refusal> {
    let before = tx
        .entry(ctx, id)?
        .ok_or(Refusal::not_found("This scenario entry"))?;
    not_changed_since(input.expected_updated_at, before.updated_at)?;
    let mut after = overlay(tx.as_read(), env, ctx, &before, input)?;
    if after == before {
        return Ok(after);
    }
    after.updated_at = next_update(env.now, before.updated_at);
    tx.update_entry(ctx, &after)?;
    forget_missing_entry(tx, ctx, &after)?;
    let fields = [
        ("name", after.name != before.name),
        ("service_id", after.service_id != before.service_id),
        ("account_ids", after.account_ids != before.account_ids),
        ("priority", after.priority != before.priority),
        ("required_skills", after.required_skills != before.required_skills),
        ("greeting_text", after.greeting_text != before.greeting_text),
        ("disabled", after.disabled_at != before.disabled_at),
    ];
    NOUN.altered(tx, env, ctx, who, id, &fields)?;
    Ok(after)
}

/// Deletes an entry.
pub fn delete(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: EntryId,
) -> Result<(), Refusal> {
    let row = tx
        .entry(ctx, id)?
        .ok_or(Refusal::not_found("This scenario entry"))?;
    tx.delete_entry(ctx, id)?;
    NOUN.deleted(tx, env, ctx, who, id, &row.name)
}

impl Engine {
    /// All entries.
    pub async fn entries(&self, caller: &Caller) -> Result<Vec<EntryView>, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| Ok(read.entries(&ctx)?.into_iter().map(view).collect()))
            .await
    }

    /// One entry.
    pub async fn entry(&self, caller: &Caller, id: EntryId) -> Result<EntryView, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| {
            read.entry(&ctx, id)?
                .map(view)
                .ok_or(Refusal::not_found("This scenario entry"))
        })
        .await
    }

    /// Makes an entry.
    pub async fn create_entry(&self, caller: &Caller, input: EntryInput) -> Result<EntryView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            create(tx, env, ctx, who, &input).map(view)
        })
        .await
    }

    /// Changes an entry.
    pub async fn change_entry(
        &self,
        caller: &Caller,
        id: EntryId,
        input: EntryInput,
    ) -> Result<EntryView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            change(tx, env, ctx, who, id, &input).map(view)
        })
        .await
    }

    /// Deletes an entry.
    pub async fn delete_entry(&self, caller: &Caller, id: EntryId) -> Result<(), UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        self.write(move |tx, env| delete(tx, env, &ctx, &who, id)).await
    }
}
