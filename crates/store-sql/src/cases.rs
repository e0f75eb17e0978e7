//! Cases. Numbers and pages are read by indexes; words are rows, as those of customers are.

use std::collections::BTreeSet;

use parlance_core::{CaseId, ContactId, InteractionId, TeamId, TenantCtx, Timestamp, UserId};
use parlance_store::{
    StoreError,
    cases::{CaseFilter, CaseLine, CaseRow, CasesRead, CasesWrite},
};
use parlance_words::{Query, index_tokens};

use crate::{
    db::{Db, params},
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, millis, to_word, uuid, uuid_opt, word},
    tx::Transaction,
};

const COLUMNS: &str = "id, number, title, description, state, reason, contact_id, owner_id, team_id, importance, \
     follows, created_at, updated_at, resolved_at";
/// Cases with one word that are looked at, at most.
const MOST: u32 = 2_000;
/// Cases that are gone through for one page.
const STRIDE: u32 = 500;

fn read_case(row: &Row<'_>) -> RowResult<CaseRow> {
    Ok(CaseRow {
        id: CaseId::from_uuid(uuid(row, "id")?),
        number: row.get("number")?,
        title: row.get("title")?,
        description: row.get("description")?,
        state: word(row, "state")?,
        reason: row.get("reason")?,
        contact_id: ContactId::from_uuid(uuid(row, "contact_id")?),
        owner_id: uuid_opt(row, "owner_id")?.map(UserId::from_uuid),
        team_id: uuid_opt(row, "team_id")?.map(TeamId::from_uuid),
        importance: word(row, "importance")?,
        follows: uuid_opt(row, "follows")?.map(CaseId::from_uuid),
        created_at: at(row, "created_at")?,
        updated_at: at(row, "updated_at")?,
        resolved_at: at_opt(row, "resolved_at")?,
    })
}

fn by_id(db: Db<'_>, ctx: &TenantCtx, id: CaseId) -> Result<Option<CaseRow>, StoreError> {
    one(
        db,
        &format!("SELECT {COLUMNS} FROM customer_case WHERE tenant_id = ?1 AND id = ?2"),
        [blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
        read_case,
    )
}

fn meets(filter: &CaseFilter, row: &CaseRow) -> bool {
    filter.owner.is_none_or(|id| row.owner_id == Some(id))
        && filter.team.is_none_or(|id| row.team_id == Some(id))
        && filter.contact.is_none_or(|id| row.contact_id == id)
        && filter.number.is_none_or(|number| row.number == number)
        && (filter.states.is_empty() || filter.states.contains(&row.state))
        && filter
            .query
            .as_ref()
            .is_none_or(|query| query.finds(&row.searched_text()))
        && filter.after.is_none_or(|after| (row.updated_at, row.id) < after)
}

/// Cases with all words of a query that must occur.
fn with_words(db: Db<'_>, ctx: &TenantCtx, query: &Query) -> Result<BTreeSet<CaseId>, StoreError> {
    let mut found: Option<BTreeSet<CaseId>> = None;
    let wanted = query.clauses().iter().filter(|clause| !clause.excluded);
    for term in wanted.flat_map(|clause| &clause.terms) {
        let form = (term.prefix || term.stems.is_empty()).then_some((&term.form, term.prefix));
        let mut having = BTreeSet::new();
        for (token, begins) in form
            .into_iter()
            .chain(term.stems.iter().map(|stem| (stem, false)))
        {
            let end = format!("{token}{}", if begins { '\u{10FFFF}' } else { '\u{1}' });
            having.extend(many(
                db,
                "SELECT case_id FROM case_word WHERE tenant_id = ?1 AND word >= ?2 AND word < ?3 LIMIT ?4",
                params![blob(ctx.tenant_id().as_uuid()), *token, end, MOST],
                |row| uuid(row, "case_id").map(CaseId::from_uuid),
            )?);
        }
        found = Some(match found {
            None => having,
            Some(found) => found.intersection(&having).copied().collect(),
        });
    }
    Ok(found.unwrap_or_default())
}

/// Looks cases up that something names.
fn named(
    db: Db<'_>,
    ctx: &TenantCtx,
    filter: &CaseFilter,
    ids: impl IntoIterator<Item = CaseId>,
) -> Result<Vec<CaseRow>, StoreError> {
    let mut rows = Vec::new();
    for id in ids {
        rows.extend(by_id(db, ctx, id)?.filter(|row| meets(filter, row)));
    }
    rows.sort_unstable_by_key(|row| std::cmp::Reverse((row.updated_at, row.id)));
    rows.truncate(filter.limit as usize);
    Ok(rows)
}

/// Goes through the cases of an owner, a team, a contact or all, those changed last first, until the page is full.
fn in_order(db: Db<'_>, ctx: &TenantCtx, filter: &CaseFilter) -> Result<Vec<CaseRow>, StoreError> {
    let (column, key) = if let Some(id) = filter.contact {
        ("contact_id", Some(id.as_uuid()))
    } else if let Some(id) = filter.owner {
        ("owner_id", Some(id.as_uuid()))
    } else if let Some(id) = filter.team {
        ("team_id", Some(id.as_uuid()))
    } else {
        ("tenant_id", None)
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM customer_case
         WHERE tenant_id = ?1 AND {column} = ?2 AND (updated_at, id) < (?3, ?4)
         ORDER BY updated_at DESC, id DESC LIMIT ?5"
    );
    let tenant = blob(ctx.tenant_id().as_uuid());
    let mut after = filter.after.map_or((i64::MAX, [255; 16]), |(at, id)| {
        (at.as_millis(), blob(id.as_uuid()))
    });
    let mut rows = Vec::new();
    loop {
        let batch = many(
            db,
            &sql,
            params![tenant, key.map_or(tenant, blob), after.0, after.1, STRIDE],
            read_case,
        )?;
        let more = batch.len() == STRIDE as usize;
        for row in batch {
            after = (row.updated_at.as_millis(), blob(row.id.as_uuid()));
            if meets(filter, &row) {
                rows.push(row);
                if rows.len() == filter.limit as usize {
                    return Ok(rows);
                }
            }
        }
        if !more {
            return Ok(rows);
        }
    }
}

for_both!(CasesRead {
    fn case(&self, ctx: &TenantCtx, id: CaseId) -> Result<Option<CaseRow>, StoreError> {
        by_id(self.db(ctx), ctx, id)
    }

    fn cases(&self, ctx: &TenantCtx, filter: &CaseFilter) -> Result<Vec<CaseRow>, StoreError> {
        let db = self.db(ctx);
        let tenant = blob(ctx.tenant_id().as_uuid());
        if let Some(number) = filter.number {
            let id = one(
                db,
                "SELECT id FROM customer_case WHERE tenant_id = ?1 AND number = ?2",
                params![tenant, number],
                |row| uuid(row, "id").map(CaseId::from_uuid),
            )?;
            return named(db, ctx, filter, id);
        }
        if let Some(interaction) = filter.interaction {
            let ids = many(
                db,
                "SELECT case_id FROM case_interaction WHERE tenant_id = ?1 AND interaction_id = ?2",
                [tenant, blob(interaction.as_uuid())],
                |row| uuid(row, "case_id").map(CaseId::from_uuid),
            )?;
            return named(db, ctx, filter, ids);
        }
        if let Some(query) = &filter.query {
            return named(db, ctx, filter, with_words(db, ctx, query)?);
        }
        in_order(db, ctx, filter)
    }

    fn case_interactions(
        &self,
        ctx: &TenantCtx,
        id: CaseId,
        limit: u32,
    ) -> Result<Vec<InteractionId>, StoreError> {
        many(
            self.db(ctx),
            "SELECT interaction_id FROM case_interaction WHERE tenant_id = ?1 AND case_id = ?2
             ORDER BY linked_at DESC, interaction_id DESC LIMIT ?3",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid()), limit],
            |row| uuid(row, "interaction_id").map(InteractionId::from_uuid),
        )
    }

    fn case_lines(&self, ctx: &TenantCtx, id: CaseId, limit: u32) -> Result<Vec<CaseLine>, StoreError> {
        many(
            self.db(ctx),
            "SELECT at, author, what, detail FROM case_line WHERE tenant_id = ?1 AND case_id = ?2
             ORDER BY place LIMIT ?3",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid()), limit],
            |row| {
                Ok(CaseLine {
                    at: at(row, "at")?,
                    by: row.get("author")?,
                    what: row.get("what")?,
                    detail: row.get("detail")?,
                })
            },
        )
    }

    fn cases_resolved_before(
        &self,
        ctx: &TenantCtx,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<CaseRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM customer_case
                 WHERE tenant_id = ?1 AND state = 'resolved' AND resolved_at < ?2 ORDER BY resolved_at LIMIT ?3"
            ),
            params![blob(ctx.tenant_id().as_uuid()), before.as_millis(), limit],
            read_case,
        )
    }
});

fn save_words(
    db: Db<'_>,
    ctx: &TenantCtx,
    before: Option<&CaseRow>,
    now: &CaseRow,
) -> Result<(), StoreError> {
    let words =
        |row: &CaseRow| -> BTreeSet<String> { index_tokens(&row.searched_text()).into_iter().collect() };
    let (old, new) = (before.map(words).unwrap_or_default(), words(now));
    let (tenant, id) = (blob(ctx.tenant_id().as_uuid()), blob(now.id.as_uuid()));
    for gone in old.difference(&new) {
        run(
            db,
            "DELETE FROM case_word WHERE tenant_id = ?1 AND word = ?2 AND case_id = ?3",
            params![tenant, *gone, id],
        )?;
    }
    for come in new.difference(&old) {
        run(
            db,
            "INSERT INTO case_word (tenant_id, word, case_id) VALUES (?1, ?2, ?3)",
            params![tenant, *come, id],
        )?;
    }
    Ok(())
}

/// Erases the cases of a customer.
pub(crate) fn erase_cases(db: Db<'_>, tenant: [u8; 16], contact: [u8; 16]) -> Result<(), StoreError> {
    for table in ["case_word", "case_line", "case_interaction"] {
        run(
            db,
            &format!(
                "DELETE FROM {table} WHERE tenant_id = ?1
                   AND case_id IN (SELECT id FROM customer_case WHERE tenant_id = ?1 AND contact_id = ?2)"
            ),
            [tenant, contact],
        )?;
    }
    run(
        db,
        "DELETE FROM customer_case WHERE tenant_id = ?1 AND contact_id = ?2",
        [tenant, contact],
    )
    .map(drop)
}

impl CasesWrite for Transaction<'_> {
    fn next_case_number(&mut self, ctx: &TenantCtx) -> Result<i64, StoreError> {
        one(
            self.db(ctx),
            "INSERT INTO case_counter (tenant_id, last) VALUES (?1, 1)
             ON CONFLICT (tenant_id) DO UPDATE SET last = case_counter.last + 1 RETURNING last",
            [blob(ctx.tenant_id().as_uuid())],
            |row| row.get(0),
        )?
        .ok_or_else(|| StoreError::Database("a case got no number".into()))
    }

    fn insert_case(&mut self, ctx: &TenantCtx, row: &CaseRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            &format!(
                "INSERT INTO customer_case (tenant_id, {COLUMNS})
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
            ),
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.number,
                row.title,
                row.description,
                to_word(&row.state)?,
                row.reason,
                blob(row.contact_id.as_uuid()),
                row.owner_id.map(|id| blob(id.as_uuid())),
                row.team_id.map(|id| blob(id.as_uuid())),
                to_word(&row.importance)?,
                row.follows.map(|id| blob(id.as_uuid())),
                row.created_at.as_millis(),
                row.updated_at.as_millis(),
                millis(row.resolved_at),
            ],
        )?;
        save_words(self.db(ctx), ctx, None, row)
    }

    fn update_case(&mut self, ctx: &TenantCtx, row: &CaseRow) -> Result<(), StoreError> {
        let Some(before) = by_id(self.db(ctx), ctx, row.id)? else {
            return Ok(());
        };
        save_words(self.db(ctx), ctx, Some(&before), row)?;
        run(
            self.db(ctx),
            "UPDATE customer_case SET title = ?3, description = ?4, state = ?5, reason = ?6, owner_id = ?7,
                    team_id = ?8, importance = ?9, updated_at = ?10, resolved_at = ?11
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.title,
                row.description,
                to_word(&row.state)?,
                row.reason,
                row.owner_id.map(|id| blob(id.as_uuid())),
                row.team_id.map(|id| blob(id.as_uuid())),
                to_word(&row.importance)?,
                row.updated_at.as_millis(),
                millis(row.resolved_at),
            ],
        )
        .map(drop)
    }

    fn link_case(
        &mut self,
        ctx: &TenantCtx,
        id: CaseId,
        interaction: InteractionId,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO case_interaction (tenant_id, case_id, interaction_id, linked_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (tenant_id, case_id, interaction_id) DO NOTHING",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                blob(interaction.as_uuid()),
                at.as_millis()
            ],
        )
        .map(|linked| linked > 0)
    }

    fn add_case_line(&mut self, ctx: &TenantCtx, id: CaseId, line: &CaseLine) -> Result<(), StoreError> {
        let key = [blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())];
        let last: Option<i64> = one(
            self.db(ctx),
            "SELECT max(place) FROM case_line WHERE tenant_id = ?1 AND case_id = ?2",
            key,
            |row| row.get(0),
        )?
        .flatten();
        run(
            self.db(ctx),
            "INSERT INTO case_line (tenant_id, case_id, place, at, author, what, detail)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                key[0],
                key[1],
                last.unwrap_or(0) + 1,
                line.at.as_millis(),
                line.by,
                line.what,
                line.detail
            ],
        )
        .map(drop)
    }
}
