//! Searching interactions.
//!
//! Only the conditions that are asked for stand in the statement, so that the planner can use the index that fits;
//! the texts are put together from constants, every value is bound.

use parlance_core::{InteractionId, TenantCtx, Timestamp, UserId};
use parlance_store::{
    StoreError,
    records::{RecordFilter, RecordHit, RecordsRead},
};

use crate::{
    db::params,
    interactions::{COLUMNS, NAME_COLUMNS, NAME_JOINS, read_interaction, read_names, tenant},
    query::{Connected as _, for_both, many, one},
    row::{Row, RowResult, blob, to_json, to_word},
    value::Bind,
};

const HELD: &str =
    "EXISTS (SELECT 1 FROM segment s WHERE s.tenant_id = i.tenant_id AND s.interaction_id = i.id
    AND s.kind IN ('talk', 'after_call_work') AND s.agent_id = ";

/// An answer waits or could not be sent.
const UNSENT: &str =
    "EXISTS (SELECT 1 FROM message m WHERE m.tenant_id = i.tenant_id AND m.interaction_id = i.id
    AND m.delivery IN ('queued', 'sending', 'uncertain', 'failed') AND m.deleted_at IS NULL)";

/// Interactions with a line in which all words occur, each with the first such line.
const LINES: &str = "WITH lines AS MATERIALIZED (
    SELECT interaction, min(rowid) AS line FROM message_text
    WHERE message_text MATCH :words AND tenant = :tenant GROUP BY interaction)";

/// Every word (a JSON array of lower-case texts) occurs in the customer's name.
const NAMED: &str = "NOT EXISTS (SELECT 1 FROM json_each(:names) AS word WHERE instr(
    lower(coalesce(co.first_name, '') || ' ' || coalesce(co.last_name, '') || ' ' || coalesce(co.profile_name, '')),
    word.value) = 0)";

const CONTACT: &str = "instr(lower(coalesce(co.first_name, '') || ' ' || coalesce(co.last_name, '') || char(10)
    || coalesce(co.profile_name, '') || char(10) || coalesce(co.email, '') || char(10) || coalesce(co.phone, '')),
    :contact) > 0";

/// Words as a full-text query: all of them, each as the beginning of a word. Quotes are doubled, so nothing that a
/// person types is an operator.
fn match_words(words: &[String]) -> String {
    words
        .iter()
        .map(|word| format!("\"{}\"*", word.replace('"', "\"\"")))
        .collect::<Vec<_>>()
        .join(" ")
}

struct Statement {
    sql: String,
    values: Vec<(&'static str, Box<dyn Bind>)>,
}

impl Statement {
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

    fn when<T: Bind + 'static>(&mut self, name: &'static str, value: Option<T>, condition: &str) {
        if let Some(value) = value {
            self.sql.push_str(" AND ");
            self.sql.push_str(condition);
            self.values.push((name, Box::new(value)));
        }
    }
}

fn search(ctx: &TenantCtx, filter: &RecordFilter, now: Timestamp) -> Result<Statement, StoreError> {
    let searched = !filter.words.is_empty();
    let (with, line, join) = if searched {
        (
            LINES,
            "(SELECT body FROM message_text WHERE rowid = lines.line)",
            "LEFT JOIN lines ON lines.interaction = i.id",
        )
    } else {
        ("", "NULL", "")
    };
    let mut statement = Statement {
        sql: format!(
            "{with} SELECT {COLUMNS}, {NAME_COLUMNS}, {line} AS line,
               (SELECT coalesce(sum(coalesce(s.ended_at, :now) - s.started_at), 0) FROM segment s
                WHERE s.tenant_id = i.tenant_id AND s.interaction_id = i.id AND s.kind IN ('queue', 'offer')) AS waited,
               (SELECT coalesce(sum(coalesce(s.ended_at, :now) - s.started_at), 0) FROM segment s
                WHERE s.tenant_id = i.tenant_id AND s.interaction_id = i.id AND s.kind = 'talk') AS talk
             FROM interaction i {NAME_JOINS} {join} WHERE i.tenant_id = :tenant"
        ),
        values: vec![
            (":tenant", Box::new(tenant(ctx))),
            (":now", Box::new(now.as_millis())),
        ],
    };
    if searched {
        let lower: Vec<String> = filter.words.iter().map(|word| word.to_lowercase()).collect();
        statement
            .values
            .push((":words", Box::new(match_words(&filter.words))));
        statement.when(
            ":names",
            Some(to_json(&lower)?),
            &format!("(lines.line IS NOT NULL OR {NAMED})"),
        );
    }
    statement.when(
        ":contact",
        filter.contact.as_ref().map(|text| text.to_lowercase()),
        CONTACT,
    );
    statement.when(
        ":agent",
        filter.agent_id.map(|id| blob(id.as_uuid())),
        &format!("{HELD} :agent)"),
    );
    statement.when(
        ":seen_by",
        filter.seen_by.map(|id| blob(id.as_uuid())),
        &format!("{HELD} :seen_by)"),
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
        statement.sql.push_str(" AND ");
        statement.sql.push_str(UNSENT);
    }
    statement.when(
        ":state",
        filter.state.as_ref().map(to_word).transpose()?,
        "i.state = :state",
    );
    statement.when(
        ":from",
        filter.from.map(Timestamp::as_millis),
        "i.started_at >= :from",
    );
    statement.when(":to", filter.to.map(Timestamp::as_millis), "i.started_at < :to");
    if let Some((at, id)) = filter.after {
        statement.values.push((":after_at", Box::new(at.as_millis())));
        statement.when(
            ":after_id",
            Some(blob(id.as_uuid())),
            "(i.started_at, i.id) < (:after_at, :after_id)",
        );
    }
    statement
        .sql
        .push_str(" ORDER BY i.started_at DESC, i.id DESC LIMIT :limit");
    statement.values.push((":limit", Box::new(filter.limit)));
    Ok(statement)
}

fn read_hit(row: &Row<'_>) -> RowResult<RecordHit> {
    Ok(RecordHit {
        row: read_interaction(row)?,
        names: read_names(row)?,
        waited_ms: row.get("waited")?,
        talk_ms: row.get("talk")?,
        line: row.get("line")?,
    })
}

for_both! { RecordsRead {
    fn search_records(
        &self,
        ctx: &TenantCtx,
        filter: &RecordFilter,
        now: Timestamp,
    ) -> Result<Vec<RecordHit>, StoreError> {
        let statement = search(ctx, filter, now)?;
        let (sql, values) = statement.numbered();
        many(self.db(ctx), &sql, values.as_slice(), read_hit)
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
