//! The ledger in short, and the proof that it would notice.
#![allow(clippy::unwrap_used, missing_docs)]

mod points;

use parlance_ledger::{
    customers::Crowd,
    place::Store,
    plan::{Fault, Plan, Step},
    run::{Outcome, Settings, binary, run},
};
use parlance_testkit::Failure;

fn settings(points: &[(&str, &str)]) -> Result<Settings, Failure> {
    Ok(Settings {
        binary: binary()?,
        faults: 5,
        crowd: Crowd {
            customers: 8,
            acts: 60,
            pause_ms: 40,
            plain: !points.is_empty(),
        },
        agents: 2,
        store: Store::Sqlite,
        points: points
            .iter()
            .map(|(point, action)| ((*point).to_owned(), (*action).to_owned()))
            .collect(),
    })
}

fn findings(outcome: &Outcome) -> Vec<String> {
    outcome.findings.iter().map(ToString::to_string).collect()
}

/// Two seeds, a few faults each; `make ledger` runs more of both.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_doubled_or_swapped_whatever_breaks() -> Result<(), Failure> {
    let settings = settings(&[])?;
    for seed in [3, 11] {
        let outcome = run(&Plan::of(seed, settings.faults), &settings).await?;
        assert_eq!(findings(&outcome), [""; 0], "seed {seed}: {:?}", outcome.faults);
        assert!(
            outcome.acknowledged > 100,
            "seed {seed}: there was something to lose"
        );
    }
    Ok(())
}

/// One delivery is answered 200 and dropped: the ledger must say which.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_delivery_that_is_acknowledged_and_dropped_is_found() -> Result<(), Failure> {
    let settings = settings(&[("inbound-lie", "20*off->1*return(dropped)->off")])?;
    let plan = Plan {
        seed: 1,
        steps: vec![Step {
            pause_ms: 3_000,
            fault: Fault::Storm,
        }],
    };
    let outcome = run(&plan, &settings).await?;
    let found = findings(&outcome);
    let rule = |name: &str| {
        outcome
            .findings
            .iter()
            .filter(|finding| finding.rule == name)
            .count()
    };
    assert_eq!(rule("delivery-lost"), 1, "{found:#?}");
    assert_eq!(
        rule("event-lost") + rule("delivery-lost"),
        outcome.findings.len(),
        "{found:#?}"
    );
    assert!(
        found
            .iter()
            .any(|finding| finding.contains("was answered 200 and is in no delivery"))
    );
    Ok(())
}
