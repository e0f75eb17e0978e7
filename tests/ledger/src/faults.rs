//! Doing to the program what the plan says.

use std::{path::Path, sync::Arc, time::Duration};

use parlance_testkit::{Failure, meta::Meta, person::Person, program::Program};
use rusqlite::Connection;
use tokio::process::Command;

use crate::{
    agent::Crew,
    backup::{self, Copy},
    customers,
    place::Place,
    plan::Fault,
    points::Points,
    random::Chance,
};

/// A named point is waited for so long: not every point is passed in every run.
const POINT_PATIENCE: Duration = Duration::from_secs(4);
/// Beyond every lease: of calls (15 s), of their echo (60 s), of jobs (120 s).
const BEYOND_LEASES_MS: i64 = 130_000;
/// No file may become longer than this while the disk is full, bytes.
const FULL: &str = "4096";

/// Where faults are carried out.
pub(crate) struct Stage<'a> {
    pub(crate) meta: &'a Arc<Meta>,
    pub(crate) points: &'a Points,
    pub(crate) crew: &'a Crew,
    pub(crate) chance: Chance,
    /// How far the clock was moved on for good.
    pub(crate) clock_ms: i64,
    /// The run's own folder.
    pub(crate) folder: &'a Path,
    /// The database.
    pub(crate) place: &'a Place,
    /// Backups that were taken.
    pub(crate) copies: Vec<Copy>,
}

impl Stage<'_> {
    /// Carries out one fault; the program runs again afterwards. Says what came of it, when that was not all.
    pub(crate) async fn carry_out(
        &mut self,
        program: &mut Program,
        fault: &Fault,
    ) -> Result<Option<String>, Failure> {
        match fault {
            Fault::Kill { away_ms } => {
                program.kill().await?;
                pause(*away_ms).await;
                self.back(program).await?;
            }
            Fault::Stop { ms, lease } => {
                signal(program, "STOP").await?;
                if *lease {
                    // Time goes on while the process stands: what it holds is no longer its own.
                    self.clock_ms += BEYOND_LEASES_MS;
                    self.points.set_clock(self.clock_ms)?;
                }
                pause(*ms).await;
                signal(program, "CONT").await?;
            }
            Fault::DiskFull { ms } => {
                limit_files(program, FULL).await?;
                pause(*ms).await;
                limit_files(program, "unlimited").await?;
            }
            Fault::Locked { ms } => self.place.take_away(&program.data_dir(), *ms).await?,
            Fault::Clock { by_ms, ms } => {
                self.points.set_clock(self.clock_ms + by_ms)?;
                pause(*ms).await;
                self.points.set_clock(self.clock_ms)?;
            }
            Fault::Platform(order) => {
                self.meta.simulator.order_fault(order.clone()).await?;
            }
            Fault::Poison { count } => customers::poison(self.meta, *count, &mut self.chance).await?,
            Fault::Backup if matches!(self.place, Place::Server { .. }) => {
                return Ok(Some("a server has tools of its own".to_owned()));
            }
            Fault::Backup => {
                let copy = backup::take(program, self.folder, self.copies.len()).await?;
                self.copies.push(copy);
            }
            Fault::SlowReader => {
                tokio::spawn(do_not_read(self.crew.clone()));
            }
            Fault::Storm => self.crew.storm.send_modify(|storms| *storms += 1),
            Fault::Point { name, after } => {
                self.points
                    .set(name, Some(format!("{after}*off->1*return(abort)")))?;
                let struck = program.ends_within(POINT_PATIENCE).await;
                self.points.set(name, None)?;
                // It may have struck at the last moment, and a busy program looks at its points late.
                if struck || program.ends_within(Duration::from_millis(500)).await {
                    self.back(program).await?;
                } else {
                    return Ok(Some("not passed so often".to_owned()));
                }
            }
            Fault::Wait { name, ms } => {
                self.points.set(name, Some(format!("10*sleep({ms})->off")))?;
                pause(1_500).await;
                self.points.set(name, None)?;
            }
        }
        Ok(None)
    }

    async fn back(&self, program: &mut Program) -> Result<(), Failure> {
        program.start_again().await?;
        // The platform's patience is not what is tested.
        self.meta.simulator.retry_now();
        Ok(())
    }
}

async fn pause(ms: u64) {
    tokio::time::sleep(Duration::from_millis(ms)).await;
}

async fn signal(program: &Program, name: &str) -> Result<(), Failure> {
    run(Command::new("kill")
        .arg(format!("-{name}"))
        .arg(program.pid().to_string()))
    .await
}

/// The soft limit of a file's length: unlike a full disk it needs no rights and can be lifted again, and every write
/// beyond it fails in the same way. The program is started deaf to the signal that comes with it.
async fn limit_files(program: &Program, bytes: &str) -> Result<(), Failure> {
    let pid = program.pid().to_string();
    run(Command::new("prlimit").args(["--pid", &pid, &format!("--fsize={bytes}:")])).await
}

async fn run(command: &mut Command) -> Result<(), Failure> {
    let output = command.output().await?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into())
}

/// Holds the write lock of the database, as a careless tool would.
pub(crate) async fn lock(data_dir: &Path, ms: u64) -> Result<(), Failure> {
    let file = data_dir.join("parlance.db");
    tokio::task::spawn_blocking(move || {
        let connection = Connection::open(file)?;
        connection.execute_batch("PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE")?;
        std::thread::sleep(Duration::from_millis(ms));
        connection.execute_batch("ROLLBACK")
    })
    .await??;
    Ok(())
}

/// A desktop that is open and reads nothing, until the end of the run.
async fn do_not_read(crew: Crew) -> Result<(), Failure> {
    let person = Person::sign_in(crew.address, None, "vera").await?;
    let socket = person.connect().await?;
    crew.stop.cancelled().await;
    drop(socket);
    Ok(())
}

/// A program that survives the signal of a file that may not grow: a wrapper, because ignored signals are inherited.
pub(crate) fn deaf(binary: &Path, folder: &Path) -> Result<std::path::PathBuf, Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    let script = folder.join("parlance");
    let text = format!("#!/bin/sh\ntrap '' XFSZ\nexec '{}' \"$@\"\n", binary.display());
    std::fs::write(&script, text)?;
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755))?;
    Ok(script)
}

/// Ends what lasts: the platform behaves, no point is set.
pub(crate) async fn end_all(stage: &Stage<'_>) -> Result<(), Failure> {
    stage.meta.simulator.end_faults().await?;
    stage.meta.simulator.retry_now();
    Ok(())
}
