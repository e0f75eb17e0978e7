//! Migrations: numbered, each step in a transaction of its own, one process at a time; an old binary refuses a newer
//! schema. How to write one: `docs/guide/migrations.md`.
//!
//! A migration that was stopped half-way, by whatever, goes on where its last committed step or batch ended.

mod books;
mod run;
#[cfg(test)]
mod tests;
mod words;

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

pub(crate) use books::pending_of;
pub(crate) use run::migrate;

/// One change of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Number: the moment it was written, `YYYYMMDDHHMM`.
    pub version: i64,
    /// What it does.
    pub name: &'static str,
    steps: &'static [Step],
}

/// A part of a migration.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Statements, all in one transaction. Short: the server waits for it.
    Sql(&'static str),
    /// Work on many rows, a bounded number in each transaction.
    Batches {
        /// What it does; part of the checksum.
        name: &'static str,
        /// Does one batch after a place (empty at the beginning) and says where it ended; `None`: nothing is left.
        batch: fn(&Connection, &str) -> Result<Option<String>, rusqlite::Error>,
    },
}

impl Migration {
    /// What its first steps consist of, so that a change of what was applied somewhere is noticed.
    fn checksum(&self, steps: usize) -> [u8; 32] {
        let mut digest = Sha256::new();
        for step in self.steps.iter().take(steps) {
            let (kind, text) = match step {
                Step::Sql(sql) => ("sql", sql),
                Step::Batches { name, .. } => ("batches", name),
            };
            digest.update(format!("{kind} {}\n{text}", text.len()));
        }
        digest.finalize().into()
    }
}

/// All migrations, in order. Those of a release are never changed again: their checksums are in every database.
const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 202_611_220_001,
        name: "create everything",
        steps: &[Step::Sql(include_str!(
            "../migrations/202611220001_create_everything.sql"
        ))],
    },
    Migration {
        version: 202_611_230_020,
        name: "know of restores",
        steps: &[Step::Sql(include_str!("../migrations/202611230020_restored.sql"))],
    },
    Migration {
        version: 202_611_230_030,
        name: "search by windows of messages",
        steps: &[
            Step::Sql(include_str!("../migrations/202611230030_search.sql")),
            Step::Batches {
                name: "words of messages",
                batch: words::of_messages,
            },
            Step::Batches {
                name: "words of contacts",
                batch: words::of_contacts,
            },
            Step::Sql(include_str!("../migrations/202611230030_search_end.sql")),
        ],
    },
    Migration {
        version: 202_611_230_040,
        name: "indexes for joined conversations and erased customers",
        steps: &[Step::Sql(include_str!("../migrations/202611230040_plans.sql"))],
    },
    Migration {
        version: 202_611_230_050,
        name: "find agents with room",
        steps: &[Step::Sql(include_str!("../migrations/202611230050_room.sql"))],
    },
    Migration {
        version: 202_611_231_100,
        name: "find messages by one index",
        steps: &[Step::Sql(include_str!(
            "../migrations/202611231100_one_index_of_messages.sql"
        ))],
    },
    Migration {
        version: 202_611_231_200,
        name: "widening steps, requirement classes, last agent",
        steps: &[Step::Sql(include_str!("../migrations/202611231200_steps.sql"))],
    },
    Migration {
        version: 202_611_231_210,
        name: "taking chats by hand",
        steps: &[Step::Sql(include_str!("../migrations/202611231210_pull.sql"))],
    },
    Migration {
        version: 202_611_231_300,
        name: "keep drafts",
        steps: &[Step::Sql(include_str!("../migrations/202611231300_drafts.sql"))],
    },
    Migration {
        version: 202_611_231_310,
        name: "keep what is planned",
        steps: &[Step::Sql(include_str!("../migrations/202611231310_planned.sql"))],
    },
    Migration {
        version: 202_611_231_400,
        name: "keep knowledge articles",
        steps: &[Step::Sql(include_str!(
            "../migrations/202611231400_knowledge.sql"
        ))],
    },
    Migration {
        version: 202_611_231_410,
        name: "keep cases",
        steps: &[Step::Sql(include_str!("../migrations/202611231410_cases.sql"))],
    },
    Migration {
        version: 202_611_231_550,
        name: "keep business hours",
        steps: &[Step::Sql(include_str!("../migrations/202611231550_hours.sql"))],
    },
    Migration {
        version: 202_611_231_560,
        name: "find what was taken lately",
        steps: &[Step::Sql(include_str!("../migrations/202611231560_pace.sql"))],
    },
    Migration {
        version: 202_611_231_600,
        name: "several agents in one conversation, calls for help",
        steps: &[Step::Sql(include_str!("../migrations/202611231600_together.sql"))],
    },
    Migration {
        version: 202_611_231_700,
        name: "know more of customers, and who is blocked",
        steps: &[Step::Sql(include_str!("../migrations/202611231700_contacts.sql"))],
    },
];

/// The newest schema that this binary knows.
#[must_use]
pub fn newest_schema() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.version)
}

/// Why the schema could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The file was written by a newer Parlance.
    #[error(
        "this database has schema {found}, but this Parlance knows only up to {known}: use the newer Parlance that wrote it"
    )]
    Newer {
        /// The schema of the file.
        found: i64,
        /// The newest schema this binary knows.
        known: i64,
    },
    /// The file has a migration that this binary lacks, older than its newest one.
    #[error(
        "this database has the migration {version}, which this Parlance does not know: use the Parlance that wrote it"
    )]
    Unknown {
        /// Its number.
        version: i64,
    },
    /// A migration is not what was applied to the file.
    #[error(
        "the migration {version} ({name}) of this Parlance is not the one that was applied to this database: use the \
         Parlance that wrote it, or a released one"
    )]
    Edited {
        /// Number.
        version: i64,
        /// What it does.
        name: &'static str,
    },
    /// A step failed and was rolled back; what was committed before stays.
    #[error(
        "the migration {version} ({name}) failed: {source}; nothing is lost, and the next start goes on where it stopped"
    )]
    Failed {
        /// Number.
        version: i64,
        /// What it does.
        name: &'static str,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// Whether another process migrates the same file cannot be found out.
    #[error("the folder of the database cannot be locked for the migration: {0}")]
    Lock(std::io::Error),
    /// The bookkeeping could not be read.
    #[error("the schema's version cannot be read: {0}")]
    Unreadable(#[from] rusqlite::Error),
}
