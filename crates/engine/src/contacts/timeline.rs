//! Everything of a customer in one line of time, whatever the channel.

use std::collections::HashMap;

use parlance_api::{
    contact::{TimelineEntry, TimelineKind, TimelineNote},
    page::Page,
};
use parlance_core::{ContactId, InteractionId, MessageId, Timestamp, message::Part, planned::PlannedKind};
use parlance_store::{
    Read,
    cases::CaseFilter,
    messages::{Before, MessageRow},
};

use super::{NOT_FOUND, history};
use crate::{
    Engine, Refusal, UseCaseError, cases, identity::Caller, interactions, planned, views::earlier_interaction,
};

/// Rows of a page, at most.
const MAX_PAGE: u32 = 100;
/// Cases of one customer that are looked at.
const MOST_CASES: u32 = 500;

/// An entry with its place: moment and id, whatever it is about.
type Placed = ((Timestamp, InteractionId), TimelineEntry);

impl Engine {
    /// Interactions, notes in those that one may read, cases and one's own reminders of a customer; the newest first.
    pub async fn contact_timeline(
        &self,
        caller: &Caller,
        id: ContactId,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<TimelineEntry>, UseCaseError> {
        let caller = caller.clone();
        let before = history::place(cursor).map_err(UseCaseError::Refused)?;
        let limit = limit.clamp(1, MAX_PAGE);
        self.read(move |read, _| {
            let contact = read.contact(caller.ctx(), id)?.ok_or(NOT_FOUND)?.id;
            let mut all = conversations(read, &caller, contact, before, limit + 1)?;
            all.extend(notes(read, &caller, contact, before, limit + 1)?);
            all.extend(cases_of(read, &caller, contact)?);
            all.extend(reminders(read, &caller, contact)?);
            all.retain(|(place, _)| *place < before);
            all.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
            let more = all.len() > limit as usize;
            all.truncate(limit as usize);
            let next_cursor = all
                .last()
                .filter(|_| more)
                .map(|(place, _)| history::cursor_of(*place));
            Ok(Page {
                items: all.into_iter().map(|(_, entry)| entry).collect(),
                next_cursor,
                total: None,
            })
        })
        .await
    }
}

fn entry(kind: TimelineKind, at: Timestamp) -> TimelineEntry {
    TimelineEntry {
        kind,
        at,
        interaction: None,
        note: None,
        case: None,
        reminder: None,
    }
}

fn conversations(
    read: &dyn Read,
    caller: &Caller,
    contact: ContactId,
    before: (Timestamp, InteractionId),
    limit: u32,
) -> Result<Vec<Placed>, Refusal> {
    let ctx = caller.ctx();
    let rows = read.contact_interactions_before(ctx, contact, before, limit)?;
    rows.iter()
        .map(|row| {
            let interaction = Some(earlier_interaction(read, ctx, row)?);
            let entry = TimelineEntry {
                interaction,
                ..entry(TimelineKind::Interaction, row.started_at)
            };
            Ok(((row.started_at, row.id), entry))
        })
        .collect()
}

/// Notes of conversations that the caller may read.
fn notes(
    read: &dyn Read,
    caller: &Caller,
    contact: ContactId,
    before: (Timestamp, InteractionId),
    limit: u32,
) -> Result<Vec<Placed>, Refusal> {
    let ctx = caller.ctx();
    let mut may_read: HashMap<InteractionId, bool> = HashMap::new();
    let mut found = Vec::new();
    for (thread, _) in read.threads_of_contact(ctx, contact)? {
        let mut from = Before {
            at: before.0,
            id: MessageId::from_uuid(before.1.as_uuid()),
        };
        let mut mine = 0;
        loop {
            let rows = read.notes_of_thread(ctx, thread.id, from, limit)?;
            let more = rows.len() == limit as usize;
            for row in rows {
                from = Before {
                    at: row.at,
                    id: row.id,
                };
                let Some(interaction) = row.interaction_id else {
                    continue;
                };
                let readable = *may_read
                    .entry(interaction)
                    .or_insert_with(|| interactions::readable(read, caller, interaction).is_ok());
                if readable {
                    mine += 1;
                    found.push(note(&row, interaction));
                }
            }
            if !more || mine >= limit {
                break;
            }
        }
    }
    Ok(found)
}

fn note(row: &MessageRow, interaction_id: InteractionId) -> Placed {
    let texts: Vec<&str> = row
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Text { text } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let note = TimelineNote {
        id: row.id,
        interaction_id,
        text: texts.join("\n"),
        by: row.author_name.clone(),
    };
    let entry = TimelineEntry {
        note: Some(note),
        ..entry(TimelineKind::Note, row.at)
    };
    ((row.at, InteractionId::from_uuid(row.id.as_uuid())), entry)
}

fn cases_of(read: &dyn Read, caller: &Caller, contact: ContactId) -> Result<Vec<Placed>, Refusal> {
    let ctx = caller.ctx();
    let filter = CaseFilter {
        contact: Some(contact),
        limit: MOST_CASES,
        ..CaseFilter::default()
    };
    read.cases(ctx, &filter)?
        .into_iter()
        .map(|row| {
            let place = (row.created_at, InteractionId::from_uuid(row.id.as_uuid()));
            let entry = TimelineEntry {
                case: Some(cases::view(read, ctx, row)?),
                ..entry(TimelineKind::Case, place.0)
            };
            Ok((place, entry))
        })
        .collect()
}

/// One's own reminders that are not over.
fn reminders(read: &dyn Read, caller: &Caller, contact: ContactId) -> Result<Vec<Placed>, Refusal> {
    let Caller::Person(person) = caller else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for planned in planned::list(read, &person.ctx, person.user_id)? {
        if planned.kind != PlannedKind::Reminder {
            continue;
        }
        let about = read.interaction(&person.ctx, planned.interaction_id)?;
        if about.is_some_and(|row| row.contact_id == contact) {
            let place = (planned.due_at, InteractionId::from_uuid(planned.id.as_uuid()));
            let entry = TimelineEntry {
                reminder: Some(planned),
                ..entry(TimelineKind::Reminder, place.0)
            };
            found.push((place, entry));
        }
    }
    Ok(found)
}
