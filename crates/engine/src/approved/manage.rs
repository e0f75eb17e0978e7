//! Administrators submit, adjust and delete templates.

use std::collections::BTreeMap;

use parlance_api::{
    approved::{ApprovedTemplateView, ChangeApprovedTemplate, NewApprovedTemplate},
    error::FieldError,
};
use parlance_channel::NewTemplate;
use parlance_core::{
    AccountId, ApprovedTemplateId, TenantCtx,
    approved::{ApprovedContent, ApprovedLimits, check, slots},
    rich::{Button, ButtonAction},
};
use parlance_store::{Read, approved_templates::ApprovedTemplateRow};

use super::{
    list::{NOUN, limits, templates},
    own_view,
};
use crate::{
    Engine, Refusal, UseCaseError, admin::next_update, audit::Who, identity::Caller,
    rich::read as read_variables,
};

const NOT_FOUND: Refusal = Refusal::not_found("This template");

/// What was entered, without what nobody meant.
struct Wanted {
    name: String,
    language: String,
    content: ApprovedContent,
    examples: BTreeMap<String, String>,
    defaults: BTreeMap<String, String>,
}

impl From<NewApprovedTemplate> for Wanted {
    fn from(new: NewApprovedTemplate) -> Self {
        let content = ApprovedContent {
            header: new.header.trim().to_owned(),
            body: new.body.trim().to_owned(),
            buttons: new.buttons.into_iter().map(tidied).collect(),
        };
        Self {
            name: new.name.trim().to_owned(),
            language: new.language.trim().to_owned(),
            examples: of_places(&content, new.examples),
            defaults: of_places(&content, new.defaults),
            content,
        }
    }
}

fn tidied(button: Button) -> Button {
    let title = button.title.trim().to_owned();
    let action = match button.action {
        ButtonAction::Link { url } => ButtonAction::Link {
            url: url.trim().to_owned(),
        },
        ButtonAction::Postback { payload } if payload.trim().is_empty() => ButtonAction::Postback {
            payload: title.clone(),
        },
        ButtonAction::Postback { payload } => ButtonAction::Postback {
            payload: payload.trim().to_owned(),
        },
        ButtonAction::Call { number } => ButtonAction::Call {
            number: number.trim().to_owned(),
        },
    };
    Button { title, action }
}

/// What belongs to a place that is there.
fn of_places(content: &ApprovedContent, texts: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let keys: Vec<String> = slots(content)
        .iter()
        .map(parlance_core::approved::Slot::key)
        .collect();
    let trimmed = texts.into_iter().map(|(key, text)| (key, text.trim().to_owned()));
    trimmed
        .filter(|(key, text)| !text.is_empty() && keys.contains(key))
        .collect()
}

fn must_fit(limits: &ApprovedLimits, wanted: &Wanted) -> Result<(), Refusal> {
    let faults = check(
        limits,
        &wanted.name,
        &wanted.language,
        &wanted.content,
        &wanted.examples,
    );
    let mut faults: Vec<FieldError> = faults
        .into_iter()
        .map(|fault| FieldError {
            field: fault.field,
            code: fault.code.into(),
            message: fault.message,
        })
        .collect();
    faults.extend(unreadable(&wanted.defaults));
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Invalid(faults))
    }
}

/// Variables that are none.
fn unreadable(defaults: &BTreeMap<String, String>) -> Vec<FieldError> {
    let problems = defaults
        .iter()
        .filter_map(|(key, text)| Some((key, read_variables(text).err()?)));
    problems
        .map(|(key, problem)| FieldError {
            field: format!("defaults.{key}"),
            code: "unknown".into(),
            message: problem.to_string(),
        })
        .collect()
}

fn must_be_new(read: &dyn Read, ctx: &TenantCtx, id: AccountId, wanted: &Wanted) -> Result<(), Refusal> {
    let rows = read.approved_templates(ctx, id)?;
    let twin = |row: &ApprovedTemplateRow| row.name == wanted.name && row.language == wanted.language;
    if rows.iter().any(twin) {
        let message = "A template of this name and language is there already: what was approved cannot be changed. \
                       Choose another name.";
        return Err(Refusal::field("name", "taken", message));
    }
    Ok(())
}

impl Engine {
    /// Submits a template for review.
    pub async fn submit_approved_template(
        &self,
        caller: &Caller,
        id: AccountId,
        new: NewApprovedTemplate,
    ) -> Result<ApprovedTemplateView, UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        let at = self.at_platform(ctx, id).await?;
        let limits = limits(&at)?;
        let wanted = Wanted::from(new);
        must_fit(&limits, &wanted).map_err(UseCaseError::Refused)?;
        let wanted = self
            .read(move |read, _| {
                must_be_new(read, &ctx, id, &wanted)?;
                Ok(wanted)
            })
            .await?;
        let template = NewTemplate {
            name: &wanted.name,
            language: &wanted.language,
            content: &wanted.content,
            examples: &wanted.examples,
        };
        let submitted = at.ask(templates(&at)?.submit(&at.values, template)).await?;
        self.write(move |tx, env| {
            // Its review may have been told before the answer came.
            let rows = tx.approved_templates(&ctx, id)?;
            let told = rows
                .into_iter()
                .find(|row| row.name == wanted.name && row.language == wanted.language);
            let row = ApprovedTemplateRow {
                id: told
                    .as_ref()
                    .map_or_else(|| ApprovedTemplateId::new(env.now, env.id_bytes()), |row| row.id),
                account_id: id,
                remote_id: submitted.remote_id,
                state: told.as_ref().map_or(submitted.state, |row| row.state),
                reason: told.and_then(|row| row.reason),
                name: wanted.name,
                language: wanted.language,
                content: wanted.content,
                examples: wanted.examples,
                defaults: wanted.defaults,
                sendable: true,
                created_at: env.now,
                updated_at: env.now,
            };
            tx.save_approved_template(&ctx, &row)?;
            NOUN.created(tx, env, &ctx, &who, row.id, &row.name)?;
            Ok(own_view(row))
        })
        .await
    }

    /// Changes what stands in a template's places by itself.
    pub async fn change_approved_template(
        &self,
        caller: &Caller,
        id: ApprovedTemplateId,
        change: ChangeApprovedTemplate,
    ) -> Result<ApprovedTemplateView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            let mut row = tx.approved_template(ctx, id)?.ok_or(NOT_FOUND)?;
            let defaults = of_places(&row.content, change.defaults);
            let faults = unreadable(&defaults);
            if !faults.is_empty() {
                return Err(Refusal::Invalid(faults));
            }
            if defaults != row.defaults {
                row.defaults = defaults;
                row.updated_at = next_update(env.now, row.updated_at);
                tx.save_approved_template(ctx, &row)?;
                NOUN.altered(tx, env, ctx, who, id, &[("defaults", true)])?;
            }
            Ok(own_view(row))
        })
        .await
    }

    /// Deletes a template, at the platform as well.
    pub async fn delete_approved_template(
        &self,
        caller: &Caller,
        id: ApprovedTemplateId,
    ) -> Result<(), UseCaseError> {
        let (ctx, who) = (*caller.ctx(), Who::from(caller));
        let row = self
            .read(move |read, _| read.approved_template(&ctx, id)?.ok_or(NOT_FOUND))
            .await?;
        let at = self.at_platform(ctx, row.account_id).await?;
        at.ask(templates(&at)?.delete(&at.values, &row.name, &row.remote_id))
            .await?;
        self.write(move |tx, env| {
            tx.delete_approved_template(&ctx, id)?;
            NOUN.deleted(tx, env, &ctx, &who, id, &row.name)
        })
        .await
    }
}
