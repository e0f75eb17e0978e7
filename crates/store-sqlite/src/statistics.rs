//! What the query planner is told about the data, the same in every installation.
//!
//! Every key begins with the tenant, and one tenant may have all the rows. Without statistics SQLite takes ten rows for
//! whatever a key's first column selects, and then prefers reading a tenant's whole table by its primary key to using
//! the index made for the question. Real statistics (`ANALYZE`) would be taken from whatever the file holds when it is
//! closed, so plans would differ between a young file and an old one. So typical figures are written once per start, and
//! plans never change while a database grows ("The sqlite_stat1 table", <https://sqlite.org/fileformat2.html#stat1tab>).

use rusqlite::{Connection, params};

/// Rows of a table; a tenant has a tenth of them.
const ROWS: u64 = 1_000_000;
/// Entries of an index that holds only what is open.
const OPEN_ROWS: u64 = 2_000;
/// Columns whose values are shared by many rows of a tenant: each leaves a twentieth. Others leave a few rows.
const SHARED: [&str; 7] = [
    "account_id",
    "agent_id",
    "service_id",
    "state",
    "team_id",
    "user_id",
    "priority",
];

/// An index of the schema.
struct Index {
    table: String,
    /// Name in the statistics: that of the table for its primary key.
    name: String,
    columns: Vec<String>,
    unique: bool,
    partial: bool,
}

/// Writes the figures for every index.
pub(crate) fn write(connection: &Connection) -> Result<(), rusqlite::Error> {
    // Makes the table of statistics when there is none; the analysed table has a handful of rows.
    connection.execute_batch("BEGIN IMMEDIATE; ANALYZE schema_migration; DELETE FROM sqlite_stat1;")?;
    for index in indexes(connection)? {
        connection.execute(
            "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?1, ?2, ?3)",
            params![index.table, index.name, figures(&index)],
        )?;
    }
    connection.execute_batch("COMMIT; ANALYZE sqlite_schema;")
}

fn indexes(connection: &Connection) -> Result<Vec<Index>, rusqlite::Error> {
    connection
        .prepare(
            "SELECT t.name, i.name, i.origin, i.\"unique\", i.partial,
               (SELECT group_concat(name, ' ') FROM (SELECT name FROM pragma_index_info (i.name) ORDER BY seqno))
             FROM pragma_table_list t JOIN pragma_index_list (t.name) i
             WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
               AND t.name NOT LIKE 'schema_%'
             ORDER BY t.name, i.seq",
        )?
        .query_map([], |row| {
            let table: String = row.get(0)?;
            let is_primary_key = row.get::<_, String>(2)? == "pk";
            let columns: String = row.get(5)?;
            Ok(Index {
                name: if is_primary_key { table.clone() } else { row.get(1)? },
                table,
                unique: row.get(3)?,
                partial: row.get(4)?,
                columns: columns.split(' ').map(str::to_owned).collect(),
            })
        })?
        .collect()
}

/// All entries, then how many are left on average when the first, the first two, … columns are given.
fn figures(index: &Index) -> String {
    let mut rows = if index.partial { OPEN_ROWS } else { ROWS };
    let mut figures = vec![rows];
    for (place, column) in index.columns.iter().enumerate() {
        rows = match column.as_str() {
            _ if index.unique && place + 1 == index.columns.len() => 1,
            "tenant_id" => rows / 10,
            shared if SHARED.contains(&shared) => (rows / 20).max(2),
            _ => rows.clamp(2, 20) / 2 + 1,
        };
        figures.push(rows);
    }
    figures.iter().map(u64::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The steps of a plan, each with the index it uses.
    fn plan(connection: &Connection, sql: &str) -> String {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        statement
            .raw_query()
            .mapped(|row| row.get::<_, String>(3))
            .map(Result::unwrap)
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn nothing_reads_a_tenants_whole_table() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.db");
        let mut connection = crate::open::open_writer(&path).unwrap();
        crate::migrate::migrate(&mut connection, &path).unwrap();
        write(&connection).unwrap();
        write(&connection).unwrap();
        for (sql, index) in [
            (
                "SELECT * FROM interaction WHERE tenant_id = ?1 AND agent_id = ?2
                   AND state IN ('active', 'after_call_work') ORDER BY accepted_at, id",
                "interaction_held",
            ),
            (
                "SELECT id FROM interaction WHERE tenant_id = ?1 AND state = 'queued'
                   AND reserved_agent_id IS NOT NULL ORDER BY priority DESC, queued_at, id",
                "interaction_reserved",
            ),
            (
                "SELECT id FROM interaction WHERE tenant_id = ?1 AND contact_id = ?2 AND id IS NOT ?3
                   ORDER BY started_at DESC, id DESC LIMIT 20",
                "interaction_by_contact",
            ),
            (
                "SELECT id FROM interaction WHERE tenant_id = ?1 ORDER BY started_at DESC, id DESC LIMIT 50",
                "interaction_by_start",
            ),
            (
                "SELECT service_id, count(*) FROM interaction WHERE tenant_id = ?1 AND state = 'queued'
                   GROUP BY service_id",
                "interaction_queue",
            ),
            (
                "SELECT 1 FROM segment WHERE tenant_id = ?1 AND interaction_id = ?2 AND agent_id = ?3 LIMIT 1",
                "segment_by_interaction",
            ),
            (
                "SELECT * FROM message WHERE tenant_id = ?1 AND thread_id = ?2 AND interaction_id = ?3
                   ORDER BY at DESC, id DESC LIMIT 50",
                "message_by_thread",
            ),
            (
                "SELECT * FROM message WHERE tenant_id = ?1 AND account_id = ?2 AND provider_id = ?3",
                "message_by_provider",
            ),
            (
                "SELECT * FROM thread WHERE tenant_id = ?1 AND contact_id = ?2",
                "thread_by_contact",
            ),
            (
                "SELECT user_id, level FROM user_skill WHERE tenant_id = ?1 AND skill_id = ?2",
                "user_skill_by_skill",
            ),
            (
                "SELECT user_id FROM agent WHERE tenant_id = ?1 AND availability = 'ready' AND connected = 1",
                "agent_ready",
            ),
            (
                "SELECT id FROM interaction WHERE tenant_id = ?1 AND id = ?2",
                "PRIMARY KEY",
            ),
        ] {
            let plan = plan(&connection, sql);
            assert!(plan.contains(index), "{sql}\n  should use {index}, but: {plan}");
        }
    }
}
