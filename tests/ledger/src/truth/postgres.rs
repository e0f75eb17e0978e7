//! A database of PostgreSQL, read by its owner.

use std::panic::resume_unwind;

use parlance_core::{InteractionId, MessageId, OfferId, OutboxId, TenantId, ThreadId};
use parlance_testkit::Failure;
use postgres::{Client, NoTls, Row, Transaction};
use serde_json::Value;
use uuid::Uuid;

use super::{Truth, Waiting, sqlite::found};
use crate::evidence::{Frame, Stored, StoredDelivery, StoredFile, StoredMessage, StoredPart, Stream};

/// The database of an installation, and the folder of its files.
pub struct PostgresTruth {
    /// Its address, as its owner reaches it.
    pub url: String,
    /// Where files lie.
    pub files: std::path::PathBuf,
}

impl PostgresTruth {
    /// Asks on one snapshot. The driver has a runtime of its own, which must not begin inside of another.
    fn ask<T: Send>(
        &self,
        ask: impl FnOnce(&mut Transaction<'_>) -> Result<T, Failure> + Send,
    ) -> Result<T, Failure> {
        apart(|| {
            let mut client = Client::connect(&self.url, NoTls)?;
            let mut snapshot = client
                .build_transaction()
                .isolation_level(postgres::IsolationLevel::RepeatableRead)
                .read_only(true)
                .start()?;
            ask(&mut snapshot)
        })
    }
}

/// Runs on a thread of its own.
pub(crate) fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        scope
            .spawn(work)
            .join()
            .unwrap_or_else(|panic| resume_unwind(panic))
    })
}

impl Truth for PostgresTruth {
    fn read(&self) -> Result<Stored, Failure> {
        let mut stored = self.ask(|db| {
            Ok(Stored {
                messages: messages(db)?,
                outbox: outbox(db)?,
                deliveries: deliveries(db)?,
                offers: all(db, "SELECT id::text, state FROM offer ORDER BY id", |row| {
                    (id(row, 0, |id| OfferId::from_uuid(id).to_string()), row.get(1))
                })?,
                interactions: all(db, "SELECT id::text, state FROM interaction ORDER BY id", |row| {
                    (interaction(row, 0).unwrap_or_default(), row.get(1))
                })?,
                open_jobs: all(
                    db,
                    "SELECT kind, state FROM job WHERE state IN ('queued', 'running')",
                    |row| (row.get(0), row.get(1)),
                )?,
                streams: streams(db)?,
                files: all(db, "SELECT storage_key, size_bytes FROM attachment", |row| {
                    let key: String = row.get(0);
                    StoredFile {
                        found: found(&self.files, &key),
                        key,
                        size: row.get::<_, i64>(1).unsigned_abs(),
                    }
                })?,
                damage: Vec::new(),
            })
        })?;
        stored.damage = apart(|| damage(&self.url))?;
        Ok(stored)
    }

    fn waiting(&self) -> Result<Waiting, Failure> {
        self.ask(|db| {
            let row = db.query_one(
                "SELECT (SELECT count(*) FROM inbound_event WHERE state = 'new'),
                        (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending', 'uncertain')),
                        (SELECT count(*) FROM interaction WHERE state IN ('queued', 'offered')),
                        (SELECT count(*) FROM job WHERE state IN ('queued', 'running'))",
                &[],
            )?;
            Ok(Waiting {
                deliveries: row.get(0),
                parts: row.get(1),
                interactions: row.get(2),
                jobs: row.get(3),
            })
        })
    }
}

fn all<T>(db: &mut Transaction<'_>, sql: &str, read: impl Fn(&Row) -> T) -> Result<Vec<T>, postgres::Error> {
    Ok(db.query(sql, &[])?.iter().map(read).collect())
}

/// A stored id, asked for as text, as the API writes it.
fn id(row: &Row, column: usize, written: impl Fn(Uuid) -> String) -> String {
    let text: &str = row.get(column);
    Uuid::try_parse(text).map(written).unwrap_or_default()
}

fn interaction(row: &Row, column: usize) -> Option<String> {
    let text: Option<&str> = row.get(column);
    let id = Uuid::try_parse(text?).ok()?;
    Some(InteractionId::from_uuid(id).to_string())
}

fn messages(db: &mut Transaction<'_>) -> Result<Vec<StoredMessage>, postgres::Error> {
    let sql = "SELECT id::text, thread_id::text, interaction_id::text, direction, provider_id, client_msg_id, parts, at,
                      possible_duplicate <> 0, edits > 0 OR taken_back <> 0, delivery
               FROM message ORDER BY tenant_id, thread_id, at, id";
    all(db, sql, |row| {
        let parts: Value = serde_json::from_str(row.get(6)).unwrap_or_default();
        let text = parts
            .as_array()
            .and_then(|parts| parts.iter().find_map(|part| part["text"].as_str()));
        StoredMessage {
            id: id(row, 0, |id| MessageId::from_uuid(id).to_string()),
            thread_id: id(row, 1, |id| ThreadId::from_uuid(id).to_string()),
            interaction_id: interaction(row, 2),
            direction: row.get(3),
            provider_id: row.get(4),
            client_msg_id: row.get(5),
            text: text.map(str::to_owned),
            at: row.get(7),
            possible_duplicate: row.get(8),
            changed: row.get(9),
            delivery: row.get(10),
        }
    })
}

fn outbox(db: &mut Transaction<'_>) -> Result<Vec<StoredPart>, postgres::Error> {
    let sql = "SELECT id::text, message_id::text, state, provider_id, possible_duplicate <> 0 FROM outbox ORDER BY no";
    all(db, sql, |row| StoredPart {
        id: id(row, 0, |id| OutboxId::from_uuid(id).to_string()),
        message_id: id(row, 1, |id| MessageId::from_uuid(id).to_string()),
        state: row.get(2),
        provider_id: row.get(3),
        possible_duplicate: row.get(4),
    })
}

fn deliveries(db: &mut Transaction<'_>) -> Result<Vec<StoredDelivery>, postgres::Error> {
    all(
        db,
        "SELECT id, state, body FROM inbound_event ORDER BY id",
        |row| StoredDelivery {
            id: row.get(0),
            state: row.get(1),
            body: serde_json::from_slice(row.get(2)).unwrap_or_default(),
        },
    )
}

fn streams(db: &mut Transaction<'_>) -> Result<Vec<Stream>, postgres::Error> {
    let mut streams = all(db, "SELECT id::text, event_seq FROM tenant ORDER BY id", |row| {
        let key: String = row.get(0);
        let stream = Stream {
            tenant: id(row, 0, |id| TenantId::from_uuid(id).to_string()),
            newest: row.get(1),
            events: Vec::new(),
        };
        (key, stream)
    })?;
    for (key, stream) in &mut streams {
        let sql = "SELECT seq, kind, data FROM event WHERE tenant_id::text = $1 ORDER BY seq";
        let events = db.query(sql, &[key])?;
        stream.events = events
            .iter()
            .map(|row| Frame {
                seq: row.get(0),
                kind: row.get(1),
                data: serde_json::from_str(row.get(2)).unwrap_or_default(),
            })
            .collect();
    }
    Ok(streams.into_iter().map(|(_, stream)| stream).collect())
}

/// What `amcheck` finds wrong with the indexes, each compared with its table.
fn damage(url: &str) -> Result<Vec<String>, Failure> {
    let mut client = Client::connect(url, NoTls)?;
    client.batch_execute("CREATE EXTENSION IF NOT EXISTS amcheck")?;
    let indexes = client.query(
        "SELECT c.oid, c.relname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
         JOIN pg_am a ON a.oid = c.relam JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE a.amname = 'btree' AND n.nspname = 'public' AND i.indisvalid",
        &[],
    )?;
    let mut problems = Vec::new();
    for index in indexes {
        let (oid, name): (u32, String) = (index.get(0), index.get(1));
        if let Err(error) = client.execute("SELECT bt_index_check($1::oid::regclass, true)", &[&oid]) {
            problems.push(format!("{name}: {error}"));
        }
    }
    Ok(problems)
}
