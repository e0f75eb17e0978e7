//! Connecting, with the settings that the durability promises need.

use std::{str::FromStr as _, sync::Arc, time::Duration};

use postgres::{Client, Config};
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;
use uuid::Uuid;

use crate::{error::words, migrate::MigrateError};

/// The oldest server that is supported, as `server_version_num` counts.
const MIN_VERSION: i32 = 140_000;
/// The role that statements run as: it owns no table, so row-level security holds.
pub(crate) const ROLE: &str = "parlance_service";
/// An attempt to connect lasts so long at most.
const CONNECT: Duration = Duration::from_secs(2);
/// How often and after which pause a start asks for the lock that its predecessor may still hold.
const HANDOVER_TRIES: u32 = 30;
const HANDOVER_PAUSE: Duration = Duration::from_millis(100);
/// Whoever holds this advisory lock serves: one Parlance at a time.
const SERVER_LOCK: i64 = 0x7061_726c_616e_6365;

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address makes no sense.
    #[error(
        "the database URL cannot be read: {0}; write it like postgres://user:password@host:5432/database"
    )]
    Url(String),
    /// The server cannot be reached, or does not let us in.
    #[error("PostgreSQL cannot be used: {0}")]
    Connect(String),
    /// The server is too old.
    #[error("PostgreSQL {found} is too old: at least 14 is needed")]
    Old {
        /// Its version.
        found: String,
    },
    /// A setting would lose what was answered.
    #[error(
        "PostgreSQL has {setting} = {value}: what was acknowledged could be lost in a power failure. Set {setting} = on and restart the server"
    )]
    Unsafe {
        /// The setting.
        setting: &'static str,
        /// What it is.
        value: String,
    },
    /// A replica takes no changes.
    #[error("this PostgreSQL is a replica: give the address of the primary")]
    Replica,
    /// Another Parlance writes here.
    #[error("another Parlance is using this database: stop it first")]
    InUse,
    /// The role for statements is missing and cannot be made.
    #[error(
        "the role {ROLE} cannot be made or used: {0}. Let a superuser run: CREATE ROLE {ROLE} NOLOGIN; GRANT {ROLE} TO <the user of the URL>"
    )]
    Role(String),
    /// The schema could not be brought up to date.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    /// A thread could not be started.
    #[error("a store thread could not be started: {0}")]
    Thread(#[from] std::io::Error),
}

impl From<postgres::Error> for OpenError {
    fn from(error: postgres::Error) -> Self {
        Self::Connect(words(&error))
    }
}

/// Who else may write.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// A server: no other one.
    Alone,
    /// A command: beside a server.
    Beside,
}

/// Where and how to connect. Holds the password: no `Debug`.
#[derive(Clone)]
pub(crate) struct Address {
    config: Config,
    tls: MakeRustlsConnect,
}

impl Address {
    pub(crate) fn parse(url: &str) -> Result<Self, OpenError> {
        // The driver's error does not repeat the URL, which holds a password.
        let mut config = Config::from_str(url).map_err(|error| OpenError::Url(words(&error)))?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        config
            .application_name("parlance")
            .keepalives_idle(Duration::from_secs(5))
            .tcp_user_timeout(Duration::from_secs(15));
        Ok(Self {
            config,
            tls: MakeRustlsConnect::new(tls()?),
        })
    }

    /// Connects as the user of the URL.
    pub(crate) fn connect(&self) -> Result<Client, postgres::Error> {
        self.config.connect(self.tls.clone())
    }

    /// Connects to read.
    pub(crate) fn connect_reader(&self) -> Result<Client, postgres::Error> {
        let mut client = self.connect()?;
        client.batch_execute(&format!(
            "SET ROLE {ROLE}; SET statement_timeout = '5s'; SET plan_cache_mode = 'force_generic_plan'; SET jit = off"
        ))?;
        Ok(client)
    }

    /// The same at a start: the server may need a moment to notice that the Parlance before this one has died.
    pub(crate) fn connect_writer_patiently(&self, access: Access) -> Result<Client, OpenError> {
        for _ in 0..HANDOVER_TRIES {
            match self.connect_writer(access) {
                Err(OpenError::InUse) => std::thread::sleep(HANDOVER_PAUSE),
                other => return other,
            }
        }
        self.connect_writer(access)
    }

    /// Connects to write; alone, it refuses while another Parlance serves.
    pub(crate) fn connect_writer(&self, access: Access) -> Result<Client, OpenError> {
        let mut client = self.connect()?;
        let may = match access {
            Access::Beside => true,
            Access::Alone => client
                .query_one("SELECT pg_try_advisory_lock($1)", &[&SERVER_LOCK])?
                .get(0),
        };
        if !may {
            return Err(OpenError::InUse);
        }
        client.batch_execute(&format!(
            "SET ROLE {ROLE}; SET synchronous_commit = on; SET lock_timeout = '3s'; SET statement_timeout = '30s';
             SET idle_in_transaction_session_timeout = '60s'; SET plan_cache_mode = 'force_generic_plan'; SET jit = off"
        ))?;
        Ok(client)
    }

    /// Connects to keep deliveries, which are of all tenants.
    pub(crate) fn connect_receiver(&self) -> Result<Client, OpenError> {
        let mut client = self.connect_writer(Access::Beside)?;
        client.batch_execute(&format!("SET parlance.tenant = '{}'", Uuid::max()))?;
        Ok(client)
    }
}

fn tls() -> Result<ClientConfig, OpenError> {
    let mut roots = RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        let _ = roots.add(certificate);
    }
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| OpenError::Connect(error.to_string()))
        .map(|builder| builder.with_root_certificates(roots).with_no_client_auth())
}

/// Refuses servers that would not keep what they acknowledge.
pub(crate) fn check_server(client: &mut Client) -> Result<(), OpenError> {
    let version: i32 = client
        .query_one("SELECT current_setting('server_version_num')::int4", &[])?
        .get(0);
    if version < MIN_VERSION {
        return Err(OpenError::Old {
            found: show(client, "server_version")?,
        });
    }
    if client.query_one("SELECT pg_is_in_recovery()", &[])?.get(0) {
        return Err(OpenError::Replica);
    }
    for setting in ["fsync", "full_page_writes"] {
        let value = show(client, setting)?;
        if value != "on" {
            return Err(OpenError::Unsafe { setting, value });
        }
    }
    Ok(())
}

fn show(client: &mut Client, setting: &str) -> Result<String, postgres::Error> {
    client
        .query_one("SELECT current_setting($1)", &[&setting])
        .map(|row| row.get(0))
}

/// Makes sure that there is a role for the statements and that we may act as it.
pub(crate) fn ensure_role(client: &mut Client) -> Result<(), OpenError> {
    let known = client.query_opt("SELECT 1 FROM pg_roles WHERE rolname = $1", &[&ROLE])?;
    let made = if known.is_none() {
        // Another database of the same server may make it in this moment.
        let made = client.batch_execute(&format!("CREATE ROLE {ROLE} NOLOGIN"));
        match made {
            Err(error)
                if error.code() == Some(&postgres::error::SqlState::UNIQUE_VIOLATION)
                    || error.code() == Some(&postgres::error::SqlState::DUPLICATE_OBJECT) =>
            {
                Ok(())
            }
            other => other,
        }
    } else {
        Ok(())
    };
    made.and_then(|()| client.batch_execute(&format!("SET ROLE {ROLE}; RESET ROLE")))
        .or_else(|_| {
            client.batch_execute(&format!(
                "GRANT {ROLE} TO CURRENT_USER; SET ROLE {ROLE}; RESET ROLE"
            ))
        })
        .map_err(|error| OpenError::Role(words(&error)))
}
