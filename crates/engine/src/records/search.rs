//! Searching records.

use parlance_api::record::{LineMark, RecordPage, RecordRow, RecordSearch};
use parlance_core::{InteractionId, Timestamp, permission::Right};
use parlance_store::records::{RecordFilter, RecordHit, RecordsAfter, SaidBefore};
use parlance_words::{Query, QueryError, excerpt};

use crate::{Engine, Refusal, UseCaseError, identity::Caller, views::interaction::contact_name};

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
    ) -> Result<RecordPage, UseCaseError> {
        let filter = filter(caller, &search).map_err(UseCaseError::Refused)?;
        let ctx = *caller.ctx();
        self.read(move |read, env| {
            let page = read.search_records(&ctx, &filter, env.now)?;
            Ok(RecordPage {
                items: page
                    .hits
                    .into_iter()
                    .map(|hit| row(hit, filter.query.as_ref()))
                    .collect(),
                next_cursor: page.next.map(cursor),
                searched_to: page.searched_to,
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
    let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let (query, name) = match given(&search.q) {
        None => (None, None),
        Some(text) => {
            let query = Query::parse(&text).map_err(|error| unclear("q", error))?;
            let is_plain = !text.contains('"') && query.clauses().iter().all(|clause| !clause.excluded);
            (Some(query), Query::beginnings(&text).filter(|_| is_plain))
        }
    };
    let contact = given(&search.contact)
        .map(|text| Query::beginnings(&text).ok_or_else(|| unclear("contact", QueryError::NoWord)))
        .transpose()?;
    let after = search.cursor.as_deref().map(parse_cursor).transpose()?;
    if after.is_some_and(|after| query.is_some() != matches!(after, RecordsAfter::Said(_))) {
        return Err(strange_cursor());
    }
    Ok(RecordFilter {
        query,
        name,
        contact,
        agent_id: search.agent_id,
        seen_by,
        service_id: search.service_id,
        account_id: search.account_id,
        unsent: search.unsent.unwrap_or(false),
        state: search.state,
        from: search.from,
        to: search.to,
        after,
        limit,
        look_at: None,
    })
}

/// A query that nothing can be looked for by.
fn unclear(field: &str, error: QueryError) -> Refusal {
    Refusal::field(field, error.code(), error.to_string())
}

fn row(hit: RecordHit, query: Option<&Query>) -> RecordRow {
    let text = hit.text.unwrap_or(hit.row.first_line);
    let marks = query.map(|query| query.marks(&text)).unwrap_or_default();
    let shown = excerpt(&text, &marks, LINE_CHARS);
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
        line: shown.text,
        marks: shown
            .marks
            .into_iter()
            .map(|(from, to)| LineMark { from, to })
            .collect(),
    }
}

fn cursor(after: RecordsAfter) -> String {
    match after {
        RecordsAfter::Began(at, id) => format!("{}.{id}", at.as_millis()),
        RecordsAfter::Said(said) => {
            let whole = said.whole.map(|(at, id)| format!(".{}.{id}", at.as_millis()));
            format!("s{}.{}{}", said.stored, said.imported, whole.unwrap_or_default())
        }
    }
}

fn parse_cursor(text: &str) -> Result<RecordsAfter, Refusal> {
    let pair = |text: &str| -> Option<(Timestamp, InteractionId)> {
        let (at, id) = text.split_once('.')?;
        Some((Timestamp::from_millis(at.parse().ok()?), id.parse().ok()?))
    };
    let said = |text: &str| {
        let mut parts = text.splitn(3, '.');
        Some(SaidBefore {
            stored: parts.next()?.parse().ok()?,
            imported: parts.next()?.parse().ok()?,
            whole: match parts.next() {
                None => None,
                Some(rest) => Some(pair(rest)?),
            },
        })
    };
    let parsed = match text.strip_prefix('s') {
        Some(rest) => said(rest).map(RecordsAfter::Said),
        None => pair(text).map(|(at, id)| RecordsAfter::Began(at, id)),
    };
    parsed.ok_or_else(strange_cursor)
}

fn strange_cursor() -> Refusal {
    Refusal::field(
        "cursor",
        "malformed",
        "The cursor is not one that this list has given: leave it out to begin with the newest records.",
    )
}
