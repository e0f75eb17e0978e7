//! Every statement that the contract of the store runs is looked at by its plan: none may go through a table that grows.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use parlance_store::{CommittedEvent, EventSink, Signal, StoreExt as _, Tx, contract};
use rusqlite::Connection;

use crate::SqliteStore;

static NOTED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Remembers a statement that is prepared.
pub(crate) fn note(sql: &str) {
    if let Ok(mut noted) = NOTED.lock()
        && !noted.contains(sql)
    {
        noted.insert(sql.to_owned());
    }
}

/// Tables that have more rows each day.
const GROWING: [&str; 34] = [
    "account_hour",
    "agent_state_log",
    "applied_event",
    "arrival",
    "article_version",
    "article_word",
    "case_interaction",
    "case_line",
    "case_word",
    "attachment",
    "audit_log",
    "comment",
    "contact",
    "contact_word",
    "customer_case",
    "customer_told",
    "draft",
    "event",
    "inbound_event",
    "interaction",
    "interaction_holder",
    "job",
    "message",
    "message_place",
    "message_version",
    "offer",
    "outbox",
    "parked_event",
    "participant",
    "planned",
    "remote_upload",
    "segment",
    "send_failure_hour",
    "thread",
];

/// Statements that may, by a piece of their text, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "FROM audit_log WHERE tenant_id = ?1 ORDER BY seq",
        "the chain is verified from its beginning",
    ),
    (
        "FROM inbound_event AS raw",
        "the oldest that are done, up to a limit",
    ),
    (
        "DELETE FROM remote_upload",
        "erasing a customer, once: files that nobody else has are known by looking at all",
    ),
];

struct Nobody;

impl EventSink for Nobody {
    fn publish(&self, _: Vec<CommittedEvent>) {}
    fn signal(&self, _: Vec<Signal>) {}
}

fn empty() -> (tempfile::TempDir, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("p.db"), Arc::new(Nobody)).unwrap();
    (folder, store)
}

async fn tell(story: fn(&mut dyn Tx)) {
    let (_folder, store) = empty();
    let kept = store.write(move |tx| {
        story(tx);
        Ok::<_, ()>(())
    });
    kept.await.unwrap();
}

/// Runs the whole contract.
async fn run_everything() {
    for (_, story) in contract::stories() {
        tell(story).await;
    }
    contract::accounts(&empty().1).await;
    contract::audit(&empty().1).await;
    contract::configuration(&empty().1).await;
    contract::people(&empty().1).await;
    contract::sessions(&empty().1).await;
    contract::templates(&empty().1).await;
    contract::approved_templates(&empty().1).await;
    contract::knowledge(&empty().1).await;
    contract::health(&empty().1).await;
}

/// The tables of a statement by the names it gives them.
fn names(sql: &str) -> BTreeMap<String, String> {
    let words: Vec<&str> = sql
        .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '"'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut names = BTreeMap::new();
    for place in 0..words.len() {
        if !["FROM", "JOIN", "UPDATE", "INTO"].contains(&words[place]) {
            continue;
        }
        let Some(table) = words.get(place + 1) else {
            continue;
        };
        let table = table.trim_matches('"').to_owned();
        let mut alias = words.get(place + 2).copied();
        if alias == Some("AS") {
            alias = words.get(place + 3).copied();
        }
        if let Some(alias) = alias.filter(|alias| alias.chars().all(|c| !c.is_uppercase())) {
            names.insert(alias.to_owned(), table.clone());
        }
        names.insert(table.clone(), table);
    }
    names
}

/// What is wrong with a step of a plan.
fn fault(step: &str, sql: &str, steps: &[String], partial: &BTreeSet<String>) -> Option<String> {
    let mut words = step.split_whitespace();
    let (kind, name) = (words.next()?, words.next()?);
    let table = names(sql).get(name)?.clone();
    let index = step
        .split("INDEX ")
        .nth(1)
        .and_then(|rest| rest.split_whitespace().next());
    if !GROWING.contains(&table.as_str()) || index.is_some_and(|index| partial.contains(index)) {
        return None;
    }
    // In the order of an index, up to a limit.
    let is_cut = sql.contains("LIMIT") && !steps.iter().any(|step| step.contains("TEMP B-TREE"));
    match kind {
        "SCAN" if step.contains("VIRTUAL TABLE") || (is_cut && index.is_some()) => None,
        "SCAN" => Some(format!("goes through {table}")),
        "SEARCH" if step.ends_with("(tenant_id=?)") && !is_cut => {
            Some(format!("goes through a tenant's whole {table}"))
        }
        _ => None,
    }
}

fn plan(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    statement
        .raw_query()
        .mapped(|row| row.get::<_, String>(3))
        .map(Result::unwrap)
        .collect()
}

/// Pieces of the statements of a run of routing, and the indexes by which they find what they need, however large the
/// floor is.
const ROUTING: &[(&str, &[&str])] = &[
    (
        "a.held < a.max_chats",
        &["INDEX agent_with_room ", "INDEX agent_with_own_room "],
    ),
    ("reserved_agent_id IN", &["INDEX interaction_reserved "]),
    (
        "SELECT DISTINCT s.id FROM service_team",
        &["INDEX service_team_by_team ", "INDEX interaction_queue "],
    ),
    ("state = 'queued' LIMIT 1", &["INDEX interaction_queue "]),
    (
        "ORDER BY priority DESC, queued_at, id LIMIT ?4",
        &["INDEX interaction_queue "],
    ),
    ("AND priority < ?4", &["INDEX interaction_queue "]),
    (
        "AND priority = ?4 AND queued_at <= ?5",
        &["INDEX interaction_queue "],
    ),
    (
        "AND priority = ?4 AND queued_at > ?5",
        &["INDEX interaction_queue "],
    ),
    (
        "AND user_id IN",
        &["SEARCH user_skill USING PRIMARY KEY (tenant_id=? AND user_id=? AND skill_id=?)"],
    ),
];

#[tokio::test]
async fn routing_finds_what_it_needs_by_indexes() {
    for (_, story) in contract::stories() {
        tell(story).await;
    }
    let (_folder, store) = empty();
    let connection = Connection::open(store.path()).unwrap();
    let noted = NOTED.lock().unwrap().clone();
    for (piece, indexes) in ROUTING {
        let sql = noted.iter().find(|sql| sql.contains(piece));
        let steps = plan(&connection, sql.unwrap_or_else(|| panic!("{piece} was not run")));
        for index in *indexes {
            assert!(
                steps.iter().any(|step| step.contains(index)),
                "{piece}: {index} in {steps:#?}"
            );
        }
        let scanned = [
            "SCAN a",
            "SCAN interaction",
            "SCAN i",
            "SCAN st",
            "SCAN user_skill",
        ];
        for step in &steps {
            let through = scanned
                .iter()
                .any(|scan| step == scan || step.starts_with(&format!("{scan} ")));
            assert!(!through, "{piece}: {steps:#?}");
        }
    }
}

#[tokio::test]
async fn no_statement_goes_through_a_table_that_grows() {
    run_everything().await;
    let (_folder, store) = empty();
    let connection = Connection::open(store.path()).unwrap();
    let partial: BTreeSet<String> = connection
        .prepare("SELECT i.name FROM pragma_table_list t JOIN pragma_index_list (t.name) i WHERE i.partial")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let noted = NOTED.lock().unwrap().clone();
    assert!(noted.len() > 300, "{} statements were run", noted.len());
    let mut faults = Vec::new();
    for sql in noted {
        let steps = plan(&connection, &sql);
        for step in &steps {
            if let Some(fault) = fault(step, &sql, &steps, &partial)
                && !EXCEPTIONS.iter().any(|(piece, _)| sql.contains(piece))
            {
                faults.push(format!(
                    "{fault}: {step}\n    {}",
                    sql.split_whitespace().collect::<Vec<_>>().join(" ")
                ));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}
