//! The index of words: where messages stand in it, and which places have the words of a query
//! (`docs/adr/0017-full-text-search.md`).
//!
//! Every token carries its tenant and its *window*, a bounded stretch of places. A look at one window therefore costs
//! the same however many messages there are, in both databases, and newest windows are looked at first.

use parlance_core::{InteractionId, MessageId, TenantCtx, TenantId, Timestamp, message::Direction};
use parlance_store::{StoreError, messages::MessageRow};
use parlance_words::{Query, Term, index_tokens};
use uuid::Uuid;

use crate::{
    db::{Database, Db, Dialect, Scope, params},
    query::{many, one, run},
    row::{Row, RowResult, blob, json, uuid, uuid_opt, word},
    searched_text::searched_text,
};

/// Where places begin that are given in the order of storing; below it are those of imported messages.
const STORED_FROM: i64 = 1 << 40;
/// Places in each second for imported messages.
const IMPORTED_PER_SECOND: i64 = 64;
/// Places of a window of imported messages, as a power of two: 24 days.
const IMPORTED_WINDOW_BITS: u32 = 27;
/// Messages of one batch when the index is filled.
const FILL: u32 = 2_000;

/// The two parts of the index, each in the order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Region {
    Stored,
    Imported,
}

impl Region {
    pub(crate) const BOTH: [Self; 2] = [Self::Stored, Self::Imported];

    pub(crate) const fn of(place: i64) -> Self {
        if place >= STORED_FROM {
            Self::Stored
        } else {
            Self::Imported
        }
    }

    /// The first place that is not in it any more: where a search begins.
    pub(crate) const fn end(self) -> i64 {
        match self {
            Self::Stored => i64::MAX,
            Self::Imported => STORED_FROM,
        }
    }

    const fn begin(self) -> i64 {
        match self {
            Self::Stored => STORED_FROM,
            Self::Imported => 0,
        }
    }

    /// Places of a window, as a power of two. SQLite gives matches in order and stops; PostgreSQL collects all of a
    /// window and sorts them.
    const fn window_bits(self, dialect: Dialect) -> u32 {
        match (self, dialect) {
            (Self::Stored, Dialect::Sqlite) => 18,
            (Self::Stored, Dialect::Postgres) => 16,
            (Self::Imported, _) => IMPORTED_WINDOW_BITS,
        }
    }
}

/// The number of the window that a place is in. Windows of the two regions have different numbers.
const fn window(dialect: Dialect, place: i64) -> i64 {
    place >> Region::of(place).window_bits(dialect)
}

/// The first place of the window that a place is in.
pub(crate) fn window_begin(dialect: Dialect, place: i64) -> i64 {
    let region = Region::of(place);
    (window(dialect, place) << region.window_bits(dialect)).max(region.begin())
}

/// What every token of a tenant in a window begins with. Tenants of the same tag are told apart by their places' rows.
fn prefix(dialect: Dialect, ctx: &TenantCtx, place: i64) -> String {
    let tag = ctx.tenant_id().as_uuid().as_u128() & 0xFFFF_FFFF;
    format!("{tag:08x}.{:x}.", window(dialect, place))
}

fn prefixed(dialect: Dialect, ctx: &TenantCtx, place: i64, tokens: &[String]) -> String {
    let prefix = prefix(dialect, ctx, place);
    let mut line = String::new();
    for token in tokens {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&prefix);
        line.push_str(token);
    }
    line
}

/// Stores what a message is found by and says where it stands.
pub(crate) fn insert_words(
    db: Db<'_>,
    ctx: &TenantCtx,
    message: &MessageRow,
) -> Result<Option<i64>, StoreError> {
    let gone = message.taken_back || message.deleted_at.is_some();
    let Some(interaction) = message.interaction_id else {
        return Ok(None);
    };
    let text = searched_text(message.direction, &message.parts, gone);
    let imported = message.imported.then_some(message.at);
    insert_tokens(db, ctx, (message.id, interaction), imported, &index_tokens(&text))
}

fn insert_tokens(
    db: Db<'_>,
    ctx: &TenantCtx,
    (message, interaction): (MessageId, InteractionId),
    imported: Option<Timestamp>,
    tokens: &[String],
) -> Result<Option<i64>, StoreError> {
    if tokens.is_empty() {
        return Ok(None);
    }
    let (tenant, message, interaction) = (
        blob(ctx.tenant_id().as_uuid()),
        blob(message.as_uuid()),
        blob(interaction.as_uuid()),
    );
    let place = if let Some(at) = imported {
        let place = free_place(db, ctx, at)?;
        run(
            db,
            "INSERT INTO message_place (id, tenant_id, message_id, interaction_id) VALUES (?1, ?2, ?3, ?4)",
            params![place, tenant, message, interaction],
        )?;
        place
    } else {
        db.database.insert_numbered(
            db.scope,
            "INSERT INTO message_place (tenant_id, message_id, interaction_id) VALUES (?1, ?2, ?3)",
            params![tenant, message, interaction],
        )?
    };
    let line = prefixed(db.dialect(), ctx, place, tokens);
    match db.dialect() {
        Dialect::Sqlite => db.database.append(
            db.scope,
            "INSERT INTO message_words (rowid, words) VALUES (?1, ?2)",
            params![place, line],
        ),
        Dialect::Postgres => db.database.append(
            db.scope,
            "INSERT INTO message_words (owner, place, words) VALUES (?1, ?2, ?3)",
            params![tenant, place, line],
        ),
    }?;
    Ok(Some(place))
}

/// The first place that nobody has at or after a moment.
fn free_place(db: Db<'_>, ctx: &TenantCtx, at: Timestamp) -> Result<i64, StoreError> {
    let mut from = (at.as_millis() / 1_000)
        .saturating_mul(IMPORTED_PER_SECOND)
        .clamp(1, STORED_FROM - 1);
    while from < STORED_FROM {
        let taken: Vec<i64> = many(
            db,
            &format!(
                "SELECT id FROM message_place WHERE {} ORDER BY id",
                stretch(db.dialect())
            ),
            params![from, from + IMPORTED_PER_SECOND, blob(ctx.tenant_id().as_uuid())],
            |row| row.get(0),
        )?;
        let free = (from..)
            .zip(taken.iter().map(Some).chain([None]))
            .find(|(place, taken)| Some(place) != *taken);
        if let Some((place, _)) = free.filter(|(place, _)| *place < from + IMPORTED_PER_SECOND) {
            return Ok(place);
        }
        from += IMPORTED_PER_SECOND;
    }
    Err(StoreError::Database(
        "no place is left in the index for an imported message".into(),
    ))
}

/// Takes away what a message is found by, made from its row as it is now.
pub(crate) fn remove_words(db: Db<'_>, ctx: &TenantCtx, message: MessageId) -> Result<(), StoreError> {
    let stored = one(
        db,
        "SELECT words_at, direction, parts, taken_back, deleted_at FROM message WHERE tenant_id = ?1 AND id = ?2",
        params![blob(ctx.tenant_id().as_uuid()), blob(message.as_uuid())],
        read_stored,
    )?;
    stored.map_or(Ok(()), |(place, text)| remove_tokens(db, ctx, place, &text))
}

/// Takes away what all messages of a customer are found by.
pub(crate) fn remove_words_of(db: Db<'_>, ctx: &TenantCtx, contact: [u8; 16]) -> Result<(), StoreError> {
    let stored = many(
        db,
        "SELECT m.words_at, m.direction, m.parts, m.taken_back, m.deleted_at
         FROM thread t JOIN message m ON m.tenant_id = t.tenant_id AND m.thread_id = t.id
         WHERE t.tenant_id = ?1 AND t.contact_id = ?2 AND m.words_at IS NOT NULL",
        [blob(ctx.tenant_id().as_uuid()), contact],
        read_stored,
    )?;
    for (place, text) in stored {
        remove_tokens(db, ctx, place, &text)?;
    }
    Ok(())
}

fn read_stored(row: &Row<'_>) -> RowResult<(Option<i64>, String)> {
    Ok((row.get("words_at")?, read_text(row)?))
}

/// The searched text of a row with `direction`, `parts`, `taken_back` and `deleted_at`.
pub(crate) fn read_text(row: &Row<'_>) -> RowResult<String> {
    let direction: Direction = word(row, "direction")?;
    let parts: Vec<_> = json(row, "parts")?;
    let gone = row.get::<bool>("taken_back")? || row.get::<Option<i64>>("deleted_at")?.is_some();
    Ok(searched_text(direction, &parts, gone))
}

fn remove_tokens(db: Db<'_>, ctx: &TenantCtx, place: Option<i64>, text: &str) -> Result<(), StoreError> {
    let Some(place) = place else { return Ok(()) };
    let tenant = blob(ctx.tenant_id().as_uuid());
    match db.dialect() {
        Dialect::Sqlite => run(
            db,
            "INSERT INTO message_words (message_words, rowid, words) VALUES ('delete', ?1, ?2)",
            params![place, prefixed(db.dialect(), ctx, place, &index_tokens(text))],
        ),
        Dialect::Postgres => run(
            db,
            "DELETE FROM message_words WHERE owner = ?1 AND place = ?2",
            params![tenant, place],
        ),
    }?;
    run(
        db,
        "DELETE FROM message_place WHERE tenant_id = ?1 AND id = ?2",
        params![tenant, place],
    )
    .map(drop)
}

/// A message that has the words of a query.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match {
    pub(crate) place: i64,
    pub(crate) message: Uuid,
    pub(crate) interaction: Uuid,
}

/// Places from `?1` to `?2`, for a tenant `?3`. SQLite numbers the messages of all tenants together, and a small tenant's
/// next one may be far away: there any place will do to find the next window, and nothing but its number is read.
const fn stretch(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "id >= ?1 AND id < ?2 AND ?3 IS NOT NULL",
        Dialect::Postgres => "id >= ?1 AND id < ?2 AND tenant_id = ?3",
    }
}

/// The newest place before another one, in a region: where there is something to look at.
pub(crate) fn newest_before(
    db: Db<'_>,
    ctx: &TenantCtx,
    region: Region,
    before: i64,
) -> Result<Option<i64>, StoreError> {
    place(db, ctx, "max", (region.begin(), before))
}

/// The first place of a region at or after another one.
pub(crate) fn oldest_from(
    db: Db<'_>,
    ctx: &TenantCtx,
    region: Region,
    from: i64,
) -> Result<Option<i64>, StoreError> {
    place(db, ctx, "min", (from.max(region.begin()), region.end()))
}

fn place(
    db: Db<'_>,
    ctx: &TenantCtx,
    which: &str,
    (from, to): (i64, i64),
) -> Result<Option<i64>, StoreError> {
    one(
        db,
        &format!(
            "SELECT {which}(id) FROM message_place WHERE {}",
            stretch(db.dialect())
        ),
        params![from, to, blob(ctx.tenant_id().as_uuid())],
        |row| row.get::<Option<i64>>(0),
    )
    .map(Option::flatten)
}

/// Messages with the words of a query in the window of the place before `before`, newest first. Words that must stand
/// side by side are only known to be there: the text itself says whether they do.
pub(crate) fn matching(
    db: Db<'_>,
    ctx: &TenantCtx,
    query: &Query,
    before: i64,
    limit: u32,
) -> Result<Vec<Match>, StoreError> {
    let dialect = db.dialect();
    let expression = expression(dialect, &prefix(dialect, ctx, before - 1), query);
    let sql = match dialect {
        // Without the cross join the planner might begin with the other table; the index gives its places in order.
        Dialect::Sqlite => {
            "SELECT p.id, p.message_id, p.interaction_id FROM message_words CROSS JOIN message_place p
               ON p.id = message_words.rowid
             WHERE message_words MATCH ?1 AND message_words.rowid < ?2 AND p.tenant_id = ?3
             ORDER BY message_words.rowid DESC LIMIT ?4"
        }
        // Apart from the order, so that the index of words is used and not the order's.
        Dialect::Postgres => {
            "WITH found AS MATERIALIZED (
               SELECT owner, place FROM message_words
               WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(?1 AS text)::tsquery)
             SELECT p.id, p.message_id, p.interaction_id FROM (
               SELECT place FROM found WHERE owner = ?3 AND place < ?2 ORDER BY place DESC LIMIT ?4) newest
             JOIN message_place p ON p.tenant_id = ?3 AND p.id = newest.place
             ORDER BY newest.place DESC"
        }
    };
    many(
        db,
        sql,
        params![expression, before, blob(ctx.tenant_id().as_uuid()), limit],
        |row| {
            Ok(Match {
                place: row.get("id")?,
                message: uuid(row, "message_id")?,
                interaction: uuid(row, "interaction_id")?,
            })
        },
    )
}

/// A query in the words of a database. Tokens are letters and digits, so nothing that a person types is an operator.
fn expression(dialect: Dialect, prefix: &str, query: &Query) -> String {
    let (and, or, not) = match dialect {
        Dialect::Sqlite => (" AND ", " OR ", " NOT "),
        Dialect::Postgres => (" & ", " | ", " & !"),
    };
    let any = |term: &Term| {
        let form = (term.prefix || term.stems.is_empty()).then_some((&term.form, term.prefix));
        let stems = term
            .stems
            .iter()
            .filter(|stem| !(term.prefix && stem.starts_with(&term.form)))
            .map(|stem| (stem, false));
        let tokens = form
            .into_iter()
            .chain(stems)
            .map(|(token, begins)| match (dialect, begins) {
                (Dialect::Sqlite, false) => format!("\"{prefix}{token}\""),
                (Dialect::Sqlite, true) => format!("\"{prefix}{token}\" *"),
                (Dialect::Postgres, false) => format!("'{prefix}{token}'"),
                (Dialect::Postgres, true) => format!("'{prefix}{token}':*"),
            });
        format!("({})", tokens.collect::<Vec<_>>().join(or))
    };
    let wanted = query.clauses().iter().filter(|clause| !clause.excluded);
    let wanted: Vec<String> = wanted.flat_map(|clause| clause.terms.iter().map(any)).collect();
    let mut expression = format!("({})", wanted.join(and));
    // Words that must not stand side by side may each be there.
    for clause in query.clauses() {
        if let ([term], true) = (clause.terms.as_slice(), clause.excluded) {
            expression = format!("({expression}{not}{})", any(term));
        }
    }
    expression
}

/// Fills the index for the messages after a place, a bounded number of them, and says how far it came; `None`: nothing
/// is left.
pub fn fill_message_words(database: &dyn Database, after: &str) -> Result<Option<String>, StoreError> {
    let db = Db {
        database,
        scope: Scope::Installation,
    };
    let (tenant, id) = place_of(after);
    let batch = many(
        db,
        "SELECT tenant_id, id, interaction_id, direction, parts, at, imported, taken_back, deleted_at FROM message
         WHERE (tenant_id, id) > (?1, ?2) ORDER BY tenant_id, id LIMIT ?3",
        params![blob(tenant), blob(id), FILL],
        |row| {
            let ctx = TenantCtx::new(TenantId::from_uuid(uuid(row, "tenant_id")?));
            let at: i64 = row.get("at")?;
            Ok((
                ctx,
                MessageId::from_uuid(uuid(row, "id")?),
                uuid_opt(row, "interaction_id")?.map(InteractionId::from_uuid),
                row.get::<bool>("imported")?.then_some(Timestamp::from_millis(at)),
                read_text(row)?,
            ))
        },
    )?;
    for (ctx, message, interaction, imported, text) in &batch {
        let place = match interaction {
            Some(interaction) => {
                insert_tokens(db, ctx, (*message, *interaction), *imported, &index_tokens(text))?
            }
            None => None,
        };
        run(
            db,
            "UPDATE message SET words_at = ?3 WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(message.as_uuid()), place],
        )?;
    }
    Ok(batch
        .last()
        .map(|(ctx, message, ..)| to_place(ctx.tenant_id().as_uuid(), message.as_uuid())))
}

/// A place of a batch: a tenant and a row of it.
pub(crate) fn to_place(tenant: Uuid, id: Uuid) -> String {
    format!("{}.{}", tenant.simple(), id.simple())
}

/// Reads such a place; the beginning when there is none.
pub(crate) fn place_of(text: &str) -> (Uuid, Uuid) {
    let parse = || {
        let (tenant, id) = text.split_once('.')?;
        Some((Uuid::parse_str(tenant).ok()?, Uuid::parse_str(id).ok()?))
    };
    parse().unwrap_or((Uuid::nil(), Uuid::nil()))
}

/// Ids as a JSON array for [`Dialect::is_one_of`].
pub(crate) fn id_list(ids: impl IntoIterator<Item = Uuid>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| format!("\"{}\"", id.simple())).collect();
    format!("[{}]", ids.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_of_the_regions_are_different_and_in_order() {
        for dialect in [Dialect::Sqlite, Dialect::Postgres] {
            assert_eq!(window_begin(dialect, STORED_FROM + 5), STORED_FROM);
            assert_eq!(
                window_begin(dialect, STORED_FROM + (1 << 18)),
                STORED_FROM + (1 << 18)
            );
            assert_eq!(window_begin(dialect, 77), 0);
            assert!(window(dialect, STORED_FROM - 1) < window(dialect, STORED_FROM));
        }
    }

    #[test]
    fn what_a_person_types_is_no_operator() {
        let query = Query::parse("\"a) OR b\" 'x -NEAR( -\"never these\" ol").unwrap();
        assert_eq!(
            expression(Dialect::Sqlite, "t.", &query),
            "((\"t.a\") AND (\"t.or\") AND (\"t.b\") AND (\"t.x\") AND (\"t.ol\" *)) NOT (\"t.near\"))"
                .replace("((\"t.a\")", "(((\"t.a\")")
        );
        assert_eq!(
            expression(Dialect::Postgres, "t.", &Query::parse("hi -no").unwrap()),
            "((('t.hi')) & !('t.no'))"
        );
    }
}
