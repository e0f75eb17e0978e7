//! The planner's first look at new tables.
//!
//! PostgreSQL plans by what it last counted, and it counts by itself about a minute after the first rows came
//! (documentation, "The Autovacuum Daemon"). Until then all tables are small to it, one index is as good as another, and
//! the plans that are kept read all of a tenant's rows for one of them. So tables that were never counted are counted as
//! soon as they have rows; after that PostgreSQL does it alone.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    thread::{Builder, JoinHandle},
    time::Duration,
};

use postgres::Client;

use crate::{error::words, open::Address};

/// How often tables are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Tables with so many rows, never counted.
const UNCOUNTED: &str = "SELECT quote_ident(relname) FROM pg_stat_user_tables
    WHERE schemaname = current_schema() AND last_analyze IS NULL AND last_autoanalyze IS NULL
      AND n_mod_since_analyze >= 200";

/// The thread that looks; dropped, it ends.
pub(crate) struct Statistics {
    stop: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Statistics {
    /// Starts it.
    pub(crate) fn start(address: Address) -> std::io::Result<Self> {
        let (stop, stopped) = sync_channel(1);
        let thread = Builder::new()
            .name("store-counter".into())
            .spawn(move || look_again_and_again(&address, &stopped))?;
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Statistics {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn look_again_and_again(address: &Address, stopped: &Receiver<()>) {
    let mut connection = None;
    while stopped.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
        if let Err(error) = look(address, &mut connection) {
            connection = None;
            tracing::debug!(error = words(&error), "new tables were not counted; trying again");
        }
    }
}

fn look(address: &Address, connection: &mut Option<Client>) -> Result<(), postgres::Error> {
    let client = match connection {
        Some(client) => client,
        None => connection.insert(address.connect()?),
    };
    for row in client.query(UNCOUNTED, &[])? {
        let table: String = row.get(0);
        client.batch_execute(&format!("ANALYZE {table}"))?;
        tracing::info!(table, "counted for the first time");
    }
    Ok(())
}
