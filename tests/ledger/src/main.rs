//! `ledger`: runs seeds and prints the table; ends with 1 when there is a finding.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use parlance_ledger::run::binary;
use parlance_ledger::{
    customers::Crowd,
    plan::Plan,
    run::{Settings, run},
    table,
};
use parlance_testkit::Failure;

/// Faults in a run.
const FAULTS: usize = 12;

#[tokio::main]
async fn main() -> ExitCode {
    match series().await {
        Ok(0) => ExitCode::SUCCESS,
        Ok(found) => {
            eprintln!("{found} runs have findings");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn series() -> Result<usize, Failure> {
    let settings = Settings {
        binary: binary()?,
        faults: FAULTS,
        crowd: Crowd {
            customers: 25,
            acts: 250,
            pause_ms: 50,
        },
        agents: 4,
        points: vec![],
    };
    let mut found = 0;
    println!("{}", table::HEADING);
    for seed in seeds()? {
        let plan = Plan::of(seed, settings.faults);
        match run(&plan, &settings).await {
            Ok(outcome) => {
                println!("{}", table::line(seed, &outcome));
                eprint!("{}", table::findings(seed, &outcome));
                found += usize::from(!outcome.findings.is_empty());
            }
            Err(error) => {
                println!("{}", table::broken(seed, &error));
                found += 1;
            }
        }
    }
    Ok(found)
}

/// `SEED=x` one, `SEEDS=n` the first n, from `FIRST` on.
fn seeds() -> Result<Vec<u64>, Failure> {
    let number = |name: &str| -> Result<Option<u64>, Failure> {
        match std::env::var(name) {
            Ok(text) if !text.is_empty() => {
                let number = text.parse();
                Ok(Some(
                    number.map_err(|_| format!("{name} is a number, not {text:?}"))?,
                ))
            }
            _ => Ok(None),
        }
    };
    if let Some(seed) = number("SEED")? {
        return Ok(vec![seed]);
    }
    let first = number("FIRST")?.unwrap_or(1);
    Ok((first..first + number("SEEDS")?.unwrap_or(20)).collect())
}
