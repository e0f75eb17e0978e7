//! Searching through what was said: interactions by the words of their messages, newest message first.
//!
//! Matches come from the two regions of the index and from interactions that are known as a whole (customers of that
//! name), and are merged by time. An interaction stands where its newest match is.

use std::{
    collections::{HashSet, VecDeque},
    ops::ControlFlow,
    time::{Duration, Instant},
};

use parlance_core::{TenantCtx, Timestamp};
use parlance_store::{
    StoreError,
    contacts::ContactFilter,
    records::{RecordFilter, RecordPage, RecordsAfter, SaidBefore},
};
use parlance_words::Query;
use uuid::Uuid;

use crate::{
    contacts,
    db::{Db, Dialect, params},
    interactions::tenant,
    messages::OF_INTERACTION,
    query::{each, many, one},
    records::{Conditions, hits_of, meeting},
    row::{blob, uuid},
    search::{Match, Region, id_list, matching, newest_before, oldest_from, read_text, window_begin},
};

/// Interactions that are looked through one by one instead of asking the index, at most.
const FEW: u32 = 200;
/// Interactions of an agent or of customers that are known before the index is asked, at most: matches elsewhere then cost
/// no more than their place in it, and common words are looked for far back.
const KNOWN: u32 = 10_000;
/// Customers whose name is searched for, at most: the newest.
const MOST_NAMED: u32 = 50;
/// Matches that are asked for at once.
const CHUNK: u32 = 512;
/// Matches that are looked at for one page, at most.
const MOST_MATCHES: usize = 100_000;
/// Windows and matches that are looked at in any case, and how long a page may take beyond them: common words that rarely
/// meet cost the index more than the number of matches tells, and conditions that few meet cost reading.
const SURE_WINDOWS: usize = 6;
const SURE_MATCHES: usize = 2_000;
const ENOUGH: Duration = Duration::from_millis(50);
/// Places and times do not run quite alike.
const SLACK_MS: i64 = 3_600_000;

/// An interaction that was found.
struct Found {
    interaction: Uuid,
    /// The time of the message that is shown.
    at: Timestamp,
    /// Its place, when the index found it.
    place: Option<i64>,
    text: Option<String>,
}

impl Found {
    fn key(&self) -> (Timestamp, Uuid) {
        (self.at, self.interaction)
    }
}

/// What one page asks for.
struct Asked<'a> {
    db: Db<'a>,
    ctx: &'a TenantCtx,
    filter: &'a RecordFilter,
    query: &'a Query,
    conditions: Conditions<'a>,
    start: SaidBefore,
    /// The only interactions that the page can have, when they are known and not few.
    known: Option<HashSet<Uuid>>,
}

pub(crate) fn search(
    db: Db<'_>,
    ctx: &TenantCtx,
    filter: &RecordFilter,
    query: &Query,
    now: Timestamp,
) -> Result<RecordPage, StoreError> {
    let mut asked = Asked {
        db,
        ctx,
        filter,
        query,
        conditions: Conditions::new(db, ctx, filter)?,
        start: match filter.after {
            Some(RecordsAfter::Said(start)) => start,
            _ => SaidBefore {
                stored: Region::Stored.end(),
                imported: Region::Imported.end(),
                whole: None,
            },
        },
        known: None,
    };
    let (found, next, searched_to) = match asked.candidates()? {
        Some(ids) if ids.len() <= FEW as usize => asked.page_of_whole(asked.saying(&ids)?),
        ids => {
            asked.known = ids.map(|ids| ids.into_iter().collect());
            asked.merged()?
        }
    };
    let ids: Vec<Uuid> = found.iter().map(|found| found.interaction).collect();
    let mut rows = hits_of(db, ctx, &ids, now)?;
    let mut page = RecordPage {
        hits: Vec::new(),
        next: next.map(RecordsAfter::Said),
        searched_to,
    };
    for found in found {
        let Some(mut hit) = rows.remove(&found.interaction) else {
            continue;
        };
        hit.text = match found.text {
            Some(text) => Some(text),
            None => asked
                .newest_saying(found.interaction, |_| true)?
                .map(|(_, text)| text),
        };
        page.hits.push(hit);
    }
    Ok(page)
}

type Page = (Vec<Found>, Option<SaidBefore>, Option<Timestamp>);

impl Asked<'_> {
    fn is_in_time(&self, at: Timestamp) -> bool {
        self.filter.from.is_none_or(|from| at >= from) && self.filter.to.is_none_or(|to| at < to)
    }

    /// The interactions that the conditions leave, at most, when there are not too many.
    fn candidates(&self) -> Result<Option<Vec<Uuid>>, StoreError> {
        let found = if let Some(agent) = self.filter.seen_by.or(self.filter.agent_id) {
            many(
                self.db,
                "SELECT interaction_id FROM interaction_holder WHERE tenant_id = ?1 AND agent_id = ?2
                 ORDER BY started_at DESC, interaction_id DESC LIMIT ?3",
                params![tenant(self.ctx), blob(agent.as_uuid()), KNOWN + 1],
                |row| uuid(row, "interaction_id"),
            )?
        } else if let Some(contacts) = &self.conditions.contacts {
            self.of_contacts(contacts, KNOWN)?
        } else {
            return Ok(None);
        };
        Ok((found.len() <= KNOWN as usize).then_some(found))
    }

    /// The newest interactions of customers.
    fn of_contacts(&self, contacts: &[Uuid], most: u32) -> Result<Vec<Uuid>, StoreError> {
        many(
            self.db,
            &format!(
                "SELECT id FROM interaction {} WHERE tenant_id = ?1 AND {}
                 ORDER BY started_at DESC, id DESC LIMIT ?3",
                self.db.dialect().by_index("interaction_by_contact"),
                self.db.dialect().is_one_of("contact_id", "?2")
            ),
            params![tenant(self.ctx), id_list(contacts.iter().copied()), most + 1],
            |row| uuid(row, "id"),
        )
    }

    /// Those of few interactions that meet the conditions and say what is asked for.
    fn saying(&self, ids: &[Uuid]) -> Result<Vec<Found>, StoreError> {
        let meeting = meeting(self.db, self.ctx, &self.conditions, ids, false)?;
        let mut found = Vec::new();
        for interaction in meeting.into_keys() {
            if let Some((at, text)) = self.newest_saying(interaction, |_| true)? {
                found.push(Found {
                    interaction,
                    at,
                    place: None,
                    text: Some(text),
                });
            }
        }
        Ok(found)
    }

    /// The newest message of an interaction, at one of certain places, that says what is asked for.
    fn newest_saying(
        &self,
        interaction: Uuid,
        place_fits: impl Fn(i64) -> bool,
    ) -> Result<Option<(Timestamp, String)>, StoreError> {
        let mut found = None;
        each(
            self.db,
            &format!(
                "SELECT at, words_at, direction, parts, taken_back, deleted_at FROM message m
                 WHERE {OF_INTERACTION} ORDER BY at DESC, id DESC"
            ),
            params![tenant(self.ctx), blob(interaction)],
            |row| {
                let at = Timestamp::from_millis(row.get("at")?);
                let place: Option<i64> = row.get("words_at")?;
                if place.is_some_and(&place_fits) && self.is_in_time(at) {
                    let text = read_text(row)?;
                    if self.query.finds(&text) {
                        found = Some((at, text));
                        return Ok(ControlFlow::Break(()));
                    }
                }
                Ok(ControlFlow::Continue(()))
            },
        )?;
        Ok(found)
    }

    /// A page of interactions that are all known.
    fn page_of_whole(&self, mut found: Vec<Found>) -> Page {
        self.in_order(&mut found);
        let limit = self.filter.limit as usize;
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|last| self.after_whole(last));
        (found, next, None)
    }

    fn in_order(&self, found: &mut Vec<Found>) {
        if let Some((at, id)) = self.start.whole {
            found.retain(|found| found.key() < (at, id.as_uuid()));
        }
        found.sort_unstable_by_key(|found| std::cmp::Reverse(found.key()));
    }

    fn after_whole(&self, last: &Found) -> SaidBefore {
        SaidBefore {
            whole: Some((last.at, parlance_core::InteractionId::from_uuid(last.interaction))),
            ..self.start
        }
    }

    /// Interactions of customers with the name that is searched for, each at its last message.
    fn named(&self) -> Result<Vec<Found>, StoreError> {
        let Some(name) = &self.filter.name else {
            return Ok(Vec::new());
        };
        let wanted = ContactFilter {
            words: Some(name.clone()),
            limit: MOST_NAMED,
            ..ContactFilter::default()
        };
        let contacts: Vec<Uuid> = contacts::search(self.db, self.ctx, &wanted)?
            .rows
            .iter()
            .map(|row| row.id.as_uuid())
            .collect();
        if contacts.is_empty() {
            return Ok(Vec::new());
        }
        let ids = self.of_contacts(&contacts, FEW)?;
        let meeting = meeting(self.db, self.ctx, &self.conditions, &ids, true)?;
        let found = meeting.into_iter().map(|(interaction, at)| Found {
            interaction,
            at,
            place: None,
            text: None,
        });
        Ok(found.collect())
    }

    /// A page out of both regions and the named ones.
    fn merged(&self) -> Result<Page, StoreError> {
        let mut named = self.named()?;
        let mut budget = Budget::new(self.filter);
        let mut seen: HashSet<Uuid> = named.iter().map(|found| found.interaction).collect();
        self.in_order(&mut named);
        let mut named = VecDeque::from(named);
        let mut streams = [
            Stream::new(self, Region::Stored, self.start.stored)?,
            Stream::new(self, Region::Imported, self.start.imported)?,
        ];
        let mut next = self.start;
        let mut page = Vec::new();
        loop {
            for stream in &mut streams {
                stream.look(self, &mut seen, &mut budget)?;
            }
            let searched_to = self.searched_to(&streams)?;
            let newest = streams
                .iter()
                .map(|stream| stream.found.front())
                .chain([named.front()])
                .enumerate()
                .filter_map(|(source, head)| head.map(|head| (head.key(), source)))
                .filter(|((at, _), _)| searched_to.is_none_or(|limit| *at >= limit))
                .max();
            let full = page.len() == self.filter.limit as usize;
            let Some((_, source)) = newest.filter(|_| !full) else {
                let more = newest.is_some() || searched_to.is_some();
                next.stored = streams[0].goes_on();
                next.imported = streams[1].goes_on();
                return Ok((page, more.then_some(next), searched_to.filter(|_| !full)));
            };
            let taken = match streams.get_mut(source) {
                Some(stream) => stream.take(),
                None => named.pop_front(),
            };
            if let Some(found) = taken {
                if found.place.is_none() {
                    next.whole = self.after_whole(&found).whole;
                }
                page.push(found);
            }
        }
    }

    /// How far back everything was looked at, when a stream had to stop.
    fn searched_to(&self, streams: &[Stream]) -> Result<Option<Timestamp>, StoreError> {
        let mut newest = None;
        for stream in streams
            .iter()
            .filter(|stream| stream.stopped && stream.found.is_empty())
        {
            newest = newest.max(self.time_from(stream.region, stream.before)?.map(|(_, at)| at));
        }
        Ok(newest)
    }

    /// The first place of a region at or after another, and the time of its message. Where places are numbers of the
    /// whole installation it may be a neighbour's: nothing but the moment is used.
    fn time_from(&self, region: Region, from: i64) -> Result<Option<(i64, Timestamp)>, StoreError> {
        let Some(place) = oldest_from(self.db, self.ctx, region, from)? else {
            return Ok(None);
        };
        let whose = match self.db.dialect() {
            Dialect::Sqlite => "?2 IS NOT NULL",
            Dialect::Postgres => "p.tenant_id = ?2",
        };
        one(
            self.db,
            &format!(
                "SELECT m.at FROM message_place p JOIN message m ON m.tenant_id = p.tenant_id AND m.id = p.message_id
                 WHERE p.id = ?1 AND {whose}"
            ),
            params![place, tenant(self.ctx)],
            |row| Ok((place, Timestamp::from_millis(row.get("at")?))),
        )
    }

    /// The first place of a region whose message is not older than a moment, about; its end when there is none.
    fn place_at(&self, region: Region, moment: Timestamp) -> Result<i64, StoreError> {
        let (Some(mut low), Some(newest)) = (
            oldest_from(self.db, self.ctx, region, 0)?,
            newest_before(self.db, self.ctx, region, region.end())?,
        ) else {
            return Ok(region.end());
        };
        let mut high = newest + 1;
        while low < high {
            let middle = low + (high - low) / 2;
            match self.time_from(region, middle)? {
                Some((place, at)) if at < moment => low = place + 1,
                _ => high = middle,
            }
        }
        Ok(low)
    }
}

/// What a page may still cost.
struct Budget {
    most: usize,
    matches: usize,
    windows: usize,
    begun: Instant,
}

impl Budget {
    fn new(filter: &RecordFilter) -> Self {
        Self {
            most: filter.look_at.map_or(MOST_MATCHES, |most| most as usize),
            matches: 0,
            windows: 0,
            begun: Instant::now(),
        }
    }

    /// Matches to ask for next.
    fn chunk(&self) -> u32 {
        let left = self.most.saturating_sub(self.matches).max(1);
        u32::try_from(left).map_or(CHUNK, |left| left.min(CHUNK))
    }

    fn is_spent(&self) -> bool {
        let sure = self.windows < SURE_WINDOWS && self.matches < SURE_MATCHES;
        self.matches >= self.most || (!sure && self.begun.elapsed() >= ENOUGH)
    }
}

/// Matches of one region, newest first.
struct Stream {
    region: Region,
    /// Places from here on were looked at.
    before: i64,
    /// Places below are too old.
    until: i64,
    /// What was taken last, or where it began.
    taken: i64,
    found: VecDeque<Found>,
    over: bool,
    stopped: bool,
}

impl Stream {
    fn new(asked: &Asked<'_>, region: Region, start: i64) -> Result<Self, StoreError> {
        let bound = |moment: Option<Timestamp>, slack: i64| {
            moment
                .map(|moment| asked.place_at(region, moment.plus_ms(slack)))
                .transpose()
        };
        let before = bound(asked.filter.to, SLACK_MS)?.map_or(start, |end| start.min(end));
        Ok(Self {
            region,
            before,
            until: bound(asked.filter.from, -SLACK_MS)?.unwrap_or(0),
            taken: start,
            found: VecDeque::new(),
            over: false,
            stopped: false,
        })
    }

    fn take(&mut self) -> Option<Found> {
        let found = self.found.pop_front();
        self.taken = found.as_ref().and_then(|found| found.place).unwrap_or(self.taken);
        found
    }

    /// Where the next page begins in this region.
    fn goes_on(&self) -> i64 {
        if self.found.is_empty() {
            self.before
        } else {
            self.taken
        }
    }

    /// Looks until something is found, nothing is left, or the page has cost enough.
    fn look(
        &mut self,
        asked: &Asked<'_>,
        seen: &mut HashSet<Uuid>,
        budget: &mut Budget,
    ) -> Result<(), StoreError> {
        while self.found.is_empty() && !self.over && !self.stopped {
            let newest = newest_before(asked.db, asked.ctx, self.region, self.before)?;
            let Some(newest) = newest.filter(|newest| *newest >= self.until) else {
                self.over = true;
                break;
            };
            if budget.is_spent() {
                self.stopped = true;
                break;
            }
            let before = newest + 1;
            let chunk = budget.chunk();
            let matches = matching(asked.db, asked.ctx, asked.query, before, chunk)?;
            budget.matches += matches.len();
            self.before = if matches.len() == chunk as usize {
                matches.last().map_or(before, |last| last.place)
            } else {
                budget.windows += 1;
                window_begin(asked.db.dialect(), newest)
            };
            self.accept(asked, seen, &matches)?;
        }
        Ok(())
    }

    /// Keeps the matches that are rows of the page: the newest of each interaction that meets the conditions.
    fn accept(
        &mut self,
        asked: &Asked<'_>,
        seen: &mut HashSet<Uuid>,
        matches: &[Match],
    ) -> Result<(), StoreError> {
        let can_be = |found: &&Match| {
            asked
                .known
                .as_ref()
                .is_none_or(|known| known.contains(&found.interaction))
        };
        let mut new: Vec<Uuid> = matches
            .iter()
            .filter(can_be)
            .map(|found| found.interaction)
            .filter(|id| !seen.contains(id))
            .collect();
        new.sort_unstable();
        new.dedup();
        if asked.conditions.is_any() && !new.is_empty() {
            let meeting = meeting(asked.db, asked.ctx, &asked.conditions, &new, false)?;
            // The others are settled too.
            seen.extend(new.into_iter().filter(|id| !meeting.contains_key(id)));
        }
        for found in matches.iter().filter(can_be) {
            if seen.contains(&found.interaction) {
                continue;
            }
            let Some((at, text)) = message(asked, found)? else {
                continue;
            };
            if !asked.is_in_time(at) || !(asked.query.is_about_single_words() || asked.query.finds(&text)) {
                continue;
            }
            seen.insert(found.interaction);
            if asked.was_shown(found.interaction)? {
                continue;
            }
            self.found.push_back(Found {
                interaction: found.interaction,
                at,
                place: Some(found.place),
                text: Some(text),
            });
        }
        Ok(())
    }
}

impl Asked<'_> {
    /// Whether an earlier page has it, for a newer message.
    fn was_shown(&self, interaction: Uuid) -> Result<bool, StoreError> {
        let begins = |region: Region| match region {
            Region::Stored => self.start.stored,
            Region::Imported => self.start.imported,
        };
        if Region::BOTH.iter().all(|region| begins(*region) == region.end()) {
            return Ok(false);
        }
        let was_looked_at = |place| {
            let region = Region::of(place);
            place >= begins(region)
        };
        self.newest_saying(interaction, was_looked_at)
            .map(|found| found.is_some())
    }
}

/// The time and text of a match.
fn message(asked: &Asked<'_>, found: &Match) -> Result<Option<(Timestamp, String)>, StoreError> {
    one(
        asked.db,
        "SELECT at, direction, parts, taken_back, deleted_at FROM message WHERE tenant_id = ?1 AND id = ?2",
        params![tenant(asked.ctx), blob(found.message)],
        |row| Ok((Timestamp::from_millis(row.get("at")?), read_text(row)?)),
    )
}
