//! The command line: one file per command. Each says what went wrong in sentences and ends with a code.

mod apply;
mod backup;
mod demo;
mod doctor;
mod failure;
mod keys;
mod migrate;
mod openapi;
mod reference;
mod restore;
mod routing;
mod serve;
mod simulator;
mod store;
mod tenant;
mod user;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::config::{Config, Problems, Sources};
pub use failure::Failure;
pub use reference::reference;

/// The contact center in one program: customers write to a company's page, agents answer at their desks.
#[derive(Debug, Parser)]
#[command(
    name = "parlance",
    version,
    propagate_version = true,
    disable_help_subcommand = true
)]
pub struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What every command understands.
#[derive(Debug, Clone, clap::Args)]
pub struct Common {
    /// Configuration file [default: parlance.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder that holds the database, uploaded files and keys
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<String>,
    /// Any setting, e.g. --set routing.offer_timeout=30s; may be repeated
    #[arg(long, global = true, value_name = "NAME=VALUE", value_parser = name_and_value)]
    set: Vec<(String, String)>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Args),
    Demo(demo::Args),
    Simulator(simulator::Args),
    Apply(apply::Args),
    Tenant(tenant::Args),
    User(user::Args),
    Migrate(migrate::Args),
    Keys(keys::Args),
    Backup(backup::Args),
    Restore(restore::Args),
    Store(store::Args),
    Routing(routing::Args),
    Doctor(doctor::Args),
    Openapi(openapi::Args),
    Reference(reference::Args),
}

impl Common {
    /// All sources of the configuration; commands add their own flags.
    fn sources(&self) -> Sources {
        let mut sources = Sources {
            file: self.config.clone(),
            ..Sources::from_environment()
        };
        for (name, value) in &self.set {
            sources = sources.flag("--set", name, Some(value.clone()));
        }
        sources.flag("--data-dir", "data_dir", self.data_dir.clone())
    }

    fn load(&self) -> Result<Config, Problems> {
        Config::load(&self.sources())
    }
}

fn name_and_value(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("it must look like name=value")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let Cli { common, command } = Cli::parse();
    let result = match command {
        Command::Serve(args) => serve::run(&common, args),
        Command::Demo(args) => demo::run(&common, args),
        Command::Simulator(args) => simulator::run(&common, args),
        Command::Apply(args) => apply::run(&common, &args),
        Command::Tenant(args) => tenant::run(&common, args),
        Command::User(args) => user::run(&common, args),
        Command::Migrate(args) => migrate::run(&common, &args),
        Command::Keys(args) => keys::run(&common, args),
        Command::Backup(args) => backup::run(&common, &args),
        Command::Restore(args) => restore::run(&common, &args),
        Command::Store(args) => store::run(&common, args),
        Command::Routing(args) => routing::run(&common, args),
        Command::Openapi(args) => openapi::run(&args),
        Command::Doctor(args) => doctor::run(&common, &args),
        Command::Reference(args) => reference::run(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.tell();
            ExitCode::FAILURE
        }
    }
}

/// Writes to standard output; a reader that has gone away (`| head`) is no failure.
fn print(text: &str) -> Result<(), Failure> {
    use std::io::{ErrorKind, Write as _};
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Runs a command's work to its end.
fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Runtime::new()?.block_on(work)
}
