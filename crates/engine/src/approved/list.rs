//! The copy of the platform's list.

use std::collections::BTreeMap;

use parlance_api::approved::ApprovedTemplatesView;
use parlance_channel::{ApprovedTemplates, ListedTemplate};
use parlance_core::{AccountId, ApprovedTemplateId, TenantCtx, approved::ApprovedLimits};
use parlance_store::{
    Read, Tx,
    approved_templates::{ApprovedListRow, ApprovedTemplateRow},
};

use super::own_view;
use crate::{
    Engine, Env, Refusal, UseCaseError,
    accounts::AtPlatform,
    admin::{changed, noun::Noun},
    identity::Caller,
};

pub(crate) const NOUN: Noun = Noun {
    word: "approved_template",
    list: "approved_templates",
};

/// The channel's templates, or why there are none.
pub(super) fn templates(at: &AtPlatform) -> Result<&dyn ApprovedTemplates, UseCaseError> {
    at.channel.approved_templates().ok_or_else(|| {
        let message = "The platform of this account has no templates that it approves.";
        UseCaseError::Refused(Refusal::conflict("not_possible", message))
    })
}

pub(super) fn limits(at: &AtPlatform) -> Result<ApprovedLimits, UseCaseError> {
    templates(at)?;
    let limits = at.channel.descriptor().capabilities.approved;
    Ok(limits.unwrap_or(ApprovedLimits {
        name: 0,
        header: 0,
        body: 0,
        buttons: 0,
        button_title: 0,
    }))
}

fn known(
    read: &dyn Read,
    ctx: &TenantCtx,
    id: AccountId,
    limits: ApprovedLimits,
) -> Result<ApprovedTemplatesView, Refusal> {
    let rows = read.approved_templates(ctx, id)?;
    let list = read.approved_list(ctx, id)?;
    Ok(ApprovedTemplatesView {
        items: rows.into_iter().map(own_view).collect(),
        read_at: list.read_at,
        problem: list.problem,
        limits,
    })
}

impl Engine {
    /// The templates of an account as they are known here.
    pub async fn approved_templates(
        &self,
        caller: &Caller,
        id: AccountId,
    ) -> Result<ApprovedTemplatesView, UseCaseError> {
        let ctx = *caller.ctx();
        let at = self.at_platform(ctx, id).await?;
        let limits = limits(&at)?;
        self.read(move |read, _| known(read, &ctx, id, limits)).await
    }

    /// Reads the list from the platform. Why that failed stands in the answer: what was known before stays.
    pub async fn read_approved_templates(
        &self,
        caller: &Caller,
        id: AccountId,
    ) -> Result<ApprovedTemplatesView, UseCaseError> {
        let ctx = *caller.ctx();
        read_list(self, ctx, id).await?;
        self.approved_templates(caller, id).await
    }
}

async fn read_list(engine: &Engine, ctx: TenantCtx, id: AccountId) -> Result<(), UseCaseError> {
    let at = engine.at_platform(ctx, id).await?;
    let listed = match at.ask(templates(&at)?.list(&at.values)).await {
        Ok(listed) => Ok(listed),
        Err(UseCaseError::Refused(refusal)) => Err(refusal.to_string()),
        Err(error) => return Err(error),
    };
    engine
        .write(move |tx, env| match listed {
            Ok(listed) => take_over(tx, env, &ctx, id, listed),
            Err(problem) => {
                let before = tx.approved_list(&ctx, id)?;
                let row = ApprovedListRow {
                    problem: Some(problem),
                    ..before
                };
                Ok(tx.save_approved_list(&ctx, id, &row)?)
            }
        })
        .await
}

/// What the platform lists is what there is.
fn take_over(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: AccountId,
    listed: Vec<ListedTemplate>,
) -> Result<(), Refusal> {
    let key = |name: &str, language: &str| (name.to_owned(), language.to_owned());
    let rows = tx.approved_templates(ctx, id)?;
    let mut gone: BTreeMap<_, _> = rows
        .into_iter()
        .map(|row| (key(&row.name, &row.language), row))
        .collect();
    let mut different = false;
    for one in listed {
        let before = gone.remove(&key(&one.name, &one.language));
        let after = row(env, id, one, before.as_ref());
        if before.as_ref() != Some(&after) {
            let after = ApprovedTemplateRow {
                updated_at: env.now,
                ..after
            };
            tx.save_approved_template(ctx, &after)?;
            different = true;
        }
    }
    for row in gone.into_values() {
        tx.delete_approved_template(ctx, row.id)?;
        different = true;
    }
    let list = ApprovedListRow {
        read_at: Some(env.now),
        stale: false,
        problem: None,
    };
    tx.save_approved_list(ctx, id, &list)?;
    if different {
        changed(tx, env, ctx, NOUN.list)?;
    }
    Ok(())
}

fn row(
    env: &Env<'_>,
    account_id: AccountId,
    listed: ListedTemplate,
    before: Option<&ApprovedTemplateRow>,
) -> ApprovedTemplateRow {
    ApprovedTemplateRow {
        id: before.map_or_else(|| ApprovedTemplateId::new(env.now, env.id_bytes()), |row| row.id),
        account_id,
        remote_id: listed.remote_id,
        name: listed.name,
        language: listed.language,
        state: listed.state,
        // A list may leave out what a notification said.
        reason: listed.reason.or_else(|| {
            before
                .filter(|before| before.state == listed.state)
                .and_then(|before| before.reason.clone())
        }),
        content: listed.content,
        examples: listed.examples,
        defaults: before.map(|row| row.defaults.clone()).unwrap_or_default(),
        sendable: listed.sendable,
        created_at: before.map_or(env.now, |row| row.created_at),
        updated_at: before.map_or(env.now, |row| row.updated_at),
    }
}

/// Reads the lists again of which something is not known.
pub(crate) async fn read_again(engine: &Engine) {
    let lists = engine.read(|read, _| Ok(read.approved_lists_to_read()?)).await;
    for (ctx, account) in lists.unwrap_or_default() {
        if let Err(error) = read_list(engine, ctx, account).await {
            tracing::info!(%account, %error, "an account's templates could not be read");
        }
    }
}
