//! Connections that only read.

use parlance_store::{StoreError, unit::ReadUnit};
use parlance_store_sql::{Reader, Reads, caught};

use crate::{connection::Postgres, error::store_error, open::Address};

/// One read stands on one snapshot.
const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;";

/// The server that is read.
pub(crate) struct Server(pub(crate) Address);

impl Reads for Server {
    type Connection = Postgres;

    fn open(&self) -> Result<Postgres, StoreError> {
        let client = self.0.connect_reader().map_err(|error| store_error(&error))?;
        Ok(Postgres::new(client, BEGIN))
    }

    fn run(&self, connection: &Postgres, unit: Box<dyn ReadUnit>) -> bool {
        caught(|| unit.run(&Reader::new(connection)));
        // Nothing was changed: ending the snapshot is all there is to it, also after a failed statement.
        connection.roll_back();
        !connection.is_lost()
    }
}
