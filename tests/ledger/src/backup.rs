//! P10: a backup is taken while everybody works, put back into an empty folder, and checked as the database itself is.

use std::path::{Path, PathBuf};

use parlance_simulator::{Facts, facts};
use parlance_testkit::{Failure, program::Program};

use crate::{
    evidence::{Desks, Evidence},
    journal,
    rules::{self, Finding},
    truth::{SqliteTruth, Truth as _},
};

/// Opens backups of the ledger; there is nothing to hide.
const PASSPHRASE: (&str, &str) = ("PARLANCE_BACKUP__PASSPHRASE", "four words make a password");

/// A backup, and what had been promised when it began.
pub(crate) struct Copy {
    file: PathBuf,
    platform: Facts,
    desks: Desks,
}

/// Takes one beside the running program. `folder` is the run's own.
pub(crate) async fn take(program: &Program, folder: &Path, number: usize) -> Result<Copy, Failure> {
    let platform = facts(&folder.join("platform"))?;
    let desks = journal::read(&folder.join("desks.jsonl"))?;
    let file = folder.join(format!("backup-{number}.age"));
    let mut command = program.command();
    command.arg("backup").arg("--output").arg(&file);
    run(command).await?;
    Ok(Copy {
        file,
        platform,
        desks,
    })
}

impl Copy {
    /// Puts it back and checks it; `accepted` is what the platform has taken until the end of the run.
    pub(crate) async fn check(self, program: &Program, accepted: &Facts) -> Result<Vec<Finding>, Failure> {
        let restored = self.file.with_extension("restored");
        let mut command = program.command();
        command.env("PARLANCE_DATA_DIR", &restored);
        command.arg("restore").arg(&self.file);
        run(command).await?;
        let evidence = Evidence {
            platform: Facts {
                told: self.platform.told,
                accepted: accepted.accepted.clone(),
            },
            desks: self.desks,
            stored: SqliteTruth::in_folder(&restored).read()?,
            ..Evidence::default()
        };
        Ok(rules::check_copy(&evidence))
    }
}

async fn run(mut command: tokio::process::Command) -> Result<(), Failure> {
    let output = command.env(PASSPHRASE.0, PASSPHRASE.1).output().await?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("a backup could not be taken or put back: {said}").into())
}
