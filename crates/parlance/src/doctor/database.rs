//! The database: the engine inside the binary, the file, its schema, its soundness.

use std::path::Path;

use parlance_store_sqlite::{MigrateError, inspect, sqlite_version};
use secrecy::ExposeSecret as _;

use super::Finding;
use crate::config::{Config, sections::Database};

/// SQLite before this has a fault in write-ahead logging (see the security rules).
const LEAST: [u32; 3] = [3, 51, 3];

/// Whether there is a database whose schema is this Parlance's.
pub(super) fn is_current(config: &Config) -> bool {
    match config.storage.database() {
        Database::File(file) => {
            file.exists() && inspect(&file, false).is_ok_and(|found| found.pending.is_empty())
        }
        Database::Server(url) => {
            parlance_store_postgres::inspect(url.expose_secret()).is_ok_and(|found| found.pending.is_empty())
        }
    }
}

pub(super) fn check(config: &Config) -> Vec<Finding> {
    match config.storage.database() {
        Database::File(file) => check_file(&file),
        Database::Server(url) => vec![check_server(url.expose_secret())],
    }
}

fn check_server(url: &str) -> Finding {
    match parlance_store_postgres::inspect(url) {
        Err(error) => Finding::bad(
            format!("The database cannot be used: {error}."),
            "Check the address in `database_url`, and that the server runs and lets this user in.",
        ),
        Ok(found) if !found.pending.is_empty() => Finding::limited(
            format!(
                "PostgreSQL {} answers; the schema lacks {} step(s).",
                found.server,
                found.pending.len()
            ),
            "The next start takes them, or do it now: parlance migrate",
        ),
        Ok(found) => Finding::good(format!(
            "PostgreSQL {} answers and keeps what it acknowledges; schema {}.",
            found.server, found.schema
        )),
    }
}

fn check_file(file: &Path) -> Vec<Finding> {
    let mut findings = vec![version()];
    let shown = file.display();
    if !file.exists() {
        findings.push(Finding::good(format!(
            "The database {shown} is not there yet; the first start makes it."
        )));
        return findings;
    }
    match inspect(file, true) {
        Err(
            error @ (MigrateError::Newer { .. } | MigrateError::Unknown { .. } | MigrateError::Edited { .. }),
        ) => findings.push(Finding::bad(
            format!("The database {shown} is not for this Parlance: {error}."),
            "Install the release that ran here last, or a newer one.",
        )),
        Err(error) => findings.push(Finding::bad(
            format!("The database {shown} cannot be read: {error}."),
            "Check the path and its owner; restore the newest backup if the file is damaged.",
        )),
        Ok(found) if !found.damage.is_empty() => findings.push(Finding::bad(
            format!("The database is damaged: {}.", found.damage.join("; ")),
            "Stop the server, keep a copy of the files, and restore the newest backup.",
        )),
        Ok(found) if !found.pending.is_empty() => findings.push(Finding::limited(
            format!(
                "The database is sound; its schema lacks {} step(s).",
                found.pending.len()
            ),
            "The next start takes them, or do it now: parlance migrate",
        )),
        Ok(found) => findings.push(Finding::good(format!(
            "The database is sound, schema {}.",
            found.schema
        ))),
    }
    findings
}

fn version() -> Finding {
    let found = sqlite_version();
    let parts: Vec<u32> = found.split('.').filter_map(|part| part.parse().ok()).collect();
    if parts.as_slice() >= LEAST.as_slice() {
        Finding::good(format!("SQLite {found} is new enough."))
    } else {
        Finding::bad(
            format!("SQLite {found} is too old; 3.51.3 is the first without a known fault."),
            "Build Parlance with the SQLite that it brings along.",
        )
    }
}
