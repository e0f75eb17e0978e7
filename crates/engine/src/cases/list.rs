//! Finding cases.

use parlance_api::{
    case::{CaseDetail, CaseOwner, CaseOwners, CaseShelf, CaseView},
    page::Page,
};
use parlance_core::{CaseId, ContactId, InteractionId, TenantCtx, Timestamp, case::CaseState};
use parlance_store::cases::CaseFilter;
use parlance_words::Query;

use super::{detail, view};
use crate::{Engine, Refusal, UseCaseError, identity::Caller};

/// Rows of a page, at most.
const MAX_PAGE: u32 = 100;

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct CaseSearch {
    /// Whose.
    pub shelf: CaseShelf,
    /// In these states; empty: any.
    pub states: Vec<CaseState>,
    /// A number, or words of the title and the description.
    pub q: String,
    /// Of this contact.
    pub contact_id: Option<ContactId>,
    /// With this conversation.
    pub interaction_id: Option<InteractionId>,
    /// Where the page begins.
    pub cursor: Option<String>,
    /// Rows.
    pub limit: u32,
}

impl Engine {
    /// Cases that meet all conditions, those changed last first.
    pub async fn cases(&self, caller: &Caller, search: CaseSearch) -> Result<Page<CaseView>, UseCaseError> {
        let ctx = *caller.ctx();
        let me = match caller {
            Caller::Person(person) => Some(person.user_id),
            Caller::Program(_) => None,
        };
        let mut filter = filter(&search).map_err(UseCaseError::Refused)?;
        self.read(move |read, _| {
            match (search.shelf, me) {
                (CaseShelf::All, _) => {}
                (CaseShelf::Mine, Some(me)) => filter.owner = Some(me),
                (CaseShelf::Team, Some(me)) => match read.user(&ctx, me)?.and_then(|user| user.team_id) {
                    Some(team) => filter.team = Some(team),
                    None => {
                        return Ok(Page {
                            items: Vec::new(),
                            next_cursor: None,
                            total: None,
                        });
                    }
                },
                (_, None) => {
                    let message = "A program has no cases of its own: ask for all.";
                    return Err(Refusal::field("shelf", "not_allowed", message));
                }
            }
            let limit = filter.limit;
            filter.limit += 1;
            let mut rows = read.cases(&ctx, &filter)?;
            let more = rows.len() > limit as usize;
            rows.truncate(limit as usize);
            let last = rows.last().filter(|_| more);
            let next_cursor = last.map(|row| format!("{}.{}", row.updated_at.as_millis(), row.id));
            let items = rows
                .into_iter()
                .map(|row| view(read, &ctx, row))
                .collect::<Result<_, _>>()?;
            Ok(Page {
                items,
                next_cursor,
                total: None,
            })
        })
        .await
    }

    /// One case with its conversations and its history.
    pub async fn case(&self, caller: &Caller, id: CaseId) -> Result<CaseDetail, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| detail(read, &ctx, id)).await
    }

    /// Agents who may look after cases, by name.
    pub async fn case_owners(&self, ctx: TenantCtx) -> Result<CaseOwners, UseCaseError> {
        let owner = |agent: parlance_api::agent::AgentView| CaseOwner {
            id: agent.user_id,
            name: agent.name,
        };
        let items = self.agents(ctx).await?.into_iter().map(owner).collect();
        Ok(CaseOwners { items })
    }
}

fn filter(search: &CaseSearch) -> Result<CaseFilter, Refusal> {
    let mut filter = CaseFilter {
        contact: search.contact_id,
        interaction: search.interaction_id,
        states: search.states.clone(),
        limit: search.limit.clamp(1, MAX_PAGE),
        ..CaseFilter::default()
    };
    let text = search.q.trim();
    let number = text.strip_prefix('#').unwrap_or(text);
    if let Ok(number) = number.parse::<i64>() {
        filter.number = Some(number);
    } else if !text.is_empty() {
        let query = Query::parse(&search.q);
        filter.query = Some(query.map_err(|error| Refusal::field("q", "not_searchable", error.to_string()))?);
    }
    if let Some(cursor) = &search.cursor {
        let parsed = cursor.split_once('.').and_then(|(at, id)| {
            Some((
                Timestamp::from_millis(at.parse().ok()?),
                id.parse::<CaseId>().ok()?,
            ))
        });
        let message = "The cursor is not one that this list has given: leave it out to begin at the top.";
        filter.after = Some(parsed.ok_or(Refusal::field("cursor", "malformed", message))?);
    }
    Ok(filter)
}
