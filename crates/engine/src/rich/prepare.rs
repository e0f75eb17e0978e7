//! From what an agent made to what goes out.

use parlance_api::{error::FieldError, message::NewMessage};
use parlance_core::{
    TenantCtx,
    rich::{self, Rich, RichLimits, Use},
};
use parlance_store::{
    Read,
    attachments::{AttachmentRow, FileKind},
    contacts::ContactRow,
    interactions::InteractionRow,
};

use super::fill::{self, fill};
use crate::{Env, Refusal, identity::Person};

/// The rich message with its variables filled, checked against the limits of the interaction's channel, and the file
/// it shows. Every fault is named by its field below `rich`.
pub(crate) fn prepare(
    read: &dyn Read,
    env: &Env<'_>,
    person: &Person,
    interaction: &InteractionRow,
    wanted: Rich,
) -> Result<(Rich, Option<AttachmentRow>), Refusal> {
    let ctx = &person.ctx;
    let values = Values::of(read, ctx, person, interaction)?;
    let mut rich = wanted.tidied();
    let unfilled = fill(&mut rich, &|name| values.get(name));
    let mut faults: Vec<FieldError> = unfilled
        .into_iter()
        .map(|problem| fault(&problem.field, problem.code, problem.message))
        .collect();
    let limits = limits(env, &interaction.channel);
    let wrong = rich::check(&limits, &rich);
    for problem in wrong {
        let field = path(&problem.field);
        // A field whose variable has no value is wrong for that reason alone.
        if !faults.iter().any(|known| known.field == field) {
            faults.push(fault(&problem.field, problem.code, problem.message));
        }
    }
    if !faults.is_empty() {
        return Err(Refusal::Invalid(faults));
    }
    let file = file(read, person, &rich)?;
    Ok((rich, file))
}

/// Why a rich message cannot go with what else was given: it is the whole message.
pub(crate) fn stands_alone(new: &NewMessage) -> Option<&'static str> {
    new.rich.as_ref()?;
    if new.note {
        return Some("A note is for colleagues: it is text only.");
    }
    (!new.text.is_empty() || !new.attachment_ids.is_empty())
        .then_some("A rich message is sent by itself: send the text and the files as another message.")
}

/// What a channel takes; nothing when it is not there.
pub(super) fn limits(env: &Env<'_>, channel: &str) -> RichLimits {
    let channel = env.channels.get(channel);
    channel
        .and_then(|channel| channel.descriptor().capabilities.rich.clone())
        .unwrap_or_default()
}

fn path(field: &str) -> String {
    if field == "rich" {
        return field.into();
    }
    format!("rich.{field}")
}

fn fault(field: &str, code: &str, message: String) -> FieldError {
    FieldError {
        field: path(field),
        code: code.into(),
        message,
    }
}

/// The picture or film of a media message, if the person may send it.
fn file(read: &dyn Read, person: &Person, rich: &Rich) -> Result<Option<AttachmentRow>, Refusal> {
    let Rich::Media {
        attachment_id, video, ..
    } = rich
    else {
        return Ok(None);
    };
    let field = "rich.attachment_id";
    let row = read
        .attachment(&person.ctx, *attachment_id)?
        .filter(|file| file.uploaded_by == Some(person.user_id))
        .ok_or_else(|| {
            Refusal::field(
                field,
                "unknown",
                "This file was not uploaded by you, or it is gone.",
            )
        })?;
    if row.thread_id.is_some() {
        return Err(Refusal::field(
            field,
            "taken",
            "This file has been sent already: upload it again.",
        ));
    }
    let fits = match row.kind {
        FileKind::Image => !video,
        FileKind::Video => *video,
        FileKind::Audio | FileKind::File => false,
    };
    if !fits {
        let message = "Choose a picture or a film; other files are sent beside the message.";
        return Err(Refusal::field(field, "malformed", message));
    }
    Ok(Some(row))
}

/// What variables stand for in one interaction.
pub(crate) struct Values {
    contact: Option<ContactRow>,
    agent: Option<String>,
    service: Option<String>,
    number: String,
}

impl Values {
    pub(crate) fn of(
        read: &dyn Read,
        ctx: &TenantCtx,
        person: &Person,
        interaction: &InteractionRow,
    ) -> Result<Self, Refusal> {
        Ok(Self {
            contact: read.contact(ctx, interaction.contact_id)?,
            agent: read.user(ctx, person.user_id)?.map(|user| user.name),
            service: read
                .service(ctx, interaction.service_id)?
                .map(|service| service.name),
            number: interaction.number.clone(),
        })
    }

    /// A text of its own, its variables filled; else a code and what to do.
    pub(crate) fn fill(&self, text: &str) -> Result<String, (&'static str, String)> {
        fill::filled(text, Use::Words, &|name| self.get(name))
    }

    fn get(&self, name: &str) -> Option<String> {
        let word = |text: &Option<String>, last: bool| {
            let mut words = text.as_deref()?.split_whitespace();
            let first = words.next()?;
            let word = if last { words.next_back()? } else { first };
            Some(word.to_owned())
        };
        let contact = self.contact.as_ref();
        let profile = contact.and_then(|contact| contact.profile_name.clone());
        match name {
            "contact.first_name" => contact
                .and_then(|contact| contact.first_name.clone())
                .or_else(|| word(&profile, false)),
            "contact.last_name" => contact
                .and_then(|contact| contact.last_name.clone())
                .or_else(|| word(&profile, true)),
            "contact.name" => {
                let names = contact.map(|contact| [contact.first_name.clone(), contact.last_name.clone()]);
                let written: Vec<String> = names.into_iter().flatten().flatten().collect();
                if written.is_empty() {
                    profile
                } else {
                    Some(written.join(" "))
                }
            }
            "agent.name" => self.agent.clone(),
            "agent.first_name" => word(&self.agent, false),
            "service.name" => self.service.clone(),
            "interaction.number" => Some(self.number.clone()),
            _ => None,
        }
    }
}
