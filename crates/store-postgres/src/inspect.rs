//! Looking at a database from outside, without changing it: for `doctor` and `migrate --check`.

use crate::{
    apart,
    migrate::{self, Migration},
    open::{Address, OpenError, check_server},
};

/// What a database is like.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// The server's version.
    pub server: String,
    /// The number of its newest migration; 0 for a database without any.
    pub schema: i64,
    /// Migrations that it lacks.
    pub pending: Vec<Migration>,
}

/// Looks at a database and at the settings that the durability promises need.
pub fn inspect(url: &str) -> Result<Inspection, OpenError> {
    let address = Address::parse(url)?;
    apart(|| {
        let mut client = address.connect()?;
        check_server(&mut client)?;
        let server = client
            .query_one("SELECT current_setting('server_version')", &[])?
            .get(0);
        let schema = migrate::version(&mut client)?;
        Ok(Inspection {
            server,
            schema,
            pending: migrate::newer_than(schema)?,
        })
    })
}

/// Brings the schema up to date.
pub fn migrate(url: &str) -> Result<(), OpenError> {
    let address = Address::parse(url)?;
    apart(|| crate::bring_up_to_date(&address))
}
