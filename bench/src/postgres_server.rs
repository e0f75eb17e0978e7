//! The PostgreSQL that `scripts/postgres` starts, with empty databases for the measurements.

use std::process::Command;

use crate::Failure;

/// The address of a new, empty database; `None` when PostgreSQL is not installed.
pub fn empty_database(name: &str) -> Result<Option<String>, Failure> {
    let started = Command::new("scripts/postgres").args(["url", "bench"]).output()?;
    if !started.status.success() {
        return Ok(None);
    }
    let server = String::from_utf8(started.stdout)?.trim().to_owned();
    let mut client = postgres::Client::connect(&server, postgres::NoTls)?;
    client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))?;
    client.batch_execute(&format!("CREATE DATABASE {name}"))?;
    let (before, rest) = server
        .rsplit_once('/')
        .ok_or("the server's address names no database")?;
    let parameters = rest
        .split_once('?')
        .map(|(_, parameters)| format!("?{parameters}"));
    Ok(Some(format!("{before}/{name}{}", parameters.unwrap_or_default())))
}

/// Stops the server and forgets its data.
pub fn stop() {
    let _ = Command::new("scripts/postgres").args(["stop", "bench"]).output();
}
