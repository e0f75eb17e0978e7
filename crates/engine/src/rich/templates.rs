//! Message templates: made by administrators, chosen by agents.

use parlance_api::template::{TemplateInput, TemplateView};
use parlance_core::{
    ServiceId, TemplateId, TenantCtx,
    rich::{self, Rich, RichLimits},
};
use parlance_store::{Read, Tx, templates::TemplateRow};

use super::variables;
use crate::{
    Engine, Env, Refusal, UseCaseError,
    admin::{
        check::Check,
        disabled_at, next_update, not_changed_since,
        noun::{Noun, own_name},
    },
    audit::Who,
    identity::Caller,
    media,
};

const NOUN: Noun = Noun {
    word: "message_template",
    list: "message_templates",
};
const LONGEST_NAME: usize = 60;

/// A template as screens show it.
fn view(row: TemplateRow) -> TemplateView {
    TemplateView {
        id: row.id,
        name: row.name,
        channel: row.channel,
        service_id: row.service_id,
        content: row.content,
        disabled: row.disabled_at.is_some(),
        updated_at: row.updated_at,
    }
}

/// Makes a template.
fn create(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    input: TemplateInput,
) -> Result<TemplateRow, Refusal> {
    let mut check = Check::default();
    let read = tx.as_read();
    let name = check_name(
        read,
        ctx,
        &mut check,
        input.name.as_deref().unwrap_or_default(),
        None,
    )?;
    let channel = check_channel(env, &mut check, input.channel.as_deref());
    let service_id = check_service(read, ctx, &mut check, input.service_id.as_deref())?;
    let Some(content) = input.content else {
        check.fault("content", "missing", "Write the message.");
        check.done()?;
        return Err(Refusal::field("content", "missing", "Write the message."));
    };
    let content = check_content(&mut check, &super::prepare::limits(env, &channel), content);
    check.done()?;
    let row = TemplateRow {
        id: TemplateId::new(env.now, env.id_bytes()),
        name,
        channel,
        service_id,
        content,
        disabled_at: disabled_at(input.disabled, None, env.now),
        created_at: env.now,
        updated_at: env.now,
    };
    media::publish_pictures(tx, ctx, who.user_id(), &row.content, "content.")?;
    tx.insert_template(ctx, &row)?;
    NOUN.created(tx, env, ctx, who, row.id, &row.name)?;
    Ok(row)
}

/// Changes a template.
fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: TemplateId,
    input: TemplateInput,
) -> Result<TemplateRow, Refusal> {
    let before = tx
        .template(ctx, id)?
        .ok_or(Refusal::not_found("This message template"))?;
    not_changed_since(input.expected_updated_at, before.updated_at)?;
    let mut check = Check::default();
    let mut after = before.clone();
    let read = tx.as_read();
    if let Some(name) = &input.name {
        after.name = check_name(read, ctx, &mut check, name, Some(id))?;
    }
    if input.channel.is_some() {
        after.channel = check_channel(env, &mut check, input.channel.as_deref());
    }
    if input.service_id.is_some() {
        after.service_id = check_service(read, ctx, &mut check, input.service_id.as_deref())?;
    }
    if input.content.is_some() || after.channel != before.channel {
        let content = input.content.unwrap_or(after.content);
        after.content = check_content(&mut check, &super::prepare::limits(env, &after.channel), content);
    }
    after.disabled_at = disabled_at(input.disabled, before.disabled_at, env.now);
    check.done()?;
    if after == before {
        return Ok(after);
    }
    after.updated_at = next_update(env.now, before.updated_at);
    if after.content != before.content {
        media::publish_pictures(tx, ctx, who.user_id(), &after.content, "content.")?;
    }
    tx.update_template(ctx, &after)?;
    let fields = [
        ("name", after.name != before.name),
        ("channel", after.channel != before.channel),
        ("service_id", after.service_id != before.service_id),
        ("content", after.content != before.content),
        ("disabled", after.disabled_at != before.disabled_at),
    ];
    NOUN.altered(tx, env, ctx, who, id, &fields)?;
    Ok(after)
}

fn check_name(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    name: &str,
    own: Option<TemplateId>,
) -> Result<String, Refusal> {
    let templates = read.templates(ctx)?;
    let others = templates.iter().filter(|other| Some(other.id) != own);
    let names = others.map(|other| other.name.as_str());
    let taken = "Another message template has this name.";
    Ok(own_name(check, name, LONGEST_NAME, names, taken))
}

fn check_channel(env: &Env<'_>, check: &mut Check, wanted: Option<&str>) -> String {
    let takes_rich = |id: &str| {
        let channel = env.channels.get(id);
        channel.is_some_and(|channel| channel.descriptor().capabilities.rich.is_some())
    };
    match wanted {
        Some(id) if takes_rich(id) => id.to_owned(),
        Some(_) => {
            let message = "There is no channel of this name that takes rich messages.";
            check.fault("channel", "unknown", message);
            String::new()
        }
        None => {
            let first = env
                .channels
                .iter()
                .find(|channel| channel.descriptor().capabilities.rich.is_some());
            first
                .map(|channel| channel.descriptor().id.clone())
                .unwrap_or_default()
        }
    }
}

fn check_service(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    wanted: Option<&str>,
) -> Result<Option<ServiceId>, Refusal> {
    let Some(text) = wanted.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let known = match text.parse::<ServiceId>() {
        Ok(id) => read.service(ctx, id)?.map(|service| service.id),
        Err(_) => None,
    };
    check.that(
        known.is_some(),
        "service_id",
        "unknown",
        "This service does not exist.",
    );
    Ok(known)
}

/// The message, tidied. A text with variables is judged by its length only when it is sent, filled.
fn check_content(check: &mut Check, limits: &RichLimits, content: Rich) -> Rich {
    if matches!(content, Rich::Media { .. }) {
        let message =
            "A picture or film is chosen when the message is sent: it cannot be part of a template.";
        check.fault("content", "not_allowed", message);
        return content;
    }
    // Payloads that are left out are named when it is sent, from the filled titles.
    let mut content = content;
    let mut open = Vec::new();
    content.visit(&mut |field, _, text| {
        *text = text.trim().to_owned();
        match variables::read(text) {
            Err(problem) => check.fault(path(field), "unknown", problem.to_string()),
            Ok(_) if text.contains("{{") => {}
            Ok(_) => return,
        }
        open.push(field.to_owned());
    });
    for problem in rich::check(limits, &content) {
        if !open.contains(&problem.field) {
            check.fault(path(&problem.field), problem.code, problem.message);
        }
    }
    content
}

fn path(field: &str) -> String {
    if field == "rich" {
        return "content".into();
    }
    format!("content.{field}")
}

impl Engine {
    /// All message templates by name.
    pub async fn message_templates(&self, caller: &Caller) -> Result<Vec<TemplateView>, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| Ok(read.templates(&ctx)?.into_iter().map(view).collect()))
            .await
    }

    /// Makes a message template.
    pub async fn create_message_template(
        &self,
        caller: &Caller,
        input: TemplateInput,
    ) -> Result<TemplateView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            create(tx, env, ctx, who, input).map(view)
        })
        .await
    }

    /// Changes, disables or enables a message template.
    pub async fn change_message_template(
        &self,
        caller: &Caller,
        id: TemplateId,
        input: TemplateInput,
    ) -> Result<TemplateView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            change(tx, env, ctx, who, id, input).map(view)
        })
        .await
    }
}
