//! `ledger`: runs seeds and prints the table; `ledger figures` and `ledger figures full` measure P6 to P9. Ends with 1
//! when there is a finding or a promise is broken.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use parlance_ledger::{
    customers::Crowd,
    figures::{self, Figure, Scale},
    place::Store,
    plan::Plan,
    run::{Settings, binary, run},
    table,
};
use parlance_testkit::Failure;

/// Faults in a run.
const FAULTS: u64 = 12;

#[tokio::main]
async fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let done = match (words.next().as_deref(), words.next().as_deref()) {
        (None, _) => series().await,
        (Some("figures"), None) => measure(figures::SHORT).await,
        (Some("figures"), Some("full")) => measure(figures::FULL).await,
        _ => Err("usage: ledger, ledger figures, ledger figures full".into()),
    };
    match done {
        Ok(0) => ExitCode::SUCCESS,
        Ok(found) => {
            eprintln!("{found} with findings");
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
        faults: usize::try_from(number("FAULTS")?.unwrap_or(FAULTS))?,
        crowd: Crowd {
            customers: 25,
            acts: 250,
            pause_ms: number("PAUSE")?.unwrap_or(50),
            plain: false,
        },
        agents: 4,
        points: vec![],
        store: match std::env::var("STORE").as_deref() {
            Ok("postgres") => Store::Postgres,
            Ok("sqlite" | "") | Err(_) => Store::Sqlite,
            Ok(other) => return Err(format!("STORE is sqlite or postgres, not {other:?}").into()),
        },
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

async fn measure(scale: Scale) -> Result<usize, Failure> {
    let binary = binary()?;
    println!("{}", figures::HEADING);
    let mut broken = 0;
    let mut show = |figure: Figure| {
        println!("{}", figure.line());
        broken += usize::from(!figure.holds);
    };
    show(figures::away(&binary).await?);
    show(figures::pushed(&binary, scale).await?);
    show(figures::ready(&binary, scale.queued_mb).await?);
    show(figures::sockets(&binary, scale.sockets).await?);
    Ok(broken)
}

/// `SEED=x` one, `SEEDS=n` the first n, from `FIRST` on.
fn seeds() -> Result<Vec<u64>, Failure> {
    if let Some(seed) = number("SEED")? {
        return Ok(vec![seed]);
    }
    let first = number("FIRST")?.unwrap_or(1);
    Ok((first..first + number("SEEDS")?.unwrap_or(20)).collect())
}

/// A number from the environment; an empty one is none, as `make` hands them over.
fn number(name: &str) -> Result<Option<u64>, Failure> {
    match std::env::var(name) {
        Ok(text) if !text.is_empty() => {
            let number = text.parse();
            Ok(Some(
                number.map_err(|_| format!("{name} is a number, not {text:?}"))?,
            ))
        }
        _ => Ok(None),
    }
}
