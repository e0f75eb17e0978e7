//! Databases for tests: real ones, on the server that `scripts/postgres` starts for this checkout.

use std::{path::Path, process::Command};

use postgres::{Client, NoTls};

/// A fault in preparing a test.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Held while the template is made or copied.
const TEMPLATE_LOCK: i64 = 0x7061_726c_7465_7374;
/// A database with the newest schema, which others are copied from.
const TEMPLATE: &str = "parlance_template";

/// A database of its own, gone with this value.
pub struct TestDatabase {
    server: String,
    name: String,
}

impl TestDatabase {
    /// An empty database.
    pub fn empty() -> Result<Self, Fault> {
        Self::create(|_, _| Ok(String::new()))
    }

    /// A database with the schema of today, made quickly.
    pub fn migrated() -> Result<Self, Fault> {
        Self::create(|client, server| {
            client.query_one("SELECT pg_advisory_lock($1)", &[&TEMPLATE_LOCK])?;
            let template = format!("{TEMPLATE}_{}", crate::migrate::fingerprint());
            let known = client.query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&template])?;
            if known.is_none() {
                make_template(client, server, &template)?;
            }
            Ok(format!(r#"TEMPLATE "{template}""#))
        })
    }

    /// Creates one as `how` says, given a connection to the server.
    fn create(how: impl FnOnce(&mut Client, &str) -> Result<String, Fault> + Send) -> Result<Self, Fault> {
        let server = server()?;
        crate::apart(move || {
            let mut client = Client::connect(&server, NoTls)?;
            let name = "SELECT 'parlance_' || replace(gen_random_uuid()::text, '-', '')";
            let name: String = client.query_one(name, &[])?.get(0);
            let how = how(&mut client, &server)?;
            client.batch_execute(&format!(r#"CREATE DATABASE "{name}" {how}"#))?;
            Ok(Self { server, name })
        })
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> String {
        url_of(&self.server, &self.name)
    }

    /// Runs statements as the owner of everything.
    pub fn run(&self, sql: &str) -> Result<(), Fault> {
        crate::apart(|| Ok(Client::connect(&self.url(), NoTls)?.batch_execute(sql)?))
    }

    /// A number that a question gives, asked in a session that begins with `before`.
    pub fn number(&self, before: &str, question: &str) -> Result<i64, Fault> {
        crate::apart(|| {
            let mut client = Client::connect(&self.url(), NoTls)?;
            client.batch_execute(before)?;
            Ok(client.query_one(question, &[])?.get(0))
        })
    }

    /// Every text and every bytes of the database, with where it stands: `table.column`.
    pub fn everything(&self) -> Result<Vec<(String, Vec<u8>)>, Fault> {
        crate::apart(|| {
            let mut client = Client::connect(&self.url(), NoTls)?;
            let columns = client.query(
                "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns
                 WHERE table_schema = 'public' AND data_type IN ('text', 'bytea')",
                &[],
            )?;
            let mut found = Vec::new();
            for described in columns {
                let [table, column, kind]: [String; 3] = std::array::from_fn(|place| described.get(place));
                let bytes = if kind == "bytea" {
                    format!(r#""{column}""#)
                } else {
                    format!(r#"convert_to("{column}", 'UTF8')"#)
                };
                let rows = client.query(
                    &format!(r#"SELECT {bytes} FROM "{table}" WHERE "{column}" IS NOT NULL"#),
                    &[],
                )?;
                found.extend(rows.iter().map(|row| (format!("{table}.{column}"), row.get(0))));
            }
            Ok(found)
        })
    }

    fn on_server(&self, sql: &str) -> Result<(), Fault> {
        crate::apart(|| Ok(Client::connect(&self.server, NoTls)?.batch_execute(sql)?))
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let _ = self.on_server(&format!(
            r#"DROP DATABASE IF EXISTS "{}" WITH (FORCE)"#,
            self.name
        ));
    }
}

fn url_of(server: &str, name: &str) -> String {
    let server = server.rsplit_once('/').map_or(server, |(server, _)| server);
    format!("{server}/{name}")
}

/// Under another name until it is whole: a test may be killed.
fn make_template(client: &mut Client, server: &str, name: &str) -> Result<(), Fault> {
    let draft = format!("{name}_draft");
    client.batch_execute(&format!(r#"DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)"#))?;
    client.batch_execute(&format!(r#"CREATE DATABASE "{draft}""#))?;
    let mut inside = Client::connect(&url_of(server, &draft), NoTls)?;
    crate::open::ensure_role(&mut inside)?;
    crate::migrate::migrate(&mut inside)?;
    inside.close()?;
    Ok(client.batch_execute(&format!(r#"ALTER DATABASE "{draft}" RENAME TO "{name}""#))?)
}

/// A server of its own, for a test that breaks it; gone with this value.
pub struct TestServer {
    name: &'static str,
    settings: &'static str,
}

impl TestServer {
    /// One with a name that no other test uses, and lines for its configuration.
    pub fn start(name: &'static str, settings: &'static str) -> Result<Self, Fault> {
        let server = Self { name, settings };
        server.url()?;
        Ok(server)
    }

    /// Its address. Starts it, when it does not run.
    pub fn url(&self) -> Result<String, Fault> {
        script(&["url", self.name], self.settings)
    }

    /// Kills it without a word.
    pub fn crash(&self) -> Result<(), Fault> {
        script(&["crash", self.name], "").map(drop)
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        let _ = script(&["stop", self.name], "");
    }
}

/// The server's address.
fn server() -> Result<String, Fault> {
    script(&["url"], "")
}

fn script(arguments: &[&str], settings: &str) -> Result<String, Fault> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/postgres");
    let run = Command::new(script)
        .args(arguments)
        .env("PARLANCE_POSTGRES_SETTINGS", settings)
        .output()?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into());
    }
    Ok(String::from_utf8(run.stdout)?.trim().to_owned())
}
