//! Searching records.

use parlance_api::{
    page::Page,
    record::{RecordRow, RecordSearch},
};
use parlance_core::{InteractionId, Timestamp, permission::Right};
use parlance_store::records::{RecordFilter, RecordHit};

use crate::{Engine, Refusal, UseCaseError, identity::Caller, views::interaction::contact_name};

/// Words that are searched for, at most.
pub const MAX_WORDS: usize = 12;
/// Rows of a page when nothing is asked for.
const DEFAULT_ROWS: u32 = 50;
/// Rows of a page, at most.
const MOST_ROWS: u32 = 200;
/// Characters of the shown line.
const LINE_CHARS: usize = 160;

impl Engine {
    /// Interactions that meet all conditions, newest first. Agents find what they held themselves; who may see all
    /// records, and programs, find everything.
    pub async fn search_records(
        &self,
        caller: &Caller,
        search: RecordSearch,
    ) -> Result<Page<RecordRow>, UseCaseError> {
        let filter = filter(caller, &search).map_err(UseCaseError::Refused)?;
        let ctx = *caller.ctx();
        self.read(move |read, env| {
            let limit = filter.limit;
            let more = RecordFilter {
                limit: limit + 1,
                ..filter
            };
            let mut hits = read.search_records(&ctx, &more, env.now)?;
            let is_last = hits.len() <= limit as usize;
            hits.truncate(limit as usize);
            Ok(Page {
                next_cursor: hits.last().filter(|_| !is_last).map(cursor),
                items: hits.into_iter().map(row).collect(),
                total: None,
            })
        })
        .await
    }
}

fn filter(caller: &Caller, search: &RecordSearch) -> Result<RecordFilter, Refusal> {
    let limit = search.limit.unwrap_or(DEFAULT_ROWS);
    if !(1..=MOST_ROWS).contains(&limit) {
        return Err(Refusal::field(
            "limit",
            "out_of_range",
            format!("A page has 1 to {MOST_ROWS} rows."),
        ));
    }
    if let (Some(from), Some(to)) = (search.from, search.to)
        && from >= to
    {
        return Err(Refusal::field(
            "to",
            "out_of_range",
            "The end of the time must be after its beginning.",
        ));
    }
    let seen_by = match caller {
        Caller::Person(person) if !person.can(Right::ViewAllRecords) => Some(person.user_id),
        _ => None,
    };
    Ok(RecordFilter {
        words: words(search.q.as_deref().unwrap_or_default()),
        contact: search
            .contact
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned),
        agent_id: search.agent_id,
        seen_by,
        service_id: search.service_id,
        account_id: search.account_id,
        unsent: search.unsent.unwrap_or(false),
        state: search.state,
        from: search.from,
        to: search.to,
        after: search.cursor.as_deref().map(parse_cursor).transpose()?,
        limit,
    })
}

/// What full-text search can find: runs of letters and digits.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MAX_WORDS)
        .map(str::to_owned)
        .collect()
}

fn row(hit: RecordHit) -> RecordRow {
    RecordRow {
        id: hit.row.id,
        number: hit.row.number,
        channel: hit.row.channel,
        contact_name: contact_name(&hit.names),
        service: hit.names.service,
        agent: hit.names.agent,
        state: hit.row.state,
        started_at: hit.row.started_at,
        ended_at: hit.row.ended_at,
        waited_ms: hit.waited_ms,
        talk_ms: hit.talk_ms,
        disposition: hit.names.disposition,
        line: hit
            .line
            .unwrap_or(hit.row.first_line)
            .chars()
            .take(LINE_CHARS)
            .collect(),
    }
}

fn cursor(hit: &RecordHit) -> String {
    format!("{}.{}", hit.row.started_at.as_millis(), hit.row.id)
}

fn parse_cursor(text: &str) -> Result<(Timestamp, InteractionId), Refusal> {
    let parse = || {
        let (at, id) = text.split_once('.')?;
        Some((Timestamp::from_millis(at.parse().ok()?), id.parse().ok()?))
    };
    parse().ok_or_else(|| {
        Refusal::field(
            "cursor",
            "malformed",
            "The cursor is not one that this list has given: leave it out to begin with the newest records.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn nothing_that_is_typed_is_an_operator() {
        assert_eq!(words("  \"refund* OR (NEAR) "), ["refund", "OR", "NEAR"]);
        assert_eq!(words("año-nuevo 42"), ["año", "nuevo", "42"]);
        assert!(words("--- !!").is_empty());
    }
}
