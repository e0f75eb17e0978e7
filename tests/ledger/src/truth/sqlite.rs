//! The file of SQLite, opened read-only.

use std::path::{Path, PathBuf};

use parlance_core::{InteractionId, MessageId, OfferId, OutboxId, TenantId, ThreadId};
use parlance_testkit::Failure;
use rusqlite::{Connection, OpenFlags, Row};
use serde_json::Value;
use uuid::Uuid;

use super::{Truth, Waiting};
use crate::evidence::{Frame, Stored, StoredDelivery, StoredFile, StoredMessage, StoredPart, Stream};

/// The file of an installation.
pub struct SqliteTruth {
    path: PathBuf,
    files: PathBuf,
}

impl SqliteTruth {
    /// The database in a data folder.
    pub fn in_folder(data_dir: &Path) -> Self {
        Self {
            path: data_dir.join("parlance.db"),
            files: data_dir.join("files"),
        }
    }

    fn open(&self) -> Result<Connection, rusqlite::Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.execute_batch("PRAGMA busy_timeout = 5000; BEGIN")?;
        Ok(connection)
    }
}

impl Truth for SqliteTruth {
    fn read(&self) -> Result<Stored, Failure> {
        let db = self.open()?;
        Ok(Stored {
            messages: messages(&db)?,
            outbox: outbox(&db)?,
            deliveries: deliveries(&db)?,
            offers: all(&db, "SELECT id, state FROM offer ORDER BY id", |row| {
                Ok((id(row, 0, |id| OfferId::from_uuid(id).to_string())?, row.get(1)?))
            })?,
            interactions: all(&db, "SELECT id, state FROM interaction ORDER BY id", |row| {
                Ok((interaction(row, 0)?, row.get(1)?))
            })?,
            open_jobs: all(
                &db,
                "SELECT kind, state FROM job WHERE state IN ('queued', 'running')",
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?,
            streams: streams(&db)?,
            files: files(&db, &self.files)?,
            damage: damage(&db)?,
        })
    }

    fn waiting(&self) -> Result<Waiting, Failure> {
        let db = self.open()?;
        let count = |sql: &str| db.query_row(sql, [], |row| row.get(0));
        Ok(Waiting {
            deliveries: count("SELECT count(*) FROM inbound_event WHERE state = 'new'")?,
            parts: count("SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending', 'uncertain')")?,
            interactions: count("SELECT count(*) FROM interaction WHERE state IN ('queued', 'offered')")?,
            jobs: count("SELECT count(*) FROM job WHERE state IN ('queued', 'running')")?,
        })
    }
}

fn all<T>(
    db: &Connection,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    db.prepare(sql)?.query_map([], read)?.collect()
}

/// A stored id as the API writes it.
fn id(row: &Row<'_>, column: usize, written: impl Fn(Uuid) -> String) -> rusqlite::Result<String> {
    let bytes: Vec<u8> = row.get(column)?;
    Ok(Uuid::from_slice(&bytes).map(written).unwrap_or_default())
}

fn interaction(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    id(row, column, |id| InteractionId::from_uuid(id).to_string())
}

fn messages(db: &Connection) -> rusqlite::Result<Vec<StoredMessage>> {
    let sql = "SELECT id, thread_id, interaction_id, direction, provider_id, client_msg_id, parts, at,
                      possible_duplicate, edits > 0 OR taken_back, delivery
               FROM message ORDER BY tenant_id, thread_id, at, id";
    all(db, sql, |row| {
        let parts: Value = serde_json::from_str(&row.get::<_, String>(6)?).unwrap_or_default();
        let text = parts
            .as_array()
            .and_then(|parts| parts.iter().find_map(|part| part["text"].as_str()));
        Ok(StoredMessage {
            id: id(row, 0, |id| MessageId::from_uuid(id).to_string())?,
            thread_id: id(row, 1, |id| ThreadId::from_uuid(id).to_string())?,
            interaction_id: match row.get_ref(2)? {
                rusqlite::types::ValueRef::Null => None,
                _ => Some(interaction(row, 2)?),
            },
            direction: row.get(3)?,
            provider_id: row.get(4)?,
            client_msg_id: row.get(5)?,
            text: text.map(str::to_owned),
            at: row.get(7)?,
            possible_duplicate: row.get(8)?,
            changed: row.get(9)?,
            delivery: row.get(10)?,
        })
    })
}

fn outbox(db: &Connection) -> rusqlite::Result<Vec<StoredPart>> {
    let sql = "SELECT id, message_id, state, provider_id, possible_duplicate FROM outbox ORDER BY no";
    all(db, sql, |row| {
        Ok(StoredPart {
            id: id(row, 0, |id| OutboxId::from_uuid(id).to_string())?,
            message_id: id(row, 1, |id| MessageId::from_uuid(id).to_string())?,
            state: row.get(2)?,
            provider_id: row.get(3)?,
            possible_duplicate: row.get(4)?,
        })
    })
}

fn deliveries(db: &Connection) -> rusqlite::Result<Vec<StoredDelivery>> {
    all(
        db,
        "SELECT id, state, body FROM inbound_event ORDER BY id",
        |row| {
            Ok(StoredDelivery {
                id: row.get(0)?,
                state: row.get(1)?,
                body: serde_json::from_slice(&row.get::<_, Vec<u8>>(2)?).unwrap_or_default(),
            })
        },
    )
}

fn streams(db: &Connection) -> rusqlite::Result<Vec<Stream>> {
    let mut streams = all(db, "SELECT id, event_seq FROM tenant ORDER BY id", |row| {
        let key: Vec<u8> = row.get(0)?;
        let stream = Stream {
            tenant: id(row, 0, |id| TenantId::from_uuid(id).to_string())?,
            newest: row.get(1)?,
            events: Vec::new(),
        };
        Ok((key, stream))
    })?;
    let mut events = db.prepare("SELECT seq, kind, data FROM event WHERE tenant_id = ?1 ORDER BY seq")?;
    for (key, stream) in &mut streams {
        stream.events = events
            .query_map([&*key], |row| {
                Ok(Frame {
                    seq: row.get(0)?,
                    kind: row.get(1)?,
                    data: serde_json::from_str(&row.get::<_, String>(2)?).unwrap_or_default(),
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
    }
    Ok(streams.into_iter().map(|(_, stream)| stream).collect())
}

fn files(db: &Connection, folder: &Path) -> rusqlite::Result<Vec<StoredFile>> {
    all(db, "SELECT storage_key, size_bytes FROM attachment", |row| {
        let (key, size): (String, i64) = (row.get(0)?, row.get(1)?);
        Ok(StoredFile {
            found: found(folder, &key),
            key,
            size: size.unsigned_abs(),
        })
    })
}

/// How long a stored file is; nothing when it is not there.
pub(super) fn found(folder: &Path, key: &str) -> Option<u64> {
    std::fs::metadata(folder.join(key))
        .ok()
        .map(|metadata| metadata.len())
}

/// What SQLite itself finds wrong.
fn damage(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut lines = all(db, "PRAGMA integrity_check", |row| row.get::<_, String>(0))?;
    lines.retain(|line| line != "ok");
    let orphans = all(db, "PRAGMA foreign_key_check", |row| {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        Ok(format!(
            "a row of {table} names a row of {parent} that is not there"
        ))
    })?;
    lines.extend(orphans);
    Ok(lines)
}
