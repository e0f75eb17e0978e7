//! Searching interactions.
//!
//! Only the conditions that are asked for stand in a statement, so that the planner can use the index that fits; the
//! texts are put together from constants, every value is bound.

use std::collections::HashMap;

use parlance_core::{InteractionId, TenantCtx, Timestamp, UserId, interaction::InteractionState};
use parlance_store::{
    StoreError,
    contacts::ContactFilter,
    records::{RecordFilter, RecordHit, RecordPage, RecordsAfter, RecordsRead},
};
use uuid::Uuid;

use crate::{
    contacts,
    db::{Db, Dialect, params},
    interactions::{COLUMNS, NAME_COLUMNS, NAME_JOINS, read_interaction, read_names, tenant},
    query::{Connected as _, for_both, many, one},
    row::{Row, RowResult, blob, to_word, uuid},
    said,
    search::id_list,
    value::Bind,
};

/// Customers that a condition on them may name, at most: the newest of them.
const MOST_CONTACTS: u32 = 200;
/// Interactions that one statement goes through when no index knows all conditions.
const STRIDE: i64 = 4_000;
/// Such statements for one page, at most.
const STRIDES: usize = 4;

/// An agent ever held the interaction: the one rule of who sees which record, beside the right to see all.
fn held(parameter: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM interaction_holder v WHERE v.tenant_id = i.tenant_id AND v.agent_id = {parameter}
         AND v.started_at = i.started_at AND v.interaction_id = i.id)"
    )
}

/// Interactions with an answer that waits or could not be sent.
const UNSENT: &str = "i.id IN (
    SELECT m.interaction_id FROM outbox o JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id
    WHERE o.tenant_id = :tenant AND o.state IN ('queued', 'sending', 'uncertain') AND m.deleted_at IS NULL
    UNION ALL
    SELECT f.interaction_id FROM message f WHERE f.tenant_id = :tenant AND f.delivery = 'failed' AND f.deleted_at IS NULL)";

/// A statement that grows, with its values by name.
pub(crate) struct Statement {
    sql: String,
    values: Vec<(&'static str, Box<dyn Bind>)>,
}

impl Statement {
    pub(crate) fn new(ctx: &TenantCtx, sql: String) -> Self {
        Self {
            sql,
            values: vec![(":tenant", Box::new(tenant(ctx)))],
        }
    }

    /// With numbers for the names of its parameters.
    fn numbered(&self) -> (String, Vec<&dyn Bind>) {
        let mut sql = self.sql.clone();
        let mut order: Vec<usize> = (0..self.values.len()).collect();
        // Longer names first: one may begin with another.
        order.sort_unstable_by_key(|place| std::cmp::Reverse(self.values[*place].0.len()));
        for place in order {
            sql = sql.replace(self.values[place].0, &format!("?{}", place + 1));
        }
        (sql, self.values.iter().map(|(_, value)| value.as_ref()).collect())
    }

    pub(crate) fn bind<T: Bind + 'static>(&mut self, name: &'static str, value: T) {
        self.values.push((name, Box::new(value)));
    }

    pub(crate) fn and(&mut self, condition: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
    }

    /// Adds how the rows are ordered and cut.
    fn end(&mut self, text: &str) {
        self.sql.push_str(text);
    }

    fn when<T: Bind + 'static>(&mut self, name: &'static str, value: Option<T>, condition: &str) {
        if let Some(value) = value {
            self.and(condition);
            self.bind(name, value);
        }
    }

    pub(crate) fn rows<T>(
        &self,
        db: Db<'_>,
        read: impl FnMut(&Row<'_>) -> RowResult<T>,
    ) -> Result<Vec<T>, StoreError> {
        let (sql, values) = self.numbered();
        many(db, &sql, values.as_slice(), read)
    }
}

/// The conditions of a filter that do not need words, with the customers already looked up.
pub(crate) struct Conditions<'f> {
    filter: &'f RecordFilter,
    /// Only interactions of these customers.
    pub(crate) contacts: Option<Vec<Uuid>>,
}

impl<'f> Conditions<'f> {
    pub(crate) fn new(db: Db<'_>, ctx: &TenantCtx, filter: &'f RecordFilter) -> Result<Self, StoreError> {
        let contacts = match &filter.contact {
            None => None,
            Some(words) => {
                let wanted = ContactFilter {
                    words: Some(words.clone()),
                    limit: MOST_CONTACTS,
                    ..ContactFilter::default()
                };
                let page = contacts::search(db, ctx, &wanted)?;
                Some(page.rows.into_iter().map(|row| row.id.as_uuid()).collect())
            }
        };
        Ok(Self { filter, contacts })
    }

    /// Whether there is any.
    pub(crate) fn is_any(&self) -> bool {
        let filter = self.filter;
        self.contacts.is_some()
            || filter.agent_id.is_some()
            || filter.seen_by.is_some()
            || filter.service_id.is_some()
            || filter.account_id.is_some()
            || filter.unsent
            || filter.state.is_some()
    }

    /// Adds them to a statement about `interaction i`.
    pub(crate) fn add(&self, statement: &mut Statement, dialect: Dialect) -> Result<(), StoreError> {
        let filter = self.filter;
        statement.when(
            ":contacts",
            self.contacts.as_ref().map(|ids| id_list(ids.iter().copied())),
            &dialect.is_one_of("i.contact_id", ":contacts"),
        );
        statement.when(
            ":agent",
            filter.agent_id.map(|id| blob(id.as_uuid())),
            &held(":agent"),
        );
        statement.when(
            ":seen_by",
            filter.seen_by.map(|id| blob(id.as_uuid())),
            &held(":seen_by"),
        );
        statement.when(
            ":service",
            filter.service_id.map(|id| blob(id.as_uuid())),
            "i.service_id = :service",
        );
        statement.when(
            ":account",
            filter.account_id.map(|id| blob(id.as_uuid())),
            "i.account_id = :account",
        );
        if filter.unsent {
            statement.and(UNSENT);
        }
        statement.when(
            ":state",
            filter.state.as_ref().map(to_word).transpose()?,
            "i.state = :state",
        );
        Ok(())
    }

    /// Adds when the interaction began.
    pub(crate) fn add_times(&self, statement: &mut Statement) {
        let filter = self.filter;
        statement.when(
            ":from",
            filter.from.map(Timestamp::as_millis),
            "i.started_at >= :from",
        );
        statement.when(":to", filter.to.map(Timestamp::as_millis), "i.started_at < :to");
    }
}

/// Which index a list of records goes along.
struct Driver {
    tables: &'static str,
    /// The columns of the order: when it began, and its id.
    key: (&'static str, &'static str),
    /// Further conditions that make an index the right one.
    condition: &'static str,
    index: Option<&'static str>,
    /// The index knows all conditions, or leads to few rows: no need to go on in strides.
    is_enough: bool,
}

impl Driver {
    fn of(conditions: &Conditions<'_>) -> Self {
        let filter = conditions.filter;
        let others = usize::from(filter.service_id.is_some())
            + usize::from(filter.account_id.is_some())
            + usize::from(filter.state.is_some())
            + usize::from(filter.agent_id.is_some())
            + usize::from(filter.seen_by.is_some());
        let plain = |index, condition, is_enough| Self {
            tables: "interaction i",
            key: ("i.started_at", "i.id"),
            condition,
            index,
            is_enough,
        };
        if conditions.contacts.is_some() {
            return plain(Some("interaction_by_contact"), "", true);
        }
        if filter.unsent {
            return plain(None, "", true);
        }
        match filter.state {
            Some(InteractionState::Queued) => {
                return plain(Some("interaction_queue"), "i.state = 'queued'", true);
            }
            Some(InteractionState::Offered) => {
                return plain(
                    Some("interaction_open_by_thread"),
                    "i.state IN ('queued', 'offered', 'active')",
                    true,
                );
            }
            Some(InteractionState::Active | InteractionState::AfterCallWork) => {
                return plain(
                    Some("interaction_held"),
                    "i.state IN ('active', 'after_call_work')",
                    true,
                );
            }
            Some(InteractionState::Closed) | None => {}
        }
        if filter.agent_id.is_some() || filter.seen_by.is_some() {
            return Self {
                tables: "interaction_holder h JOIN interaction i ON i.tenant_id = h.tenant_id AND i.id = h.interaction_id",
                key: ("h.started_at", "h.interaction_id"),
                condition: if filter.seen_by.is_some() {
                    "h.agent_id = :seen_by"
                } else {
                    "h.agent_id = :agent"
                },
                index: None,
                is_enough: others == 1,
            };
        }
        let index = if filter.account_id.is_some() {
            "interaction_by_account"
        } else if filter.service_id.is_some() {
            "interaction_by_service"
        } else {
            "interaction_by_start"
        };
        plain(
            Some(index),
            "",
            others == 0 || (others == 1 && filter.state.is_none()),
        )
    }

    fn from(&self, dialect: Dialect) -> String {
        let index = self.index.map(|name| dialect.by_index(name)).unwrap_or_default();
        format!("{} {index}", self.tables)
    }
}

/// Records without words, in the order of their beginning.
fn list(
    db: Db<'_>,
    ctx: &TenantCtx,
    filter: &RecordFilter,
    now: Timestamp,
) -> Result<RecordPage, StoreError> {
    let conditions = Conditions::new(db, ctx, filter)?;
    let driver = Driver::of(&conditions);
    let mut before = match filter.after {
        Some(RecordsAfter::Began(at, id)) => (at.as_millis(), blob(id.as_uuid())),
        _ => (i64::MAX, [255; 16]),
    };
    let limit = filter.limit as usize;
    let mut page = RecordPage::default();
    for _ in 0..STRIDES {
        let floor = if driver.is_enough {
            None
        } else {
            stride_end(db, ctx, &conditions, &driver, before)?
        };
        let wanted = filter.limit + 1 - u32::try_from(page.hits.len()).unwrap_or(filter.limit);
        page.hits.extend(stride(
            db,
            ctx,
            &conditions,
            &driver,
            (before, floor, wanted),
            now,
        )?);
        if page.hits.len() > limit {
            page.hits.truncate(limit);
            page.next = page
                .hits
                .last()
                .map(|hit| RecordsAfter::Began(hit.row.started_at, hit.row.id));
            return Ok(page);
        }
        let Some(floor) = floor else { return Ok(page) };
        before = (floor, [0; 16]);
    }
    let floor = Timestamp::from_millis(before.0);
    page.next = Some(RecordsAfter::Began(floor, InteractionId::from_uuid(Uuid::nil())));
    page.searched_to = Some(floor);
    Ok(page)
}

/// When the last row of a stride began; none: there are not so many.
fn stride_end(
    db: Db<'_>,
    ctx: &TenantCtx,
    conditions: &Conditions<'_>,
    driver: &Driver,
    before: (i64, [u8; 16]),
) -> Result<Option<i64>, StoreError> {
    let (at, id) = driver.key;
    let mut statement = Statement::new(
        ctx,
        format!(
            "SELECT {at} AS began FROM {} WHERE {}.tenant_id = :tenant AND ({at}, {id}) < (:before_at, :before_id)",
            driver.from(db.dialect()),
            &at[..1],
        ),
    );
    statement.bind(":before_at", before.0);
    statement.bind(":before_id", before.1);
    let filter = conditions.filter;
    match driver.index {
        Some("interaction_by_account") => {
            statement.when(
                ":account",
                filter.account_id.map(|id| blob(id.as_uuid())),
                "i.account_id = :account",
            );
        }
        Some("interaction_by_service") => {
            statement.when(
                ":service",
                filter.service_id.map(|id| blob(id.as_uuid())),
                "i.service_id = :service",
            );
        }
        _ if filter.seen_by.is_some() => {
            statement.when(
                ":seen_by",
                filter.seen_by.map(|id| blob(id.as_uuid())),
                "h.agent_id = :seen_by",
            );
        }
        _ => statement.when(
            ":agent",
            filter.agent_id.map(|id| blob(id.as_uuid())),
            "h.agent_id = :agent",
        ),
    }
    statement.when(":to", filter.to.map(Timestamp::as_millis), &format!("{at} < :to"));
    let length = filter.look_at.map_or(STRIDE, i64::from);
    statement.end(&format!(" ORDER BY {at} DESC, {id} DESC LIMIT 1 OFFSET {length}"));
    let rows = statement.rows(db, |row| row.get::<i64>("began"))?;
    Ok(rows.first().copied())
}

/// Rows that began before one and not before `floor`.
fn stride(
    db: Db<'_>,
    ctx: &TenantCtx,
    conditions: &Conditions<'_>,
    driver: &Driver,
    (before, floor, limit): ((i64, [u8; 16]), Option<i64>, u32),
    now: Timestamp,
) -> Result<Vec<RecordHit>, StoreError> {
    let (at, id) = driver.key;
    let dialect = db.dialect();
    let mut statement = hits(ctx, &driver.from(dialect), now);
    statement.and(&format!("{}.tenant_id = :tenant", &at[..1]));
    statement.and(&format!("({at}, {id}) < (:before_at, :before_id)"));
    statement.bind(":before_at", before.0);
    statement.bind(":before_id", before.1);
    statement.when(":floor", floor, &format!("{at} >= :floor"));
    if !driver.condition.is_empty() {
        statement.and(driver.condition);
    }
    conditions.add(&mut statement, dialect)?;
    conditions.add_times(&mut statement);
    statement.end(&format!(" ORDER BY {at} DESC, {id} DESC LIMIT :limit"));
    statement.bind(":limit", limit);
    statement.rows(db, read_hit)
}

/// The beginning of a statement for whole rows.
fn hits(ctx: &TenantCtx, tables: &str, now: Timestamp) -> Statement {
    let mut statement = Statement::new(
        ctx,
        format!(
            "SELECT {COLUMNS}, {NAME_COLUMNS},
               (SELECT CAST(coalesce(sum(coalesce(s.ended_at, :now) - s.started_at), 0) AS BIGINT) FROM segment s
                WHERE s.tenant_id = i.tenant_id AND s.interaction_id = i.id AND s.kind IN ('queue', 'offer')) AS waited,
               (SELECT CAST(coalesce(sum(coalesce(s.ended_at, :now) - s.started_at), 0) AS BIGINT) FROM segment s
                WHERE s.tenant_id = i.tenant_id AND s.interaction_id = i.id AND s.kind = 'talk') AS talk
             FROM {tables} {NAME_JOINS} WHERE i.tenant_id = :tenant"
        ),
    );
    statement.bind(":now", now.as_millis());
    statement
}

fn read_hit(row: &Row<'_>) -> RowResult<RecordHit> {
    Ok(RecordHit {
        row: read_interaction(row)?,
        names: read_names(row)?,
        waited_ms: row.get("waited")?,
        talk_ms: row.get("talk")?,
        text: None,
    })
}

/// Whole rows of these interactions.
pub(crate) fn hits_of(
    db: Db<'_>,
    ctx: &TenantCtx,
    ids: &[Uuid],
    now: Timestamp,
) -> Result<HashMap<Uuid, RecordHit>, StoreError> {
    let mut statement = hits(ctx, "interaction i", now);
    statement.and(&db.dialect().is_one_of("i.id", ":ids"));
    statement.bind(":ids", id_list(ids.iter().copied()));
    let rows = statement.rows(db, read_hit)?;
    Ok(rows.into_iter().map(|hit| (hit.row.id.as_uuid(), hit)).collect())
}

/// Which of these interactions meet the conditions, with the time of their last message.
pub(crate) fn meeting(
    db: Db<'_>,
    ctx: &TenantCtx,
    conditions: &Conditions<'_>,
    ids: &[Uuid],
    with_times: bool,
) -> Result<HashMap<Uuid, Timestamp>, StoreError> {
    let mut statement = Statement::new(
        ctx,
        format!(
            "SELECT i.id, i.last_message_at FROM interaction i WHERE i.tenant_id = :tenant AND {}",
            db.dialect().is_one_of("i.id", ":ids")
        ),
    );
    statement.bind(":ids", id_list(ids.iter().copied()));
    conditions.add(&mut statement, db.dialect())?;
    if with_times {
        conditions.add_times(&mut statement);
    }
    let rows = statement.rows(db, |row| {
        let at: i64 = row.get("last_message_at")?;
        Ok((uuid(row, "id")?, Timestamp::from_millis(at)))
    })?;
    Ok(rows.into_iter().collect())
}

for_both! { RecordsRead {
    fn search_records(
        &self,
        ctx: &TenantCtx,
        filter: &RecordFilter,
        now: Timestamp,
    ) -> Result<RecordPage, StoreError> {
        match &filter.query {
            Some(query) => said::search(self.db(ctx), ctx, filter, query, now),
            None => list(self.db(ctx), ctx, filter, now),
        }
    }

    fn was_held_by(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        agent: UserId,
    ) -> Result<bool, StoreError> {
        one(
            self.db(ctx),
            "SELECT 1 FROM segment WHERE tenant_id = ?1 AND interaction_id = ?2 AND agent_id = ?3
               AND kind IN ('talk', 'after_call_work') LIMIT 1",
            params![tenant(ctx), blob(interaction.as_uuid()), blob(agent.as_uuid())],
            |_| Ok(()),
        )
        .map(|found| found.is_some())
    }
}}
