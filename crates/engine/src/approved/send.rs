//! An agent sends an approved template.

use std::collections::BTreeMap;

use parlance_api::{
    approved::{ApprovedTemplateView, SendApproved},
    error::FieldError,
    message::NewMessage,
};
use parlance_core::{
    InteractionId, TenantCtx,
    approved::{ApprovedCall, ApprovedMessage, Place, ReviewState, Value, fill, named, slots, tidied},
    permission::Right,
};
use parlance_store::{
    Read, Tx, approved_templates::ApprovedTemplateRow, interactions::InteractionRow, threads::ThreadRow,
};
use serde_json::json;

use super::view;
use crate::{
    Engine, Env, Refusal, UseCaseError, audit, identity::Person, interactions, outbound::Approved,
    rich::Values,
};

/// Longest value of one place, characters.
const LONGEST: usize = 200;

/// Why a template cannot go with what else was given: it is the whole message.
pub(crate) fn stands_alone(new: &NewMessage) -> Option<&'static str> {
    new.approved.as_ref()?;
    if new.note {
        return Some("A note is for colleagues: it is text only.");
    }
    let more = !new.text.is_empty()
        || !new.attachment_ids.is_empty()
        || new.rich.is_some()
        || new.notify.is_some()
        || new.answers.is_some()
        || new.reply_to.is_some();
    more.then_some("An approved template is sent by itself: nothing can be added to what was approved.")
}

/// The template that is wanted, of the conversation's account.
pub(crate) fn wanted(
    read: &dyn Read,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    wanted: &SendApproved,
) -> Result<ApprovedTemplateRow, Refusal> {
    let row = read
        .approved_template(ctx, wanted.template_id)?
        .filter(|row| row.account_id == thread.account_id)
        .ok_or_else(|| {
            let message = "This template is not there any more: choose another one.";
            Refusal::field("approved.template_id", "unknown", message)
        })?;
    if !row.sendable {
        let message =
            "This template has a part that cannot be filled here, such as a picture: choose another one.";
        return Err(Refusal::field("approved.template_id", "unknown", message));
    }
    Ok(row)
}

/// The template with its places filled; every place that is wrong is named by its key below `approved.values`.
pub(crate) fn filled(
    read: &dyn Read,
    env: &Env<'_>,
    person: &Person,
    interaction: &InteractionRow,
    row: &ApprovedTemplateRow,
    wanted: &SendApproved,
) -> Result<Approved, Refusal> {
    let variables = Values::of(read, &person.ctx, person, interaction)?;
    let mut faults = Vec::new();
    let mut texts = BTreeMap::new();
    let mut values = Vec::new();
    for slot in slots(&row.content) {
        let key = slot.key();
        let text = wanted.values.get(&key).or_else(|| row.defaults.get(&key));
        match value(&variables, slot.place, text.map_or("", String::as_str)) {
            Ok(text) => {
                texts.insert(key, text.clone());
                values.push(Value { slot, text });
            }
            Err((code, message)) => faults.push(FieldError {
                field: format!("approved.values.{key}"),
                code: code.into(),
                message,
            }),
        }
    }
    let content = fill(&row.content, &texts);
    let limits = env.channels.get(&interaction.channel);
    let limits = limits.and_then(|channel| channel.descriptor().capabilities.approved);
    let most = limits.map_or(u32::MAX, |limits| limits.body) as usize;
    if content.body.encode_utf16().count() > most {
        faults.push(FieldError {
            field: "approved.values".into(),
            code: "too_long".into(),
            message: format!("The filled text has more than {most} characters: shorten the values."),
        });
    }
    if !faults.is_empty() {
        return Err(Refusal::Invalid(faults));
    }
    Ok(Approved {
        template_id: row.id,
        call: ApprovedCall {
            template: row.name.clone(),
            language: row.language.clone(),
            named: named(&row.content),
            values,
        },
        shown: ApprovedMessage {
            template: row.name.clone(),
            language: row.language.clone(),
            content,
        },
    })
}

fn value(variables: &Values, place: Place, text: &str) -> Result<String, (&'static str, String)> {
    let text = tidied(&variables.fill(text)?);
    if text.is_empty() {
        return Err(("missing", "Write what stands here.".into()));
    }
    let length = text.chars().count();
    if length > LONGEST {
        return Err((
            "too_long",
            format!("The value has {length} characters; at most {LONGEST} fit."),
        ));
    }
    if place == Place::Link && text.contains(' ') {
        return Err(("malformed", "What stands in an address has no spaces.".into()));
    }
    Ok(text)
}

/// Says in the log who sent what is not free to be sent.
pub(crate) fn note_sent(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    person: &Person,
    interaction: &InteractionRow,
    row: &ApprovedTemplateRow,
) -> Result<(), Refusal> {
    let detail = json!({ "interaction": interaction.id, "template": row.name });
    audit::record(
        tx,
        env,
        &person.ctx,
        &person.who(),
        "approved_template.sent",
        row.id,
        detail,
    )
}

impl Engine {
    /// The approved templates that can be sent in an interaction, their places filled as far as that is known.
    pub async fn sendable_templates(
        &self,
        person: &Person,
        id: InteractionId,
    ) -> Result<Vec<ApprovedTemplateView>, UseCaseError> {
        let person = person.clone();
        self.read(move |read, _| {
            let ctx = &person.ctx;
            let interaction = interactions::get(read, ctx, id)?;
            let thread = read.thread(ctx, interaction.thread_id)?;
            let thread = thread.ok_or(interactions::NOT_FOUND)?;
            if interaction.agent_id != Some(person.user_id)
                && !person.can(Right::ViewAllRecords)
                && !read.agent_knows_thread(ctx, thread.id, person.user_id)?
            {
                return Err(interactions::NOT_FOUND);
            }
            let variables = Values::of(read, ctx, &person, &interaction)?;
            let rows = read.approved_templates(ctx, thread.account_id)?;
            let rows = rows
                .into_iter()
                .filter(|row| row.sendable && row.state == ReviewState::Approved);
            let views = rows.map(|row| {
                let defaults = row.defaults.clone();
                view(row, |key| {
                    let default = defaults.get(key).map_or("", String::as_str);
                    variables.fill(default).unwrap_or_default()
                })
            });
            Ok(views.collect())
        })
        .await
    }
}
